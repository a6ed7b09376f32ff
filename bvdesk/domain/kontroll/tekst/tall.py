"""Numbers in Norwegian prose: how they are written, what they count, and which digits are no figures at all."""

from __future__ import annotations

import enum
import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from bvdesk.domain.kontroll.tekst.ord import Forbehold, forbehold_before, stem, words
from bvdesk.domain.record import record


class Enhet(enum.Enum):
    """What a number in a text is a number of."""

    ANTALL = "antall"
    PROSENT = "prosent"
    PROSENTPOENG = "prosentpoeng"
    KRONER = "kroner"


@record
class Tall:
    """A figure in a text.

    Attributes:
        verdi: the value, scaled («2,3 millioner» is 2 300 000).
        presisjon: the size of the last digit that is given (100 000 for «2,3 millioner»).
        enhet: percent, percentage points, kroner or a count.
        navn: the stem of the noun counted (`barn`, `melding`), empty when none follows.
        forbehold: «ca.», «nærmere», «over» …
        start, slutt: where it stands in the sentence, unit included.
        raa: as written, without unit.
        ord: written as a word.
        av: it is a part: «47 av disse», «tre av fire».
    """

    verdi: Decimal
    presisjon: Decimal
    enhet: Enhet
    navn: str
    forbehold: Forbehold
    start: int
    slutt: int
    raa: str
    ord: bool = False
    av: bool = False

    @property
    def desimaler(self) -> int:
        """How many decimals are written."""
        match = re.search(r"[,.](\d+)$", self.raa)
        return len(match.group(1)) if match and len(match.group(1)) != 3 else 0

    def fits(self, value: Decimal) -> bool:
        """Whether the text, read with its rounding and hedge, can mean this value."""
        low, high = self.bounds()
        return low <= value <= high

    def bounds(self) -> tuple[Decimal, Decimal]:
        """The least and the largest value that the text, read with its rounding and hedge, can mean."""
        half = self.presisjon / 2
        if self.forbehold is Forbehold.NOYAKTIG:
            return self.verdi - half, self.verdi + half
        if self.forbehold is Forbehold.OVER:
            return self.verdi - half, self.verdi * Decimal("1.25") + half
        if self.forbehold is Forbehold.UNDER:
            return self.verdi * Decimal("0.75") - half, self.verdi + half
        slack = max(self._round_place() / 2, abs(self.verdi) * Decimal("0.05"), half)
        return self.verdi - slack, self.verdi + slack

    def _round_place(self) -> Decimal:
        """The place of the last digit that is not zero: «ca. 90» is about 90 within tens."""
        place = self.presisjon
        while self.verdi and place < abs(self.verdi) and self.verdi % (place * 10) == 0:
            place *= 10
        return place


_ENERE = "null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
_TIERE = {
    "tjue": 20, "tretti": 30, "førti": 40, "femti": 50, "seksti": 60, "sytti": 70, "åtti": 80, "nitti": 90,
}  # fmt: skip
TALLORD: dict[str, int] = (
    {word: value for value, word in enumerate(_ENERE.split())}
    | {"én": 1, "ett": 1, "éi": 1, "syv": 7, "tyve": 20, "ingen": 0, "hundre": 100}
    | _TIERE
    | {ten + one: value + at for ten, value in _TIERE.items() for at, one in enumerate(_ENERE.split()[:10]) if at}
)
del TALLORD["en"]

_SKALA = {"tusen": 1_000, "million": 1_000_000, "millioner": 1_000_000, "mill": 1_000_000, "mrd": 1_000_000_000}
_SKALA |= {"milliard": 1_000_000_000, "milliarder": 1_000_000_000, "milliardar": 1_000_000_000, "millionar": 1_000_000}

