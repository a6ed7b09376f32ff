"""Footnotes numbered through the report; a mark without its note, or a note without its mark, is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bvdesk.domain.rapport.modell import Avsnitt, Bit, Blokk, Del, Fotnote, Kapittel, Punkter


def with_notes_numbered(kapitler: Sequence[Kapittel]) -> tuple[Kapittel, ...]:
    """The chapters with footnotes numbered from 1 in the order of their marks."""
    counter = _Teller()
    return tuple(counter.chapter(kapittel) for kapittel in kapitler)


class _Teller:
    def __init__(self) -> None:
        self.last = 0

    def chapter(self, kapittel: Kapittel) -> Kapittel:
        innhold = self._numbered(kapittel.innhold)
        return replace(kapittel, innhold=innhold, under=tuple(self.chapter(k) for k in kapittel.under))

    def _numbered(self, blokker: Sequence[Blokk]) -> tuple[Blokk, ...]:
        notes = {b.merke: b for b in blokker if isinstance(b, Fotnote)}
        marks = dict.fromkeys(mark for blokk in blokker for mark in _marks(blokk) if mark in notes)
        numbers = {mark: str(self.last + i) for i, mark in enumerate(marks, 1)}
        self.last += len(numbers)
        text = [_renumbered(b, numbers) for b in blokker if not isinstance(b, Fotnote)]
        return (*text, *(replace(notes[mark], merke=number) for mark, number in numbers.items()))


def _marks(blokk: Blokk) -> Iterator[str]:
    match blokk:
        case Avsnitt(deler=deler):
            yield from (d.note for d in deler if isinstance(d, Bit) and d.note)
        case Punkter(punkter=punkter):
            for punkt in punkter:
                yield from _marks(punkt)


def _renumbered(blokk: Blokk, numbers: dict[str, str]) -> Blokk:
    match blokk:
        case Avsnitt(deler=deler):
            return replace(blokk, deler=tuple(_with_numbers(deler, numbers)))
        case Punkter():
            return replace(blokk, punkter=tuple(_item(p, numbers) for p in blokk.punkter))
        case _:
            return blokk


def _item(punkt: Avsnitt | Punkter, numbers: dict[str, str]) -> Avsnitt | Punkter:
    renumbered = _renumbered(punkt, numbers)
    assert isinstance(renumbered, Avsnitt | Punkter)
    return renumbered


def _with_numbers(deler: Iterable[Del], numbers: dict[str, str]) -> Iterator[Del]:
    for del_ in deler:
        if not isinstance(del_, Bit) or not del_.note:
            yield del_
        elif del_.note in numbers:
            yield replace(del_, tekst=numbers[del_.note], note=numbers[del_.note])
