"""Builds a report: the outline's chapters, filled with what the figures of an area and period have to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from bvdesk.domain.oppramsing import enumerate_names
from bvdesk.domain.rapport.arsfigurer import years_chart
from bvdesk.domain.rapport.definisjoner import definitions
from bvdesk.domain.rapport.disposisjon import Disposisjon, Kapittelvalg, Nokkeltallvalg
from bvdesk.domain.rapport.figurdeler import make, says_something
from bvdesk.domain.rapport.innsats import measures
from bvdesk.domain.rapport.kapittelinnhold import Skrevet, Verksted, belongs
from bvdesk.domain.rapport.kontrollvedlegg import accepted_findings
from bvdesk.domain.rapport.modell import Avsnitt, Bilde, Blokk, Kapittel, Kolonne, Rad, Rapport, Tabell, Utgave, numbered
from bvdesk.domain.rapport.nokkeltall import (
    choose,
    key_charts,
    key_figures,
    key_table_with_reasons,
    kommune_charts,
    side_by_side,
)
from bvdesk.domain.rapport.setninger import sentences
from bvdesk.domain.rapport.tallrader import figure_rows
from bvdesk.domain.rapport.tekst.fotnoter import with_notes_numbered
from bvdesk.domain.rapport.utgaveoppsett import Behandling, Utgaveoppsett
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.rapport.vedlegg import all_figures
from bvdesk.domain.tall.indikator import Indikator, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode, date_in_words

LEAST_FIGURES, FULL_PAGE, MOST_CHARTS = 2, 6, 4
"""A kommune has a section with so many key figures, a page of its own with so many, and so many charts."""


@dataclass(frozen=True, slots=True)
class Bestilling:
    """What is asked for besides the figures.

    Attributes:
        dato: the date it is made, ISO.
        uferdig: the kommuner and quarters with figures that nobody has approved; with any, the report is a draft.
    """

    utgave: Utgave
    dato: str
    skrevet: Skrevet
    oppsett: Utgaveoppsett
    behandling: tuple[Behandling, ...] = ()
    logo: Bilde | None = None
    saksnummer: str = ""
    uferdig: tuple[tuple[OmradeId, Periode], ...] = ()


def build_report(u: Utsnitt, bestilling: Bestilling) -> Rapport:
    """The whole report for one area and period."""
    u = replace(u, framover=_only_plans(u, u.periode.ar + 1))
    return assemble(Verksted(u, bestilling.skrevet), bestilling)


def _only_plans(u: Utsnitt, ar: int) -> bool:
    """Whether all that is registered for a year are figures for the whole of it: plans, for the year has not begun."""
    found = {celle.periode.korn for omrade in (TJENESTEN, *u.members) for celle, _ in u.beregning.bok.cells(omrade, ar)}
    return found == {Korn.AR}


def assemble(verksted: Verksted, bestilling: Bestilling) -> Rapport:
    """The same from a workshop, which afterwards knows what is wrong with the texts."""
    u = verksted.u
    chapters = ((valg, _chapter(verksted, valg)) for valg in u.disposisjon.kapitler if not _hidden(u.disposisjon, valg))
    tree = _nested([(valg, k) for valg, k in chapters if k is not None])
    whole = u.omrade == TJENESTEN
    name = u.navn(u.omrade)
    subtitle = u.ord("tjeneste_undertittel" if whole else "kommune_undertittel", omrade=name)
    return Rapport(
        tittel=bestilling.oppsett.tittel or u.ord(f"tittel_{bestilling.oppsett.navn}"),
        undertittel=subtitle,
        periode=_period_in_words(u),
        avsender=u.beregning.tjeneste.navn,
        dato=bestilling.dato,
        utgave=bestilling.utgave,
        malform=u.ord.malform,
        stempel=u.port.slipp.stempel,
        kolofon=_colophon(u, bestilling),
        kapitler=with_notes_numbered(numbered(tree)),
        tall=figure_rows(u, tree),
        farge=bestilling.oppsett.farge,
        logo=bestilling.logo,
        utkast=u.ord("utkast") if bestilling.uferdig else "",
    )


def _period_in_words(u: Utsnitt) -> str:
    """The period, with how far it has come when most of what is counted through it stops short of its end."""
    figures = (u.figure(i) for i in u.indikatorer if not i.only_yearly)
    reached = Counter(figure.merknad for figure in figures if figure.verdi is not None)
    span = max(reached, key=lambda merknad: reached[merknad], default="")
    return f"{u.periode.tekst}, {Periode.parse(span).til_og_med}" if span else u.periode.tekst


def _hidden(disposisjon: Disposisjon, valg: Kapittelvalg) -> bool:
    """Hidden itself, or under a hidden chapter."""
    before = disposisjon.kapitler[: disposisjon.kapitler.index(valg) + 1]
    top = next(k for k in reversed(before) if k.niva == 1)
    return valg.skjult or top.skjult


def _colophon(u: Utsnitt, bestilling: Bestilling) -> tuple[tuple[str, str], ...]:
    """What the report is and rests on, for the cover; the service is named only where the cover has not named it."""
    members = ", ".join(u.navn(k) for k in u.beregning.tjeneste.members(u.periode))
    lines = [
        *([(u.ord("utkast"), _draft(u, bestilling.uferdig))] if bestilling.uferdig else []),
        (u.ord("tjeneste"), u.beregning.tjeneste.navn),
        (u.ord("kommuner_i_tjenesten"), members),
        (u.ord("utgave"), u.ord(f"utgave_{bestilling.utgave.value}")),
        (u.ord("grunnlag"), u.ord("grunnlag_tekst")),
        (u.ord("laget"), date_in_words(bestilling.dato)),
        *([(u.ord("saksnummer"), bestilling.saksnummer)] if bestilling.saksnummer else []),
        *((u.ord("behandling"), _treatment(u, b)) for b in bestilling.behandling),
    ]
    return tuple(line for line in lines if u.omrade != TJENESTEN or line[0] != u.ord("tjeneste"))


def _draft(u: Utsnitt, uferdig: Sequence[tuple[OmradeId, Periode]]) -> str:
    """Which quarters nobody has approved, and for which kommuner when it is not all of them."""
    quarters, kommuner = tuple(dict.fromkeys(q for _, q in uferdig)), tuple(dict.fromkeys(k for k, _ in uferdig))
    span = u.periode.tekst if quarters == u.quarters() else enumerate_names([q.tekst for q in quarters])
    some = len(kommuner) < len(u.members)
    where = u.ord("utkast_for", kommuner=enumerate_names([u.navn(k) for k in kommuner])) if some else ""
    return u.ord("utkast_tekst", perioder=span, kommuner=where)


def _treatment(u: Utsnitt, b: Behandling) -> str:
    """«Kommunestyret, 12. mars 2026, sak 14/26: tatt til orientering»."""
    where = [
        b.organ,
        date_in_words(b.dato),
        *([u.ord("sak", nummer=b.saksnummer)] if b.saksnummer else []),
    ]
    return ", ".join(where) + (f": {b.vedtak}" if b.vedtak else "")


def _chapter(verksted: Verksted, valg: Kapittelvalg) -> Kapittel | None:
    """A chapter with its content, or None when there is nothing to put in it and it has no sub-chapters to lead."""
    u = verksted.u
    special = _SPECIAL.get(valg.innhold)
    made = tuple(special(verksted)) if special else ()
    under: tuple[Kapittel, ...] = tuple(_UNDER[valg.innhold](u)) if valg.innhold in _UNDER else ()
    body = verksted.body(valg)
    content = (*made, *body) if valg.innhold in _MADE_FIRST else (*body, *made)
    if not content and not under and not _leads_others(u.disposisjon, valg):
        return None
    return Kapittel(valg.nummer, valg.title(u.ord.malform), content, under, valg.niva == 1, valg.nummer)


def _leads_others(disposisjon: Disposisjon, valg: Kapittelvalg) -> bool:
    after = disposisjon.kapitler[disposisjon.kapitler.index(valg) + 1 :]
    return valg.niva == 1 and bool(after) and after[0].niva > 1


def _law(u: Utsnitt) -> Iterator[Blokk]:
    texts: Mapping[str, object] = u.ord.tekster["lovgrunnlag"]
    yield Avsnitt((str(texts["ingress"]),), ingress=True)
    for paragraph in texts["avsnitt"]:  # type: ignore[attr-defined]
        yield Avsnitt((paragraph,))
    columns = tuple(Kolonne(u.ord(key), tall=False) for key in ("hva", "frist", "paragraf"))
    rows = tuple(Rad(what, (when, where)) for what, when, where in texts["frister"])  # type: ignore[attr-defined]
    yield Tabell(u.ord("frister_tittel"), columns, rows)


def _kommune_overview(u: Utsnitt) -> Iterator[Blokk]:
    """The kommuner beside one another, before each has its own page."""
    tables = tuple(side_by_side(u))
    if tables:
        yield Avsnitt((u.ord("kommuner_ingress" if any(_kommune_pages(u)) else "kommuner_bare_tabell"),))
        yield from tables
        yield from kommune_charts(u, MOST_CHARTS // 2)


def _kommune_pages(u: Utsnitt) -> Iterator[Kapittel]:
    """One page per kommune in the service's report, all made alike so that they compare; short ones follow on."""
    for kommune in u.kommuner:
        own = u.at(kommune)
        chosen = tuple(v for v in choose(own) if u.beregning.katalog[v.indikator].niva is Niva.KOMMUNE)
        charts: tuple[Blokk, ...] = tuple(key_charts(own, chosen, MOST_CHARTS)) or tuple(_lone_chart(own, chosen))
        parts = tuple(key_table_with_reasons(own, chosen))
        if len(chosen) >= LEAST_FIGURES or charts or (parts and not chosen):
            keys = [v.indikator for v in chosen[:3]]
            content: tuple[Blokk, ...] = (*sentences(own, keys), *parts, *charts)
            yield Kapittel("", u.navn(kommune), content, ny_side=len(chosen) >= FULL_PAGE and len(charts) > 1)


