from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from bvdesk.domain.diagram.layout import layout
from bvdesk.domain.diagram.primitives import Text
from bvdesk.reports.diagram_svg import svg
from tests.domain.diagram.charts import ALL, STYLE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", ALL)
def test_the_document_holds_every_text_and_says_what_it_is(name: str) -> None:
    picture = layout(ALL[name], 440, 200, STYLE)
    root = ET.fromstring(svg(picture, "Tall < 5 & «små»", "En setning."))
    assert [e.text for e in root.iter(f"{SVG}text")] == [p.text for p in picture.primitives if isinstance(p, Text)]
    assert root.findtext(f"{SVG}title") == "Tall < 5 & «små»"
    assert root.findtext(f"{SVG}desc") == "En setning."
    assert root.get("role") == "img"
