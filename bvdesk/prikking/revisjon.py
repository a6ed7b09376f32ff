"""The independent auditor: what can a reader work out from the figures that are shown?

It shares no code with the engine: it builds its own model, of absolute values and of the hidden cells alone,
and it believes in a possible value only when it holds a whole table of integers in its hand that satisfies
every relation. Linear programs and integer programs propose such tables; exact arithmetic accepts them. A
figure that has only one possible value, or fewer than the policy asks for, is disclosed, whatever the engine
thought of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from time import perf_counter

from bvdesk.prikking.funn import Funn, Revisjon
from bvdesk.prikking.policy import Angripere, Policy, Vern
from bvdesk.prikking.publikasjon import Blokk, Celle, Publikasjon, Slag
from bvdesk.prikking.tabellrom import Rad, Tabellrom

UTENFRA = ""


def audit(publikasjon: Publikasjon, skjulte: Collection[str], policy: Policy) -> Revisjon:
    """Attack a pattern.

    Args:
        publikasjon: every cell and relation that readers can reckon with.
        skjulte: ids of the cells printed as the marker; cells that nobody prints are unknown anyhow.
        policy: what is small, what protects it, and who the readers are.
    """
    return _Audit(publikasjon, frozenset(skjulte), policy).run()


class Revisor:
    """An auditor with a memory, for the preview while figures are edited.

    Blocks have no relation in common, so a block whose cells, pattern and policy are as last time keeps its verdict.
    What is printed is judged by `audit`, from the beginning.
    """

    def __init__(self) -> None:
        self._verdicts: dict[tuple[Blokk, frozenset[str], Policy], Revisjon] = {}

    def audit(self, publikasjon: Publikasjon, skjulte: Collection[str], policy: Policy) -> Revisjon:
        """The verdict of `audit`, found sooner; its times and counts are those of this call."""
        begun = perf_counter()
        hidden, fresh = frozenset(skjulte), {}
        for blokk in publikasjon.blokker():
            key = (blokk, hidden.intersection(celle.id for celle in blokk.celler), policy)
            known = self._verdicts.get(key)
            fresh[key] = known or audit(Publikasjon(blokk.celler, blokk.relasjoner), key[1], policy)
        new = [verdict for key, verdict in fresh.items() if key not in self._verdicts]
        self._verdicts = fresh
        parts = fresh.values()
        return Revisjon(
            intervaller={name: span for part in parts for name, span in part.intervaller.items()},
            avslort=tuple(found for part in parts for found in part.avslort),
            kjente=tuple(name for part in parts for name in part.kjente),
            svake=tuple(name for part in parts for name in part.svake),
            bortkastede=tuple(name for part in parts for name in part.bortkastede),
            lp=sum(verdict.lp for verdict in new),
            milp=sum(verdict.milp for verdict in new),
            sekunder=perf_counter() - begun,
        )


@dataclass(slots=True)
class _Audit:
    publikasjon: Publikasjon
    skjulte: frozenset[str]
    policy: Policy
    lp: int = 0
    milp: int = 0

    def run(self) -> Revisjon:
        begun = perf_counter()
        small = [celle for celle in self.publikasjon.celler if self.policy.is_small(celle)]
        open_ = [celle for celle in small if not celle.last]
        findings = [Funn(celle.id, UTENFRA, celle.verdi, celle.verdi) for celle in open_ if not self._unknown(celle)]
        targets = [celle for celle in open_ if self._unknown(celle)]
        outside, movable = self._intervals(UTENFRA, targets)
        findings += self._too_narrow(UTENFRA, targets, outside)
        for insider in self._insiders():
            others = [celle for celle in targets if insider not in celle.kjent_av]
            findings += self._too_narrow(insider, others, self._intervals(insider, others)[0])
        return Revisjon(
            intervaller=outside,
            avslort=tuple(findings),
            kjente=tuple(celle.id for celle in small if celle.last),
            svake=tuple(celle.id for celle in targets if self._visibly_small(celle, outside[celle.id])),
            bortkastede=tuple(celle.id for celle in self._secondary() if celle.id not in movable),
            lp=self.lp,
            milp=self.milp,
            sekunder=perf_counter() - begun,
        )

    def _unknown(self, celle: Celle) -> bool:
        return not celle.last and (celle.id in self.skjulte or not celle.vises)

    def _insiders(self) -> list[str]:
        if self.policy.angripere is Angripere.UTENFORSTAENDE:
            return []
        return sorted({name for celle in self.publikasjon.celler for name in celle.kjent_av})

    def _secondary(self) -> Iterable[Celle]:
        """Cells hidden by this publication's own choice, not because they are small or were hidden before."""
        for celle in self.publikasjon.celler:
            chosen = self._unknown(celle) and celle.vises and not celle.skjult_for
            if chosen and not self.policy.is_small(celle):
                yield celle

    def _intervals(self, attacker: str, targets: Iterable[Celle]) -> tuple[dict[str, tuple[int, int]], frozenset[str]]:
        """The possible values of the targets, and which hidden cells have more than one."""
        wanted = {celle.id for celle in targets}
        checked = wanted | ({celle.id for celle in self._secondary()} if attacker == UTENFRA else set())
        found: dict[str, tuple[int, int]] = {}
        movable: set[str] = set()
        for space in self._spaces(attacker):
            found |= {name: space.interval(name) for name in space.place if name in wanted}
            movable |= {name for name in space.place if name in checked and space.movable(name)}
            self.lp += space.lp
            self.milp += space.milp
        return found, frozenset(movable)

    def _spaces(self, attacker: str) -> Iterable[Tabellrom]:
        """The unknown cells in groups that have no relation in common."""
        unknown = {
            celle.id: celle
            for celle in self.publikasjon.celler
            if self._unknown(celle) and (attacker == UTENFRA or attacker not in celle.kjent_av)
        }
        rows = [row for row in self._rows(unknown) if row.terms]
        touching: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            for name in row.terms:
                touching[name].append(number)
        left = dict.fromkeys(unknown)
        while left:
            names, numbers = _reach(next(iter(left)), rows, touching)
            for name in names:
                del left[name]
            cells = [unknown[name] for name in names]
            yield Tabellrom(cells, [rows[number] for number in numbers], self.policy)

    def _rows(self, unknown: Collection[str]) -> Iterable[Rad]:
        for relasjon in self.publikasjon.relasjoner:
            terms: dict[str, int] = defaultdict(int)
            right = relasjon.konstant
            for name, coefficient in relasjon.ledd:
                if name in unknown:
                    terms[name] += coefficient
                else:
                    right -= coefficient * self.publikasjon.celle(name).verdi
            terms = {name: coefficient for name, coefficient in terms.items() if coefficient}
            yield Rad(terms, right, relasjon.slag is Slag.LIK)

    def _too_narrow(self, attacker: str, targets: Iterable[Celle], intervals: dict[str, tuple[int, int]]) -> list[Funn]:
        return [
            Funn(celle.id, attacker, *intervals[celle.id])
            for celle in targets
            if not self._enough(celle, intervals[celle.id])
        ]

    def _enough(self, celle: Celle, interval: tuple[int, int]) -> bool:
        low, high = interval
        rule = self.policy.rule(celle)
        if rule.vern is Vern.STERK and rule.terskel is not None and celle.verdi <= rule.terskel:
            return high > rule.terskel
        return high - low >= (2 if rule.vern is Vern.BREDDE else 1)

    def _visibly_small(self, celle: Celle, interval: tuple[int, int]) -> bool:
        terskel = self.policy.rule(celle).terskel
        return terskel is not None and interval[1] <= terskel and self._enough(celle, interval)


def _reach(first: str, rows: list[Rad], touching: dict[str, list[int]]) -> tuple[list[str], list[int]]:
    """Every cell that hangs together with the first, and the rows between them."""
    names, numbers = {first: None}, dict[int, None]()
    queue = [first]
    while queue:
        for number in touching.get(queue.pop(), ()):
            if number not in numbers:
                numbers[number] = None
                fresh = [name for name in rows[number].terms if name not in names]
                names.update(dict.fromkeys(fresh))
                queue += fresh
    return list(names), list(numbers)
