"""The parts of a report. Renderers (PDF, DOCX, HTML) turn these into pages and know nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bvdesk.domain.diagram.spec import Diagram
from bvdesk.domain.malform import Malform
from bvdesk.domain.rapport.klarering import Klarert


class Utgave(StrEnum):
    """Who a report is for."""

    OFFENTLIG = "offentlig"
    INTERN = "intern"


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of running text with looks of its own.

    Attributes:
        lenke: a web or mail address.
        note: the mark of a footnote; the text is then that mark.
        felt: the live field that the words came from, as written; empty for what somebody has typed.
    """

    tekst: str
    sterk: bool = False
    kursiv: bool = False
    lenke: str = ""
    note: str = ""
    felt: str = ""


Del = str | Klarert | Bit


@dataclass(frozen=True, slots=True)
class Avsnitt:
    """A paragraph; its figures are cleared ones. `ingress`: the lead of a chapter."""

    deler: tuple[Del, ...]
    ingress: bool = False

    @property
    def tekst(self) -> str:
        """The words without their looks."""
        return "".join(d if isinstance(d, str) else d.tekst for d in self.deler)


@dataclass(frozen=True, slots=True)
class Mellomtittel:
    """A heading inside a chapter. `niva`: 1 just below the chapter's own heading, then 2."""

    tekst: str
    niva: int = 1


@dataclass(frozen=True, slots=True)
class Punkter:
    """A list with bullets or numbers; a list among the items belongs to the item before it."""

    punkter: tuple[Avsnitt | Punkter, ...]
    nummerert: bool = False


@dataclass(frozen=True, slots=True)
class Fotnote:
    """The text of a footnote, with the mark that stands in the text."""

    merke: str
    avsnitt: Avsnitt


@dataclass(frozen=True, slots=True)
class Bilde:
    """A picture (PNG or JPEG) with what it shows in words.

    Attributes:
        kilde: which picture, as the text names it.
        innhold: the file; empty until the picture is fetched.
        storrelse: width and height in pixels.
    """

    kilde: str
    alt: str
    tittel: str = ""
    innhold: bytes = b""
    storrelse: tuple[int, int] = (0, 0)
    nummer: int = 0


@dataclass(frozen=True, slots=True)
class Kolonne:
    """A column of a table: its heading, whether it holds numbers and stands out, and the heading it shares with others."""

    tittel: str
    tall: bool = True
    uthevet: bool = False
    gruppe: str = ""


Rute = str | Klarert | Diagram


@dataclass(frozen=True, slots=True)
class Rad:
    """A row: the first cell is its heading. `sum` stands out; `gruppe` is a heading over the rows below, without cells."""

    navn: str
    ruter: tuple[Rute, ...] = ()
    sum: bool = False
    gruppe: bool = False


@dataclass(frozen=True, slots=True)
class Tabell:
    """A table.

    Attributes:
        bredder: the columns' shares of the width, else by content.
        nummer: comes when the report is known.
        kode: what a text or template calls it when it says where it stands.
    """

    tittel: str
    kolonner: tuple[Kolonne, ...]
    rader: tuple[Rad, ...]
    kilde: str = ""
    bredder: tuple[float, ...] = ()
    nummer: int = 0
    kode: str = ""

    @property
    def figures(self) -> Iterator[Klarert]:
        """Every figure in it."""
        return (rute for rad in self.rader for rute in rad.ruter if isinstance(rute, Klarert))


@dataclass(frozen=True, slots=True)
class Figur:
    """A chart with its caption and alternative text; `kode` as for a table."""

    tittel: str
    diagram: Diagram
    alt: str
    kilde: str = ""
    nummer: int = 0
    kode: str = ""


@dataclass(frozen=True, slots=True)
class Figurgruppe:
    """Small charts side by side, read one after the other. `tett`: low, so that many have room on a page."""

    figurer: tuple[Figur, ...]
    tett: bool = False


Blokk = Avsnitt | Mellomtittel | Punkter | Tabell | Figur | Figurgruppe | Bilde | Fotnote


@dataclass(frozen=True, slots=True)
class Kapittel:
    """A chapter: its number as printed («4.2», «A»), its content and its sub-chapters; its key when the outline has it."""

    nummer: str
    tittel: str
    innhold: tuple[Blokk, ...] = ()
    under: tuple[Kapittel, ...] = ()
    ny_side: bool = False
    nokkel: str = ""

    @property
    def overskrift(self) -> str:
        """Number and title."""
        return f"{self.nummer} {self.tittel}".strip()


@dataclass(frozen=True, slots=True)
class Tallrad:
    """A figure of the report with its meaning in words: `tekst` is what is printed, a number or a sign.

    Attributes:
        forklaring: what the sign means, or for a number the stamp of an edition that is not for everybody.
    """

    indikator: str
    kategori: str
    omrade: str
    periode: str
    tekst: str
    enhet: str
    forklaring: str


@dataclass(frozen=True, slots=True)
class Rapport:
    """A whole report.

    Attributes:
        undertittel: whom it is about.
        periode: what it is about, in words.
        kolofon: label and text, on the cover.
        stempel: who may not read it, empty for what is public.
        utkast: the word for a draft, empty when the report is final.
        dato: the date on the cover and in the file's metadata, ISO.
        tall: the figures that the tables print, once each.
        farge: the accent, `#rrggbb` and dark enough for white text on it; empty for the program's own.
    """

    tittel: str
    undertittel: str
    periode: str
    avsender: str
    dato: str
    utgave: Utgave
    malform: Malform
    stempel: str
    kolofon: tuple[tuple[str, str], ...]
    kapitler: tuple[Kapittel, ...]
    farge: str = ""
    logo: Bilde | None = None
    tall: tuple[Tallrad, ...] = ()
    utkast: str = ""

    @property
    def merke(self) -> str:
        """The line that stands on every page, empty for none."""
        return " · ".join(word for word in (self.utkast, self.stempel) if word)

    @property
    def numre(self) -> dict[str, str]:
        """The printed number of each chapter of the outline that has come with, by its key."""
        every = (k for top in self.kapitler for k in (top, *top.under))
        return {k.nokkel: k.nummer for k in every if k.nokkel}


def heading_level(under: int, previous: int, wanted: int) -> int:
    """The level of a heading inside a chapter at level `under`: never a step down that skips one, never below 4."""
    return min(under + wanted, max(previous, under) + 1, 4)


def numbered(kapitler: Sequence[Kapittel]) -> tuple[Kapittel, ...]:
    """The chapters with tables and figures numbered from 1 in reading order."""
    counter = _Counter()
    return tuple(counter.chapter(kapittel) for kapittel in kapitler)


class _Counter:
    def __init__(self) -> None:
        self.tabell = 0
        self.figur = 0

    def chapter(self, kapittel: Kapittel) -> Kapittel:
        innhold = tuple(self.block(blokk) for blokk in kapittel.innhold)
        return replace(kapittel, innhold=innhold, under=tuple(self.chapter(k) for k in kapittel.under))

    def block(self, blokk: Blokk) -> Blokk:
        match blokk:
            case Tabell():
                self.tabell += 1
                return replace(blokk, nummer=self.tabell)
            case Figur():
                return self.figure(blokk)
            case Bilde():
                self.figur += 1
                return replace(blokk, nummer=self.figur)
            case Figurgruppe(figurer=figurer):
                return replace(blokk, figurer=tuple(self.figure(figur) for figur in figurer))
            case _:
                return blokk

    def figure(self, figur: Figur) -> Figur:
        self.figur += 1
        return replace(figur, nummer=self.figur)
