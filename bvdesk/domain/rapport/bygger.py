"""Builds a report: the outline's chapters, filled with what the figures of an area and period have to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bvdesk.domain.rapport.figurer import chapter_figures
from bvdesk.domain.rapport.modell import (
    Avsnitt,
    Blokk,
    Figur,
    Kapittel,
    Kolonne,
    Rad,
    Rapport,
    Tabell,
    Utgave,
    numbered,
)
from bvdesk.domain.rapport.nokkeltall import choose, key_figures, key_table
from bvdesk.domain.rapport.ordliste import Diagramvalg, Kapittelvalg
from bvdesk.domain.rapport.setninger import sentences
from bvdesk.domain.rapport.tabeller import chapter_tables
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.rapport.vedlegg import all_figures, definitions
from bvdesk.domain.tall.indikator import Indikator, Niva
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import date_in_words


@dataclass(frozen=True, slots=True)
class Bestilling:
    """What is asked for besides the figures: the edition and the date it is made (ISO)."""

    utgave: Utgave
    dato: str


def build_report(u: Utsnitt, bestilling: Bestilling) -> Rapport:
    """The whole report for one area and period."""
    chapters = tuple(k for valg in u.disposisjon.kapitler if (k := _chapter(u, valg)) is not None)
    tree = _nested(chapters)
    whole = u.omrade == TJENESTEN
    name = u.navn(u.omrade)
    subtitle = u.ord("tjeneste_undertittel" if whole else "kommune_undertittel", omrade=name)
    return Rapport(
        tittel=u.ord("tittel"),
        undertittel=subtitle,
        periode=u.periode.tekst,
        avsender=u.beregning.tjeneste.navn,
        dato=bestilling.dato,
        utgave=bestilling.utgave,
        malform=u.ord.malform,
        stempel=u.port.slipp.stempel,
        kolofon=_colophon(u, bestilling),
        kapitler=numbered(tree),
    )


def _colophon(u: Utsnitt, bestilling: Bestilling) -> tuple[tuple[str, str], ...]:
    """What the report is and rests on, for the cover; the service is named only where the cover has not named it."""
    members = ", ".join(u.navn(k) for k in u.beregning.tjeneste.members(u.periode))
    lines = [
        (u.ord("tjeneste"), u.beregning.tjeneste.navn),
        (u.ord("kommuner_i_tjenesten"), members),
        (u.ord("utgave"), u.ord(f"utgave_{bestilling.utgave.value}")),
        (u.ord("grunnlag"), u.ord("grunnlag_tekst")),
        (u.ord("laget"), date_in_words(date.fromisoformat(bestilling.dato))),
    ]
    return tuple(lines[1:] if u.omrade == TJENESTEN else lines)


def _chapter(u: Utsnitt, valg: Kapittelvalg) -> Kapittel | None:
    """A chapter with its content, or None when there is nothing to put in it."""
    special = _SPECIAL.get(valg.innhold)
    content = tuple(special(u)) if special else ()
    under: tuple[Kapittel, ...] = tuple(_KOMMUNE_PAGES[valg.innhold](u)) if valg.innhold in _KOMMUNE_PAGES else ()
    content += tuple(_figures(u, valg))
    if not content and not under and valg.nummer != "4":
        return None
    return Kapittel(valg.nummer, valg.titler[u.ord.malform], content, under, ny_side="." not in valg.nummer)


def _figures(u: Utsnitt, valg: Kapittelvalg) -> Iterator[Blokk]:
    """What the chapter's own indicators have to say: sentences, tables and charts."""
    indikatorer = [i for i in u.indikatorer if i.kapittel == valg.nummer and _belongs(u, i)]
    if not indikatorer:
        return
    yield from sentences(u, valg.ingress)
    theme = valg.titler[u.ord.malform]
    tables = list(chapter_tables(u, theme, indikatorer))
    charts = list(chapter_figures(u, valg.diagram, indikatorer))
    yield from _interleaved(tables, charts)


def _interleaved(tables: list[Tabell], charts: list[Figur]) -> Iterator[Blokk]:
    """The first table, then charts and tables in turn, so that a page is neither all numbers nor all pictures."""
    longest = max(len(tables), len(charts))
    for i in range(longest):
        yield from tables[i : i + 1]
        yield from charts[i : i + 1]


