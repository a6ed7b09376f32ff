"""Fills the fields of a text: every sentence says what the figures say, or plainly that it cannot.

A sentence that asks for a figure there is none to show for, is replaced as a whole: what stood around the figure could
otherwise complete it. What nobody knows for the kommune but the service knows for all, is told for the whole service.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.felt.oppslag import Feltkilde, Mangel, Utfylt, fill_in
from bvdesk.domain.rapport.felt.syntaks import FIELD, Visning, parse
from bvdesk.domain.rapport.klarering import Tegn
from bvdesk.domain.rapport.modell import Avsnitt, Bit, Blokk, Del, Fotnote, Mellomtittel, Punkter, Rad, Rute, Tabell
from bvdesk.domain.rapport.tabeller import table
from bvdesk.domain.rapport.tekst.beklagelse import apology
from bvdesk.domain.rapport.tekst.lopende import parse_runs
from bvdesk.domain.rapport.tekst.markdown import Plassert, Tekstblokk
from bvdesk.domain.rapport.tekst.setningsdeling import sentences
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN

_UNKNOWN = (Tegn.BLANK, Tegn.IKKE_RAPPORTERT)
_REASONS = frozenset({*(tegn.name.lower() for tegn in _UNKNOWN), "kan_ikke_regnes_ut"})
"""Why a kommune has no figure where the whole service's may be told instead."""


@dataclass(frozen=True, slots=True)
class _Fortalt:
    """A filled paragraph, and the sentence that first tells a figure of the whole service instead of the reader's own."""

    setninger: tuple[tuple[Bit, ...], ...]
    forst: int | None

    def with_lead(self, lead: str) -> tuple[Bit, ...]:
        """Running text, with the lead before that sentence."""
        before = Bit(lead)
        told = ((before, *runs) if lead and i == self.forst else runs for i, runs in enumerate(self.setninger))
        return tuple(run for runs in told for run in runs)


