"""An HTML file as a tree, its words, and a check of its structure that needs no browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from bvdesk.domain.kontrast import contrast

VOID = {"meta", "img", "br", "link"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PIECES = {*HEADINGS, "p", "caption", "figcaption", "th", "td", "li", "dt", "dd"}
PAIRS = (
    ("blekk", "ark"),
    ("dempet", "ark"),
    ("lenke", "ark"),
    ("advarsel", "ark"),
    ("pa-farge", "farge"),
    ("blekk", "flate"),
)
ENOUGH = 4.5


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                if not names or child.name in names:
                    yield child
                yield from child.all(*names)

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def seen(self) -> str:
        """The words one sees: not those only for listening."""
        if "opplest" in self.attributes.get("class", "") or self.name in ("svg", "style", "title"):
            return ""
        return "".join(c if isinstance(c, str) else c.seen() for c in self.children)

    def heard(self) -> str:
        """The words that are read aloud."""
        if self.attributes.get("aria-hidden") == "true":
            return ""
        return "".join(c if isinstance(c, str) else c.heard() for c in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].name != tag:
            self.faults.append(f"</{tag}> lukker <{self.open[-1].name}>")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: bytes) -> Element:
    builder = _Builder()
    builder.feed(html.decode("utf-8"))
    assert builder.faults == []
    assert len(builder.open) == 1
    return builder.open[0]


def printed_text(root: Element) -> list[str]:
    """The pieces of text one sees in the cover and the report, notes and the tables behind charts left out."""
    found = [tidy for part in root.all("header", "main") for piece in _pieces(part) if (tidy := _tidy(piece))]
    return [text for text in found if text]


def _pieces(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str) or child.name == "details" or child.attributes.get("class") in ("fotnote", "stempel"):
            continue
        if child.name == "div" and any(c.name == "dt" for c in child.all()):
            yield " ".join(c.seen() for c in child.all("dt", "dd"))
        elif child.name == "li":
            yield "".join(c if isinstance(c, str) else c.seen() for c in child.children if _inline(c))
            for nested in child.children:
                if not _inline(nested) and isinstance(nested, Element):
                    yield from _pieces(nested)
        elif child.name in PIECES:
            yield child.seen()
        else:
            yield from _pieces(child)


def _inline(child: Element | str) -> bool:
    return isinstance(child, str) or child.name not in ("ul", "ol")


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def faults(html: bytes) -> list[str]:
    """What is wrong with the structure, in words; empty for an accessible file."""
    try:
        root = parse(html)
    except AssertionError:
        return ["elementene er ikke lukket i orden"]
    checks = (_language, _headings, _ids, _pictures, _tables, _landmarks, _alone, _signs)
    found = [fault for check in checks for fault in check(root)]
    return found + list(_contrast("".join(s.text for s in root.all("style"))))


def _language(root: Element) -> Iterator[str]:
    if [e.attributes.get("lang") for e in root.all("html")] not in (["nb"], ["nn"]):
        yield "språket er ikke oppgitt"
    if not any(t.text.strip() for t in root.all("title")):
        yield "tittelen mangler"


def _headings(root: Element) -> Iterator[str]:
    levels = [int(e.name[1]) for e in root.all(*HEADINGS)]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "det er ikke én overskrift på øverste nivå"
    yield from (f"overskriftene hopper fra {a} til {b}" for a, b in pairwise(levels) if b > a + 1)
    yield from ("tom overskrift" for e in root.all(*HEADINGS) if not e.text.strip())


def _ids(root: Element) -> Iterator[str]:
    ids = [e.attributes["id"] for e in root.all() if "id" in e.attributes]
    yield from (f"id «{key}» brukes to ganger" for key in set(ids) if ids.count(key) > 1)
    for element in root.all():
        wanted = element.attributes.get("aria-labelledby", "").split()
        href = element.attributes.get("href", "")
        wanted += [href[1:]] if href.startswith("#") else []
        yield from (f"«{key}» finnes ikke" for key in wanted if key not in ids)


def _pictures(root: Element) -> Iterator[str]:
    yield from ("bilde uten alternativ tekst" for e in root.all("img") if not e.attributes.get("alt", "").strip())
    for drawn in root.all("svg"):
        named = drawn.attributes.get("role") == "img" and drawn.attributes.get("aria-label", "").strip()
        if not named and drawn.attributes.get("aria-hidden") != "true":
            yield "tegning uten alternativ tekst"


def _tables(root: Element) -> Iterator[str]:
    for table in root.all("table"):
        if not any(c.text.strip() for c in table.all("caption")):
            yield "tabell uten navn"
        if any("scope" not in th.attributes for th in table.all("th")):
            yield "overskrift i tabell uten retning"
        for row in (row for body in table.all("tbody") for row in body.all("tr")):
            if next(row.all("th", "td")).name != "th":
                yield "rad uten overskrift"
        if not any(True for head in table.all("thead") for _ in head.all("th")):
            yield "tabell uten overskriftsrad"


def _landmarks(root: Element) -> Iterator[str]:
    yield from (f"mangler <{name}>" for name in ("header", "nav", "main", "footer") if len(list(root.all(name))) != 1)
    first = next(root.all("a"), None)
    if first is None or first.attributes["href"][1:] not in [m.attributes.get("id") for m in root.all("main")]:
        yield "første lenke går ikke til innholdet"


def _alone(root: Element) -> Iterator[str]:
    if any(True for _ in root.all("script", "link", "iframe")):
        yield "filen henter noe utenfra"
    yield from (
        "bildet ligger utenfor filen" for e in root.all("img") if not e.attributes.get("src", "").startswith("data:")
    )
    if any(word in "".join(s.text for s in root.all("style")) for word in ("@import", "url(")):
        yield "stilen henter noe utenfra"


def _signs(root: Element) -> Iterator[str]:
    for cell in root.all("td"):
        if _tidy(cell.seen()) in (":", "..", ".", "–") and not re.search(r"\w\w", cell.heard()):
            yield f"tegnet «{_tidy(cell.seen())}» leses ikke opp"


def _contrast(css: str) -> Iterator[str]:
    """The colours of light and dark, each over what they stand on."""
    light, dark = css, "".join(re.findall(r"prefers-color-scheme: dark\)[^{]*\{(.*?)\n\}", css, re.DOTALL))
    plain = _colours(light.replace(dark, "")) if dark else _colours(light)
    for name, colours in (("lyst", _colours(_without_media(css))), ("mørkt", plain | _colours(dark))):
        for ink, paper in PAIRS:
            ratio = contrast(colours[ink], colours[paper])
            if ratio < ENOUGH:
                yield f"{ink} på {paper}, {name}: {ratio:.1f}"


def _without_media(css: str) -> str:
    return re.sub(r"@media[^{]*\{.*?\n\}", "", css, flags=re.DOTALL)


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", css))
