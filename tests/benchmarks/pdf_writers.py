"""The report of `pdf_content`, printed by this program's layer and by typst.

Nothing is imported here that printing would not need: what the two processes of `bench_pdf` pay for, they must need.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.pdf_content import ChartItem, HeadingItem, Item, TableItem, TextItem, report

RESOURCES = Path(__file__).parents[2] / "resources"


def print_tagged() -> bytes:
    from bvdesk.reports.tagged import Contents, Document, FontFiles, Heading, Metadata, PageBreak, PageLook, Title

    fonts = RESOURCES / "fonts"
    cuts = ("Regular", "SemiBold", "Bold", "Regular_Italic")
    document = Document(
        Metadata("Årsmelding 2024", "Tjenesten", datetime(2025, 3, 1, tzinfo=UTC)),
        FontFiles(*(fonts / f"SourceSans3-{cut}.ttf" for cut in cuts)),
        (RESOURCES / "srgb.icc").read_bytes(),
        look=PageLook(header="Årsmelding 2024", footer="Tjenesten"),
    )
    story = [Title("Årsmelding 2024"), PageBreak(), Heading("Innhold", listed=False), Contents()]
    for item in report():
        if isinstance(item, HeadingItem) and item.level == 1:
            story.append(PageBreak())
        story.append(_block(item, document.fonts))
    return document.render(story)


def _block(item: Item, files):
    from bvdesk.reports.tagged import Figure, Heading, Paragraph, Table

    match item:
        case HeadingItem(level, text):
            return Heading(text, level)
        case TextItem(text):
            return Paragraph(text)
        case TableItem(caption, rows):
            return Table(rows[:1], rows[1:], caption, "Kilde: egne tall.", strong_columns=(5,))
        case ChartItem(caption, values):
            alt = f"Meldingene gikk fra {values[0]} til {values[-1]}."
            return Figure(_bars(values, files), alt, 150, caption=caption, source="Kilde: egne tall.")


def _bars(values: tuple[int, ...], files):
    from bvdesk.reports.tagged import Face, Fonts

    def draw(canvas, width, height):
        fonts = Fonts(files)
        font = fonts.name(Face.REGULAR)
        step = width / len(values)
        canvas.setStrokeColor("#c4ccd2")
        for line in range(0, 101, 25):
            canvas.line(0, 12 + line * 1.3, width, 12 + line * 1.3)
        for number, value in enumerate(values):
            canvas.setFillColor("#0b5d6b" if number % 2 else "#5b979f")
            canvas.rect(number * step + 8, 12, step - 16, value * 1.3, stroke=0, fill=1)
            canvas.setFillColor("#1d2b36")
            canvas.setFont(font, 8)
            for text, height in ((f"{number + 1}. kv.", 2), (str(value), 15 + value * 1.3)):
                left = (number + 0.5) * step - fonts.width(text, Face.REGULAR, 8) / 2
                canvas.drawString(left, height, text)

    return draw


def print_typst() -> bytes:
    import typst

    source = _TYPST_HEAD + "\n".join(map(_typst, report()))
    return typst.compile(
        source.encode(), format="pdf", font_paths=[str(RESOURCES / "fonts")], pdf_standards=["ua-1", "a-2a"]
    )


_TYPST_HEAD = """
#set document(title: "Årsmelding 2024", author: "Tjenesten", date: datetime(year: 2025, month: 3, day: 1))
#set text(font: "Source Sans 3", size: 10pt, lang: "nb")
#set page("a4", margin: (top: 24mm, right: 30mm, bottom: 22mm, left: 25mm), numbering: "1 av 1",
  header: [#text(8pt)[Årsmelding 2024] #line(length: 100%, stroke: .4pt)])
#let hair = rgb("#c4ccd2")
#let rule = (x, y) => (bottom: if y == 0 { .9pt } else { .35pt + hair })
#show table.cell.where(x: 5): strong
#set heading(outlined: true)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#align(left, text(34pt)[Årsmelding 2024])
#pagebreak()
#outline()
"""
_TYPST_SOURCE = '#text(8pt, rgb("#5b6b78"))[Kilde: egne tall.]\n'


def _typst(item: Item) -> str:
    match item:
        case HeadingItem(level, text):
            return f"{'=' * level} {text}\n"
        case TextItem(text):
            return text + "\n"
        case TableItem(caption, rows):
            cells = [[f"[{cell}]" for cell in row] for row in rows]
            body = ", ".join(cell for row in cells[1:] for cell in row)
            head = ", ".join(cells[0])
            columns = ", ".join(["1fr"] + ["auto"] * (len(rows[0]) - 1))
            table = f"table(columns: ({columns}), stroke: rule, table.header({head}), {body})"
            return f"#figure(caption: [{caption}], {table})\n\n{_TYPST_SOURCE}"
        case ChartItem(caption, values):
            alt = f"Meldingene gikk fra {values[0]} til {values[-1]}."
            lines = "".join(f"#place(dy: {y}pt, line(length: 100%, stroke: .5pt + hair))" for y in range(8, 139, 32))
            bars = lines + "".join(_typst_bar(number, value) for number, value in enumerate(values))
            drawing = f"block(width: 100%, height: 150pt)[{bars}]"
            return f'#figure(alt: "{alt}", caption: [{caption}], {drawing})\n\n{_TYPST_SOURCE}'


def _typst_bar(number: int, value: int) -> str:
    height = value * 1.3
    bar = (
        f'#place(dx: {number * 54 + 8}pt, dy: {138 - height}pt, rect(width: 38pt, height: {height}pt, fill: rgb("#0b5d6b")))'
    )
    label = f"#place(dx: {number * 54 + 12}pt, dy: 140pt, text(8pt)[{number + 1}. kv.])"
    return bar + label + f"#place(dx: {number * 54 + 20}pt, dy: {128 - height}pt, text(8pt)[{value}])"


WRITERS: dict[str, Callable[[], bytes]] = {"tagged": print_tagged, "typst": print_typst}


def peak_memory() -> float:
    """The process's own peak resident memory, in MB (`getrusage` would inherit the parent's)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def print_once(name: str) -> None:
    """What a process does that prints the report once and ends; its peak memory goes to standard output."""
    gc.disable()  # as the program's commands do
    WRITERS[name]()
    print(peak_memory())
