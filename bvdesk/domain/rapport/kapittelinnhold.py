"""What stands in one chapter: the law, what people have written, and the tables and charts made from its figures."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from bvdesk.domain.diagram.alt import numbers_text
from bvdesk.domain.errors import UserError
from bvdesk.domain.rapport.disposisjon import Kapittelvalg, Plassering
from bvdesk.domain.rapport.felt.oppslag import Feltkilde, Mangel
from bvdesk.domain.rapport.felt.ordform import Telleord
from bvdesk.domain.rapport.figurdeler import paired
from bvdesk.domain.rapport.figurer import chapter_figures
from bvdesk.domain.rapport.innsats import Tiltak
from bvdesk.domain.rapport.kategorier import category_tables
from bvdesk.domain.rapport.klarering import Klarert
from bvdesk.domain.rapport.kontrollvedlegg import Godtatt
from bvdesk.domain.rapport.modell import Avsnitt, Bilde, Blokk, Figur, Tabell
from bvdesk.domain.rapport.plassering import placed
from bvdesk.domain.rapport.setninger import in_words, is_tiny, sentences, told_cell
from bvdesk.domain.rapport.tabeller import chapter_tables
from bvdesk.domain.rapport.tekst.fylling import Fyller
from bvdesk.domain.rapport.tekst.markdown import Plassert, Tekstblokk, parse_text
from bvdesk.domain.rapport.utsnitt import Utsnitt
from bvdesk.domain.tall.celle import Celle
from bvdesk.domain.tall.indikator import Indikator, Niva
from bvdesk.domain.tall.omrade import TJENESTEN, OmradeId

Del = Tabell | Figur


@dataclass(frozen=True, slots=True)
class Rettelse:
    """A correction: the version that has it, its date (ISO), what was changed, and whose report (empty: everybody's)."""

    versjon: int
    dato: str
    tekst: str
    omrade: str = ""


@dataclass(frozen=True, slots=True)
class Skrevet:
    """What people have put into a report.

    Attributes:
        tekster: Markdown by chapter key.
        find_area: the area with a name; UserError when there is none.
        bilder: a picture by its name, None when there is none.
    """

    tekster: Mapping[str, str]
    telleord: Telleord
    find_area: Callable[[str], OmradeId]
    bilder: Callable[[str], Bilde | None]
    tiltak: tuple[Tiltak, ...] = ()
    fjorarets_tiltak: tuple[Tiltak, ...] = ()
    rettelser: tuple[Rettelse, ...] = ()
    godtatte: tuple[Godtatt, ...] = ()


@dataclass(frozen=True, slots=True)
class Tekstfeil:
    """Something in a chapter's text that must be mended before it is published."""

    kapittel: str
    feil: UserError


@dataclass
class Verksted:
    """Puts chapters together, and remembers what is wrong with the texts and which figures they asked for in vain."""

    u: Utsnitt
    skrevet: Skrevet
    feil: list[Tekstfeil] = field(default_factory=list)
    mangler: list[tuple[str, Mangel]] = field(default_factory=list)
    fortalt: set[Celle] = field(default_factory=set)

    @property
    def kilde(self) -> Feltkilde:
        """Where fields find their figures."""
        return Feltkilde(self.u, self.skrevet.telleord, self.skrevet.find_area)

    def body(self, valg: Kapittelvalg) -> tuple[Blokk, ...]:
        """The chapter's law, text, tables and charts, each part where the text wants it."""
        law = tuple(self._law(valg)) if valg.lovtekst else ()
        written = self.text_of(valg.nummer)
        parts = list(self.parts(valg))
        if not written and not parts:
            return ()
        lead = () if written else tuple(sentences(self.u, valg.ingress))
        placed_codes = {b.kode for b in written if isinstance(b, Plassert)}
        by_code = {p.kode: p for p in parts}
        text: list[Blokk] = []
        for block in written:
            if not isinstance(block, Plassert):
                text.append(block)
            elif block.kode in by_code:
                text.append(by_code[block.kode])
        tabled = {figure.celle for b in text if isinstance(b, Tabell) for figure in b.figures}
        left = [p for p in parts if p.kode not in placed_codes and not (isinstance(p, Tabell) and _repeats(p, tabled))]
        said = self.fortalt if written else {told_cell(self.u, key) for key in valg.ingress}
        told = [a for p in left if isinstance(p, Tabell) and is_tiny(p) for a in in_words(self.u, p, said)]
        return (*law, *lead, *text, *told, *_interleaved([p for p in left if isinstance(p, Figur) or not is_tiny(p)]))

    def text_of(self, nummer: str) -> tuple[Tekstblokk, ...]:
        """A chapter's text with its fields filled in and its pictures fetched."""
        fyller = Fyller(self.kilde)
        filled = tuple(self._fetched(nummer, b) for b in fyller.blocks(parse_text(self.skrevet.tekster.get(nummer, ""))))
        self._remember(nummer, fyller)
        self.fortalt |= fyller.fortalt
        return tuple(b for b in filled if b is not None)

    def _law(self, valg: Kapittelvalg) -> Iterator[Blokk]:
        text = self.u.ord.tekster.get("lov", {}).get(valg.nummer)
        if text:
            yield Avsnitt((text,))

    def parts(self, valg: Kapittelvalg) -> Iterator[Del]:
        """The chapter's tables and charts: automatic ones that are wanted, then those the user has put together."""
        indikatorer = [i for i in self.u.indikatorer if i.kapittel == valg.nummer and belongs(self.u, i)]
        if valg.automatikk and indikatorer:
            theme = valg.title(self.u.ord.malform)
            made: tuple[Del, ...] = (
                *chapter_tables(self.u, theme, indikatorer),
                *category_tables(self.u, indikatorer),
                *chapter_figures(self.u, valg.diagram, indikatorer),
            )
            wanted_parts = (part for part in made if part.kode not in valg.uten)
            yield from (self._altered(valg.nummer, part, valg.endringer.get(part.kode, {})) for part in wanted_parts)
        for wanted in valg.plassert:
            part = self._placed(valg.nummer, wanted)
            if part:
                own = {key: text for key, text in (("alt", wanted.alt), ("kilde", wanted.kilde)) if text}
                yield self._altered(valg.nummer, replace(part, kode=wanted.kode), own)

    def _altered(self, nummer: str, part: Del, change: Mapping[str, str]) -> Del:
        """The part with the user's own title, source and alternative text; a chart's numbers always follow its text."""
        fyller = Fyller(self.kilde)
        words = {key: fyller.text(text) for key, text in change.items()}
        self._remember(nummer, fyller)
        title, source = words.get("tittel", part.tittel), words.get("kilde", part.kilde)
        if isinstance(part, Tabell):
            return replace(part, tittel=title, kilde=source)
        numbers = numbers_text(part.diagram, self.u.ord.malform)
        alt = f"{words['alt']} {numbers}" if "alt" in words else part.alt
        return replace(part, tittel=title, kilde=source, alt=alt)

    def _fetched(self, nummer: str, blokk: Tekstblokk) -> Tekstblokk | None:
        if not isinstance(blokk, Bilde):
            return blokk
        found = self.skrevet.bilder(blokk.kilde)
        if found is None or not blokk.alt:
            what = "finnes ikke lenger" if found is None else "mangler tekst om hva det viser"
            advice = "Ta det ut av teksten, eller sett inn et nytt." if found is None else "Skriv en alternativ tekst."
            self.feil.append(Tekstfeil(nummer, UserError(f"Et bilde {what}.", advice)))
            return None
        return replace(blokk, innhold=found.innhold, storrelse=found.storrelse)

    def _placed(self, nummer: str, wanted: Plassering) -> Del | None:
        try:
            return placed(self.u, wanted, self.skrevet.find_area)
        except UserError as fault:
            self.feil.append(Tekstfeil(nummer, fault))
            return None

    def _remember(self, nummer: str, fyller: Fyller) -> None:
        self.feil += (Tekstfeil(nummer, fault) for fault in fyller.feil)
        self.mangler += ((nummer, mangel) for mangel in fyller.mangler)


def belongs(u: Utsnitt, indikator: Indikator) -> bool:
    """A kommune's own report leaves out what is only known for the country."""
    return indikator.niva is not Niva.NASJONAL or u.omrade == TJENESTEN


def _repeats(tabell: Tabell, cells: Container[Celle | None]) -> bool:
    """Whether every figure of a table, sums apart, stands in the `cells` that somebody has made a table of."""
    figures = [rute for rad in tabell.rader if not rad.sum for rute in rad.ruter if isinstance(rute, Klarert) and rute.celle]
    return bool(figures) and all(figure.celle in cells for figure in figures)


def _interleaved(parts: Sequence[Del]) -> Iterator[Blokk]:
    """Charts and tables in turn, so that a page is neither all numbers nor all pictures; small charts side by side."""
    tables = [p for p in parts if isinstance(p, Tabell)]
    charts = paired([p for p in parts if isinstance(p, Figur)])
    for chart, table in zip_longest(charts, tables):
        yield from (part for part in (chart, table) if part is not None)