@dataclass
class Fyller:
    """Fills texts, and remembers what was wrong with them, what they asked for in vain, and the figures they told."""

    kilde: Feltkilde
    feil: list[UserError] = field(default_factory=list)
    mangler: list[Mangel] = field(default_factory=list)
    fortalt: set[Celle] = field(default_factory=set)

    def blocks(self, blokker: Iterable[Tekstblokk]) -> Iterator[Tekstblokk]:
        """The blocks with their fields filled in."""
        for blokk in blokker:
            if isinstance(blokk, Punkter):
                yield from self._list(blokk)
            else:
                yield blokk if isinstance(blokk, Plassert) else self._block(blokk)

    def text(self, tekst: str) -> str:
        """A heading or caption with its fields filled in; a figure that is not there is a sign."""
        return FIELD.sub(lambda match: self._sign(match[0]), tekst)

    def paragraph(self, deler: Sequence[Del]) -> tuple[Del, ...]:
        """Running text, sentence by sentence; for the whole service where only that is known."""
        return self._told(deler).with_lead(self._lead)

    def _told(self, deler: Sequence[Del]) -> _Fortalt:
        parts = tuple(sentences(tuple(d for d in deler if isinstance(d, Bit))))
        own, whole = Fyller(self.kilde), self._for_the_service()
        told = replace(own.told(parts), forst=None)
        if whole and own.reasons and own.reasons <= _REASONS:
            retold = whole.told(parts)
            if not whole.reasons & {*own.reasons, Tegn.BLANK.name.lower()}:
                own, told = whole, retold
        self._take(own)
        return told

    def told(self, parts: Sequence[Sequence[Bit]]) -> _Fortalt:
        """Sentences filled in; what several in a row have no figure for, is said once, where the first of them stood."""
        fields = [self._fields(part) for part in parts]
        lacks = [tuple(f.mangel for f in found.values() if f.mangel) for found in fields]
        made = []
        for i, (part, found, lack) in enumerate(zip(parts, fields, lacks, strict=True)):
            if not lack:
                made.append(tuple(self._sentence(part, found)))
            elif i and lacks[i - 1]:
                made.append(())
            else:
                end = next((j for j in range(i, len(parts)) if not lacks[j]), len(parts))
                missing = [m for lacking in lacks[i:end] for m in lacking]
                made.append(tuple(self._apology([run for runs in parts[i:end] for run in runs], missing)))
        first = (i for i, found in enumerate(fields) if found and not lacks[i])
        return _Fortalt(tuple(made), next(first, None))

    @property
    def _lead(self) -> str:
        return self.kilde.utsnitt.ord("setning_hele_tjenesten", setninger="")

    @property
    def reasons(self) -> set[str]:
        """Why figures were asked for in vain."""
        return {mangel.grunn for mangel in self.mangler}

    def _for_the_service(self) -> Fyller | None:
        """The same for the whole service; None when that is whom the report is about."""
        utsnitt = self.kilde.utsnitt
        if utsnitt.omrade == TJENESTEN:
            return None
        return Fyller(replace(self.kilde, utsnitt=utsnitt.at(TJENESTEN), leser=utsnitt.omrade))

    def _take(self, other: Fyller) -> None:
        """Remember what another one has seen."""
        self.feil += other.feil
        self.mangler += other.mangler
        self.fortalt |= other.fortalt

    def _block(self, blokk: Blokk) -> Blokk:
        match blokk:
            case Avsnitt():
                return replace(blokk, deler=self.paragraph(blokk.deler))
            case Mellomtittel():
                return replace(blokk, tekst=self.text(blokk.tekst))
            case Fotnote():
                return replace(blokk, avsnitt=replace(blokk.avsnitt, deler=self.paragraph(blokk.avsnitt.deler)))
            case Tabell():
                return self._table(blokk)
            case _:
                return blokk

    def _list(self, punkter: Punkter) -> Iterator[Avsnitt | Punkter]:
        """The list; of items in a row that are told for the whole service, that is said once, before them."""
        told = [p if isinstance(p, Punkter) else self._told(p.deler) for p in punkter.punkter]
        runs = groupby(told, key=lambda one: isinstance(one, _Fortalt) and one.forst == 0)
        parted = not punkter.nummerert and not any(isinstance(p, Punkter) for p in told)
        items: list[Avsnitt | Punkter] = []
        for whole, run in runs:
            same = list(run)
            once = whole and len(same) > 1 and (parted or len(same) == len(told))
            made = [part for one in same for part in self._item(one, "" if once else self._lead)]
            if not once:
                items += made
            elif len(same) == len(told):
                yield Avsnitt((Bit(self._lead.rstrip()),))
                items = made
            else:
                items += [Avsnitt((Bit(self._lead.rstrip()),)), Punkter(tuple(made))]
        yield replace(punkter, punkter=tuple(items))

    def _item(self, told: _Fortalt | Punkter, lead: str) -> Iterator[Avsnitt | Punkter]:
        if isinstance(told, Punkter):
            yield from self._list(told)
        else:
            yield Avsnitt(told.with_lead(lead))

    def _table(self, tabell: Tabell) -> Tabell:
        """The table; for the whole service when that leaves fewer holes in it."""
        own, whole = Fyller(self.kilde), self._for_the_service()
        made = own.plain_table(tabell)
        holes = _holes(made)
        if whole and holes and _holes(retold := whole.plain_table(tabell)) < holes:
            own, made = whole, replace(retold, tittel=f"{retold.tittel}, {self.kilde.utsnitt.ord('hele_tjenesten').lower()}")
        self._take(own)
        return made

    def plain_table(self, tabell: Tabell) -> Tabell:
        """A table with its fields filled in."""
        columns = tuple(replace(k, tittel=self.text(k.tittel)) for k in tabell.kolonner)
        rows = (Rad(self.text(r.navn), tuple(map(self._cell, r.ruter)), r.sum) for r in tabell.rader)
        return table(self.kilde.utsnitt, self.text(tabell.tittel), columns, rows)

    def _cell(self, rute: Rute) -> Rute:
        """A cell that is one field and nothing else is the figure itself, with its sign when it is not shown."""
        assert isinstance(rute, str)
        match = FIELD.fullmatch(rute)
        filled = self._filled(rute) if match else None
        if filled and filled.figur and (filled.mangel or filled.tekst == filled.figur.tekst):
            return filled.figur
        return "".join(run.tekst if not run.felt else self._sign(run.felt) for run in parse_runs(rute))

    def _fields(self, runs: Sequence[Bit]) -> dict[int, Utfylt]:
        """The fields of a sentence filled in, by their place; without those that cannot be read."""
        return {i: found for i, run in enumerate(runs) if run.felt and (found := self._filled(run.felt))}

    def _sentence(self, runs: Sequence[Bit], filled: Mapping[int, Utfylt]) -> Iterator[Bit]:
        """A sentence that lacks no figure; how far a running year has come is said once."""
        said: set[str] = set()
        for i, run in enumerate(runs):
            if i not in filled:
                yield replace(run, tekst=run.felt) if run.felt else run
                continue
            text = self._as_opening(filled[i]) if i == 0 else filled[i].tekst
            reserve = filled[i].forbehold
            fresh = reserve and reserve not in said
            said.add(reserve)
            yield replace(run, tekst=f"{text} ({reserve})" if fresh else text)

    def _as_opening(self, filled: Utfylt) -> str:
        """A sentence begins with a capital, and a small whole number is a word there, if not asked for as digits."""
        digits = filled.felt.visning is Visning.TALL
        return filled.tekst[:1].upper() + filled.tekst[1:] if digits else self.kilde.ordform.opening(filled.tekst)

    def _apology(self, runs: Sequence[Bit], missing: Sequence[Mangel]) -> Iterator[Bit]:
        """What stands instead of sentences, one for each reason; notes and the space after are kept."""
        self.mangler.extend(missing)
        yield Bit(apology(self.kilde.ordform, missing), felt="".join(run.felt for run in runs))
        yield from (run for run in runs if run.note)
        if not runs[-1].felt and runs[-1].tekst.endswith(" "):
            yield Bit(" ")

    def _filled(self, kode: str) -> Utfylt | None:
        """The field filled in, or None when it cannot be read (remembered as a fault)."""
        try:
            found = fill_in(self.kilde, parse(kode, self.kilde.kjente))
        except UserError as fault:
            self.feil.append(fault)
            return None
        if found.figur and found.figur.celle:
            self.fortalt.add(found.figur.celle)
        return found

    def _sign(self, kode: str) -> str:
        filled = self._filled(kode)
        if filled is None:
            return kode
        if filled.mangel:
            self.mangler.append(filled.mangel)
            return filled.figur.tekst if filled.figur else ""
        return filled.tekst


def _holes(tabell: Tabell) -> int:
    return sum(figure.tegn in _UNKNOWN for figure in tabell.figures)
