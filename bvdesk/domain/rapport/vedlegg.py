"""The appendices: every figure of the period, and what each figure is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bvdesk.domain.rapport.modell import Avsnitt, Blokk, Kapittel, Kolonne, Rad, Tabell
from bvdesk.domain.rapport.tabeller import is_total, table
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Art, Indikator, Kom, Kv, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode

MAX_PERIODS = 7
Line = tuple[Indikator, str]


def all_figures(u: Utsnitt) -> Iterator[Kapittel]:
    """A sub-chapter per area with every figure of the period, then the areas one compares with."""
    for omrade in (u.omrade, *u.kommuner):
        tables = tuple(_area_tables(u.at(omrade), omrade))
        if tables:
            yield Kapittel("", u.navn(omrade), tables)
    others = tuple(_others(u))
    if others:
        yield Kapittel("", u.ord("sammenligning"), others)


def _area_tables(u: Utsnitt, omrade: OmradeId) -> Iterator[Tabell]:
    """Tables with the same periods across, so that nothing in the area is left out."""
    rows: dict[tuple[Periode, ...], list[Line]] = {}
    for indikator in u.indikatorer:
        if indikator.niva is not Niva.KOMMUNE and omrade != TJENESTEN and omrade in u.beregning.tjeneste.members(u.periode):
            continue
        for kategori in ("", *u.categories(indikator)):
            for periods in _spans(u, indikator, kategori):
                rows.setdefault(periods, []).append((indikator, kategori))
    for periods, lines in sorted(rows.items(), key=lambda item: (len(item[0]) > MAX_PERIODS, -len(item[0]), item[0])):
        title = u.ord("alle_tall", omrade=u.navn(omrade), periode=_span_title(u, periods))
        yield _figures_table(u, title, periods, lines)


def _spans(u: Utsnitt, indikator: Indikator, kategori: str) -> Iterator[tuple[Periode, ...]]:
    """The sets of periods an indicator is shown for: quarters with the whole, or just the whole; halves; months; spans."""
    quarters = tuple(q for q in u.quarters() if q != u.periode)
    by_quarter = any(u.known(indikator, q, kategori) for q in quarters)
    if by_quarter:
        yield (*quarters, u.periode)
    elif u.known(indikator, u.periode, kategori):
        yield (u.periode,)
    if any(_entered(u, indikator, h, kategori) for h in u.halves()):
        yield u.halves()
    if any(_entered(u, indikator, m, kategori) for m in u.periode.month_periods()):
        yield u.periode.month_periods()
    row = u.beregning.bok.row(indikator.id, kategori, u.home(indikator), u.periode.ar)
    for span in row:
        if span in u.periode and span != u.periode and span.korn is Korn.VINDU:
            yield (span,)


def _entered(u: Utsnitt, indikator: Indikator, periode: Periode, kategori: str) -> bool:
    return u.beregning.bok.get(u.cell(indikator, periode, kategori)) is not None


def _figures_table(u: Utsnitt, title: str, periods: Sequence[Periode], lines: Sequence[Line]) -> Tabell:
    columns = [Kolonne(u.ord("indikator"), tall=False)]
    columns += [
        Kolonne(_month(p) if len(periods) > MAX_PERIODS else _heading(u, p), uthevet=p == u.periode) for p in periods
    ]
    rows = [
        Rad(_line_label(u, i, k), tuple(u.figure(i, p, k) for p in periods), sum=not k and is_total(u, i)) for i, k in lines
    ]
    return table(u, title, columns, rows)


def _heading(u: Utsnitt, periode: Periode) -> str:
    return u.year_name(periode) if periode == u.periode else u.period_name(periode)


def _month(periode: Periode) -> str:
    return periode.kort[:3]


def _span_title(u: Utsnitt, periods: Sequence[Periode]) -> str:
    if len(periods) == 1:
        return periods[0].tekst
    grain = {Korn.KVARTAL: "per_kvartal", Korn.HALVAR: "per_halvar", Korn.MANED: "per_maned"}[periods[0].korn]
    return u.ord(grain, tema=u.periode.tekst)


def _line_label(u: Utsnitt, indikator: Indikator, kategori: str) -> str:
    return f"{u.label(indikator)}: {kategori}" if kategori else u.label(indikator)


def _others(u: Utsnitt) -> Iterator[Tabell]:
    """What is registered for the areas one compares with, one table per area."""
    for omrade in u.sammenligninger:
        entries = sorted(
            (celle for celle, _ in u.beregning.bok.cells(omrade, u.periode.ar) if celle.periode in u.periode),
            key=lambda celle: list(u.beregning.katalog.indikatorer).index(celle.indikator),
        )
        if entries:
            columns = (
                Kolonne(u.ord("indikator"), tall=False),
                Kolonne(u.ord("periode"), tall=False),
                Kolonne(u.ord("antall_verdi")),
            )
            title = u.ord("alle_tall", omrade=u.navn(omrade), periode=u.periode.tekst)
            yield table(u, title, columns, [_other_row(u, celle) for celle in entries])


def _other_row(u: Utsnitt, celle: Celle) -> Rad:
    indikator = u.beregning.katalog[celle.indikator]
    unit = "" if indikator.enhet == "antall" else f", {u.ord.unit(indikator.enhet)}"
    name = u.name_of(indikator) + (f": {celle.kategori}" if celle.kategori else "") + unit
    return Rad(name, (celle.periode.tekst, u.port.clear(celle)))


def definitions(u: Utsnitt, shown: Iterable[Indikator]) -> Iterator[Blokk]:
    """What each figure in the report is, where it comes from, and how a year is made."""
    rows = [Rad(u.name_of(i), (definition(u, i), u.ord.either(i.kilde, i.kilde_nn) or u.ord("egne_tall"))) for i in shown]
    if rows:
        columns = (
            Kolonne(u.ord("indikator"), tall=False),
            Kolonne(u.ord("definisjon"), tall=False),
            Kolonne(u.ord("kilde"), tall=False),
        )
        yield Avsnitt((u.ord("definisjoner_ingress"),))
        yield Tabell(u.ord("definisjoner_tittel"), columns, tuple(rows))


_HOW = {
    Kv.SUM: "definisjon_sum",
    Kv.BEHOLDNING: "definisjon_beholdning",
    Kv.UNIKE: "definisjon_unike",
    Kv.FORHOLD: "definisjon_forhold",
    Kv.HITTIL: "definisjon_hittil",
    Kv.INGEN: "definisjon_ingen",
}


def definition(u: Utsnitt, indikator: Indikator) -> str:
    """How the figure is made, in words."""
    parts = []
    if indikator.formel and indikator.art is Art.AVLEDET:
        parts.append(u.ord("definisjon_formel", formel=_formula_in_words(u, indikator)))
    if not (indikator.formel and indikator.kv in (Kv.SUM, Kv.BEHOLDNING)):
        parts.append(u.ord(_HOW[indikator.kv]))
    if indikator.kom is Kom.SUM_OVERLAPP:
        parts.append(u.ord("definisjon_overlapp"))
    parts += [u.ord("brudd", dato=b.fra, tekst=u.ord.either(b.tekst, b.tekst_nn)) for b in indikator.brudd]
    note = u.merknader.get(indikator.id)
    return " ".join([*parts, *([u.ord("lokal_merknad", merknad=note)] if note else [])])


def _formula_in_words(u: Utsnitt, indikator: Indikator) -> str:
    assert indikator.formel is not None
    text = indikator.formel.tekst
    for key in sorted(indikator.formel.ids, key=len, reverse=True):
        text = text.replace(key, f"«{u.name_of(u.beregning.katalog[key])}»")
    return text.replace("*", " · ").replace("/", " / ").replace("+", " + ").replace("-«", " − «")
