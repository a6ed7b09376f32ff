"""How numbers are written: marks, spaces, decimals, codes and units (V31, V35, V41)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import zip_longest

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around, counts
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import stem
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall

_DATO = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\b|https?://\S+|(?<!\S)\S+\.(?:no|pdf)\S*")
_ODELAGT = re.compile(
    r"(?=\d)(?<![\d.])(?:\d{1,3}(?:(?:\.\d{3})+\.\d{1,2}(?!\d)(?! ?\.?\d)|\.\d{3}\.\d{2} \d\b)"
    r"|(?<!\d )\d{1,3}(?: \d{3})+ \d{1,2}(?=\s(?:kr\b|kroner)))"
)
_UGRUPPERT = re.compile(r"(?<![\d.,/-])\d{5,9}(?=,-|\s?(?:kr\b|kroner))")
_UTEN_MELLOMROM = re.compile(r"\d[\d.,]*(?:kr|kroner|mill|prosent)\b|\d[\d.,]*%")
_DOBBEL_ENHET = re.compile(r"%\s?prosent|\bprosent\s?%|\bkr\.?\s[\d .,]+\s?kroner|\bkroner\skroner", re.IGNORECASE)
_GJENTATT_ORD = re.compile(r"\b([a-zæøå]{3,}) (\w+) \1\b", re.IGNORECASE)
_FUNKSJON = re.compile(
    r"\b(?:funksjon|tjeneste|KOSTRA|konto)\D{0,12}?(2[34]\d|25\d)(0?)\b|\((2[345]\d)(0?)\)", re.IGNORECASE
)
_PER = re.compile(r"\b(barn|saker|undersøkelser|familier)\b[^.;:]{0,60}?\bper\s(\w+)", re.IGNORECASE)
_NEVNERE = frozenset(
    stem(word) for word in "fagstilling saksbehandler kontaktperson årsverk stilling ansatt medarbeider fagårsverk".split()
)
_UDATERT = re.compile(
    r"\b(?:per|pr\.?) (?:i dag|nå|d\.?d\.?|dags dato)|\bpå nåværende tidspunkt\b|\bi dag har\b", re.IGNORECASE
)
_NA = re.compile(
    r"\b(?:for øyeblikket|for augneblinken|i øyeblikket|i skrivende stund|i skrivande stund|på rapporteringstidspunktet)\b"
    r"|^(?:Nå|No) (?:har|er|bor|bur|mottar|får|venter)\b|\bhittil i år\b",
    re.IGNORECASE,
)
_DATERT = re.compile(r"\b(?:per|pr\.?) \d{1,2}\.|\b(?:per|pr\.?) (?:\d|desember|utgangen)", re.IGNORECASE)
_TELT_SAK = "barn|saker|vedtak|plasseringer|familier|flyttinger|undersøkelser|meldinger|ungdommer|tiltak|plasser"
_ETIKETT_ENHET = re.compile(rf"\bantall ({_TELT_SAK})\b(?!/)[^.\d]*:\s*(?:\d[\d ]*)\s({_TELT_SAK})\b", re.IGNORECASE)
_MOTSTILT = re.compile(
    rf"\b(\d+) ({_TELT_SAK})\b[^.;]{{0,60}}\b(?:men|mens|mot|brukt)\b[^.;\d]{{0,40}}\b(\d+) ({_TELT_SAK})\b", re.IGNORECASE
)


def check_writing(lest: Lesning) -> Iterator[Funn]:
    """All findings about how numbers are written."""
    yield from _decimal_marks(lest)
    yield from _patterns(lest)
    yield from _uneven_decimals(lest)
    yield from _function_codes(lest)
    yield from _denominators(lest)
    yield from _undated(lest)
    yield from _units(lest)


def _decimal_marks(lest: Lesning) -> Iterator[Funn]:
    points, commas, grouped = [], 0, []
    for setning, numbers in lest.pairs():
        for number in numbers:
            commas += "," in number.raa
            if re.fullmatch(r"[-−+]?\d+\.(?:\d|\d\d)", number.raa):
                points.append((setning, number))
            elif re.fullmatch(r"[-−+]?\d{1,3}(?:\.\d{3})+", number.raa):
                grouped.append((setning, number))
    for setning, number in points:
        right = number.raa.replace(".", ",")
        also = "andre tall i teksten har komma" if commas else "på norsk skrives desimaltall med komma"
        text = f"«{number.raa}» har punktum som desimaltegn; {also}. Skriv {right}."
        yield Funn(
            "V41", Niva.INFO, text, verdier=(number.verdi,), sted=setning.sted(number.start, number.slutt), forslag=right
        )
    if grouped:
        setning, number = grouped[0]
        right = number.raa.replace(".", "\u00a0")
        text = (
            f"Tusener er skilt med punktum («{number.raa}»{_more(len(grouped))}). "
            f"På norsk skilles de med mellomrom: {right}."
        )
        yield Funn(
            "V41", Niva.INFO, text, verdier=(number.verdi,), sted=setning.sted(number.start, number.slutt), forslag=right
        )


def _more(number: int) -> str:
    return f" og {number - 1} til" if number > 1 else ""


def _patterns(lest: Lesning) -> Iterator[Funn]:
    for setning, numbers in lest.pairs():
        if not numbers and not any(map(str.isdigit, setning.tekst)):
            continue
        text = _DATO.sub(lambda match: "·" * len(match.group()), setning.tekst)
        yield from _matches(
            setning,
            text,
            _ODELAGT,
            (Niva.ADVARSEL, "Tallet «{0}» er skrevet galt: siste gruppe har ikke tre siffer. Rett tallet."),
        )
        yield from _matches(
            setning, text, _UGRUPPERT, (Niva.INFO, "«{0}» er lettere å lese med mellomrom mellom tusenene, som i 12 500.")
        )
        yield from _matches(setning, text, _UTEN_MELLOMROM, (Niva.INFO, "Det mangler mellomrom foran enheten i «{0}»."))
        yield from _matches(setning, text, _DOBBEL_ENHET, (Niva.INFO, "Enheten står to ganger («{0}»). Stryk den ene."))
        for match in _GJENTATT_ORD.finditer(text):
            if any(number.start <= match.start(2) < number.slutt for number in numbers):
                message = f"«{match.group(1)}» står to ganger rundt tallet: «{match.group()}»."
                yield Funn("V41", Niva.INFO, message, sted=around(setning, match.start(), match.end(), 20))


def _matches(setning: Setning, text: str, pattern: re.Pattern[str], how: tuple[Niva, str]) -> Iterator[Funn]:
    for match in pattern.finditer(text):
        piece = setning.sted(match.start(), match.end())
        yield Funn("V41", how[0], how[1].format(piece.utdrag), sted=piece)


def _uneven_decimals(lest: Lesning) -> Iterator[Funn]:
    """Values of one list or row with another number of decimals than the rest."""
    for group in _lists(lest):
        shapes = Counter(number.desimaler for _, number in group)
        usual, times = shapes.most_common(1)[0]
        if len(shapes) == 1 or times < max(3, len(group) - 2):
            continue
        for setning, number in group:
            if number.desimaler != usual:
                text = (
                    f"«{number.raa}» har {number.desimaler} desimaler, de andre i samme rekke har {usual}. Bruk like mange."
                )
                yield Funn(
                    "V41", Niva.INFO, text, verdier=(number.verdi,), sted=around(setning, number.start, number.slutt, 16)
                )


def _lists(lest: Lesning) -> Iterator[list[tuple[Setning, Tall]]]:
    """Rows with several numbers of a kind, and runs of lines «navn: tall»."""
    run: list[tuple[Setning, Tall]] = []
    for setning, numbers in lest.pairs():
        shares = [number for number in numbers if number.enhet is Enhet.PROSENT or "," in number.raa]
        if setning.art is Art.TABELLRAD and len(shares) >= 4 and len(shares) == len(numbers):
            yield [(setning, number) for number in numbers]
        if len(numbers) == 1 and re.fullmatch(r"[A-ZÆØÅ][\wæøå \-–/]*:\s*[\d,]+\s?%?", setning.tekst):
            run.append((setning, numbers[0]))
            continue
        if len(run) >= 4:
            yield run
        run = []
    if len(run) >= 4:
        yield run


def _function_codes(lest: Lesning) -> Iterator[Funn]:
    seen: dict[str, dict[str, Setning]] = defaultdict(dict)
    for setning in lest.setninger:
        for match in _FUNKSJON.finditer(setning.tekst):
            code, tail = match.group(1) or match.group(3), match.group(2) or match.group(4) or ""
            seen[code].setdefault(code + tail, setning)
    for code, forms in seen.items():
        if len(forms) > 1:
            long = code + "0"
            setning = forms[long]
            at = setning.tekst.index(long)
            text = f"Samme funksjon er skrevet {code} og {long}. Bruk KOSTRA-koden {code} hele veien."
            yield Funn("V41", Niva.INFO, text, sted=around(setning, at, at + 4, 40), forslag=code)


def _denominators(lest: Lesning) -> Iterator[Funn]:
    """One ratio, several names for what it is divided by."""
    seen: dict[str, dict[str, tuple[Setning, re.Match[str]]]] = defaultdict(dict)
    for setning in lest.setninger:
        for match in _PER.finditer(setning.tekst):
            if stem(match.group(2)) in _NEVNERE:
                seen[stem(match.group(1))].setdefault(stem(match.group(2)), (setning, match))
    for forms in seen.values():
        if len(forms) > 1:
            names = ", ".join(f"«per {match.group(2)}»" for _, match in forms.values())
            for setning, match in list(forms.values())[:2]:
                text = f"Nevneren skifter navn: {names}. Velg ett ord, så leseren ser at det er samme forholdstall."
                yield Funn("V31", Niva.INFO, text, sted=around(setning, match.start(), match.end(), 10))


def _undated(lest: Lesning) -> Iterator[Funn]:
    for setning, numbers in lest.pairs():
        match = _UDATERT.search(setning.tekst) or _NA.search(setning.tekst)
        counted = [number for number in counts(numbers) if number.verdi]
        if match and counted and not _DATERT.search(setning.tekst):
            nearest = min(counted, key=lambda number: abs(number.start - match.end()))
            start, end = min(match.start(), nearest.start), max(match.end(), nearest.slutt)
            text = (
                f"«{match.group()}» gir ingen dato til tallet {nearest.raa}. "
                f"Skriv datoen tallet gjelder, for eksempel «per {lest.dato}»."
            )
            level = Niva.ADVARSEL if _UDATERT.match(match.group()) else Niva.INFO
            yield Funn("V35", level, text, verdier=(nearest.verdi,), sted=around(setning, start, end, 30))


def _units(lest: Lesning) -> Iterator[Funn]:
    for first, second in zip_longest(lest.setninger, lest.setninger[1:]):
        joined = f"{first.tekst} {second.tekst}" if second and first.tekst.endswith(":") else first.tekst
        for match in _ETIKETT_ENHET.finditer(joined):
            if not _same_unit(match.group(1), match.group(2)):
                text = (
                    f"Etiketten sier «antall {match.group(1)}», men tallet "
                    f"teller {match.group(2)}. Bruk samme enhet begge steder."
                )
                yield Funn("V31", Niva.INFO, text, sted=first.sted(match.start(), None))
        for match in _MOTSTILT.finditer(first.tekst):
            if not _same_unit(match.group(2), match.group(4)):
                text = (
                    f"{match.group(1)} {match.group(2)} sammenlignes med {match.group(3)} {match.group(4)}. "
                    "Det er to enheter; oppgi begge tall i samme enhet."
                )
                yield Funn("V31", Niva.INFO, text, sted=first.sted(match.start(), match.end()))


def _same_unit(a: str, b: str) -> bool:
    young = {"barn", "ungdomm", "ungdommer", "ung"}
    return stem(a) == stem(b) or {stem(a.lower()), stem(b.lower())} <= young
