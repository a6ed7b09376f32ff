"""An indicator and its semantics: what the figure means and how it may be added up."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from bvdesk.domain.record import record
from bvdesk.domain.tall.formel import Formel
from bvdesk.domain.tall.periode import Korn
from bvdesk.domain.tall.tallformat import unit_decimals


class Niva(StrEnum):
    """One value per deltakerkommune, one for the whole service, or one for the country."""

    KOMMUNE = "kom"
    TJENESTE = "tj"
    NASJONAL = "nasj"


class Art(StrEnum):
    """Where the value comes from: typed, imported from a national source, or derived by formula."""

    TASTET = "T"
    IMPORTERT = "I"
    AVLEDET = "A"


class Kv(StrEnum):
    """How a year comes from its quarters."""

    SUM = "S"
    BEHOLDNING = "B"
    UNIKE = "N"
    FORHOLD = "R"
    HITTIL = "H"
    INGEN = "-"


class Kom(StrEnum):
    """How the service comes from its kommuner. SUM_OVERLAPP: a child that moves between them counts twice."""

    SUM = "S"
    SUM_OVERLAPP = "S*"
    FORHOLD = "R"
    INGEN = "-"


class DimensjonSlag(StrEnum):
    """Whether categories partition the whole, overlap, or only stand in one list."""

    DELER = "deler"
    OVERLAPPER = "overlapper"
    LISTE = "liste"


@record
class Brudd:
    """A break in the series: figures from `fra` (ISO date) are not comparable with those before."""

    fra: str
    tekst: str
    tekst_nn: str = ""


@record
class Indikator:
    """One row of the catalogue. `dimensjon` names what its categories are («Team»), empty without categories."""

    id: str
    etikett: str
    enhet: str
    korn: tuple[Korn, ...]
    niva: Niva
    art: Art
    kv: Kv
    kom: Kom
    pv: int
    kapittel: str
    kilde: str = ""
    formel: Formel | None = None
    valgfri: bool = False
    egen: bool = False
    dimensjon: str = ""
    dimensjon_slag: DimensjonSlag = DimensjonSlag.DELER
    brudd: tuple[Brudd, ...] = ()
    fast_desimaler: int | None = None
    etikett_nn: str = ""
    kilde_nn: str = ""

    @property
    def desimaler(self) -> int | None:
        """Decimals when printed: the indicator's own, else the unit's; a ratio of counts has one."""
        if self.fast_desimaler is not None:
            return self.fast_desimaler
        fixed = unit_decimals(self.enhet)
        return 1 if fixed is None and self.kv is Kv.FORHOLD and self.art is Art.AVLEDET else fixed

    @property
    def is_count(self) -> bool:
        """Counts people, cases or acts: whole numbers, never negative."""
        return self.enhet in COUNT_UNITS and self.fast_desimaler is None and self.kv is not Kv.FORHOLD

    @property
    def only_yearly(self) -> bool:
        """Has one figure for a whole year and none for parts of it."""
        return self.korn == (Korn.AR,)

    @property
    def entered_korn(self) -> Korn:
        """The grain it is typed in: the finest of its grains."""
        return _finest(self.korn)


COUNT_UNITS = frozenset({"antall", "personer", "barn", "stillinger", "familier"})
_FINENESS = (Korn.MANED, Korn.KVARTAL, Korn.HALVAR, Korn.AR, Korn.VINDU)


@lru_cache(maxsize=64)
def _finest(korn: tuple[Korn, ...]) -> Korn:
    return min(korn, key=_FINENESS.index)


@record
class Kategori:
    """An indicator as a category of a dimension, with the national register's codes."""

    indikator: str
    koder: tuple[str, ...] = ()


@record
class Dimensjon:
    """Indicators that are categories of one thing (melder, plasseringstype, …)."""

    id: str
    navn: str
    slag: DimensjonSlag
    kategorier: tuple[Kategori, ...]
    hel: str = ""
    navn_nn: str = ""


@record
class Grense:
    """`del_` is never larger than `hel`; `niva` says how wrong it is otherwise."""

    del_: str
    hel: str
    niva: str


@record
class Balanse:
    """Closing stock = opening stock + `inn` − `ut`."""

    slutt: str
    inn: str
    ut: str
    niva: str
