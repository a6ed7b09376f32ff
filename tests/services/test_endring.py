"""Changing one figure changes every sentence, table and chart that uses it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.modell import Avsnitt, Blokk, Figur, Figurgruppe, Kapittel, Rad, Rapport, Tabell, Utgave
from bvdesk.domain.tall.beregning import Resultat
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.domain.tall.tallformat import format_tall
from bvdesk.domain.tall.verdi import Registrering, Verdi
from bvdesk.services import rapport, registrering, tekst
from bvdesk.services.rapport import Rapportvalg
from bvdesk.services.tekst import COMMON
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.tekst_store import Tekststed

P2025 = Periode.year(2025)


@dataclass(frozen=True)
class Deler:
    """The smallest parts of a report, by place."""

    ord: dict[str, str]
    tall: dict[str, Klarert]
    rader: dict[str, tuple[object, ...]]
    figurer: dict[str, Figur]


def parts(report: Rapport) -> Deler:
    found = Deler({}, {}, {}, {})
    for path, blokk in blocks(report.kapitler, ""):
        match blokk:
            case Avsnitt():
                found.ord[path] = blokk.tekst
            case Tabell():
                for r, rad in enumerate(blokk.rader):
                    keep_row(found, f"{path} rad {r}", rad)
            case Figur():
                found.figurer[path] = blokk
            case Figurgruppe():
                found.figurer.update({f"{path} {i}": f for i, f in enumerate(blokk.figurer)})
    return found


def blocks(kapitler: tuple[Kapittel, ...], path: str) -> Iterator[tuple[str, Blokk]]:
    for kapittel in kapitler:
        here = f"{path}/{kapittel.overskrift}"
        yield from ((f"{here}#{i}", blokk) for i, blokk in enumerate(kapittel.innhold))
        yield from blocks(kapittel.under, here)


def keep_row(found: Deler, place: str, rad: Rad) -> None:
    cells = [rute for rute in rad.ruter if isinstance(rute, Klarert) and rute.celle]
    found.tall.update({f"{place} {i}": cell for i, cell in enumerate(cells)})
    found.rader[place] = (cells[0].celle.indikator if cells and cells[0].celle else "", rad.navn, rad.ruter)


def build(fil: Tjenestefil) -> Deler:
    return parts(rapport.build(fil, TJENESTEN, Rapportvalg((TJENESTEN,), P2025, Utgave.INTERN)))


def write_about_every_figure(fil: Tjenestefil) -> None:
    by_chapter: dict[str, list[str]] = {}
    for i in fil.active():
        by_chapter.setdefault(i.kapittel, []).append(f"{i.id}: {{{i.id}}} og {{{i.id}|forrige}}.")
    for kapittel, lines in by_chapter.items():
        tekst.save(fil, Tekststed(P2025, COMMON, Malform.BOKMAL, kapittel), "\n\n".join(lines))


Found = tuple[Resultat, tuple[Periode, Resultat] | None]


def resolved(fil: Tjenestefil, celle: Celle) -> Found:
    """What a figure is, as far as it has come."""
    return fil.beregning.resolve(celle), fil.beregning.running(celle)


def as_printed(fil: Tjenestefil, celle: Celle, found: Found) -> list[str]:
    """The figure with the decimals it is printed with: a change may be too small to see."""
    numbers = (found[0].verdi, found[1][1].verdi if found[1] else None)
    return [format_tall(n, fil.katalog[celle.indikator].desimaler) for n in numbers if n is not None]


@pytest.mark.parametrize(
    "indikator", ["meldinger_henlagt", "ettervern_slutt", "sykefravar_dager", "folketall_0_17", "avvik_hms"]
)
@pytest.mark.parametrize("ar", [2024, 2025])
def test_one_figure(eksempelfil: Tjenestefil, indikator: str, ar: int) -> None:
    fil = eksempelfil
    write_about_every_figure(fil)
    chosen = fil.katalog[indikator]
    area = TJENESTEN if chosen.niva.value == "tj" else fil.deltakere()[0].id
    celle = Celle(indikator, "", area, Periode.parse({"K": f"{ar}K4", "Å": f"{ar}"}[chosen.entered_korn.value]))
    entered = fil.bok.get(celle)
    assert entered
    assert entered.verdi.tall is not None
    before = build(fil)
    yearly = {cell(fil, i.id, y) for i in fil.active() for y in (2024, 2025)}
    asked = yearly | {f.celle for f in before.tall.values() if f.celle}
    was = {c: resolved(fil, c) for c in asked}
    registrering.save(fil, [(celle, replace_number(entered, Decimal(7)))], "Rettet")
    after = build(fil)
    moved = {c for c in asked if resolved(fil, c) != was[c]}
    affected = fil.katalog.affected_by(indikator)

    assert {c.indikator for c in moved} <= affected
    assert any(c.indikator == indikator for c in moved)
    check_figures(before, after, moved)
    check_sentences(
        fil, before, after, {c for c in moved if as_printed(fil, c, resolved(fil, c)) != as_printed(fil, c, was[c])}
    )
    check_charts(fil, before, after, affected, indikator)


def cell(fil: Tjenestefil, indikator: str, ar: int) -> Celle:
    niva = fil.katalog[indikator].niva.value
    home = {"nasj": "landet"}.get(niva, TJENESTEN)
    return Celle(indikator, "", type(TJENESTEN)(home), Periode.year(ar))


def replace_number(r: Registrering, more: Decimal) -> Registrering:
    assert r.verdi.tall is not None
    return replace(r, verdi=Verdi(r.verdi.tall + more))


def check_figures(before: Deler, after: Deler, moved: set[Celle]) -> None:
    assert before.tall.keys() == after.tall.keys()
    for place, figure in before.tall.items():
        assert (after.tall[place].verdi != figure.verdi) == (figure.celle in moved), place
    for place, row in before.rader.items():
        if after.rader[place] != row:
            rests = {f.celle for f in row[2] if isinstance(f, Klarert) and f.celle}  # type: ignore[attr-defined]
            trend_or_change = {c.indikator for c in moved}
            assert rests & moved or row[0] in trend_or_change, place


def numbers(words: str) -> set[str]:
    return set(re.findall(r"\d[\d\u00a0]*(?:,\d+)?", words))


def told_by(fil: Tjenestefil, moved: set[Celle]) -> set[str]:
    """The numbers a sentence may say of figures that have moved: themselves, and what they changed since last year."""
    told = set()
    for celle in moved:
        next_year = replace(celle, periode=celle.periode.next())
        values = [fil.beregning.resolve(celle).verdi, *(fil.beregning.change(c) for c in (celle, next_year))]
        percents = [fil.beregning.change_percent(c) for c in (celle, next_year)]
        decimals = fil.katalog[celle.indikator].desimaler
        told |= {format_tall(abs(v), decimals) for v in values if v is not None}
        told |= {format_tall(abs(v), d) for v in percents if v is not None for d in (0, 1)}
    return told


def check_sentences(fil: Tjenestefil, before: Deler, after: Deler, moved: set[Celle]) -> None:
    assert before.ord.keys() == after.ord.keys()
    for place, words in before.ord.items():
        key = words.split(":")[0]
        if key not in fil.katalog:
            assert numbers(after.ord[place]) - numbers(words) <= told_by(fil, moved), place
            continue
        uses_it = bool({cell(fil, key, 2024), cell(fil, key, 2025)} & moved)
        says_otherwise = after.ord[place] != words
        assert says_otherwise == uses_it, place


def check_charts(fil: Tjenestefil, before: Deler, after: Deler, affected: frozenset[str], indikator: str) -> None:
    assert before.figurer.keys() == after.figurer.keys()
    shows = {d.id: {k.indikator for k in d.kategorier} for d in fil.katalog.dimensjoner}
    names = {fil.katalog[key].etikett for key in affected}
    for place, figur in before.figurer.items():
        subject = figur.kode.rpartition(":")[2]
        drawn = shows.get(subject, {subject})
        uses_it = bool(drawn & affected) if subject else any(name in figur.tittel for name in names)
        changed = after.figurer[place] != figur
        assert uses_it or not changed, place
        assert changed or indikator not in drawn or "linje" not in figur.kode, place