def _lone_chart(u: Utsnitt, chosen: Sequence[Nokkeltallvalg]) -> Iterator[Blokk]:
    diagrams = (years_chart(u, u.beregning.katalog[v.indikator]) for v in chosen)
    yield from [make(u, d) for d in diagrams if d and says_something(d)][:1]


def _definitions(u: Utsnitt) -> Iterator[Blokk]:
    shown = tuple(i for i in u.indikatorer if belongs(u, i) and _is_shown(u, i))
    yield from definitions(u, shown)


def _is_shown(u: Utsnitt, indikator: Indikator) -> bool:
    spans = (u.shown_period(indikator), *u.quarters(), *u.halves())
    return bool(u.categories(indikator)) or any(u.known(indikator, p) for p in spans)


def _privacy(u: Utsnitt) -> Iterator[Blokk]:
    """The rules in plain words, when the figures have been through the disclosure control."""
    note = u.port.slipp.notat
    yield from (Avsnitt((text,)) for text in (u.ord.privacy(note) if note else ()))


def _corrections(verksted: Verksted) -> Iterator[Blokk]:
    """What has been corrected since the version before."""
    u, listed = verksted.u, verksted.skrevet.rettelser
    if listed:
        columns = [Kolonne(u.ord(key), tall=False) for key in ("rettelser_versjon", "rettelser_dato", "rettelser_hva")]
        rows = [Rad(str(r.versjon), (date_in_words(r.dato), r.tekst)) for r in listed]
        yield Tabell(u.ord("rettelser_tittel"), tuple(columns), tuple(rows))


