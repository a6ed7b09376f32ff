"""Numbers somebody has typed that the figures know: each can become a live field that reads the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bvdesk.domain.errors import UserError
from bvdesk.domain.kontroll.tekst.treff import Dom, Treff
from bvdesk.domain.rapport.felt.oppslag import Feltkilde, fill_in
from bvdesk.domain.rapport.felt.syntaks import Felt, Form, Visning
from bvdesk.domain.rapport.tekst.brikker import without_chips
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Korn, Periode
from bvdesk.services import felt, kontroll, skriving
from bvdesk.services.kontroll import Kontrolltekst
from bvdesk.services.tjenestefil import Tjenestefil
from bvdesk.storage.tekst_store import Tekststed

_CHANGES = (Form.ENDRING, Form.ENDRING_PROSENT, Form.FORSKJELL)
_WRONG = (Dom.NESTEN, Dom.AVVIK)
_LINES_OF_A_SENTENCE = 4
_NOTE = re.compile(r"\[\^[^\]]*\]")
LEAST = 5
"""Smaller numbers agree with some figure or other by chance («to nye»)."""


@dataclass(frozen=True, slots=True)
class Tallforslag:
    """A stretch of a line (0-based, chips counted as one sign each), the field for it, and whether it is wrong now."""

    linje: int
    start: int
    slutt: int
    felt: Felt
    leses: str
    navn: str
    avvik: bool


def suggest(fil: Tjenestefil, sted: Tekststed, markdown: str) -> tuple[Tallforslag, ...]:
    """The typed numbers of a text that could be live fields, in reading order."""
    omrade = skriving.area_of(sted)
    read = Kontrolltekst(_NOTE.sub("", markdown), omrade)
    hits = kontroll.check_report_text(fil, sted.periode, read).treff
    seeker = _Leter(felt.source(fil, skriving.view(fil, sted)), without_chips(markdown).split("\n"))
    return tuple(sorted(seeker.found(hits), key=lambda f: (f.linje, f.start)))


class _Leter:
    """Finds where in the text each number stands, and the field that reads as it does."""

    def __init__(self, kilde: Feltkilde, linjer: list[str]) -> None:
        self.kilde = kilde
        self.linjer = linjer
        self.taken: set[tuple[int, int]] = set()

    def found(self, hits: tuple[Treff, ...]) -> Iterator[Tallforslag]:
        """One suggestion for each number that a field can stand for."""
        for hit in hits:
            place = self._place(hit)
            if place and hit.emne and hit.periode and abs(hit.tall.verdi) >= LEAST:
                yield from self._for_hit(hit, place)

    def _for_hit(self, hit: Treff, place: tuple[int, int, int]) -> Iterator[Tallforslag]:
        basis = self._basis(hit)
        if basis is None:
            return
        if hit.dom is Dom.AVLEDET:
            yield from self._change(basis, place)
        elif hit.dom in (Dom.BEKREFTET, *_WRONG):
            asked = replace(basis, visning=Visning.ORD if hit.tall.ord else Visning.TALL)
            reads = self._reads(asked)
            written = self.linjer[place[0]][place[1] : place[2]]
            if reads and (hit.dom in _WRONG or _same(reads, written)):
                yield self._made(asked, place, reads, avvik=hit.dom in _WRONG)

    def _change(self, basis: Felt, place: tuple[int, int, int]) -> Iterator[Tallforslag]:
        """A change in words («økte med 81», «81 flere enn») around the number, when a field says the very same."""
        if basis.form is not Form.VERDI:
            return
        line = self.linjer[place[0]]
        for form in _CHANGES:
            asked = replace(basis, form=form)
            reads = self._reads(asked)
            at = _plain(line).find(_plain(reads)) if reads else -1
            if 0 <= at <= place[1] and at + len(reads) >= place[2]:
                yield self._made(asked, (place[0], at, at + len(reads)), reads, avvik=False)
                return

    def _made(self, asked: Felt, place: tuple[int, int, int], reads: str, *, avvik: bool) -> Tallforslag:
        u = self.kilde.utsnitt
        return Tallforslag(*place, asked, reads, u.name_of(u.beregning.katalog[asked.navn]), avvik)

    def _place(self, hit: Treff) -> tuple[int, int, int] | None:
        """Where a number of the text stands; each place is taken once."""
        written = re.escape(hit.tall.raa).replace(r"\ ", r"\s").replace("\u00a0", r"\s")
        pattern = re.compile(rf"(?<![\w,.]){written}(?!\w|[,.]\d)")
        first = hit.setning.linje - 1
        for line in range(first, min(first + _LINES_OF_A_SENTENCE, len(self.linjer))):
            for match in pattern.finditer(self.linjer[line]):
                if (line, match.start()) not in self.taken:
                    self.taken.add((line, match.start()))
                    return line, match.start(), match.end()
        return None

    def _basis(self, hit: Treff) -> Felt | None:
        """The field for the figure itself, counted from the report's own area and period; None for what no field can say."""
        assert hit.emne is not None
        assert hit.periode is not None
        u, indikator = self.kilde.utsnitt, hit.emne.indikator
        elsewhere = hit.omrade not in (u.omrade, u.home(indikator))
        name = u.navn(hit.omrade) if elsewhere else ""
        if name and not self._is_area(name, hit):
            return None
        last_year = hit.periode == u.periode.year_before()
        return Felt(
            indikator.id,
            Form.FORRIGE if last_year else Form.VERDI,
            omrade=name,
            periode="" if last_year else _relative(hit.periode, u.periode),
            kategori=hit.emne.kategori,
        )

    def _is_area(self, name: str, hit: Treff) -> bool:
        try:
            return self.kilde.find_area(name) == hit.omrade or hit.omrade == TJENESTEN
        except UserError:
            return False

    def _reads(self, asked: Felt) -> str:
        try:
            return fill_in(self.kilde, asked).tekst
        except UserError:
            return ""


def _relative(periode: Periode, own: Periode) -> str:
    """A period as a field writes it, so that the text can be used again next year."""
    if periode == own:
        return ""
    if periode.korn is Korn.AR:
        steps = periode.ar - own.ar
        return f"ar{steps:+d}" if steps else "ar"
    return periode.kode.removeprefix(str(own.ar))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").casefold()


def _same(one: str, other: str) -> bool:
    """Whether two numbers read the same, with or without spaces between the thousands."""
    return re.sub(r"\s", "", one).casefold() == re.sub(r"\s", "", other).casefold()
