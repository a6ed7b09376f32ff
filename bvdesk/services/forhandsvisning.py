"""What the privacy control will do to a period's editions, laid out to be looked at: internal, with every figure.

Also what other rules or a coarser table would show. Everything here but the sheet's names is plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bvdesk import prikking
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.klarering import Personvernnotat
from bvdesk.domain.rapport.tabellvalg import Grovhet
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.domain.tall.tallformat import format_tall
from bvdesk.prikking.forslag import Forslag, share_shown, suggest_designs
from bvdesk.services import inndeling, kapitler, personvern, trykking
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.publikasjon import parse_id
from bvdesk.services.tallas import Laseslag
from bvdesk.services.tjenestefil import Tjenestefil


@dataclass(frozen=True, slots=True)
class Visningsrad:
    """A row: a chapter's heading (no indicator), an indicator, or one of its categories."""

    etikett: str
    indikator: str = ""
    kategori: str = ""


@dataclass(frozen=True, slots=True)
class Visningskolonne:
    """A column: an area in a period."""

    tittel: str
    omrade: OmradeId
    periode: Periode


@dataclass(frozen=True, slots=True)
class Visningsrute:
    """One printed figure and what becomes of it."""

    id: str
    tall: str
    tilstand: prikking.Tilstand
    last_skjult: bool = False
    """Hidden by a lock, not because it is small."""


Ruter = Mapping[Celle, Visningsrute]


@dataclass(frozen=True, slots=True)
class Visning:
    """A sheet of the preview. A place without a cell prints nothing."""

    rader: tuple[Visningsrad, ...]
    kolonner: tuple[Visningskolonne, ...]
    ruter: Ruter

    def rute(self, rad: Visningsrad, kolonne: Visningskolonne) -> Visningsrute | None:
        """The figure where a row and a column cross."""
        return self.ruter.get(Celle(rad.indikator, rad.kategori, kolonne.omrade, kolonne.periode))


def boxes(made: Frigivelse) -> Ruter:
    """Every printed figure and what becomes of it: thousands, so made where the clearing is, for all sheets at once."""
    return {parse_id(c.id): _box(made, c) for c in made.publikasjon.celler if c.vises}


def sheet(
    fil: Tjenestefil, made: Frigivelse, ruter: Ruter, omrade: OmradeId | None, *, only_hidden: bool = False
) -> Visning:
    """One area through all periods that its editions print; or every area in the report's own period and its parts."""
    wanted = [celle for celle in ruter if _wanted(celle, omrade, made.periode)]
    rows = [celle for celle in wanted if not only_hidden or ruter[celle].tilstand.hidden]
    return Visning(tuple(_rows(made, rows)), _columns(fil, wanted, whole=omrade is None), ruter)


def _wanted(celle: Celle, omrade: OmradeId | None, periode: Periode) -> bool:
    return celle.omrade == omrade if omrade is not None else celle.periode in periode


def _box(made: Frigivelse, celle: prikking.Celle) -> Visningsrute:
    held = made.laser.get(celle.id)
    hidden = held is not None and held.slag is Laseslag.SKJULT and held.rules(celle)
    return Visningsrute(celle.id, format_tall(Decimal(celle.verdi), 0), made.monster.tilstand[celle.id], hidden)


def _columns(fil: Tjenestefil, celler: Iterable[Celle], *, whole: bool) -> tuple[Visningskolonne, ...]:
    """Areas in the leader's order, each with its periods: newest year first, a year before its parts."""
    order = {key: place for place, key in enumerate((*fil.omrader, TJENESTEN))}
    places = {(c.omrade, c.periode) for c in celler}
    ordered = sorted(places, key=lambda p: (order.get(p[0], len(order)), -p[1].ar, _rank(p[1]), p[1].siste))
    return tuple(Visningskolonne(_title(fil, o, p, whole=whole), o, p) for o, p in ordered)


def _rank(periode: Periode) -> int:
    return {Korn.AR: 0, Korn.KVARTAL: 1}.get(periode.korn, 2)


def _title(fil: Tjenestefil, omrade: OmradeId, periode: Periode, *, whole: bool) -> str:
    when = str(periode.ar) if periode.korn is Korn.AR else f"{periode.kort.replace('kvartal', 'kv.')}\n{periode.ar}"
    area = "Tjenesten" if omrade == TJENESTEN else fil.name(omrade)
    return f"{area}\n{when.replace(chr(10), ' ')}" if whole else when


def _rows(made: Frigivelse, celler: Iterable[Celle]) -> Iterable[Visningsrad]:
    """Indicators in the order of the chapters, each followed by its categories; a heading opens each chapter."""
    katalog = made.katalog
    place = {key: at for at, key in enumerate(katalog.indikatorer)}
    found = dict.fromkeys((c.indikator, c.kategori) for c in celler)
    ordered = sorted(found, key=lambda row: (kapitler.sort_key(katalog[row[0]].kapittel), place[row[0]], row[1] != ""))
    chapter = ""
    for indikator, kategori in ordered:
        if katalog[indikator].kapittel != chapter:
            chapter = katalog[indikator].kapittel
            yield Visningsrad(kapitler.overskrift(chapter))
        yield Visningsrad(kategori or katalog[indikator].etikett, indikator, kategori)


def share(made: Frigivelse) -> Forslag:
    """How much the clearing shows."""
    return share_shown("Slik det er nå", made.publikasjon, made.monster)


def try_rules(made: Frigivelse, rules: prikking.Policy, cancel: Callable[[], bool]) -> Forslag:
    """How much other rules would show of the same publication."""
    return share_shown("Med disse reglene", made.publikasjon, prikking.protect(made.publikasjon, rules, cancel=cancel))


@dataclass(frozen=True, slots=True)
class Inndelingsforslag:
    """A way to divide the tables, and how much it would show."""

    valgt: frozenset[Grovhet]
    forslag: Forslag


def compare_designs(
    fil: Tjenestefil, periode: Periode, rules: prikking.Policy, cancel: Callable[[], bool]
) -> tuple[Inndelingsforslag, ...]:
    """How much the full tables and each coarser one would show, best first; one that changes nothing is left out.

    What a design does not print, is still there to be worked out: its cells stay, as figures that nobody prints.
    """
    by_name: dict[str, frozenset[Grovhet]] = {}
    designs: dict[str, prikking.Publikasjon] = {}
    printed: set[frozenset[str]] = set()
    for valgt in _DESIGNS:
        valg = inndeling.table_choice(fil, periode, valgt)
        made = personvern.gather(fil, periode, valg)
        shown = frozenset(c.id for c in made.celler if c.vises)
        if shown not in printed and not cancel():
            printed.add(shown)
            by_name[valg.navn], designs[valg.navn] = frozenset(valgt), made
    return tuple(Inndelingsforslag(by_name[f.navn], f) for f in suggest_designs(designs, rules, cancel))


_DESIGNS: tuple[tuple[Grovhet, ...], ...] = (
    (),
    (Grovhet.PERIODE_KOMMUNE,),
    (Grovhet.HALVAR_KOMMUNE,),
    (Grovhet.FORDELING_KOMMUNE,),
    (Grovhet.KVARTAL_FORDELING,),
    (Grovhet.PERIODE_KOMMUNE, Grovhet.FORDELING_KOMMUNE),
    (Grovhet.TO_AR,),
)


def rules_in_words(notat: Personvernnotat) -> tuple[str, ...]:
    """The rules as the report's appendix tells them to a kommunestyre."""
    return trykking.words(Malform.BOKMAL).privacy(notat)
