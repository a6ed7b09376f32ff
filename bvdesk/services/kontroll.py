"""The checker: run it over a period (and a text), ask what stops an approval, and accept a finding with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING

from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.kontroll import tallkontroll
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.regler.regel import Grunn, Terskler
from bvdesk.domain.kontroll.tallbilde import Ramme, Tallbilde
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.treff import Treff
from bvdesk.domain.kontroll.tekstkontroll import Tekstkontroll, check_text
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode
from bvdesk.services.tjenestefil import Tjenestefil, kommuneregister
from bvdesk.storage import funn_store, innstilling_store
from bvdesk.storage.funn_store import GodtattFunn

if TYPE_CHECKING:
    from bvdesk.domain.rapport.kontrollvedlegg import Godtatt

ACCEPT = "kontroll"
_YEARS_BACK = 10
_THRESHOLD = "kontroll_"
_LIMITS = tuple(field.name for field in fields(Terskler))
LIMIT_NAMES = {
    "sprang_z": "Sprang fra i fjor, i standardavvik",
    "sprang_minst": "Minste sprang i antall",
    "arsverk_prosent": "Endring i årsverk, i prosent",
    "kroner_prosent": "Endring i kroner, i prosent",
}


@dataclass(frozen=True, slots=True)
class Merknad:
    """A finding with the acceptance that stands on it, if any."""

    funn: Funn
    godtatt: GodtattFunn | None = None


@dataclass(frozen=True, slots=True)
class Kontrollresultat:
    """What a run came to: findings gravest first, and what each number of the text was held against."""

    merknader: tuple[Merknad, ...]
    treff: tuple[Treff, ...] = ()


@dataclass(frozen=True, slots=True)
class Kontrolltekst:
    """A text to check: the words, and the area whose report it is."""

    tekst: str
    omrade: OmradeId = TJENESTEN


def run(
    fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst | None = None, *, utgivelse: bool = False
) -> Kontrollresultat:
    """Check every figure up to the period, and a text against them.

    With `utgivelse` also what the public could work out (V38): the privacy control, which takes seconds when it is not
    made already. Printing a public edition is refused on the same grounds whether it has been asked for here or not.
    """
    bilde = _bilde(fil, periode, tekst.omrade if tekst else TJENESTEN)
    checked = check_text(tekst.tekst, _read(fil, periode, tekst), bilde, kommuneregister()) if tekst else Tekstkontroll(())
    grunn = Grunn(bilde, fil.bruker.clock().date(), thresholds(fil), checked.omtalt, checked.nevnt)
    findings = [*tallkontroll.check_all(grunn), *checked.funn, *(_disclosed(fil, periode) if utgivelse else ())]
    return Kontrollresultat(with_acceptance(fil, sorted(findings, key=lambda funn: -funn.niva)), checked.treff)


def check_report_text(fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst) -> Tekstkontroll:
    """Check one text by itself and against the figures of its area."""
    lest, bilde = read_report_text(fil, periode, tekst)
    return check_text(tekst.tekst, lest, bilde, kommuneregister())


def read_report_text(fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst) -> tuple[Lesning, Tallbilde]:
    """A text as the checker reads it, and the figures it is held against."""
    return _read(fil, periode, tekst), _bilde(fil, periode, tekst.omrade)


def _read(fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst) -> Lesning:
    kommuner = tuple(omrade.navn for omrade in fil.deltakere())
    return Lesning.of(tekst.tekst, periode.ar, kommuner, f"{periode.last_day:%d.%m.%Y}")


def check_typed(fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst) -> tuple[Merknad, ...]:
    """What one text says that is wrong, apart from what is wrong with the figures themselves."""
    return with_acceptance(fil, check_report_text(fil, periode, tekst).funn)


def grounds(fil: Tjenestefil, periode: Periode, *, sparse: bool) -> Grunn:
    """What the rules for figures look at, when there is no text; `sparse` as `Tallbilde` has it."""
    return Grunn(_bilde(fil, periode, TJENESTEN, sparse=sparse), fil.bruker.clock().date(), thresholds(fil))


def stops(fil: Tjenestefil, periode: Periode, omrade: OmradeId | None = None) -> tuple[Merknad, ...]:
    """The STOPP findings that stand, for the gate before approval and publishing; of one area when given."""
    grunn = grounds(fil, periode, sparse=True)
    found = tallkontroll.check_all(grunn) if omrade is None else tallkontroll.check_area(grunn, omrade)
    return tuple(m for m in with_acceptance(fil, found) if m.funn.niva is Niva.STOPP and not m.godtatt)


def accept(fil: Tjenestefil, funn: Funn, grunn: str) -> Change:
    """Accept a finding with a reason that is logged; an empty reason takes the acceptance back."""
    reason = grunn.strip()
    if not reason and funn.nokkel not in funn_store.standing(fil.database):
        raise UserError("Skriv hvorfor funnet godtas.", "Grunnen blir stående i loggen og i den interne utgaven.")
    text = f"Godtok {funn.regel}: {reason}" if reason else f"Trakk tilbake godkjenningen av {funn.regel}"
    with fil.database.atomic():
        funn_store.append(fil.database, GodtattFunn(funn.nokkel, reason, fil.bruker.now(), fil.bruker.navn))
        fil.log(ACCEPT, text)
    return Change(text, slag=ACCEPT)


def find_cell(fil: Tjenestefil, funn: Funn) -> Celle | None:
    """The figure a finding is about; None for one about a text, or about more than one figure."""
    areas = {rad.omrade.navn: key for key, rad in fil.omrader.items()} | {TJENESTEN: TJENESTEN}
    omrade = areas.get(funn.omrade)
    if omrade is None or funn.indikator not in fil.katalog or not funn.periode:
        return None
    return Celle(funn.indikator, "", omrade, Periode.parse(funn.periode))


def accepted(fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst) -> tuple[Godtatt, ...]:
    """What stands accepted of a report's year and area, for the appendix of the internal edition."""
    if not funn_store.standing(fil.database):
        return ()
    # A check does without the report's own modules, which are many.
    from bvdesk.domain.rapport.kontrollvedlegg import Godtatt

    ours = {"", _area_name(fil, tekst.omrade)}
    everything = tekst.omrade == TJENESTEN
    return tuple(
        Godtatt(m.funn.melding, m.godtatt.grunn, m.godtatt.person, m.godtatt.tid[:10])
        for m in run(fil, periode, tekst).merknader
        if m.godtatt and (everything or m.funn.omrade in ours) and m.funn.periode[:4] in {"", str(periode.ar)}
    )


