"""Text pasted from Word or a web page: structure is kept (headings, lists, emphasis, links, tables), the clutter is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from bvdesk.domain.lesbar import printable

_SKIPPED = frozenset({"style", "script", "head", "title", "xml", "o:p", "noscript"})
_BLOCKS = frozenset({"p", "div", "section", "article", "blockquote", "table", "ul", "ol"})
_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "### ", "h5": "### ", "h6": "### "}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s()<>]+")
_SPECIAL = re.compile(r"([\\*_\[\]{}|])")
MAX_CHARACTERS = 2_000_000
_MAX_DEPTH, _MAX_COLUMNS, _MAX_CELLS = 8, 40, 20_000


def html_to_markdown(html: str) -> str:
    """The text in the report's Markdown; what is not understood comes as plain text."""
    # libxml2's parser: the standard library's takes minutes over a page of «<a <a <a».
    from lxml import etree

    reader = _Leser()
    parser = etree.HTMLParser(target=reader, recover=True, no_network=True, remove_comments=True, remove_pis=True)
    if html.strip():
        parser.feed(printable(html[:MAX_CHARACTERS]))
        with suppress(etree.LxmlError):  # what was read before the fault is kept
            parser.close()
    return reader.text()


class _Leser:
    """Hears of tags and text as lxml's parser meets them."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.skipping = 0
        self.lists: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.cell: int | None = None

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """A tag opens."""
        if tag in _SKIPPED:
            self.skipping += 1
        elif tag in ("ul", "ol"):
            self._break(1 if self.lists else 2)
            self.lists.append("- " if tag == "ul" else "1. ")
        elif tag == "li":
            self._break(1)
            self.out.append("  " * (min(len(self.lists), _MAX_DEPTH) - 1) + (self.lists[-1] if self.lists else "- "))
        elif tag in _HEADINGS:
            self._break()
            self.out.append(_HEADINGS[tag])
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])
        elif tag == "a":
            self._open_link(attrs.get("href", ""))
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

    def end(self, tag: str) -> None:
        """A tag closes."""
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

    def data(self, data: str) -> None:
        """Text between tags."""
        if not self.skipping:
            self.out.append(_SPECIAL.sub(r"\\\1", re.sub(r"[\s\u00a0]+", " ", data)))

    def close(self) -> None:
        """The end of the page."""

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
        rows = [row[:_MAX_COLUMNS] for row in self.rows if row]
        self.rows = []
        if not rows:
            return
        width = max(len(row) for row in rows)
        rows = rows[: _MAX_CELLS // width]
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
