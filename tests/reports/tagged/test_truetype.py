"""Fonts are read as reportlab reads them, only quicker."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

from bvdesk.reports.tagged import FontFiles
from bvdesk.reports.tagged.fonts import SubsetFont
from bvdesk.reports.tagged.truetype import BulkFace

_OWN = {"glyphToChar", "_pos", "_pdfScale"}
"""Not the same: what only shaping uses, where the last read ended, and a function made anew for each face."""


@pytest.mark.parametrize("cut", FontFiles._fields)
def test_a_face_knows_what_reportlabs_knows(font_files: FontFiles, cut: str) -> None:
    path = getattr(font_files, cut)
    ours, reportlabs = vars(BulkFace(path)), vars(TTFontFace(str(path)))
    assert ours.keys() - _OWN == reportlabs.keys() - _OWN
    for name in ours.keys() - _OWN:
        assert ours[name] == reportlabs[name], name


def test_another_map_of_letters_is_read_reportlabs_way(font_files: FontFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bvdesk.reports.tagged.truetype._WHOLE_UNICODE", 4)
    assert BulkFace(font_files.regular).charWidths == TTFontFace(str(font_files.regular)).charWidths


def test_a_font_has_all_that_reportlabs_has(font_files: FontFiles) -> None:
    assert vars(TTFont("x", str(font_files.regular))).keys() <= vars(SubsetFont("y", font_files.regular)).keys()