_MANEDER = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|jan|feb|sept|okt|nov|des"
_VARIGHET = (
    r"års?|åring|åringer|måned|måneders?|mnd|uke|ukers?|dag|dagers?|døgn|time|timers?|minutter|studiepoeng|ganger|gang"
    r"|åringar|månad|månaders?|veke|vekers?|dagars?|timars?|minutt|gonger|gong"
)
# What begins alike stands together behind one look at how it begins: most places in a sentence are then passed at once.
_IKKE_TALL = re.compile(
    r"https?://\S+|www\.\S+|(?<!\S)\S[^\s@]*+@\S+"
    r"|§+\s*\d+[a-z]?(?:\s?[-–]\s?\d+)?(?:\s(?:[a-f]|\d+\.\s\w+\s?ledd))?"
    r"|\((?:i\s)?(?:funksjon\s)?2[345]\d0?\)"
    r"|\b(?:(?=\d)(?:"
    r"\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})\b(?!\d)"
    rf"|\d{{1,2}}\.\s?(?:{_MANEDER})\b(?:\s+\d{{4}})?"
    r"|(?:(?<=per )|(?<=pr )|(?<=pr\. ))\d{1,2}\.\d{1,2}\b|(?<=fra )(?:3[01]|[0-2]?\d)\.(?:1[0-2]|0\d)\b"
    rf"|\d{{1,2}}\s?[–-]\s?\d{{1,2}}\s(?:{_VARIGHET})\b|\d{{1,2}}\s?(?:til|og)\s\d{{1,2}}\s(?:{_VARIGHET})\b"
    rf"|\d{{1,3}}\s?(?:{_VARIGHET})\b"
    r"|\d{1,2}(?=\stil\s(?:de|han|hun|du|fylte)\s)|(?<=fylt )\d{1,2}|(?<=fyller )\d{1,2}|(?<=fylte )\d{1,2}"
    r"|\d+\.\s?(?:og\s\d\.\s)?(?:kvartal|halvår|tertial|trinn|klasse|ledd|plass|gang)"
    r"|(?:19|20)\d{2}\s?[–/-]\s?(?:20)?\d{2}\b|\d+-(?=[a-zæøå])[a-zæøå]+|\d{3}\s\d{3}(?=\smed\schat)"
    r"|(?:(?<=\bi )|(?<=\bper )|(?<=\bpr )|(?<=\bpr\. )|(?<=\())1[ .]?000(?=\s(?:kr\b|kroner|barn|innb|unge)))"
    rf"|(?:{_MANEDER})\.?\s+\d{{4}}\b"
    r"|(?:kapittel|kap\.?|punkt|pkt\.?|tabell|figur|vedlegg|versjon|nr\.?|nummer|plass|trinn|fase|sak|saksnummer|del)\s\d+(?:[./]\d+)*"
    r"|artik(?:kel|lene)\s\d+(?:(?:,\s?\d+)*\sog\s\d+)?"
    r"|side\s\d+(?:\s?[–-]\s?\d+)?(?:(?:,\s?\d+)*\sog\s(?:side\s)?\d+)?"
    r"|(?:Prop|Meld|St|Innst)\.\s?(?:St\.\s?)?\d+\s?[A-Z]?|NOU\s\d{4}:\s?\d+|(?:LOV|FOR)[-\d]+"
    r"|(?:telefon|tlf\.?|telefonnummer)\s(?:\d[\d ]{2,12}\d)|(?:telefon|tlf\.?)\s?\d+"
    r"|(?:funksjon|funksjonene|tjeneste|tjenesteområde|konto|art|F)\s?(?:KOSTRA\s)?\d{3,4}(?:(?:,\s?\d{3,4})*\sog\s\d{3,4})?"
    r"|[A-ZÆØÅ]++-?\d+\b|kommunenummer\s\d{4}|org\.?\s?nr\.?\s[\d ]+)",
    re.IGNORECASE,
)  # fmt: skip
_MAY_BE_MASKED = re.compile(r"[\d@/]|www")  # most sentences have none of this, and are passed over cheaply
_LISTEMERKE = re.compile(r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]\s|\d{1,2}(?:\.\d{1,2})+\s(?!%|kr|prosent|mill))")
_AR = re.compile(r"\b(?:19[89]\d|20[0-4]\d)\b(?!\s?(?:%|kr\b|kroner|prosent))(?![,.]\d)")
_SIFFER_I_RAD = re.compile(r"[-−+]?\d+(?:[,.]\d+)*")
_SIFFER = re.compile(r"(?=[-−+\d])(?<![\d,.])[-−+]?(?:\d{1,3}(?:[ .]\d{3}){1,3}(?:,\d+)?(?![\d])|\d+(?:[,.]\d+)?)(?![\d])")
_HELT_ORD = re.compile(r"\w+")
_ENHET = re.compile(
    r"\s?(?:(?P<skala>tusen|millioner|millionar|million|mill\.?|milliarder|milliardar|milliard|mrd\.?)(?=\W|$)\s?)?"
    r"(?P<enhet>prosentpoeng|%-poeng|%\s?prosent|%|prosent|pst\.?|kroner|kr\.?(?=\W|$)|,-)?",
    re.IGNORECASE,
)
_MILLION = Decimal(1_000_000)
_MENNESKER = re.compile(r"\s?(?:barn|menneske\w*|innb\w+|nordmenn|personar|personer|unge)\b", re.IGNORECASE)
_MAX_DIGITS = 15  # more is a code of some kind, and beyond what arithmetic here is exact for
_AV = re.compile(r"\s+(?:\w+\s)?av\s(?:disse|desse|dei|dem|sakene|barna|de|\w+ene|\w+ne|\d+|tre|fire|fem|ti)\b")
_ENHETER = {"prosentpoeng": Enhet.PROSENTPOENG, "%-poeng": Enhet.PROSENTPOENG, "kroner": Enhet.KRONER}
_UTFYLLING = frozenset(
    """nye ny nytt ulike ulik andre øvrige aktive frivillige gjennomførte avsluttede mindre flere fleire færre hele heile
    faste av disse dem de unge egne interne eksterne og/eller avtalte forebyggende åpne pågående private statlige
    små store eller og rettslige ekstra""".split()
)

