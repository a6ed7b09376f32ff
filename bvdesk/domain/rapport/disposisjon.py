"""The outline of a report: chapters in order, what the program puts in each, and what the user has placed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bvdesk.domain.malform import Malform

CONTENTS = frozenset(
    {
        "",
        "nokkeltall",
        "lovgrunnlag",
        "innsats",
        "kommuner",
        "tabellvedlegg",
        "definisjoner",
        "personvern",
        "rettelser",
        "kontroll",
    }
)
OWN_KEY = "egen-"
"""How the keys of chapters one has made oneself begin."""
CHARTS = frozenset({"linje", "kvartal", "kvartal_kommuner", "stablet", "kommuner", "deler", "sammenlign"})


@dataclass(frozen=True, slots=True)
class Diagramvalg:
    """A chart the outline asks for: its kind, the indicator or dimension it shows, and the one to set it against."""

    slag: str
    indikator: str = ""
    dimensjon: str = ""
    mot: str = ""

    @property
    def kode(self) -> str:
        """What the chart is called where a text or template places it."""
        return f"figur:{self.slag}:{self.indikator or self.dimensjon}"


@dataclass(frozen=True, slots=True)
class Nokkeltallvalg:
    """A key figure, and whether high or low is good («hoy», «lav», or empty for neither)."""

    indikator: str
    best: str = ""


class Plasseringsslag(StrEnum):
    """What a placed part is."""

    TABELL = "tabell"
    LINJE = "linje"
    SOYLE = "soyle"
    STABLET = "stablet"
    LIGGENDE = "liggende"


@dataclass(frozen=True, slots=True)
class Plassering:
    """A table or chart the user has put together.

    Attributes:
        kode: what the text calls it, as in `[[egen:1]]`.
        omrader: names of areas, an empty name for the report's own; none for that one alone.
        perioder: period codes, absolute or relative to the report's year (`K1`, `ar-1`), empty for a sound default.
        alt: alternative text; empty for one made from the figures.
    """

    kode: str
    slag: Plasseringsslag
    indikatorer: tuple[str, ...]
    omrader: tuple[str, ...] = ()
    perioder: tuple[str, ...] = ()
    tittel: str = ""
    kilde: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Kapittelvalg:
    """A chapter of the outline.

    Attributes:
        nummer: its key, kept when chapters move: the catalogue's `kapittel`, a letter for an appendix, or one of its own.
        innhold: what the program writes besides the chapter's own figures, one of `CONTENTS`.
        ingress: the indicators the lead speaks of where nobody has written a text.
        automatikk: whether the chapter's own indicators come as tables and charts.
        lovtekst: whether the chapter opens with what the law says.
        uten: codes of automatic tables and charts to leave out.
        endringer: other titles («tittel») and alternative texts («alt») for parts, by code.
    """

    nummer: str
    titler: Mapping[str, str]
    niva: int = 1
    innhold: str = ""
    ingress: tuple[str, ...] = ()
    diagram: tuple[Diagramvalg, ...] = ()
    plassert: tuple[Plassering, ...] = ()
    skjult: bool = False
    automatikk: bool = True
    lovtekst: bool = True
    uten: frozenset[str] = frozenset()
    endringer: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def vedlegg(self) -> bool:
        """Whether it is an appendix."""
        return len(self.nummer) == 1 and self.nummer.isalpha()

    def title(self, malform: Malform) -> str:
        """The heading in a written form; the other form's when there is only that."""
        return self.titler.get(malform) or next(iter(self.titler.values()))


@dataclass(frozen=True, slots=True)
class Disposisjon:
    """The outline: key figures and chapters in order. `navn`: what a template is called."""

    nokkeltall: tuple[Nokkeltallvalg, ...]
    kapitler: tuple[Kapittelvalg, ...]
    navn: str = ""

    def __getitem__(self, nummer: str) -> Kapittelvalg:
        return next(k for k in self.kapitler if k.nummer == nummer)

    def place(self, nummer: str) -> int:
        """Where a chapter stands; after all others when the outline does not have it."""
        return next((i for i, k in enumerate(self.kapitler) if k.nummer == nummer), len(self.kapitler))

    def title(self, nummer: str, malform: Malform) -> str:
        """A chapter's title, or its number when the outline does not have it."""
        return next((k.title(malform) for k in self.kapitler if k.nummer == nummer), nummer)

    def with_chapter(self, kapittel: Kapittelvalg) -> Disposisjon:
        """The outline with one chapter changed."""
        return replace(self, kapitler=tuple(kapittel if k.nummer == kapittel.nummer else k for k in self.kapitler))

    def moved(self, nummer: str, steg: int) -> Disposisjon:
        """The outline with a chapter moved up or down; with its sub-chapters when it has any."""
        alone = [(k,) for k in self.kapitler]
        groups: list[tuple[Kapittelvalg, ...]] = _groups(self.kapitler) if self[nummer].niva == 1 else [*alone]
        at = next(i for i, group in enumerate(groups) if group[0].nummer == nummer)
        first = 0 if self[nummer].niva == 1 else 1
        to = min(max(at + steg, first), len(groups) - 1)
        groups.insert(to, groups.pop(at))
        return replace(self, kapitler=tuple(k for group in groups for k in group))

    def placed(self, nummer: str, foran: str | None) -> Disposisjon:
        """The outline with a chapter put before another (None: last); one on the top level brings its sub-chapters."""
        top = self[nummer].niva == 1
        group = next(g for g in _groups(self.kapitler) if g[0].nummer == nummer) if top else (self[nummer],)
        rest = [k for k in self.kapitler if k not in group]
        if foran in {k.nummer for k in group} or not rest:
            return self
        at = next((i for i, k in enumerate(rest) if k.nummer == foran), len(rest))
        while top and at < len(rest) and rest[at].niva > 1:
            at -= 1
        at = at if top else max(at, 1)
        return replace(self, kapitler=(*rest[:at], *group, *rest[at:]))

    def free_key(self) -> str:
        """A key for a chapter of one's own that is not taken."""
        taken = {k.nummer for k in self.kapitler}
        return next(key for n in range(1, len(taken) + 2) if (key := f"{OWN_KEY}{n}") not in taken)

    def added(self, kapittel: Kapittelvalg, etter: str) -> Disposisjon:
        """The outline with a new chapter after another (and after that one's sub-chapters when it is on the top level)."""
        at = next(i for i, k in enumerate(self.kapitler) if k.nummer == etter) + 1
        while kapittel.niva == 1 and at < len(self.kapitler) and self.kapitler[at].niva > 1:
            at += 1
        return replace(self, kapitler=(*self.kapitler[:at], kapittel, *self.kapitler[at:]))

    def without(self, nummer: str) -> Disposisjon:
        """The outline without a chapter."""
        return replace(self, kapitler=tuple(k for k in self.kapitler if k.nummer != nummer))


def _groups(kapitler: Iterable[Kapittelvalg]) -> list[tuple[Kapittelvalg, ...]]:
    groups: list[tuple[Kapittelvalg, ...]] = []
    for kapittel in kapitler:
        if kapittel.niva > 1 and groups:
            groups[-1] = (*groups[-1], kapittel)
        else:
            groups.append((kapittel,))
    return groups
