"""The privacy gate: what may be shown in the public editions of a period, and the ledger of what has been shown before."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from bvdesk import prikking
from bvdesk.domain.change import Change
from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.klarering import Personvernnotat
from bvdesk.domain.rapport.tabellvalg import Tabellvalg
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.katalog import Katalog
from bvdesk.domain.tall.periode import Periode
from bvdesk.prikking import protokoll as prikking_protokoll
from bvdesk.prikking.forklaring import explain_all
from bvdesk.prikking.protokoll import FrigittCelle, Protokoll, release
from bvdesk.services import inndeling, publikasjon, tallas
from bvdesk.services.leserregning import cell_id
from bvdesk.services.publikasjon import entered_rate, subject
from bvdesk.services.tallas import Tallas
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage import innstilling_store, logg_store, utgivelse_store
from bvdesk.storage.indikator_store import Indikatorvalg
from bvdesk.storage.utgivelse_store import Innhold, NyUtgivelse, UtgittCelle, UtgittRelasjon, Utgivelse

SETTING = "prikking"
PRIVACY_OPERATION = "personvern"
Auditor = Callable[[prikking.Publikasjon, Collection[str], prikking.Policy], prikking.Revisjon]
MOST_SENSITIVE = 2


@dataclass(frozen=True, slots=True)
class Frigivelse:
    """What a publication may show: the audited pattern. As a `Slipp` it decides for every figure on paper."""

    publikasjon: prikking.Publikasjon
    monster: prikking.Monster
    revisjon: prikking.Revisjon
    policy: prikking.Policy
    katalog: Katalog
    periode: Periode
    skjulte: frozenset[str]
    smatt: frozenset[tuple[str, str, int]]
    """Where small figures are withheld: (chapter, area, year)."""
    tabellvalg: Tabellvalg
    laser: Mapping[str, Tallas] = field(default_factory=dict)
    """The figures that somebody has locked, by id."""
    alene: prikking.Publikasjon | None = None
    """The period's figures by themselves; None where earlier releases are reckoned in, and they must be gathered anew."""

    @property
    def stempel(self) -> str:
        """A cleared edition carries no stamp."""
        return ""

    def hides(self, celle: Celle) -> bool:
        """Withheld by the pattern; a count that the publication does not know of is withheld too.

        A share or an average that somebody has typed has counts behind it that the program does not see. It is withheld
        where counts of its chapter are, and where it is of the most sensitive kind.
        """
        key = cell_id(celle)
        if key in self.publikasjon:
            return key in self.skjulte or not self.publikasjon.celle(key).vises
        indikator = self.katalog[celle.indikator]
        if entered_rate(indikator):
            return indikator.pv == MOST_SENSITIVE or (indikator.kapittel, celle.omrade, celle.periode.ar) in self.smatt
        return subject(indikator)

    def leaves_out(self, celle: Celle) -> bool:
        """Left out by the coarser tables that are chosen."""
        return self.tabellvalg.leaves_out(celle)

    @property
    def notat(self) -> Personvernnotat:
        """What the appendix on privacy says."""
        return Personvernnotat(self.policy.terskel, self.hidden_count, self.policy.fingerprint())

    @property
    def hidden_count(self) -> int:
        """How many printed figures are withheld."""
        return sum(c.vises and c.id in self.skjulte for c in self.publikasjon.celler)


def policy(fil: Tjenestefil) -> prikking.Policy:
    """The service's rules; the defaults of the study until the service has chosen."""
    stored = json.loads(innstilling_store.get(fil.database, SETTING, "{}"))
    return policy_of(stored)


def policy_of(chosen: Mapping[str, Any]) -> prikking.Policy:
    """A policy from plain values: terskel, nuller, vern, angripere."""
    values: dict[str, Any] = {}
    try:
        for key, kind in _SWITCHES.items():
            if key in chosen:
                values[key] = kind(chosen[key])
    except (ValueError, TypeError) as fault:
        raise UserError(
            f"En av reglene for personvern har en verdi som ikke finnes: {fault}", "Velg en av verdiene i listen."
        ) from fault
    return prikking.Policy(**values)


_SWITCHES: Mapping[str, Callable[[Any], Any]] = {
    "terskel": int,
    "nuller": prikking.Nuller,
    "vern": prikking.Vern,
    "angripere": prikking.Angripere,
}


def set_policy(fil: Tjenestefil, chosen: Mapping[str, Any]) -> Change:
    """Store the service's rules; UserError when they are not possible."""
    made = policy_of(chosen)
    text = f"Reglene for personvern: antall til og med {made.terskel} er små (regelsett {made.fingerprint()})"
    with fil.database.atomic():
        innstilling_store.put(fil.database, SETTING, json.dumps({key: chosen[key] for key in _SWITCHES if key in chosen}))
        return _log(fil, text)