_FLERE = frozenset("flere fleire færre".split())


def find_numbers(text: str, *, separate: bool = False) -> list[Tall]:
    """Return the figures of a sentence in order; dates, years, paragraphs, ages, phones and codes are left out.

    Args:
        text: a sentence, spaces collapsed.
        separate: it is a table row whose cells may not be read together as thousands.
    """
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    masked, found = text, list[Tall | None]()
    if _MAY_BE_MASKED.search(text):
        pattern = _SIFFER_I_RAD if separate else _SIFFER
        masked = _mask_years(_mask(text, _LISTEMERKE, _IKKE_TALL))
        found = [_digits(text, masked, match) for match in pattern.finditer(masked)]
    if not TALLORD.keys().isdisjoint(_HELT_ORD.findall(masked.lower())):
        in_words = (match for match in _HELT_ORD.finditer(masked) if match.group().lower() in TALLORD)
        found += [_word(text, match) for match in in_words if _counts(text, match)]
    ordered = sorted((number for number in found if number), key=lambda number: number.start)
    return [_with_unit(text, number, after) for number, after in pairwise(ordered)] + ordered[-1:]


def _with_unit(text: str, number: Tall, after: Tall) -> Tall:
    """«fra 54,7 til 64,6 prosent», «fra 47,4 til 50,5 millioner»: unit and scale are said once, for both."""
    bare = number.enhet is Enhet.ANTALL and after.enhet is not Enhet.ANTALL and not number.navn
    if not bare or text[number.slutt : after.start] != " til " or not text.endswith(("fra ", "frå "), 0, number.start):
        return number
    scale = _scale(after)
    return replace(number, enhet=after.enhet, verdi=number.verdi * scale, presisjon=number.presisjon * scale)


def _scale(number: Tall) -> Decimal:
    """What the digits as written are multiplied with: a million for «2,3 millioner»."""
    return number.presisjon / _parse(number.raa)[1] if not number.ord else Decimal(1)


def _mask(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda match: "·" * len(match.group()), text)
    return text


