"""How fast the report is printed: `python -m tests.benchmarks.bench_pdf`.

The same content is printed by typst in the same run, when typst is installed. Warm is the median of several prints in one
process; cold is a fresh process from start to finished file, imports included.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.pdf_content import ChartItem, HeadingItem, Item, TableItem, TextItem, report

RESOURCES = Path(__file__).parents[2] / "resources"
ROUNDS = 7
GOALS = {"warm s": 0.5, "cold s": 1.0, "RSS MB": 60, "kB": 400}


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
        font = Fonts(files).name(Face.REGULAR)
        step = width / len(values)
        canvas.setStrokeColor("#c4ccd2")
        for line in range(0, 101, 25):
            canvas.line(0, 12 + line * 1.3, width, 12 + line * 1.3)
        for number, value in enumerate(values):
            canvas.setFillColor("#0b5d6b" if number % 2 else "#5b979f")
            canvas.rect(number * step + 8, 12, step - 16, value * 1.3, stroke=0, fill=1)
            canvas.setFillColor("#1d2b36")
            canvas.setFont(font, 8)
            canvas.drawCentredString((number + 0.5) * step, 2, f"{number + 1}. kv.")
            canvas.drawCentredString((number + 0.5) * step, 15 + value * 1.3, str(value))

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
  header: [Årsmelding 2024])
#set heading(outlined: true)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#align(left, text(34pt)[Årsmelding 2024])
#pagebreak()
#outline()
"""


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
            table = f"table(columns: ({columns}), stroke: none, table.header({head}), {body})"
            return f"#figure(caption: [{caption}], {table})\n"
        case ChartItem(caption, values):
            alt = f"Meldingene gikk fra {values[0]} til {values[-1]}."
            bars = "".join(_typst_bar(number, value) for number, value in enumerate(values))
            drawing = f"block(width: 100%, height: 150pt)[{bars}]"
            return f'#figure(alt: "{alt}", caption: [{caption}], {drawing})\n'


def _typst_bar(number: int, value: int) -> str:
    height = value * 1.3
    bar = (
        f'#place(dx: {number * 54 + 8}pt, dy: {138 - height}pt, rect(width: 38pt, height: {height}pt, fill: rgb("#0b5d6b")))'
    )
    label = f"#place(dx: {number * 54 + 12}pt, dy: 140pt, text(8pt)[{number + 1}. kv.])"
    return bar + label + f"#place(dx: {number * 54 + 20}pt, dy: {128 - height}pt, text(8pt)[{value}])"


WRITERS: dict[str, Callable[[], bytes]] = {"tagged": print_tagged, "typst": print_typst}


def measure(name: str) -> dict[str, float]:
    """Seconds warm and cold, peak memory and size of one writer."""
    code = f"from tests.benchmarks.bench_pdf import *; WRITERS[{name!r}](); print(peak_memory())"
    cold, memory = [], 0.0
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        cold.append(time.perf_counter() - start)
        memory = max(memory, float(done.stdout))
    warm = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        pdf = WRITERS[name]()
        warm.append(time.perf_counter() - start)
    return {
        "warm s": statistics.median(warm[1:]),
        "cold s": statistics.median(cold),
        "RSS MB": memory,
        "kB": len(pdf) / 1000,
    }


def peak_memory() -> float:
    """The process's peak resident memory, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    measured = {name: measure(name) for name in WRITERS if name == "tagged" or find_spec(name)}
    print(f"{'':12}" + "".join(f"{key:>10}" for key in GOALS))
    for name, figures in measured.items():
        print(f"{name:12}" + "".join(f"{figures[key]:10.2f}" for key in GOALS))
    print(f"{'goal ≤':12}" + "".join(f"{goal:10.2f}" for goal in GOALS.values()))
    if "typst" in measured:
        ratios = (measured["tagged"][key] / measured["typst"][key] for key in GOALS)
        print(f"{'of typst':12}" + "".join(f"{ratio:10.2f}" for ratio in ratios))
    return int(any(measured["tagged"][key] > goal for key, goal in GOALS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
