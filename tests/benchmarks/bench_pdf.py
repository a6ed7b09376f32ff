"""How fast the report is printed: `python -m tests.benchmarks.bench_pdf`.

The same content is printed by typst in the same run, when typst is installed. Warm is the median of several prints in one
process; cold is a fresh process from start to finished file, imports included.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
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


def cold(name: str) -> tuple[float, float]:
    """Seconds and peak memory (MB) of a fresh process that prints the report once."""
    code = f"from tests.benchmarks.bench_pdf import *; WRITERS[{name!r}](); print(peak_memory())"
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return time.perf_counter() - start, float(done.stdout)


def warm(name: str) -> tuple[float, float]:
    """Seconds and kB of one print in this process."""
    start = time.perf_counter()
    pdf = WRITERS[name]()
    return time.perf_counter() - start, len(pdf) / 1000


def measure(names: Sequence[str]) -> dict[str, dict[str, float]]:
    """The figures of each writer; they take turns, so that a busy machine is as hard on one as on the other."""
    runs: dict[str, list[tuple[float, ...]]] = {name: [] for name in names}
    for name in names:
        warm(name)
    for _ in range(ROUNDS):
        for name in names:
            runs[name].append((*warm(name), *cold(name)))
    columns = ("warm s", "kB", "cold s", "RSS MB")
    return {
        name: dict(zip(columns, map(statistics.median, zip(*rows, strict=True)), strict=True)) for name, rows in runs.items()
    }


def peak_memory() -> float:
    """The process's own peak resident memory, in MB (`getrusage` would inherit the parent's)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> int:
    measured = measure([name for name in WRITERS if name == "tagged" or find_spec(name)])
    print(f"{'':12}" + "".join(f"{key:>10}" for key in GOALS))
    for name, figures in measured.items():
        print(f"{name:12}" + "".join(f"{figures[key]:10.2f}" for key in GOALS))
    print(f"{'goal ≤':12}" + "".join(f"{goal:10.2f}" for goal in GOALS.values()))
    if "typst" in measured:
        ratios = (measured["tagged"][key] / measured["typst"][key] for key in GOALS)
        print(f"{'of typst':12}" + "".join(f"{ratio:10.2f}" for ratio in ratios))
    missed = [key for key, goal in GOALS.items() if measured["tagged"][key] > goal]
    missed += [f"{key} of typst" for key in GOALS if measured["tagged"][key] > measured.get("typst", {}).get(key, 1e9)]
    print(f"missed: {', '.join(missed) or 'nothing'}")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