def _belongs(u: Utsnitt, indikator: Indikator) -> bool:
    """A kommune's own report leaves out what is only known for the country."""
    return indikator.niva is not Niva.NASJONAL or u.omrade == TJENESTEN


def _law(u: Utsnitt) -> Iterator[Blokk]:
    texts: Mapping[str, object] = u.ord.tekster["lovgrunnlag"]
    yield Avsnitt((str(texts["ingress"]),), ingress=True)
    for paragraph in texts["avsnitt"]:  # type: ignore[attr-defined]
        yield Avsnitt((paragraph,))
    columns = tuple(Kolonne(u.ord(key), tall=False) for key in ("hva", "frist", "paragraf"))
    rows = tuple(Rad(what, (when, where)) for what, when, where in texts["frister"])  # type: ignore[attr-defined]
    yield Tabell(u.ord("frister_tittel"), columns, rows)


def _kommune_pages(u: Utsnitt) -> Iterator[Kapittel]:
    """One page per kommune in the service's report, with the same table so that they compare."""
    for kommune in u.kommuner:
        own = u.at(kommune)
        chosen = tuple(v for v in choose(own) if u.beregning.katalog[v.indikator].niva is Niva.KOMMUNE)
        if chosen:
            keys = [v.indikator for v in chosen[:3]]
            wanted = [Diagramvalg("kvartal", key) for key in keys]
            charts = list(chapter_figures(own, wanted, [u.beregning.katalog[k] for k in keys]))
            named = [replace(c, tittel=f"{c.tittel}, {u.navn(kommune)}") for c in charts[:1]]
            content: tuple[Blokk, ...] = (*sentences(own, keys), key_table(own, chosen), *named)
            yield Kapittel("", u.navn(kommune), content, ny_side=True)


def _definitions(u: Utsnitt) -> Iterator[Blokk]:
    shown = [i for i in u.indikatorer if _belongs(u, i) and _is_shown(u, i)]
    yield from definitions(u, shown)


def _is_shown(u: Utsnitt, indikator: Indikator) -> bool:
    return bool(u.categories(indikator)) or any(u.known(indikator, p) for p in (u.periode, *u.quarters(), *u.halves()))


def _privacy(u: Utsnitt) -> Iterator[Blokk]:
    """The rules in plain words, and how many figures are withheld; never which or why."""
    note = u.port.slipp.notat
    if note is None:
        return
    texts: Mapping[str, object] = u.ord.tekster["personvern"]
    for paragraph in texts["avsnitt"]:  # type: ignore[attr-defined]
        yield Avsnitt((paragraph.format(terskel=note.terskel, antall=note.antall_skjult, avtrykk=note.avtrykk),))


_SPECIAL: Mapping[str, Callable[[Utsnitt], Iterator[Blokk]]] = {
    "personvern": _privacy,
    "nokkeltall": key_figures,
    "lovgrunnlag": _law,
    "definisjoner": _definitions,
}
_KOMMUNE_PAGES: Mapping[str, Callable[[Utsnitt], Iterator[Kapittel]]] = {
    "kommuner": _kommune_pages,
    "tabellvedlegg": all_figures,
}


def _nested(chapters: tuple[Kapittel, ...]) -> tuple[Kapittel, ...]:
    """Chapters «4.1», «4.2» … under «4»; an empty parent is left out, and the numbers follow."""
    tops: list[Kapittel] = []
    for chapter in chapters:
        if "." not in chapter.nummer:
            under = tuple(c for c in chapters if c.nummer.startswith(f"{chapter.nummer}.")) or chapter.under
            if under or chapter.innhold:
                tops.append(replace(chapter, under=under))
    appendices = iter("ABCDEFGH")
    numbers = iter(range(1, len(tops) + 1))
    return tuple(_renumbered(top, str(next(numbers)) if top.nummer.isdigit() else next(appendices)) for top in tops)


def _renumbered(top: Kapittel, nummer: str) -> Kapittel:
    under = tuple(replace(k, nummer=f"{nummer}.{i}") for i, k in enumerate(top.under, 1))
    return replace(top, nummer=nummer, under=under)
