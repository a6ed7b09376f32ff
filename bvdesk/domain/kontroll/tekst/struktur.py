"""The report's build: heading numbers, announced lists, captions, tables without a period, page references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.ord import content_stems, stem
from bvdesk.domain.kontroll.tekst.tall import Enhet

_KAPITTEL = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)\.?\s+([A-ZÆØÅ].*)$")
_INNHOLDSLINJE = re.compile(r"\.{3,}|\s\d{1,3}$")
_LISTE_NR = re.compile(r"^\(?(\d{1,2})[.)]\s")
_KULE = re.compile(r"^([•▪◦●·*–-])\s")
_BILDETEKST_AR = re.compile(r"^[A-ZÆØÅ](?:[^.:]|(?:pr|inkl|mill)\.)*\((20\d\d)\)(?:[\s\d]*)$")
_ARSRAD = re.compile(r"\b(20\d\d)(?=\b|20\d\d)|(?<=20\d\d)(20\d\d)\b")
_MERKELAPP = re.compile(r"^(?:[•\-–*]\s*)?([A-ZÆØÅ][^:.;]{2,60}):")
_REKKEVIDDE = 120
_SIDEREF = re.compile(r"\b(?:nevnt|omtalt|beskrevet|vist|se(?: mer)?[^.]{0,40}?) på side (\d{1,3})\b", re.IGNORECASE)
_BAKOVER = re.compile(r"^(?:som )?(?:\w+ ){0,2}?(?:nevnt|omtalt|beskrevet|vist)", re.IGNORECASE)


def check_structure(lest: Lesning) -> Iterator[Funn]:
    """All findings about the report's build."""
    yield from _headings(lest)
    yield from _announced(lest)
    yield from _described(lest)
    yield from _captions(lest)
    yield from _axes(lest)
    yield from _tables_without_period(lest)
    yield from _page_references(lest)


def _headings(lest: Lesning) -> Iterator[Funn]:
    """V40: numbers of headings that go back to an earlier chapter, or come twice."""
    seen: dict[tuple[int, ...], Setning] = {}
    highest: tuple[int, ...] = ()
    for setning in lest.setninger:
        match = _KAPITTEL.match(setning.tekst)
        if not match or setning.art is not Art.OVERSKRIFT or _INNHOLDSLINJE.search(setning.tekst):
            continue
        number = tuple(int(part) for part in match.group(1).split("."))
        if number in seen and content_stems(seen[number].tekst) == content_stems(setning.tekst):
            highest = number  # the contents list came first; now the chapters themselves begin
        elif number in seen:
            text = f"Overskriftsnummeret {match.group(1)} er brukt to ganger, også på linje {seen[number].linje}."
            yield Funn("V40", Niva.ADVARSEL, text, sted=setning.sted())
        elif highest and number[0] < highest[0]:
            text = f"Overskriften har nummer {match.group(1)}, men står etter kapittel {highest[0]}. Rett nummeret."
            yield Funn("V40", Niva.ADVARSEL, text, sted=setning.sted())
        else:
            highest = number
        seen.setdefault(number, setning)


def _announced(lest: Lesning) -> Iterator[Funn]:
    """T05: «tre hovedutfordringer:» followed by a list with another number of items."""
    for setning, numbers in lest.pairs():
        if setning.art is Art.OVERSKRIFT or not setning.tekst.endswith(":"):
            continue
        announced = [n for n in numbers if n.enhet is Enhet.ANTALL and n.navn and n.verdi >= 2]
        if not announced or len(setning.tekst) - announced[-1].slutt > 60:
            continue
        items = _items(lest, setning)
        number = announced[-1]
        if items and Decimal(items) != number.verdi and items < 20:
            text = f"Teksten varsler {number.raa} punkter, men listen under har {items}. Rett tallet eller listen."
            level = Niva.INFO
            yield Funn(
                "T05",
                level,
                text,
                verdier=(number.verdi, Decimal(items)),
                sted=around(setning, number.start, len(setning.tekst)),
            )


