from __future__ import annotations

from datetime import UTC, datetime

from bvdesk import resources
from bvdesk.domain.diagram.alt import alt_text
from bvdesk.domain.malform import Malform
from bvdesk.reports.diagram_figure import diagram_figure, paper_style
from bvdesk.reports.tagged import Document, FontFiles, Fonts, Heading, Metadata, check
from tests.domain.diagram.charts import ALL
from tests.reports.tagged.readback import read_structure

CUTS = ("Regular", "SemiBold", "Bold", "Regular_Italic")
FILES = FontFiles(*(resources.path("fonts", f"SourceSans3-{cut}.ttf") for cut in CUTS))
FONTS = Fonts(FILES)


def render(malform: Malform = Malform.BOKMAL) -> bytes:
    metadata = Metadata("Diagrammer", "Tjenesten", datetime(2025, 3, 1, tzinfo=UTC))
    document = Document(metadata=metadata, fonts=FILES, icc_profile=resources.path("srgb.icc").read_bytes())
    style = paper_style(FONTS, malform)
    figures = (diagram_figure(d, 440, FONTS, style, caption=f"Figur. {d.tittel}") for d in ALL.values())
    return document.render([Heading("1 Diagrammer", key="k"), *figures])


def test_every_chart_keeps_both_standards() -> None:
    assert check(render()) == []


def test_the_words_of_every_chart_are_read_aloud() -> None:
    figures = read_structure(render(Malform.NYNORSK)).root.find("Figure")
    assert [node.properties["Alt"] for node in figures] == [alt_text(d, Malform.NYNORSK) for d in ALL.values()]
