"""Fills the fields of a text: every sentence says what the figures say, or plainly that it cannot.

A sentence that asks for a figure there is none to show for, is replaced as a whole: what stood around the figure could
otherwise complete it. What nobody knows for the kommune but the service knows for all, is told for the whole service.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.felt.oppslag import Feltkilde, Mangel, Utfylt, fill_in
from bvdesk.domain.rapport.felt.syntaks import FIELD, parse
from bvdesk.domain.rapport.klarering import Tegn
from bvdesk.domain.rapport.modell import Avsnitt, Bit, Blokk, Del, Fotnote, Mellomtittel, Punkter, Rad, Rute, Tabell
from bvdesk.domain.rapport.tabeller import table
from bvdesk.domain.rapport.tekst.lopende import parse_runs
from bvdesk.domain.rapport.tekst.markdown import Plassert, Tekstblokk
from bvdesk.domain.rapport.tekst.setningsdeling import sentences
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN

_UNKNOWN = (Tegn.BLANK, Tegn.IKKE_RAPPORTERT)
_REASONS = frozenset({*(tegn.name.lower() for tegn in _UNKNOWN), "kan_ikke_regnes_ut"})
"""Why a kommune has no figure where the whole service's may be told instead."""


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
            yield blokk if isinstance(blokk, Plassert) else self._block(blokk)

    def text(self, tekst: str) -> str:
        """A heading or caption with its fields filled in; a figure that is not there is a sign."""
        return FIELD.sub(lambda match: self._sign(match[0]), tekst)

    def paragraph(self, deler: Sequence[Del]) -> tuple[Del, ...]:
        """Running text, sentence by sentence; for the whole service where only that is known."""
        parts = tuple(sentences(tuple(d for d in deler if isinstance(d, Bit))))
        own, whole = Fyller(self.kilde), self._for_the_service()
        made = [tuple(own.sentence(part)) for part in parts]
        if whole and own.reasons and own.reasons <= _REASONS:
            retold = [tuple(whole.sentence(part)) for part in parts]
            if not whole.reasons & {*own.reasons, Tegn.BLANK.name.lower()}:
                first = next(i for i, part in enumerate(parts) if any(run.felt for run in part))
                retold[first] = (Bit(self.kilde.utsnitt.ord("setning_hele_tjenesten", setninger="")), *retold[first])
                own, made = whole, retold
        self._take(own)
        return tuple(run for sentence in made for run in sentence)

    @property
    def reasons(self) -> set[str]:
        """Why figures were asked for in vain."""
        return {mangel.grunn for mangel in self.mangler}

    def _for_the_service(self) -> Fyller | None:
        """The same for the whole service; None when that is whom the report is about."""
        utsnitt = self.kilde.utsnitt
        if utsnitt.omrade == TJENESTEN:
            return None
        return Fyller(replace(self.kilde, utsnitt=utsnitt.at(TJENESTEN)))

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
            case Punkter():
                return replace(blokk, punkter=tuple(self._item(p) for p in blokk.punkter))
            case Fotnote():
                return replace(blokk, avsnitt=replace(blokk.avsnitt, deler=self.paragraph(blokk.avsnitt.deler)))
            case Tabell():
                return self._table(blokk)
            case _:
                return blokk

    def _item(self, punkt: Avsnitt | Punkter) -> Avsnitt | Punkter:
        if isinstance(punkt, Punkter):
            return replace(punkt, punkter=tuple(self._item(p) for p in punkt.punkter))
        return replace(punkt, deler=self.paragraph(punkt.deler))

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

    def sentence(self, runs: Sequence[Bit]) -> Iterator[Bit]:
        """One sentence, or what stands in its place when a figure in it is missing."""
        filled = {i: found for i, run in enumerate(runs) if run.felt and (found := self._filled(run.felt))}
        missing = [f.mangel for f in filled.values() if f.mangel]
        if missing:
            yield from self._apology(runs, missing)
            return
        said: set[str] = set()
        for i, run in enumerate(runs):
            if i not in filled:
                yield replace(run, tekst=run.felt) if run.felt else run
                continue
            text = _as_opening(filled[i].tekst) if i == 0 else filled[i].tekst
            reserve = filled[i].forbehold
            fresh = reserve and reserve not in said
            said.add(reserve)
            yield replace(run, tekst=f"{text} ({reserve})" if fresh else text)

    def _apology(self, runs: Sequence[Bit], missing: Sequence[Mangel]) -> Iterator[Bit]:
        """The sentence that stands instead, one for each reason; notes and the space after are kept."""
        self.mangler.extend(missing)
        ordform = self.kilde.ordform
        reasons = dict.fromkeys(m.grunn for m in missing)
        parts = []
        for reason in reasons:
            asked = tuple(dict.fromkeys(m.hva for m in missing if m.grunn == reason))
            pattern = ordform.felt["mangler_ett" if len(asked) == 1 else "mangler_flere"]
            parts.append(pattern.format(hva=ordform.listed(asked), grunn=ordform.felt[f"grunn_{reason}"]))
        fields = "".join(run.felt for run in runs)
        yield Bit(" ".join(parts), felt=fields)
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


def _as_opening(text: str) -> str:
    """A sentence begins with a capital, also when a field begins it."""
    return text[:1].upper() + text[1:]