_SPECIAL: Mapping[str, Callable[[Verksted], Iterator[Blokk]]] = {
    "personvern": lambda v: _privacy(v.u),
    "kommuner": lambda v: _kommune_overview(v.u),
    "nokkeltall": lambda v: key_figures(v.u),
    "lovgrunnlag": lambda v: _law(v.u),
    "definisjoner": lambda v: _definitions(v.u),
    "innsats": lambda v: measures(v.u, v.skrevet.tiltak, v.skrevet.fjorarets_tiltak),
    "rettelser": _corrections,
    "kontroll": lambda v: accepted_findings(v.u, v.skrevet.godtatte),
}
_MADE_FIRST = frozenset({"lovgrunnlag"})
_UNDER: Mapping[str, Callable[[Utsnitt], Iterator[Kapittel]]] = {
    "kommuner": _kommune_pages,
    "tabellvedlegg": all_figures,
}


def _nested(chapters: Sequence[tuple[Kapittelvalg, Kapittel]]) -> tuple[Kapittel, ...]:
    """Sub-chapters under the chapter before them; a chapter left empty is left out, and the numbers follow."""
    tops: list[tuple[Kapittelvalg, Kapittel]] = []
    for valg, chapter in chapters:
        if valg.niva > 1 and tops:
            parent = tops[-1][1]
            tops[-1] = (tops[-1][0], replace(parent, under=(*parent.under, chapter)))
        else:
            tops.append((valg, chapter))
    kept = [(valg, k) for valg, k in tops if k.innhold or k.under]
    letters, numbers = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), count(1)
    return tuple(renumbered(k, next(letters) if valg.vedlegg else str(next(numbers))) for valg, k in kept)


def renumbered(top: Kapittel, nummer: str) -> Kapittel:
    """A chapter under another number, its sub-chapters with it."""
    under = tuple(replace(k, nummer=f"{nummer}.{i}") for i, k in enumerate(top.under, 1))
    return replace(top, nummer=nummer, under=under)
