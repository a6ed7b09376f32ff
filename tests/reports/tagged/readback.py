"""Reading a finished file back as a screen reader does.

Validators judge the form of the tags. They do not see a paragraph that is hidden as decoration, text in the
wrong order, or a parent tree that leads to the wrong element; whoever compares what is read here with what
was meant, does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from bvdesk.reports.tagged.wording import check_description

_LEAVES = frozenset(
    ["P", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "Lbl", "LBody", "Caption", "TH", "TD", "TOCI", "Figure"]
)
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4,})>")


@dataclass(slots=True)
class Node:
    """An element as read back: its properties, and its children in order, texts among them."""

    tag: str
    properties: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)

    def text(self) -> str:
        """All that is printed inside."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def walk(self) -> Iterator[Node]:
        """This element and all inside it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def find(self, tag: str) -> list[Node]:
        """All elements of that tag inside, in reading order."""
        return [node for node in self.walk() if node.tag == tag]

    def lines(self) -> Iterator[tuple[str, str]]:
        """What a screen reader says, piece by piece: tag and words."""
        if self.tag in _LEAVES and (words := tidy(self.own_words())):
            yield self.tag, words
        for child in self.children:
            if isinstance(child, Node):
                yield from child.lines()

    def own_words(self) -> str:
        """What is said of this element itself, without the texts that stand for themselves inside it."""
        instead = self.properties.get("Alt") or self.properties.get("ActualText")
        if instead:
            return instead
        words = ""
        for child in self.children:
            if isinstance(child, str):
                words += child
            elif child.tag not in _LEAVES:
                words += child.own_words()
        return words


@dataclass(slots=True)
class Reading:
    """A file read back.

    Attributes:
        root: the Document element.
        artifacts: per page, the texts that are said to be decoration.
        faults: what is wrong between page content and tree, in words.
    """

    root: Node
    artifacts: list[list[str]]
    faults: list[str]


def tidy(text: str) -> str:
    """The text as it sounds: soft hyphens gone, white space of every kind one space."""
    return " ".join(text.replace("\u00ad", "").split())


def read_structure(pdf: bytes) -> Reading:
    """Read the file through its structure tree."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as file:
        pages = [_Page(page) for page in file.pages]
        reader = _Reader({page.identity: page for page in pages})
        tree = file.Root.StructTreeRoot
        top = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
        root = reader.node(top)
        reader.check_parents(tree)
        for number, page in enumerate(pages, start=1):
            reader.faults += [f"page {number}: {text!r} belongs to nobody" for text in page.loose]
            unread = page.pieces.keys() - {key for at, key in reader.owners if at == page.identity}
            reader.faults += [f"page {number}: {page.pieces[key]!r} is not in the tree" for key in sorted(unread)]
        return Reading(root, [page.artifacts for page in pages], reader.faults)


class _Page:
    """The texts of one page: by number for marked content, and those that are artifacts or nobody's."""

    def __init__(self, page: Any) -> None:
        self.identity = page.objgen
        self.parent_key = int(page.obj.get("/StructParents", -1))
        self.pieces: dict[int, str] = {}
        self.artifacts: list[str] = []
        self.loose: list[str] = []
        self._fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
        self._read(page)

    def _read(self, page: Any) -> None:
        import pikepdf

        open_marks: list[int | None] = []
        letters: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            operands, name = instruction.operands, str(instruction.operator)
            if name in {"BDC", "BMC"}:
                open_marks.append(self._open(operands))
            elif name == "EMC":
                open_marks.pop()
            elif name == "Tf":
                letters = self._fonts[str(operands[0])]
            elif name == "Tj":
                text = "".join(letters[code] for code in bytes(operands[0]))
                self._hear(text, open_marks)

    def _open(self, operands: Any) -> int | None:
        if str(operands[0]) == "/Artifact":
            self.artifacts.append("")
            return None
        number = int(operands[1].MCID) if len(operands) > 1 and "/MCID" in operands[1] else -1
        self.pieces[number] = ""
        return number

    def _hear(self, text: str, open_marks: list[int | None]) -> None:
        if not open_marks:
            self.loose.append(text)
        elif open_marks[-1] is None:
            self.artifacts[-1] += text
        else:
            self.pieces[open_marks[-1]] += text


def _letters(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes()
    return {int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in _BFCHAR.findall(table)}


class _Reader:
    """Walks the tree, and notes who owns which piece of which page."""

    def __init__(self, pages: dict[Any, _Page]) -> None:
        self._pages = pages
        self.owners: dict[tuple[Any, int], Any] = {}
        self._annotations: list[tuple[int, Any]] = []
        self.faults: list[str] = []

    def node(self, element: Any) -> Node:
        """The element and all inside it."""
        node = Node(str(element.S)[1:], _properties(element))
        if "Alt" in node.properties:
            self._check_alt(node.properties["Alt"])
        for kid in _kids(element):
            self._take(kid, element, node)
        return node

    def check_parents(self, tree: Any) -> None:
        """Whether the way back from page content leads to the element that owns it."""
        numbers = list(tree.ParentTree.Nums)
        parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        for (at, number), owner in self.owners.items():
            page = self._pages[at]
            back = list(parents.get(page.parent_key, []))
            if number >= len(back) or back[number].objgen != owner.objgen:
                self.faults.append(f"the parent tree leads astray from {page.pieces.get(number)!r}")
        for key, owner in self._annotations:
            if key not in parents or parents[key].objgen != owner.objgen:
                self.faults.append("the parent tree leads astray from a link")

    def _check_alt(self, alt: str) -> None:
        try:
            check_description(alt)
        except ValueError as error:
            self.faults.append(str(error))

    def _take(self, kid: Any, element: Any, node: Node) -> None:
        import pikepdf

        if not isinstance(kid, pikepdf.Dictionary):
            node.children.append(self._piece(element.Pg.objgen, int(kid), element))
        elif kid.get("/Type") == "/MCR":
            node.children.append(self._piece(kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID), element))
        elif kid.get("/Type") == "/OBJR":
            self._annotations.append((int(kid.Obj.get("/StructParent", -1)), element))
            node.targets.append(_target(kid.Obj))
        else:
            node.children.append(self.node(kid))

    def _piece(self, page: Any, number: int, owner: Any) -> str:
        text = self._pages[page].pieces.get(number)
        if text is None:
            self.faults.append(f"the tree points at piece {number}, which is not on the page")
        if (page, number) in self.owners:
            self.faults.append(f"{text!r} is read twice")
        self.owners[page, number] = owner
        return text or ""


def _kids(element: Any) -> list[Any]:
    import pikepdf

    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, list | pikepdf.Array) else [kids]


def _properties(element: Any) -> dict[str, str]:
    found = {key: str(element[f"/{key}"]) for key in ("Alt", "ActualText", "Lang", "ID") if f"/{key}" in element}
    attributes = element.get("/A", {})
    for key in ("Scope", "ColSpan", "RowSpan", "ListNumbering"):
        if f"/{key}" in attributes:
            found[key] = str(attributes[f"/{key}"]).lstrip("/")
    return found


def _target(annotation: Any) -> str:
    return str(annotation.A.URI) if "/A" in annotation else "#"