def _described(lest: Lesning) -> Iterator[Funn]:
    """T05: «fordelt på 3 team» before another number of labels or headings that end in «team»."""
    for setning, numbers in lest.pairs():
        for number in numbers:
            if number.enhet is not Enhet.ANTALL or len(number.navn) < 4 or not 2 <= number.verdi <= 12:
                continue
            labels = {
                label for other in lest.setninger[setning.nr + 1 :][:_REKKEVIDDE] if (label := _label(other, number.navn))
            }
            if len(labels) >= 2 and len(labels) != number.verdi:
                text = (
                    f"Teksten sier {number.raa}, men beskriver {len(labels)} ({', '.join(sorted(labels))}). "
                    "Rett antallet, eller si hva som ikke er med."
                )
                values = (number.verdi, Decimal(len(labels)))
                yield Funn("T05", Niva.INFO, text, verdier=values, sted=around(setning, number.start, number.slutt, 50))


def _label(setning: Setning, noun: str) -> str:
    """The label of a heading or item («Omsorgsteam: …») when it ends in the noun."""
    match = _MERKELAPP.match(setning.tekst)
    if match is None or setning.art is Art.TABELLRAD:
        return ""
    last = match.group(1).split()[-1].lower()
    return match.group(1) if stem(last).endswith(noun) else ""


def _items(lest: Lesning, intro: Setning) -> int:
    """The number of items in the list straight after a sentence; 0 when none follows."""
    following = lest.setninger[intro.nr + 1 :]
    if not following or following[0].art is not Art.PUNKT:
        return 0
    first = following[0].tekst
    numbered, bullet = _LISTE_NR.match(first), _KULE.match(first)
    count, block = 0, -1
    for setning in following:
        if setning.art is Art.OVERSKRIFT or (bullet and setning.art is not Art.PUNKT):
            break
        if setning.blokk == block:
            if setning.tekst.endswith(":"):
                break
            continue
        block = setning.blokk
        match = _LISTE_NR.match(setning.tekst)
        in_order = bool(numbered and match and int(match.group(1)) == count + 1)
        count += in_order or bool(bullet and setning.tekst.startswith(bullet.group(1)))
    return count


def _years(text: str) -> list[int]:
    return [int(a or b) for a, b in _ARSRAD.findall(text)]


def _is_axis(setning: Setning) -> bool:
    return setning.art is Art.TABELLRAD and len(_years(setning.tekst)) >= 3 and not re.search(r"[a-zæøå%,]", setning.tekst)


def _captions(lest: Lesning) -> Iterator[Funn]:
    """V35: a caption that gives one year, over an axis with several."""
    axes = [setning for setning in lest.setninger if _is_axis(setning)]
    for setning in lest.setninger:
        match = _BILDETEKST_AR.match(setning.tekst)
        if not match:
            continue
        year = int(match.group(1))
        near = [axis for axis in axes if abs(axis.linje - setning.linje) <= 60 and year in _years(axis.tekst)]
        if near:
            years = _years(min(near, key=lambda axis: abs(axis.linje - setning.linje)).tekst)
            if max(years) == year:
                continue
            text = f"Tittelen sier ({year}), men aksen viser {min(years)}–{max(years)}. Rett året i tittelen."
            yield Funn("V35", Niva.ADVARSEL, text, periode=str(year), sted=setning.sted(0, match.end(1) + 1))
        elif year != lest.ar:
            text = f"Tittelen sier ({year}), men rapporten gjelder {lest.ar}. Sjekk hvilket år tallene er fra."
            yield Funn("V35", Niva.INFO, text, periode=str(year), sted=setning.sted(0, match.end(1) + 1))


def _axes(lest: Lesning) -> Iterator[Funn]:
    """V41: years of an axis or a header that are not in order."""
    for setning in lest.setninger:
        years = _years(setning.tekst) if _is_axis(setning) else []
        if years and years not in (sorted(years), sorted(years, reverse=True)):
            listed = ", ".join(map(str, years))
            yield Funn("V41", Niva.INFO, f"Årene står ikke i rekkefølge: {listed}.", sted=setning.sted())


