"""Cover and improve: hide classes until every requirement has a witness, then hide fewer.

A witness is an integer deviation; the classes it moves must all be hidden. Hiding more never takes a witness
away, so every witness found is kept in a pool and whoever the pool covers needs no solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from bvdesk.prikking.loser import EPS, Alternativ, Flyt, Rekkevidde, verified
from bvdesk.prikking.reduksjon import Flagg, Heltall, Oppgave, Redusert

SMAPENGER = 1e-3
"""Price per unit moved of a class whose weight is 0, so that idle moves are avoided."""
MANGE = 5
"""Requirements from which random first witnesses pay: one often serves several."""
NAER = 10.0
"""How far the random first witnesses may move a class."""
RAUS = 1.2
"""How much dearer per unit moved an alternative may be than per class hidden, before the search gives it up."""


class Vitner:
    """The pool of witnesses of one block."""

    def __init__(self, block: Redusert, oppgaver: Sequence[Oppgave]) -> None:
        self._block = block
        self._moves = np.zeros((64, block.antall), np.int64)
        self._moved = np.zeros((64, block.antall), np.float32)
        self._count = 0
        self._seen: set[bytes] = set()
        self.oppgaver = tuple(oppgaver)
        self._klasse = np.array([task.klasse for task in oppgaver], np.intp)
        self._krav = np.array([task.krav for task in oppgaver], np.int64)
        self._opp = np.array([task.opp for task in oppgaver], np.bool_)
        self._angriper = np.array([task.angriper for task in oppgaver], np.intp)

    def add(self, deviation: Heltall) -> None:
        """Remember a verified deviation."""
        key = deviation.tobytes()
        if key in self._seen:
            return
        self._seen.add(key)
        if self._count == len(self._moves):
            self._moves = np.concatenate([self._moves, np.zeros_like(self._moves)])
            self._moved = np.concatenate([self._moved, np.zeros_like(self._moved)])
        self._moves[self._count] = deviation
        self._moved[self._count] = deviation != 0
        self._count += 1

    def within(self, free: Flagg) -> Heltall:
        """The deviations that move nothing but these classes."""
        with np.errstate(invalid="ignore"):  # zeros and ones only: what BLAS says of its own padding is no news
            outside = self._moved[: self._count] @ (~free).astype(np.float32)
        moves: Heltall = self._moves[: self._count][outside == 0]
        return moves

    def covered(self, y: Flagg) -> Flagg:
        """Which requirements the pool proves when the classes in `y` are hidden."""
        done = np.zeros(len(self.oppgaver), np.bool_)
        for attacker, known in enumerate(self._block.kjent):
            mine = self._angriper == attacker
            if mine.any():
                moves = self.within(y & ~known)[:, self._klasse[mine]]
                high = moves.max(axis=0, initial=0)
                low = np.where(self._opp[mine], 0, moves.min(axis=0, initial=0))
                done[mine] = high - low >= self._krav[mine]
        return done

    def choose(self, task: Oppgave, y: Flagg, used: Flagg) -> list[Heltall]:
        """Witnesses of one requirement within `y` that add least to the classes in `used`."""
        moves = self.within(y & ~self._block.kjent[task.angriper])
        if not len(moves):
            return []
        cost = (moves != 0) @ np.where(used, 0.0, self._block.pris) + SMAPENGER * (moves != 0).sum(axis=1)
        reach = moves[:, task.klasse]
        alone = reach >= task.krav if task.opp else np.abs(reach) >= task.krav
        if alone.any():
            return [moves[np.flatnonzero(alone)[cost[alone].argmin()]]]
        pair = [moves[reach.argmax()], moves[reach.argmin()]]
        enough = not task.opp and pair[0][task.klasse] - pair[1][task.klasse] >= task.krav
        return pair if enough else []


class Dekning:
    """The heuristic on one reduced block."""

    def __init__(self, block: Redusert, oppgaver: Sequence[Oppgave], fro: int) -> None:
        self.block = block
        self.vitner = Vitner(block, oppgaver)
        self.reach = Rekkevidde(block)
        self._other = Alternativ(block)
        self._random = np.random.default_rng(fro)
        self.umulige: list[Oppgave] = []
        """Requirements that `cover` could not meet with everything hidden."""

    def cost(self, y: Flagg) -> float:
        """What hiding these classes costs beyond those hidden anyhow."""
        return float(self.block.vekt[y & ~self.block.tvunget].sum())

    def price(self, y: Flagg) -> float:
        """The cost with the trifles for size, which decides between equal choices."""
        return float(self.block.pris[y & ~self.block.tvunget].sum())

    def room(self, y: Flagg, task: Oppgave) -> tuple[Flyt, Flyt]:
        """How far each class may go down and up, when those in `y` are hidden from the task's attacker."""
        free = y & ~self.block.kjent[task.angriper]
        return np.where(free, self.block.ned, 0).astype(float), np.where(free, self.block.opp, 0).astype(float)

    def prove(self, task: Oppgave, y: Flagg) -> bool:
        """Whether the requirement is met when `y` is hidden; its witnesses go to the pool."""
        total = 0
        for sign in (1,) if task.opp else (1, -1):
            total += self._furthest(task, y, sign)
            if total >= task.krav:
                return True
        return False

    def _furthest(self, task: Oppgave, y: Flagg, sign: int) -> int:
        """How far the class can move one way in whole numbers; no further than required where fractions tell."""
        near = self.room(y, task)
        side = near[1] if sign > 0 else near[0]
        side[task.klasse] = min(side[task.klasse], task.krav)
        deviation = self.reach.relaxed(task.klasse, near, sign)
        if sign * deviation[task.klasse] < 1 - EPS:
            return 0
        whole = verified(self.block, deviation)
        if whole is None:
            whole = self.reach.whole(task.klasse, self.room(y, task), sign)
        if whole is None:
            return 0
        self.vitner.add(whole)
        return int(sign * whole[task.klasse])

    def start(self) -> None:
        """Fill the pool with a few random deviations of the classes that are hidden anyhow."""
        hidden = self.block.tvunget
        tasks = [task for task in self.vitner.oppgaver if task.angriper == 0]
        if len(tasks) < MANGE:
            return
        free = tuple(np.minimum(side, NAER) for side in self.room(hidden, tasks[0]))
        for _ in range(2):
            wish = np.zeros(self.block.antall)
            targets = [task.klasse for task in tasks]
            wish[targets] = self._random.choice([-1.0, 1.0], len(targets)) * self._random.uniform(0.5, 1.0, len(targets))
            for sign in (1.0, -1.0):
                prices = np.repeat(sign * wish, 2)
                prices[1::2] *= -1
                found = self._other.cheapest(prices, (free[0], free[1]), 0, 0)
                if found is not None:
                    self.vitner.add(found)

    def cover(self, y: Flagg) -> Flagg:
        """Hide more than `y` until every requirement is met; what cannot be met is noted in `umulige`."""
        banned = np.zeros(self.block.antall, np.bool_)
        covered = self._cover(y, banned, np.inf)
        assert covered is not None
        return covered

    def _cover(self, y: Flagg, banned: Flagg, most: float) -> Flagg | None:
        """A covering pattern without the banned classes and cheaper than `most`, or None."""
        y = y.copy()
        tasks = self.vitner.oppgaver
        done = self.vitner.covered(y)
        order = self._random.permutation(len(tasks))
        for place in sorted(order, key=lambda place: -tasks[place].krav):
            if done[place]:
                continue
            found = self._cheapest(tasks[place], y, banned, RAUS * (most - self.price(y)))
            if found is None:
                if banned.any():
                    return None
                self.umulige.append(tasks[place])
                continue
            for deviation in found:
                self.vitner.add(deviation)
                y |= deviation != 0
            if self.price(y) >= most - EPS:
                return None
            done = self.vitner.covered(y)
        return y

    def _cheapest(self, task: Oppgave, y: Flagg, banned: Flagg, most: float) -> list[Heltall] | None:
        price = np.where(y, 0.0, self.block.pris + SMAPENGER)
        free = self.room(~banned, task)
        options: list[list[Heltall]] = []
        for split in range(task.krav + 1 if not task.opp else 1):
            steps = [step for step in (task.krav - split, -split) if step]
            if len(steps) == 2 and options:
                continue
            moves = [self._other.cheapest(price, free, task.klasse, step, most) for step in steps]
            whole = [move for move in moves if move is not None]
            if len(whole) == len(steps):
                options.append(whole)
                if self._added(whole, y) == 0:
                    break
        return min(options, key=lambda option: self._added(option, y)) if options else None

    def _added(self, moves: Iterable[Heltall], y: Flagg) -> float:
        new = np.zeros(self.block.antall, np.bool_)
        for move in moves:
            new |= move != 0
        return float(self.block.pris[new & ~y].sum())

    def improve(self, y: Flagg) -> Flagg:
        """From the dearest hidden class down: forbid it and cover again, if that is cheaper."""
        if self.umulige:
            return y
        for k in self._dearest_first(y):
            if y[k]:
                shown = np.zeros(self.block.antall, np.bool_)
                shown[k] = True
                cheaper = self._cover(y & ~shown, shown, self.price(y))
                if cheaper is not None:
                    y = self.prune(cheaper)
        return y

    def prune(self, y: Flagg) -> Flagg:
        """Show again what the pool can do without."""
        for k in self._dearest_first(y):
            fewer = y.copy()
            fewer[k] = False
            if self.vitner.covered(fewer).all():
                y = fewer
        return y

    def _dearest_first(self, y: Flagg) -> Sequence[int]:
        free = np.flatnonzero(y & ~self.block.tvunget)
        order = self._random.permutation(len(free))
        return [int(k) for k in free[order[np.argsort(-self.block.pris[free][order], kind="stable")]]]

    def settle(self, y: Flagg) -> tuple[Flagg, list[list[Heltall]]]:
        """One set of witnesses for each requirement, and the classes they move: nothing else need be hidden."""
        moved = np.zeros(self.block.antall, np.bool_)
        chosen: list[list[Heltall]] = []
        for task in self.vitner.oppgaver:
            witnesses = self.vitner.choose(task, y, self.block.tvunget | moved)
            for deviation in witnesses:
                moved |= deviation != 0
            chosen.append(witnesses)
        return moved, chosen
