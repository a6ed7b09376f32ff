from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from bvdesk import resources
from bvdesk.domain.diagram.advances import read_advances
from bvdesk.domain.diagram.primitives import Weight
from tests.domain.diagram.charts import MEASURE


@pytest.mark.parametrize("name", ["Regular", "SemiBold"])
@pytest.mark.parametrize("text", ["AVATAR To", "1\u00a0234,5 % − «Undersøkelser» – 2025", "Čáhcesuolu ≤ 15 ▲▼●"])
def test_widths_are_those_of_reportlab(name: str, text: str) -> None:
    file = resources.path("fonts", f"SourceSans3-{name}.ttf")
    expected = TTFont(f"advances-{name}", str(file)).stringWidth(text, 8.5)
    weight = Weight.SEMIBOLD if name == "SemiBold" else Weight.REGULAR
    assert MEASURE(text, 8.5, weight) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00\x01\x00\x00\x00\x05" + b"\x00" * 40])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="TrueType"):
        read_advances(data)
