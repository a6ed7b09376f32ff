"""Charts the tests draw: real looking figures, every kind, gaps, withheld points, long labels."""

from __future__ import annotations

from decimal import Decimal

from bvdesk import resources
from bvdesk.domain.diagram.advances import measure_from
from bvdesk.domain.diagram.sheet import Style
from bvdesk.domain.diagram.spec import MANGLER, TILBAKEHOLDT, Diagram, Mal, Punkt, Rolle, Serie, Slag, vist

MEASURE = measure_from(
    resources.path("fonts", "SourceSans3-Regular.ttf").read_bytes(),
    resources.path("fonts", "SourceSans3-SemiBold.ttf").read_bytes(),
)
STYLE = Style(MEASURE)
YEARS = tuple(str(year) for year in range(2015, 2025))
QUARTERS = ("1. kv.", "2. kv.", "3. kv.", "4. kv.")
LONG_QUARTERS = tuple(f"{k}. kv. {year}" for year in (2022, 2023, 2024, 2025) for k in (1, 2, 3, 4))
MELDERE = ("Barnevernvakt, politi og lensmann", "Skole", "Helsestasjon og skolehelsetjeneste", "NAV", "Anonyme")
HIDDEN, GONE = TILBAKEHOLDT, MANGLER
Cell = Punkt | float | None


def serie(navn: str, *values: Cell, rolle: Rolle = Rolle.ANNEN) -> Serie:
    """A series of numbers, missing (None) and ready points."""
    points = (v if isinstance(v, Punkt) else MANGLER if v is None else vist(Decimal(str(v))) for v in values)
    return Serie(navn, tuple(points), rolle)


def hoved(navn: str, *values: Cell) -> Serie:
    """The subject of a chart."""
    return serie(navn, *values, rolle=Rolle.HOVED)


def annen(navn: str, *values: Cell) -> Serie:
    """What it is compared with."""
    return serie(navn, *values, rolle=Rolle.SAMMENLIGNING)


FRISTBRUDD = Diagram(
    Slag.LINJE,
    "Undersøkelser over frist",
    "Prosent",
    YEARS,
    (
        hoved("Nordvik", 12.8, 10.9, 8.5, 16.7, 11.5, 14.6, 7, 14.5, 10.1, 9.5),
        annen("Landet", 16.9, 15.8, 20.5, 7.9, 16.4, 13.9, 18.1, 20.9, 3.4, 18.5),
        serie("Elvedal", 11.2, 18.1, 3.2, 5.9, 3.3, 14.1, 9.3, 8.7, 21.1, 2.9),
    ),
    mal=Mal(5, "Mål: høyst 5 prosent"),
    desimaler=1,
)
MED_HULL = Diagram(
    Slag.LINJE,
    "Fristbrudd",
    "Prosent",
    YEARS,
    (
        hoved("Nordvik", 12.8, 10.9, HIDDEN, 16.7, None, 14.6, 7, HIDDEN, 10.1, vist(9.5, "til og med 3. kvartal")),
        annen("Landet", 16.9, 15.8, 20.5, 17.9, 16.4, 13.9, 18.1, 20.9, 13.4, 9.3),
    ),
    desimaler=1,
    brudd=frozenset({6}),
)
MELDINGER = Diagram(
    Slag.SOYLE,
    "Bekymringsmeldinger per kvartal",
    "Meldinger",
    QUARTERS,
    (annen("2023", 82, 42, 44, 59), hoved("2024", 58, 63, 67, 43)),
    desimaler=0,
    kilde="Kilde: Fagsystemet, egne tall.",
)
MELDINGER_HULL = Diagram(
    Slag.SOYLE,
    "Bekymringsmeldinger per kvartal",
    "Meldinger",
    QUARTERS,
    (annen("2023", 82, HIDDEN, 44, 59), hoved("2024", 58, HIDDEN, 0, None)),
    mal=Mal(60, "Mål: høyst 60"),
    desimaler=0,
)
TILTAK = Diagram(
    Slag.STABLET,
    "Barn med tiltak",
    "Barn",
    YEARS[-5:],
    (
        serie("Hjelpetiltak i hjemmet", 120, 131, 140, 99, 104),
        serie("Frivillig plassering", 40, 38, 30, HIDDEN, 41),
        serie("Omsorgstiltak", 22, 25, 24, 27, 19),
        serie("Ettervern", 12, None, 15, HIDDEN, 9),
    ),
    desimaler=0,
)
MELDERE_LIGGENDE = Diagram(
    Slag.LIGGENDE,
    "Hvem som melder",
    "Meldinger",
    MELDERE,
    (hoved("2024", 1143, 87, HIDDEN, None, 7),),
    mal=Mal(500, "Snitt: 500"),
    desimaler=0,
    tidsakse=False,
)
KOMMUNER = Diagram(
    Slag.LIGGENDE,
    "Meldinger per 1 000 barn",
    "Per 1 000 barn",
    ("Nordvik", "Elvedal", "Fjordheim", "Sandøy", "Landet"),
    (hoved("2024", 43.2, 51.7, 38.0, 60.4, 50.1),),
    desimaler=1,
    tidsakse=False,
    uthev=frozenset({0}),
)
KVARTALER = Diagram(
    Slag.SOYLE, "Meldinger", "Meldinger", LONG_QUARTERS, (hoved("Nordvik", *(120, 131, 140, 99) * 4),), desimaler=0
)
ENDRING = Diagram(
    Slag.SOYLE,
    "Endring fra året før",
    "Prosent",
    YEARS,
    (hoved("Nordvik", -11.2, 1.5, 6, 7.4, 8, -3.6, 0, 12, -20, 3),),
    desimaler=1,
)
SEKS = Diagram(
    Slag.LINJE,
    "Meldinger",
    "Meldinger",
    YEARS,
    tuple(
        serie(navn, *(30 + i * 3 + (j * 7 + i * 13) % 11 for j in range(10)))
        for i, navn in enumerate(("Vestmar", "Nordvik", "Elvedal", "Fjordheim", "Sandøy", "Høyland"))
    ),
    desimaler=0,
)
MELDERE_STAENDE = Diagram(
    Slag.SOYLE,
    "Hvem som melder",
    "Meldinger",
    MELDERE,
    (annen("2023", 12, 43, HIDDEN, 23, 7), hoved("2024", 18, 40, 22, 9, None)),
    desimaler=0,
    tidsakse=False,
)
INGEN_VISES = Diagram(
    Slag.SOYLE, "Akuttvedtak", "Barn", QUARTERS, (hoved("2024", HIDDEN, HIDDEN, HIDDEN, HIDDEN),), desimaler=0
)
SPARK = Diagram(Slag.SPARK, "Fristbrudd", "", YEARS, FRISTBRUDD.serier[:2])
ALL = {
    "fristbrudd": FRISTBRUDD,
    "med_hull": MED_HULL,
    "meldinger": MELDINGER,
    "meldinger_hull": MELDINGER_HULL,
    "tiltak": TILTAK,
    "meldere_liggende": MELDERE_LIGGENDE,
    "kommuner": KOMMUNER,
    "kvartaler": KVARTALER,
    "endring": ENDRING,
    "seks": SEKS,
    "meldere_staende": MELDERE_STAENDE,
    "ingen_vises": INGEN_VISES,
    "spark": SPARK,
}
