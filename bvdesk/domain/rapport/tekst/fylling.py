"""Fills the fields of a text: every sentence says what the figures say, or plainly that it cannot.

A sentence that asks for a figure there is none to show for, is replaced as a whole: what stood around the figure could
otherwise complete it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.felt.oppslag import Feltkilde, Mangel, Utfylt, fill_in
from bvdesk.domain.rapport.felt.syntaks import FIELD, parse
from bvdesk.domain.rapport.modell import Avsnitt, Bit, Blokk, Del, Fotnote, Mellomtittel, Punkter, Rad, Rute, Tabell
from bvdesk.domain.rapport.tabeller import table
from bvdesk.domain.rapport.tekst.lopende import parse_runs
from bvdesk.domain.rapport.tekst.markdown import Plassert, Tekstblokk
from bvdesk.domain.rapport.tekst.setningsdeling import sentences


@dataclass
class Fyller:
    """Fills texts, and remembers what was wrong with them and what they asked for in vain."""

    kilde: Feltkilde
    feil: list[UserError] = field(default_factory=list)
    mangler: list[Mangel] = field(default_factory=list)

    def blocks(self, blokker: Iterable[Tekstblokk]) -> Iterator[Tekstblokk]:
        """The blocks with their fields filled in."""
        for blokk in blokker:
            yield blokk if isinstance(blokk, Plassert) else self._block(blokk)

    def text(self, tekst: str) -> str:
        """A heading or caption with its fields filled in; a figure that is not there is a sign."""
        return FIELD.sub(lambda match: self._sign(match[0]), tekst)

    def paragraph(self, deler: Sequence[Del]) -> tuple[Del, ...]:
        """Running text, sentence by sentence."""
        runs = tuple(d for d in deler if isinstance(d, Bit))
        return tuple(run for sentence in sentences(runs) for run in self._sentence(sentence))

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

    def _sentence(self, runs: Sequence[Bit]) -> Iterator[Bit]:
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
            return fill_in(self.kilde, parse(kode, self.kilde.kjente))
        except UserError as fault:
            self.feil.append(fault)
            return None

    def _sign(self, kode: str) -> str:
        filled = self._filled(kode)
        if filled is None:
            return kode
        if filled.mangel:
            self.mangler.append(filled.mangel)
            return filled.figur.tekst if filled.figur else ""
        return filled.tekst


def _as_opening(text: str) -> str:
    """A sentence begins with a capital, also when a field begins it."""
    return text[:1].upper() + text[1:]
