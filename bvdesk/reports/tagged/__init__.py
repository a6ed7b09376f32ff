"""Accessible, archivable PDF: one file that is PDF/UA-1 and PDF/A-2a at once, by way of reportlab.

    document = Document(
        Metadata("Yearly report 2024", "The service", created, language="nb-NO"),
        FontFiles(regular, semibold, bold, italic),          # paths of TrueType files
        icc_profile,                                         # bytes of an sRGB profile
        look=PageLook(header="Yearly report 2024", footer="The service"),
        stamp="",                                            # a line on every page, also read aloud once
    )
    pdf = document.render(
        [
            Title("Yearly report 2024"),
            PageBreak(),
            Heading("Innhold", key="contents", listed=False),
            Contents(levels=2),
            PageBreak(),
            Heading("1 Sammendrag", level=1, key="summary"),
            Paragraph("Tre av sju er bedre enn i fjor.", Role.LEAD),
            Paragraph(["Se ", link("kapittel 2", "#figures"), " og ", link("kilden", "https://a.org"), "."]),
            BulletList(["første", Item("andre", BulletList(["under andre"]))], numbered=True),
            Table(
                head=[["", "2023", "2024"]],
                body=[
                    ["Besøk", "1 028", "984"],
                    [Cell("Klager"), Cell(":", spoken="vises ikke"), "12"],
                ],
                caption="Tabell 1. …",
                source="Kilde: …",
            ),
            Figure(draw, "Besøkene falt fra 1 028 til 984.", height=150, caption="Figur 1. …"),
            Paragraph(["Tallene er foreløpige.", note_mark("1", "note-1")]),
            Note("1", "Endelige tall kommer i mars.", key="note-1"),
        ]
    )

Texts are strings, runs, or sequences of them (`inline`); nothing in a string is markup. Blocks are plain
values. `draw` is `draw(canvas, width, height)`: use `canvas.setFont(document_fonts.name(Face.REGULAR), 8)`
with `Fonts(files)`, and measure with `Fonts.width`. Text that belongs to nobody raises `UntaggedTextError`;
lines and surfaces that belong to nobody become artifacts. The looks are data: `Style`, `PageLook`.
`check(pdf)` lists a file's faults against both standards.

Reportlab gives letters, streams and objects; the layer adds structure, layout and the writing of the file. It
is pinned to reportlab 5.1, because it uses a few of its inner names.
"""

import bvdesk.reports.tagged.later  # noqa: F401 - before all that import reportlab
from bvdesk.reports.tagged.beside import Beside
from bvdesk.reports.tagged.blocks import Block, Heading, Note, PageBreak, Paragraph, Role, Space, Title
from bvdesk.reports.tagged.boxes import Align
from bvdesk.reports.tagged.canvas import Artifact, TaggedCanvas
from bvdesk.reports.tagged.contents import Contents
from bvdesk.reports.tagged.document import Document
from bvdesk.reports.tagged.figures import Figure, picture
from bvdesk.reports.tagged.flow import OversizedBoxError
from bvdesk.reports.tagged.fonts import Face, FontFiles, Fonts, MissingCharacterError
from bvdesk.reports.tagged.gate import Fault, check
from bvdesk.reports.tagged.inline import Run, Text, emphasis, in_language, link, note_mark, spoken, strong
from bvdesk.reports.tagged.lists import BulletList, Item
from bvdesk.reports.tagged.metadata import Metadata
from bvdesk.reports.tagged.page import PageLook
from bvdesk.reports.tagged.pagecode import UntaggedTextError
from bvdesk.reports.tagged.style import MM, Margins, Style, TableStyle, TextStyle
from bvdesk.reports.tagged.tablebox import Vertical
from bvdesk.reports.tagged.tables import Cell, Table

__all__ = [
    "MM",
    "Align",
    "Artifact",
    "Beside",
    "Block",
    "BulletList",
    "Cell",
    "Contents",
    "Document",
    "Face",
    "Fault",
    "Figure",
    "FontFiles",
    "Fonts",
    "Heading",
    "Item",
    "Margins",
    "Metadata",
    "MissingCharacterError",
    "Note",
    "OversizedBoxError",
    "PageBreak",
    "PageLook",
    "Paragraph",
    "Role",
    "Run",
    "Space",
    "Style",
    "Table",
    "TableStyle",
    "TaggedCanvas",
    "Text",
    "TextStyle",
    "Title",
    "UntaggedTextError",
    "Vertical",
    "check",
    "emphasis",
    "in_language",
    "link",
    "note_mark",
    "picture",
    "spoken",
    "strong",
]