def _log(fil: Tjenestefil, text: str) -> Change:
    fil.log(PRIVACY_OPERATION, text)
    return Change(text, slag=PRIVACY_OPERATION)


def gather(fil: Tjenestefil, periode: Periode, valg: Tabellvalg | None = None) -> prikking.Publikasjon:
    """Everything the reader can reckon with: the period's publication, all earlier releases, and what is locked."""
    return _gathered(fil, valg or inndeling.table_choice(fil, periode))[0]


def _gathered(fil: Tjenestefil, valg: Tabellvalg) -> tuple[prikking.Publikasjon, prikking.Publikasjon | None]:
    """The same, and the period's publication by itself when there is nothing earlier."""
    ledger = Protokoll(tuple(_released(fil, u) for u in released(fil) if not u.trukket))
    before = {freed.celle.id for past in ledger.utgivelser for freed in past.celler}
    built = publikasjon.build(fil, valg, map(publikasjon.parse_id, sorted(before)))
    return tallas.apply(tallas.locks(fil), ledger.bind(built)), None if before else built


def clear(
    fil: Tjenestefil,
    periode: Periode,
    rules: prikking.Policy | None = None,
    previous: prikking.Monster | None = None,
    cancel: Callable[[], bool] | None = None,
    audit: Auditor = prikking.audit,
) -> Frigivelse:
    """Protect and audit a period's publication; blocks that are as in `previous` are not solved again."""
    rules = rules or policy(fil)
    valg = inndeling.table_choice(fil, periode)
    gathered, alone = _gathered(fil, valg)
    pattern = prikking.protect(gathered, rules, previous, cancel)
    hidden = pattern.skjulte
    verdict = audit(gathered, hidden, rules)
    few = _withheld_places(fil, gathered, hidden)
    return Frigivelse(gathered, pattern, verdict, rules, fil.katalog, periode, hidden, few, valg, tallas.locks(fil), alone)


def _withheld_places(
    fil: Tjenestefil, gathered: prikking.Publikasjon, hidden: frozenset[str]
) -> frozenset[tuple[str, str, int]]:
    printed = (publikasjon.parse_id(c.id) for c in gathered.celler if c.vises and c.id in hidden)
    return frozenset((fil.katalog[c.indikator].kapittel, c.omrade, c.periode.ar) for c in printed)


_State = tuple[Periode, int, tuple[int, ...], str, tuple[tuple[str, Indikatorvalg], ...]]
_last: WeakKeyDictionary[Tjenestefil, tuple[_State, Frigivelse]] = WeakKeyDictionary()
"""The last clearing of each open file, with the state of the file it holds for."""


def current(fil: Tjenestefil, periode: Periode) -> Frigivelse:
    """The clearing that holds now: made anew only when a figure, a release or the rules have changed since the last."""
    rules = policy(fil)
    key = _state(fil, periode, rules)
    before = _last.get(fil)
    if before is None or before[0] != key:
        _last[fil] = (key, clear(fil, periode, rules, before[1].monster if before else None))
    return _last[fil][1]


def _state(fil: Tjenestefil, periode: Periode, rules: prikking.Policy) -> _State:
    counted = tuple(u.nr for u in released(fil) if not u.trukket)
    return periode, logg_store.last_number(fil.database), counted, rules.fingerprint(), tuple(fil.valg.items())


def clear_for_print(fil: Tjenestefil, periode: Periode) -> Frigivelse:
    """The clearing, refused with the figures and the ways out when anything small can be derived."""
    made = current(fil, periode)
    if not made.revisjon.godkjent:
        ways = {u.celle: u.utveier for u in made.monster.ubeskyttbare}
        lines = [_disclosed(made, cell, ways.get(cell, ())) for cell in made.revisjon.avslorte_celler]
        raise UserError(
            "Meldingen er ikke skrevet ut. Noen små tall kan regnes ut av det som vises eller har vært vist før.",
            "Se siden Personvern for veier ut, eller skriv ut en intern utgave.",
            tuple(lines[:20]),
        )
    return made


def _disclosed(made: Frigivelse, cell: str, ways: tuple[str, ...]) -> str:
    return f"{made.publikasjon.celle(cell).omtale}. {' '.join(ways[:1])}".rstrip()


@dataclass(frozen=True, slots=True)
class Fortalt:
    """What a release tells its readers, ready for the ledger: every figure shown or hidden, and how they hang together."""

    periode: Periode
    policy: str
    innhold: Innhold