def thresholds(fil: Tjenestefil) -> Terskler:
    """The service's own limits, where it has set any."""
    own = {name: innstilling_store.get(fil.database, f"{_THRESHOLD}{name}") for name in _LIMITS}
    return Terskler(**{name: Decimal(value) for name, value in own.items() if value})


def set_thresholds(fil: Tjenestefil, terskler: Terskler) -> Change:
    """Set the service's own limits. UserError for one that is not above 0."""
    values = {name: Decimal(getattr(terskler, name)) for name in _LIMITS}
    if min(values.values()) <= 0:
        raise UserError("En grense må være større enn 0.", "Skriv et positivt tall.")
    before = thresholds(fil)
    told = ", ".join(f"{LIMIT_NAMES[name]}: {value:f}" for name, value in values.items() if value != getattr(before, name))
    text = f"Endret kontrollens grenser ({told.replace('.', ',')})"
    with fil.database.atomic():
        for name, value in values.items():
            innstilling_store.put(fil.database, f"{_THRESHOLD}{name}", f"{value:f}")
        fil.log(ACCEPT, text)
    return Change(text, slag=ACCEPT)


def _disclosed(fil: Tjenestefil, periode: Periode) -> Iterator[Funn]:
    """V38: small figures that a reader of the public edition could work out, whatever is withheld."""
    # The privacy control is large, and a check of figures and texts does without it.
    from bvdesk.services import personvern
    from bvdesk.services.publikasjon import parse_id

    made = personvern.current(fil, periode)
    for key in made.revisjon.avslorte_celler:
        celle = parse_id(key)
        text = (
            f"{made.publikasjon.celle(key).omtale}: Tallet er lite og kan regnes ut av det som vises eller er vist før. "
            "Se siden Personvern for veier ut, eller skriv bare ut en intern utgave."
        )
        name = fil.omrade(celle.omrade).navn if celle.omrade in fil.omrader else celle.omrade
        yield Funn("V38", Niva.STOPP, text, name, celle.indikator, celle.periode.kode)


def _bilde(fil: Tjenestefil, periode: Periode, omrade: OmradeId, *, sparse: bool = True) -> Tallbilde:
    years = tuple(ar for ar in fil.years() if ar > periode.ar - _YEARS_BACK)
    areas = tuple(rad.omrade for rad in fil.omrader.values())
    return Tallbilde(fil.beregning, Ramme(periode, omrade, areas, years), sparse=sparse)


def _area_name(fil: Tjenestefil, omrade: OmradeId) -> str:
    return "tjenesten" if omrade == TJENESTEN else fil.omrade(omrade).navn


def with_acceptance(fil: Tjenestefil, findings: Iterable[Funn]) -> tuple[Merknad, ...]:
    """Each finding with the acceptance that stands on it."""
    standing = funn_store.standing(fil.database)
    return tuple(Merknad(funn, standing.get(funn.nokkel)) for funn in findings)