def _mask_years(text: str) -> str:
    """Blank out years, but not «2021 barn»: a number straight before a counted thing is a count."""

    def blank(match: re.Match[str]) -> str:
        after = words(text[match.end() : match.end() + 20])
        before = words(text[: match.start()])[-1:]
        counted = bool(after) and stem(after[0]) in _TELTE and before not in (["i"], ["for"], ["fra"], ["til"])
        return match.group() if counted else "·" * 4

    return _AR.sub(blank, text)


_TELTE = frozenset(
    stem(word) for word in "barn meldinger bekymringsmeldinger undersøkelser saker innbyggere familier vedtak".split()
)


def _digits(text: str, masked: str, match: re.Match[str]) -> Tall | None:
    raw = match.group()
    if sum(character.isdigit() for character in raw) > _MAX_DIGITS:
        return None
    value, precision = _parse(raw)
    return _finish(text, match.start(), match.end(), (value, precision, raw, False)) if masked else None


def _parse(raw: str) -> tuple[Decimal, Decimal]:
    """Read «1 635», «12.049», «14.76», «7,58»: point with three digits behind is thousands, else decimals."""
    clean = raw.replace("−", "-").replace("+", "").replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", clean):
        clean = clean.replace(".", "")
    clean = clean.replace(",", ".")
    if clean.count(".") > 1:
        clean = clean.replace(".", "")
    value = Decimal(clean)
    exponent = value.as_tuple().exponent
    return value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _word(text: str, match: re.Match[str]) -> Tall | None:
    value = Decimal(TALLORD[match.group().lower()])
    return _finish(text, match.start(), match.end(), (value, Decimal(1), match.group(), True))


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a number word counts something: «to team», «åtte akuttvedtak», not «ett godt arbeidsmiljø», «to måneder»."""
    after = words(text[match.end() : match.end() + 40])
    if not after or re.match(rf"\s(?:{_VARIGHET})\b", text[match.end() :], re.IGNORECASE):
        return False
    word = match.group().lower()
    return word not in {"ett", "ingen"} or after[0] in _FLERE or noun_after(text[match.end() :]) != ""


def _finish(text: str, start: int, end: int, read: tuple[Decimal, Decimal, str, bool]) -> Tall:
    value, precision, raw, as_word = read
    unit_match = _ENHET.match(text, end)
    scale = (
        Decimal(_SKALA[unit_match.group("skala").lower().rstrip(".")])
        if unit_match and unit_match.group("skala")
        else Decimal(1)
    )
    unit = _unit((unit_match.group("enhet") or "").lower() if unit_match else "")
    if unit is Enhet.ANTALL and scale >= _MILLION and not _MENNESKER.match(text, unit_match.end() if unit_match else end):
        unit = Enhet.KRONER  # «budsjettet var på 73,6 millioner»
    stop = unit_match.end() if unit_match and unit_match.group().strip() else end
    rest = text[stop:]
    name = noun_after(rest) if unit is Enhet.ANTALL else ""
    hedge = forbehold_before(text[:start])
    part = bool(_AV.match(rest)) or bool(re.match(r"\s+\w+\s+av\s(?:disse|desse|dem|dei)\b", rest))
    return Tall(value * scale, precision * scale, unit, name, hedge, start, stop, raw, as_word, part)


def _unit(word: str) -> Enhet:
    if word.startswith(("%", "prosent", "pst")):
        return _ENHETER.get(word, Enhet.PROSENT)
    return Enhet.KRONER if word else Enhet.ANTALL


def noun_after(rest: str) -> str:
    """Return the stem of the thing counted: the first word after the number that is not an adjective of the trade."""
    match = re.match(r"\s?(?:\([^)]*\)\s?)?((?:[\wæøåÆØÅ/-]+\s?){1,4})", rest)
    if not match or rest[:1] in ",.;:)|":
        return ""
    for word in words(match.group(1))[:4]:
        if word in _STOPP:
            return ""
        if word not in _UTFYLLING:
            return stem(word)
    return ""


_STOPP = frozenset("i på til fra per pr for er ble var har som med mot men mens ved totalt om etter i enn".split())
