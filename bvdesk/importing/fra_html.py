"""Text pasted from Word or a web page: structure is kept (headings, lists, emphasis, links, tables), the clutter is not."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SKIPPED = frozenset({"style", "script", "head", "title", "xml", "o:p", "noscript"})
_BLOCKS = frozenset({"p", "div", "section", "article", "blockquote", "table", "ul", "ol"})
_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "### ", "h5": "### ", "h6": "### "}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s()<>]+")
_SPECIAL = re.compile(r"([\\*_\[\]{}|])")
MAX_CHARACTERS = 2_000_000


def html_to_markdown(html: str) -> str:
    """The text in the report's Markdown; what is not understood comes as plain text."""
    reader = _Leser()
    reader.feed(html[:MAX_CHARACTERS])
    reader.close()
    return reader.text()


class _Leser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.skipping = 0
        self.lists: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.cell: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self.skipping += 1
        elif tag in ("ul", "ol"):
            self._break(1 if self.lists else 2)
            self.lists.append("- " if tag == "ul" else "1. ")
        elif tag == "li":
            self._break(1)
            self.out.append("  " * (len(self.lists) - 1) + (self.lists[-1] if self.lists else "- "))
        elif tag in _HEADINGS:
            self._break()
            self.out.append(_HEADINGS[tag])
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])
        elif tag == "a":
            self._open_link(dict(attrs).get("href") or "")
        else:
            self._start_of_table(tag)

    def _start_of_table(self, tag: str) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = len(self.out)
        elif tag == "br":
            self.out.append(" ")
        elif tag in _BLOCKS and self.cell is None:
            self._break(1 if self.lists else 2)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self.skipping = max(0, self.skipping - 1)
        elif tag in ("ul", "ol"):
            if self.lists:
                self.lists.pop()
            self._break(1 if self.lists else 2)
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.out.append(f"]({address})" if address else "")
        elif tag in ("td", "th") and self.cell is not None:
            text = " ".join("".join(self.out[self.cell :]).split())
            del self.out[self.cell :]
            self.cell = None
            if self.rows:
                self.rows[-1].append(text)
        elif tag == "table":
            self._table()
        elif (tag in _BLOCKS or tag in _HEADINGS) and self.cell is None:
            self._break(1 if self.lists else 2)

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.out.append(_SPECIAL.sub(r"\\\1", re.sub(r"[\s\u00a0]+", " ", data)))

    def text(self) -> str:
        """What was read, tidied."""
        joined = "".join(self.out)
        joined = re.sub(r"\n\n(?=  +(?:-|\d+\.) )", "\n", joined)
        joined = re.sub(r"\*{4,}|(?<![\w*])\*\*\s*\*\*(?!\w)", "", joined)
        lines = [re.sub(r"(?<=\S) {2,}", " ", line).rstrip() for line in joined.split("\n")]
        kept = [line if re.match(r"\s*(?:-|\d+\.) ", line) else line.strip() for line in lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()

    def _open_link(self, address: str) -> None:
        safe = address if _ADDRESS.fullmatch(address) else ""
        self.links.append(safe)
        self.out.append("[" if safe else "")

    def _table(self) -> None:
        rows = [row for row in self.rows if row]
        self.rows = []
        if not rows:
            return
        width = max(len(row) for row in rows)
        filled = [row + [""] * (width - len(row)) for row in rows]
        self._break()
        for number, row in enumerate(filled):
            self.out.append("| " + " | ".join(row) + " |\n")
            if number == 0:
                self.out.append("|" + "---|" * width + "\n")
        self._break()

    def _break(self, lines: int = 2) -> None:
        if self.out:
            self.out.append("\n" * lines)
