"""Texts and the privacy control: what people have typed must not say what the tables withhold.

Every quantity of a text is read as a linear relation between figures (`domain/kontroll/utsagn`). The auditor decides what
they give away, together with all that is shown and with what the text has said before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from bvdesk import prikking
from bvdesk.domain.errors import UserError
from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tekst.lesning import around
from bvdesk.domain.kontroll.utsagn.lesemater import read_statements
from bvdesk.domain.kontroll.utsagn.utsagn import Grense, Utsagn
from bvdesk.domain.rapport.klarering import Port, Slipp
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.omrade import TJENESTEN
from bvdesk.domain.tall.periode import Periode
from bvdesk.prikking.publikasjon import Blokk
from bvdesk.services import kontroll
from bvdesk.services.innskriving import cell_name
from bvdesk.services.kontroll import Kontrolltekst, Merknad
from bvdesk.services.leserregning import cell_id
from bvdesk.services.personvern import Frigivelse
from bvdesk.services.tjenestefil import Tjenestefil

LIKE_PLAIN = 0.05
"""Readings this near one another are as plain."""


def hidden_numbers(fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst, slipp: Slipp) -> tuple[Merknad, ...]:
    """V38: the quantities of a text that state a withheld figure, or that give one away with what else is known."""
    if not isinstance(slipp, Frigivelse):
        return ()
    lest, bilde = kontroll.read_report_text(fil, periode, tekst)
    reader = _Tilhorer(fil, slipp)
    return kontroll.with_acceptance(fil, reader.hear(read_statements(lest, bilde)))


def refuse_hidden(fil: Tjenestefil, periode: Periode, tekst: Kontrolltekst, slipp: Slipp) -> None:
    """UserError with the sentences that say what is withheld; those accepted with a reason on the page Kontroll pass."""
    if not tekst.tekst.strip():
        return
    standing = [m.funn for m in hidden_numbers(fil, periode, tekst, slipp) if not m.godtatt]
    if standing:
        area = "tjenesten" if tekst.omrade == TJENESTEN else fil.name(tekst.omrade)
        raise UserError(
            f"Teksten i meldingen for {area} oppgir tall som ikke vises av personvernhensyn.",
            "Skriv om setningene, eller bytt tallet med et levende felt. Er det et helt annet tall, godta funnet på siden "
            "Kontroll, «En tekst».",
            tuple(f"«{funn.sted.utdrag}»" for funn in standing if funn.sted),
        )


class _Tilhorer:
    """A reader of one text, who remembers what it has said and can reckon."""

    def __init__(self, fil: Tjenestefil, made: Frigivelse) -> None:
        self._fil = fil
        self._made = made
        self._port = Port(fil.beregning, made)
        self._known: list[prikking.Relasjon] = []
        self._before = frozenset(made.revisjon.avslorte_celler)

    @cached_property
    def _blocks(self) -> tuple[Blokk, ...]:
        """The connected parts of the publication; few texts say anything that must be audited in one."""
        return self._made.publikasjon.blokker()

    @cached_property
    def _block_of(self) -> dict[str, int]:
        return {c.id: at for at, block in enumerate(self._blocks) for c in block.celler}

    def hear(self, said: Iterator[tuple[Utsagn, ...]]) -> Iterator[Funn]:
        """A finding for every quantity that gives something away."""
        for readings in said:
            told = self._withheld_reading(readings)
            why = told and self._gives_away(told)
            if told and why:
                yield self._finding(told, why)

    def _withheld_reading(self, readings: Sequence[Utsagn]) -> Utsagn | None:
        """The plainest reading about withheld figures, unless a plainer one is about shown figures only."""
        told = next((u for u in readings if any(map(self._hidden, u.celler))), None)
        shown = next((u for u in readings if not any(map(self._hidden, u.celler))), None)
        return None if told and shown and shown.tyngde > told.tyngde + LIKE_PLAIN else told

    def _hidden(self, celle: Celle) -> bool:
        return self._port.clear(celle).skjult or self._port.left_out(celle)

    def _gives_away(self, told: Utsagn) -> str:
        """The id of a figure that a reader now knows; empty when there is none. What gives nothing away is remembered."""
        for grense in told.grenser:
            alone = self._only_hidden(grense)
            if alone is not None and self._pinned(alone, grense):
                return cell_id(alone)
        relations = [r for grense in told.grenser for r in self._relations(grense)]
        if not relations:
            return ""
        fresh = self._disclosed([*self._known, *relations])
        if not fresh:
            self._known += relations
        return fresh

    def _only_hidden(self, grense: Grense) -> Celle | None:
        hidden = [celle for _, celle in grense.ledd if self._hidden(celle)]
        return hidden[0] if len(hidden) == 1 else None

    def _pinned(self, celle: Celle, grense: Grense) -> bool:
        """Whether the limits leave one value, or tell that the figure is small."""
        factor = next(k for k, c in grense.ledd if c == celle)
        values = {c: self._fil.beregning.resolve(c).verdi or 0 for _, c in grense.ledd}
        rest = sum(k * values[c] for k, c in grense.ledd if c != celle)
        if abs(factor) != 1 or grense.hoy is None or grense.lav is None:
            return False
        ends = sorted((factor * (grense.lav - rest), factor * (grense.hoy - rest)))
        key = cell_id(celle)
        if key not in self._made.publikasjon:
            return ends[0] == ends[1]
        cell = self._made.publikasjon.celle(key)
        small = self._made.policy.is_small(cell) and ends[1] <= (self._made.policy.rule(cell).terskel or 0)
        return ends[0] == ends[1] or small

    def _relations(self, grense: Grense) -> Iterator[prikking.Relasjon]:
        """The limits as relations of the publication; none when it does not know the cells."""
        terms = tuple((cell_id(celle), k) for k, celle in grense.ledd)
        if not all(name in self._made.publikasjon for name, _ in terms):
            return
        if grense.lav == grense.hoy and grense.lav is not None:
            yield prikking.Relasjon(terms, grense.lav)
            return
        if grense.hoy is not None:
            yield prikking.Relasjon(terms, grense.hoy, prikking.Slag.HOYST)
        if grense.lav is not None:
            yield prikking.Relasjon(tuple((name, -k) for name, k in terms), -grense.lav, prikking.Slag.HOYST)

    def _disclosed(self, relations: Sequence[prikking.Relasjon]) -> str:
        """A small figure that these relations give away, audited in the blocks they touch."""
        places = sorted({self._block_of[name] for relation in relations for name, _ in relation.ledd})
        cells = tuple(c for at in places for c in self._blocks[at].celler)
        rows = tuple(r for at in places for r in self._blocks[at].relasjoner)
        verdict = prikking.audit(prikking.Publikasjon(cells, (*rows, *relations)), self._made.skjulte, self._made.policy)
        return next((name for name in verdict.avslorte_celler if name not in self._before), "")

    def _finding(self, told: Utsagn, key: str) -> Funn:
        celle = next((c for c in told.celler if self._hidden(c)), told.celler[0])
        area = "tjenesten" if celle.omrade == TJENESTEN else self._fil.name(celle.omrade)
        states = key == cell_id(celle)
        known = self._made.publikasjon.celle(key).omtale if key in self._made.publikasjon else cell_name(self._fil, celle)
        what = "sier hva" if states else "gjør at leseren kan regne ut hva"
        text = (
            f"«{told.mengde.raa}» {what} dette tallet er: {known}. Tallet vises ikke av personvernhensyn, og kan ikke stå i "
            "teksten til en offentlig melding. Ta det bort, eller sett inn et levende felt."
        )
        sted = around(told.setning, told.mengde.start, told.mengde.slutt, 40)
        return Funn("V38", Niva.STOPP, text, area, celle.indikator, celle.periode.kode, (told.mengde.lav,), sted)
