"""The ways to read a quantity: a figure, a sum, a difference, a share, a growth. Only readings true of the figures stand.

Areas, periods and subjects come from the sentence's own words; a sum or a difference needs a word that says so, or two
names. What was meant cannot be known: the plainest reading comes first, and the caller judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import combinations, product

from bvdesk.domain.kontroll.emner import Emne
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.lesning import Lesning
from bvdesk.domain.kontroll.tekst.linjer import Setning
from bvdesk.domain.kontroll.tekst.ord import RETNINGSORD, canonical
from bvdesk.domain.kontroll.tekst.ordene_rundt import areas_meant, words_around
from bvdesk.domain.kontroll.tekst.tall import Enhet
from bvdesk.domain.kontroll.utsagn.mengde import Mengde, Slag, quantities
from bvdesk.domain.kontroll.utsagn.utsagn import Grense, Ledd, Utsagn, amount, less, ratio
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.formel import linear
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId
from bvdesk.domain.tall.periode import Periode

_AR = re.compile(r"\b(20[0-4]\d)\b")
_FJOR = re.compile(r"\b(?:i fjor|fjoråret|forrige år|året før|førre året)\b", re.IGNORECASE)
_KVARTAL = re.compile(
    r"\b(første|andre|tredje|fjerde|[1-4]\.)(?=\s?kvartal|\s(?:og|til)\s(?:\w+|\d\.)\s?kvartal)", re.IGNORECASE
)
_HALVAR = re.compile(r"\b(første|andre|[12]\.)\s?halvår", re.IGNORECASE)
_NUMMER = {"første": 1, "andre": 2, "tredje": 3, "fjerde": 4, "1.": 1, "2.": 2, "3.": 3, "4.": 4}
_SUM = re.compile(r"\b(?:til sammen|til saman|tilsammen|samlet|totalt|i alt|sammenlagt|sum(?:men)?|både)\b", re.IGNORECASE)
_ENDRING = re.compile(
    r"\b(?:endring|endret|færre|flere|fleire|mer|mindre|opp|ned|pluss|minus|økte|økt|auka|differanse|forskjell)\w*\b",
    re.IGNORECASE,
)
_ENN = re.compile(r"\b(?:enn|mot|sammenlignet med|som)\b", re.IGNORECASE)
_RESTEN = re.compile(
    r"\b(?:resten|øvrige|de andre|dei andre|utenom|utanom|bortsett fra|unntatt|foruten|gjenstår|nabokommun\w+)\b",
    re.IGNORECASE,
)
_TJENESTEN = re.compile(r"\b(?:tjenesten|tenesta|samlet|totalt|alle kommunene|kommunene)\b", re.IGNORECASE)
_ALLMENNE = frozenset(
    canonical(w) for w in "barn sak saker tilfelle tilfeller gang stykk stykker ungdom familie person".split()
)
MULIG, _NAER, _FLEST = 0.5, 0.3, 8
_PLAIN, _UTEN_ORD, _ANNET_STED, _LENGST = 0.0, 0.15, 0.3, 0.35
_INTET_NAVN = frozenset("mer meir mindre til".split())

_Maate = tuple[float, tuple[Grense, ...]]
"""A way to read: how far from the plainest, and the relations it gives."""


class Leser:
    """Reads the statements of one sentence."""

    def __init__(self, lest: Lesning, bilde: Tallbilde, setning: Setning) -> None:
        self.lest, self.bilde, self.setning = lest, bilde, setning
        self.tekst = setning.tekst

    def statements(self) -> Iterator[tuple[Utsagn, ...]]:
        """For each quantity, its true readings, the plainest first."""
        for mengde in quantities(self.setning, self.lest.numbers(self.setning)):
            readings = (Utsagn(g, mengde, self.setning, weight) for weight, g in self._readings(mengde) if self._true(g))
            yield tuple(sorted(readings, key=lambda u: -u.tyngde))

    def _readings(self, mengde: Mengde) -> Iterator[_Maate]:
        make = {Slag.ANTALL: self._amounts, Slag.ANDEL: self._shares, Slag.GANGER: self._times}[mengde.slag]
        for score, emne in self._subjects(mengde):
            longest = _UTEN_ORD if mengde.artikkel else _LENGST
            yield from ((score - detour, grenser) for detour, grenser in make(mengde, emne) if detour <= longest)

    def _true(self, grenser: tuple[Grense, ...]) -> bool:
        for grense in grenser:
            total = Decimal(0)
            for coefficient, celle in grense.ledd:
                value = self.bilde.figure(celle)
                if value is None:
                    return False
                total += coefficient * value
            if (grense.lav is not None and total < grense.lav) or (grense.hoy is not None and total > grense.hoy):
                return False
        return True

    def _subjects(self, mengde: Mengde) -> list[tuple[float, Emne]]:
        """What the quantity may be a quantity of; a noun that names something else leaves none."""
        share = mengde.slag is Slag.ANDEL
        found = [(s, e) for s, e in self._emner if e.enhet is Enhet.ANTALL or (share and e.enhet is Enhet.PROSENT)]
        nothing = _ALLMENNE | _INTET_NAVN | self.bilde.navnestammer
        if mengde.navn and canonical(mengde.navn) not in nothing:
            found = [(s, e) for s, e in found if _names(e, mengde.navn)]
        if mengde.artikkel:
            found = [(s, e) for s, e in found if e.stammer[:1] == (canonical(mengde.navn),)]
        best = max((s for s, _ in found), default=0.0)
        return [(s, e) for s, e in found if s >= best - _NAER]

    @cached_property
    def _emner(self) -> list[tuple[float, Emne]]:
        return self.bilde.sok.find(words_around(self.lest, self.setning), MULIG)[:_FLEST]

    @cached_property
    def _named(self) -> tuple[OmradeId, ...]:
        """The kommuner named in the sentence, else in its heading."""
        here = [k for k in self.bilde.deltakere if re.search(rf"\b{re.escape(self.bilde.navn[k])}s?\b", self.tekst)]
        if here:
            return tuple(here)
        names = self.lest.areas(self.setning)
        return tuple(k for k in self.bilde.deltakere if self.bilde.navn[k] in names)

    @cached_property
    def _areas(self) -> tuple[tuple[float, OmradeId], ...]:
        """The areas a figure may belong to; without a name it may be a kommune spoken of before."""
        meant = [(_PLAIN, area) for area in (*self._named, *(a for a in self._meant if not self._named))]
        meant += [(_PLAIN, TJENESTEN)] if _TJENESTEN.search(self.tekst) else []
        meant += [(_ANNET_STED, k) for k in self.bilde.deltakere] if not self._named else []
        return tuple({area: (detour, area) for detour, area in reversed(meant)}.values())

    @cached_property
    def _meant(self) -> tuple[OmradeId, ...]:
        return areas_meant(self.lest, self.bilde, self.setning)

    @cached_property
    def _groups(self) -> tuple[tuple[float, tuple[OmradeId, ...]], ...]:
        """Single areas, the named ones together, and the rest when the words speak of it."""
        found: list[tuple[float, tuple[OmradeId, ...]]] = [(detour, (area,)) for detour, area in self._areas]
        for size in range(2, len(self._named) + 1):
            found += [(self._without(_SUM), group) for group in combinations(self._named, size)]
        others = tuple(k for k in self.bilde.deltakere if k not in self._named)
        if _RESTEN.search(self.tekst) and others and self._named:
            found.append((_PLAIN, others))
        return tuple(found)

    def _without(self, cue: re.Pattern[str]) -> float:
        return _PLAIN if cue.search(self.tekst) else _UTEN_ORD

    @cached_property
    def _years(self) -> tuple[int, ...]:
        named = {int(year) for year in _AR.findall(self.tekst)}
        own = {self.lest.ar} if not named or _FJOR.search(self.tekst) else set()
        before = {self.lest.ar - 1} if _FJOR.search(self.tekst) else set()
        return tuple(sorted(named | own | before))

    def _spans(self, ar: int) -> tuple[Periode, ...]:
        """The parts of a year that are named, else every period that a sentence may mean."""
        named = [Periode.quarter(ar, _NUMMER[m[1].lower()]) for m in _KVARTAL.finditer(self.tekst)]
        named += [Periode(ar, 6 * n - 5, 6 * n) for n in (_NUMMER[m[1].lower()] for m in _HALVAR.finditer(self.tekst))]
        return tuple(named) or self.bilde.periods(ar)

    @cached_property
    def _times_spoken_of(self) -> tuple[tuple[float, tuple[Periode, ...]], ...]:
        """Single periods, and those named together."""
        spans = {ar: self._spans(ar) for ar in self._years}
        found: list[tuple[float, tuple[Periode, ...]]] = [(_PLAIN, (p,)) for listed in spans.values() for p in listed]
        stated = bool(_KVARTAL.search(self.tekst))
        together = [tuple(listed) for listed in spans.values() if stated and len(listed) > 1]
        if len(self._years) > 1:
            together.append(tuple(Periode.year(ar) for ar in self._years))
        return (*found, *((self._without(_SUM), group) for group in together))

    def _changes(self) -> Iterator[tuple[float, Periode, Periode]]:
        """Now and before: years that are named or follow each other, and quarters that are named."""
        detour = _PLAIN if RETNINGSORD.search(self.tekst) or _ENDRING.search(self.tekst) else _ANNET_STED
        spoken = {*self._years, self.lest.ar}
        for before, now in combinations(sorted({*spoken, *(ar - 1 for ar in spoken)}), 2):
            if now - before == 1 or (now in spoken and before in spoken):
                for span in self._spans(now):
                    yield detour, span, Periode(before, span.forste, span.siste)
        for ar in self._years:
            quarters = self._spans(ar) if _KVARTAL.search(self.tekst) else ()
            yield from ((detour, b, a) for a, b in combinations(quarters, 2))
            yield from ((detour, q, q.previous()) for q in quarters)

    def _sum(self, emne: Emne, areas: tuple[OmradeId, ...], spans: tuple[Periode, ...]) -> Ledd:
        return tuple((1, Celle(emne.indikator.id, emne.kategori, a, p)) for a, p in product(areas, spans))

    def _amounts(self, mengde: Mengde, emne: Emne) -> Iterator[_Maate]:
        other = _ANNET_STED if mengde.endring else _PLAIN
        for (a, areas), (b, spans) in product(self._groups, self._times_spoken_of):
            whole = self._sum(emne, areas, spans)
            yield a + b + other, amount(whole, mengde)
            for detour, ledd in self._with_others(emne, areas, spans):
                yield a + b + detour + other, amount(ledd, mengde)
        for (a, areas), (b, now, before) in product(self._groups, self._changes()):
            yield from self._either_way(a + b, mengde, (self._sum(emne, areas, (now,)), self._sum(emne, areas, (before,))))
        if len(self._named) > 1 and _ENN.search(self.tekst):
            for (_, spans), (here, there) in product(self._times_spoken_of, combinations(self._named, 2)):
                pair = self._sum(emne, (here,), spans), self._sum(emne, (there,), spans)
                yield from self._either_way(self._without(_ENDRING), mengde, pair)

    def _either_way(self, detour: float, mengde: Mengde, pair: tuple[Ledd, Ledd]) -> Iterator[_Maate]:
        if mengde.lav > 0 or mengde.hoy == 0:
            yield detour, amount(less(*pair), mengde)
            yield detour, amount(less(pair[1], pair[0]), mengde)

    def _with_others(
        self, emne: Emne, areas: tuple[OmradeId, ...], spans: tuple[Periode, ...]
    ) -> Iterator[tuple[float, Ledd]]:
        """Several subjects together, or what one is short of another."""
        if not (_SUM.search(self.tekst) or _RESTEN.search(self.tekst) or " og " in self.tekst or " eller " in self.tekst):
            return
        own = self._sum(emne, areas, spans)
        for _, other in self._emner:
            if other is emne or other.enhet is not Enhet.ANTALL:
                continue
            theirs = self._sum(other, areas, spans)
            if _RESTEN.search(self.tekst):
                yield _PLAIN, less(own, theirs)
            if other.indikator.id != emne.indikator.id or other.kategori != emne.kategori:
                yield self._without(_SUM) + _UTEN_ORD / 2, (*own, *theirs)

    def _shares(self, mengde: Mengde, emne: Emne) -> Iterator[_Maate]:
        for (a, areas), (b, spans) in product(self._groups, self._times_spoken_of):
            if emne.enhet is Enhet.PROSENT:
                yield from ((a + b, ratio(*pair, mengde)) for pair in self._operands(emne, areas, spans))
                continue
            own = self._sum(emne, areas, spans)
            for whole in self._wholes(emne, areas, spans):
                yield a + b, ratio(own, whole, mengde)
        for (a, areas), (b, now, before) in product(self._groups, self._changes()):
            if emne.enhet is Enhet.ANTALL:
                new, old = self._sum(emne, areas, (now,)), self._sum(emne, areas, (before,))
                yield a + b, ratio(less(new, old), old, mengde)
                yield a + b, ratio(less(old, new), old, mengde)

    def _operands(self, emne: Emne, areas: tuple[OmradeId, ...], spans: tuple[Periode, ...]) -> Iterator[tuple[Ledd, Ledd]]:
        """What stands above and below the line of a share of the catalogue; what is left of it is one too."""
        katalog = self.bilde.beregning.katalog
        formel = emne.indikator.formel
        parts = formel.share() if formel else None
        if not parts and formel and len(formel.ids) == 1:
            inner = katalog[formel.ids[0]].formel
            parts = inner.share() if inner else None
        top, bottom = (linear(parts[1]), linear(parts[2])) if parts else (None, None)
        if top and bottom and all(v == v.to_integral_value() for v in (*top.values(), *bottom.values())):
            for area, span in product(areas, spans):
                above = tuple((int(k), Celle(key, "", area, span)) for key, k in top.items() if key)
                below = tuple((int(k), Celle(key, "", area, span)) for key, k in bottom.items() if key)
                yield above, below
                yield less(below, above), below

    def _wholes(self, emne: Emne, areas: tuple[OmradeId, ...], spans: tuple[Periode, ...]) -> Iterator[Ledd]:
        """What it may be a share of: its total, tjenesten's, or another subject of the sentence."""
        katalog, key = self.bilde.beregning.katalog, emne.indikator.id
        wholes = [d.hel for d in katalog.dimensjoner if d.hel and any(k.indikator == key for k in d.kategorier)]
        wholes += [g.hel for g in katalog.grenser if g.del_ == key]
        for whole in dict.fromkeys(wholes):
            yield tuple((1, Celle(whole, "", a, p)) for a, p in product(areas, spans))
        if emne.kategori:
            yield tuple((1, Celle(key, "", a, p)) for a, p in product(areas, spans))
        if TJENESTEN not in areas:
            yield self._sum(emne, (TJENESTEN,), spans)
        for _, other in self._emner:
            if other is not emne and other.enhet is Enhet.ANTALL:
                yield self._sum(other, areas, spans)

    def _times(self, mengde: Mengde, emne: Emne) -> Iterator[_Maate]:
        if emne.enhet is not Enhet.ANTALL:
            return
        for (a, areas), (_, now, before) in product(self._groups, self._changes()):
            yield a, ratio(self._sum(emne, areas, (now,)), self._sum(emne, areas, (before,)), mengde)
        for (_, spans), (one, other) in product(self._times_spoken_of, combinations(self._named, 2)):
            pair = self._sum(emne, (one,), spans), self._sum(emne, (other,), spans)
            yield _PLAIN, ratio(*pair, mengde)
            yield _PLAIN, ratio(pair[1], pair[0], mengde)


def _names(emne: Emne, noun: str) -> bool:
    """Whether a noun is one of the subject's own words, or part of one."""
    word = canonical(noun)
    label = (*emne.stammer, *emne.kortform, *emne.kategoristammer)
    return any(word == s or s.endswith(word) or word.endswith(s) or s.startswith(word) for s in label)


def read_statements(lest: Lesning, bilde: Tallbilde) -> Iterator[tuple[Utsagn, ...]]:
    """Every quantity of a text with its true readings, in the order of the text."""
    for setning in lest.setninger:
        yield from Leser(lest, bilde, setning).statements()