def _tables_without_period(lest: Lesning) -> Iterator[Funn]:
    """V35: cells with kroner or per cent, and no year in the rows or in the lines above them."""
    sentences = lest.setninger
    at = 0
    while at < len(sentences):
        if not _is_cell(lest, sentences[at]):
            at += 1
            continue
        end = at
        while end < len(sentences) and (_is_cell(lest, sentences[end]) or _is_label(sentences[end])):
            end += 1
        yield from _undated_table(lest, at, end)
        at = end


def _is_cell(lest: Lesning, setning: Setning) -> bool:
    """A line of figures only: several numbers, or one sum of money or share without a sentence around it."""
    if setning.art is Art.TABELLRAD:
        return True
    numbers = lest.numbers(setning)
    bare = re.fullmatch(r"[\d\s.,%+−–-]+(?:kr|kroner|mill\.)?", setning.tekst)
    return bool(bare) and bool(numbers) and numbers[0].enhet is not Enhet.ANTALL


def _is_label(setning: Setning) -> bool:
    return setning.tekst[-1] not in ".:!?" and len(setning.tekst) < 80 and not re.match(r"\d+(\.\d+)+ ", setning.tekst)


def _undated_table(lest: Lesning, start: int, end: int) -> Iterator[Funn]:
    head = start
    while head > 0 and start - head < 8 and _is_label(lest.setninger[head - 1]):
        head -= 1
    cells = [setning for setning in lest.setninger[start:end] if _is_cell(lest, setning)]
    figures = sum(len(lest.numbers(cell)) for cell in cells)
    whole = " ".join(setning.tekst for setning in lest.setninger[head:end])
    if figures < 2 or re.search(r"20\d\d|kvartal|halvår|januar|desember", whole) or _only_axis(lest, cells):
        return
    titles = [label for label in lest.setninger[head:start] if label.art is Art.OVERSKRIFT]
    caption = titles[-1] if titles else lest.setninger[head]
    text = (
        f"Tabellen «{caption.tekst[:60]}» sier ikke hvilket år eller kvartal tallene gjelder. "
        "Skriv perioden i tittelen, og tallet for perioden før hvis teksten omtaler en endring."
    )
    yield Funn("V35", Niva.INFO, text, sted=caption.sted())
    yield Funn("V35", Niva.INFO, text, sted=cells[0].sted())


def _only_axis(lest: Lesning, cells: list[Setning]) -> bool:
    numbers = [number for cell in cells for number in lest.numbers(cell)]
    steps = {b.verdi - a.verdi for a, b in pairwise(numbers)}
    return len(numbers) > 2 and len(steps) == 1


def _page_references(lest: Lesning) -> Iterator[Funn]:
    """T06: a reference back to a page where the subject cannot stand, judged by the page numbers printed in the text."""
    pages = [
        (s.nr, int(s.tekst)) for s in lest.setninger if re.fullmatch(r"\d{1,3}", s.tekst) and s.art is not Art.TABELLRAD
    ]
    pages = _ascending(pages)
    for setning in lest.setninger if len(pages) > 1 else ():
        match = _SIDEREF.search(setning.tekst)
        if not match or not _BAKOVER.match(setning.tekst):
            continue
        subject = _subject_heading(lest, setning, match.end())
        if subject is None:
            continue
        low = max((page for nr, page in pages if nr < subject.nr), default=1)
        high = min((page for nr, page in pages if nr > subject.nr), default=10_000)
        page = int(match.group(1))
        if not low <= page <= high:
            text = (
                f"Teksten viser til side {page}, men «{subject.tekst}» ser ut til å stå mellom side {low} og {high}. "
                "Sjekk sidehenvisningen."
            )
            yield Funn("T06", Niva.INFO, text, verdier=(Decimal(page),), sted=around(setning, match.start(), match.end()))


def _ascending(pages: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for at, page in pages:
        if (not kept or page > kept[-1][1]) and page <= 300:
            kept.append((at, page))
    return kept


def _subject_heading(lest: Lesning, setning: Setning, after: int) -> Setning | None:
    """The earlier heading whose words all stand in what the reference is about."""
    topic = set(content_stems(setning.tekst[after:]))
    for earlier in lest.setninger[: setning.nr]:
        stems = set(content_stems(earlier.tekst))
        if earlier.art is Art.OVERSKRIFT and len(stems) >= 2 and stems <= topic:
            return earlier
    return None