def told(fil: Tjenestefil, made: Frigivelse, bare: Collection[str] | None = None) -> Fortalt:
    """What files with these figures shown and hidden tell. Takes a second: found out in the job that makes the files.

    `bare`: the only figures that are in the files, by id; None for all of the period's.
    """
    own = _only(publikasjon.build(fil, made.tabellvalg) if made.alene is None else made.alene, bare)
    freed = release(made.periode.kode, own, made.skjulte, made.policy)
    cells = (
        UtgittCelle(f.celle.id, f.celle.verdi, f.celle.nedre_grense, f.celle.ovre_grense, f.celle.gruppe, f.vist, f.skjult)
        for f in freed.celler
    )
    relations = (UtgittRelasjon(r.ledd, r.konstant, r.slag.value) for r in freed.relasjoner)
    return Fortalt(made.periode, made.policy.fingerprint(), utgivelse_store.prepare(cells, relations))


def record(fil: Tjenestefil, fortalt: Fortalt, filer: tuple[tuple[str, str], ...]) -> int:
    """Note in the ledger that these files, (name, SHA-256), may have left the house with what they tell."""
    ny = NyUtgivelse(fil.bruker.now(), fil.bruker.navn, fortalt.periode, fortalt.policy, filer)
    with fil.database.atomic():
        return utgivelse_store.add(fil.database, ny, fortalt.innhold)


def _only(whole: prikking.Publikasjon, bare: Collection[str] | None) -> prikking.Publikasjon:
    """The publication as somebody knows it who has seen only some of its figures."""
    if bare is None:
        return whole
    cells = tuple(c for c in whole.celler if c.id in bare)
    kept = {c.id for c in cells}
    return prikking.Publikasjon(cells, tuple(r for r in whole.relasjoner if kept.issuperset(key for key, _ in r.ledd)))


def shown_in(fil: Tjenestefil, utgivelse: int) -> frozenset[Celle]:
    """The figures that a release showed."""
    cells = utgivelse_store.cells(fil.database, utgivelse)
    return frozenset(publikasjon.parse_id(c.id) for c in cells if c.vist and "#" not in c.id)


def counts_people(fil: Tjenestefil, celle: Celle) -> bool:
    """Whether a figure is one that the privacy control decides over."""
    indikator = fil.katalog[celle.indikator]
    return subject(indikator) or entered_rate(indikator)


def released(fil: Tjenestefil) -> tuple[Utgivelse, ...]:
    """Every release in the ledger, oldest first."""
    return utgivelse_store.releases(fil.database)


def withdraw(fil: Tjenestefil, nr: int, grunn: str) -> Change:
    """Take a release that was never shared out of the reckoning; the reason is kept."""
    if not grunn.strip():
        raise UserError("Skriv hvorfor utgivelsen ikke skal telle.", "For eksempel: «Utskriften ble ikke delt».")
    with fil.database.atomic():
        utgivelse_store.withdraw(fil.database, nr, fil.bruker.now(), fil.bruker.navn, grunn.strip())
        return _log(fil, f"Utgivelse {nr} ble aldri delt: {grunn.strip()}")


def _released(fil: Tjenestefil, utgivelse: Utgivelse) -> prikking_protokoll.Utgivelse:
    """A release as the ledger's engine knows it."""
    stored = utgivelse_store.cells(fil.database, utgivelse.nr)
    relations = utgivelse_store.relations(fil.database, utgivelse.nr)
    return prikking_protokoll.Utgivelse(
        str(utgivelse.nr),
        tuple(FrigittCelle(_as_cell(fil, c), c.vist, c.skjult) for c in stored),
        tuple(prikking.Relasjon(r.ledd, r.konstant, prikking.Slag(r.slag)) for r in relations),
    )


def _as_cell(fil: Tjenestefil, c: UtgittCelle) -> prikking.Celle:
    name = publikasjon.describe_id(fil, c.id)
    return prikking.Celle(c.id, c.verdi, nedre_grense=c.nedre_grense, ovre_grense=c.ovre_grense, gruppe=c.gruppe, navn=name)


def files(fil: Tjenestefil, nr: int) -> tuple[str, ...]:
    """The names of the files of one release."""
    return tuple(name for name, _digest in utgivelse_store.files(fil.database, nr))


def explain(made: Frigivelse) -> dict[str, str]:
    """Why each figure is shown or withheld, by id; for the internal preview only."""
    locked = (c for c in made.publikasjon.celler if c.id in made.laser and made.laser[c.id].rules(c))
    return explain_all(made.publikasjon, made.monster) | {c.id: made.laser[c.id].explanation() for c in locked}
