"""The structure tree: what the parts of the document are, in reading order.

Nothing nests on the page: every piece of page content belongs to exactly one element. An element may own many
pieces, on many pages, so a paragraph that is broken over pages stays one paragraph for a screen reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bvdesk.reports.tagged.wording import check_description

Locate = Callable[[str], int]
"""From reportlab's name of a page or an annotation to its object number."""


class MarkedContent(NamedTuple):
    """One piece of page content: the name of the page, and the piece's number on it."""

    page: str
    number: int


class AnnotationContent(NamedTuple):
    """An annotation (a link's clickable rectangle) that belongs to the element."""

    page: str
    annotation: str


class Element:
    """One element of the structure tree (`P`, `H1`, `Table`, `Figure` …).

    An element is put among its parent's children when it is made, which fixes its place in the reading order.
    With `attach=False` it takes its place when it first gets content: right for links and other elements
    inside a line of text, whose place is decided by the text around them.
    """

    __slots__ = ("_attached", "attributes", "children", "number", "parent", "properties", "tag")

    def __init__(self, tag: str, parent: Element | None, *, attach: bool = True, **properties: str | None) -> None:
        self.tag = tag
        self.parent = parent
        self.children: list[Element | MarkedContent | AnnotationContent] = []
        self.properties: dict[str, str] = {}
        self.attributes = ""
        self.number = 0
        self._attached = False
        if properties:
            self._describe(properties)
        if attach:
            self.attach()

    def _describe(self, properties: dict[str, str | None]) -> None:
        self.properties = {name: value for name, value in properties.items() if value}
        for name in ("Alt", "ActualText"):
            if name in self.properties:
                check_description(self.properties[name])

    def attach(self) -> None:
        """Take a place after the parent's last child; only the first call does anything."""
        if not self._attached and self.parent is not None:
            self._attached = True
            self.parent.children.append(self)

    def own(self, content: MarkedContent | AnnotationContent) -> None:
        """Take over a piece of the page."""
        self.attach()
        self.children.append(content)

    def walk(self) -> list[Element]:
        """This element and all inside it, in reading order."""
        found: list[Element] = []
        waiting = [self]
        while waiting:
            element = waiting.pop()
            found.append(element)
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]
        return found

    def body(self, parent: int, locate: Locate) -> bytes:
        """The element as a PDF dictionary, when every element has its object number."""
        own = "".join([f"/{name} {pdf_text(value)}" for name, value in self.properties.items()]) if self.properties else ""
        attributes = f"/A{self.attributes}" if self.attributes else ""
        kids = self._kids(locate) if self.children else ""
        return f"<</Type/StructElem/S/{self.tag}/P {parent} 0 R{own}{attributes}{kids}>>".encode()

    def _kids(self, locate: Locate) -> str:
        if len(self.children) == 1 and isinstance(alone := self.children[0], MarkedContent):
            return f"/Pg {locate(alone.page)} 0 R/K {alone.number}"
        inside = [f"{child.number} 0 R" for child in self.children if isinstance(child, Element)]
        if len(inside) == len(self.children):
            return f"/K {inside[0]}" if len(inside) == 1 else f"/K[{' '.join(inside)}]"
        pages = {child.page for child in self.children if isinstance(child, MarkedContent)}
        only = pages.pop() if len(pages) == 1 else None
        kids = " ".join([_kid(child, only, locate) for child in self.children])
        page = f"/Pg {locate(only)} 0 R" if only is not None else ""
        return f"{page}/K {kids}" if len(self.children) == 1 else f"{page}/K[{kids}]"


class StructureTree:
    """The `Document` element, and the way back from page content to elements (the parent tree)."""

    def __init__(self) -> None:
        self.document = Element("Document", None)
        self._owners: list[list[Element] | Element] = []
        self._page: list[Element] = []

    def claim(self, element: Element, page: str) -> int:
        """Give `element` the next piece of the current page; answers the piece's number (MCID)."""
        number = len(self._page)
        self._page.append(element)
        element.own(MarkedContent(page, number))
        return number

    def end_page(self) -> int:
        """The key of the finished page in the parent tree (`/StructParents`)."""
        self._owners.append(self._page)
        self._page = []
        return len(self._owners) - 1

    def claim_annotation(self, element: Element) -> int:
        """The key of an annotation of `element` in the parent tree (`/StructParent`)."""
        self._owners.append(element)
        return len(self._owners) - 1

    def objects(self, root: int, first: int, locate: Locate) -> Iterator[tuple[int, bytes]]:
        """The tree as numbered PDF objects: the root with number `root`, the elements from `first` on."""
        elements = self.document.walk()
        for number, element in enumerate(elements, start=first):
            element.number = number
        yield root, self._root(elements)
        for element in elements:
            yield element.number, element.body(element.parent.number if element.parent else root, locate)

    def _root(self, elements: list[Element]) -> bytes:
        owners = " ".join(f"{key} {_owner(owner)}" for key, owner in enumerate(self._owners))
        tree = f"<</Type/StructTreeRoot/K {self.document.number} 0 R/ParentTree<</Nums[{owners}]>>"
        return f"{tree}/ParentTreeNextKey {len(self._owners)}/RoleMap<</Title/P>>{_identifiers(elements)}>>".encode()


def pdf_text(text: str) -> str:
    """A text as a PDF string: plain where it is ASCII, otherwise UTF-16 in hexadecimal."""
    if text.isascii() and text.isprintable():
        plain = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({plain})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _identifiers(elements: list[Element]) -> str:
    named = {element.properties["ID"]: element.number for element in elements if "ID" in element.properties}
    if len(named) < sum("ID" in element.properties for element in elements):
        raise ValueError("two elements have the same ID")
    names = " ".join(f"{pdf_text(name)} {number} 0 R" for name, number in sorted(named.items()))
    return f"/IDTree<</Names[{names}]>>" if named else ""


def _owner(owner: list[Element] | Element) -> str:
    if isinstance(owner, Element):
        return f"{owner.number} 0 R"
    return f"[{' '.join([f'{element.number} 0 R' for element in owner])}]"


def _kid(child: Element | MarkedContent | AnnotationContent, only_page: str | None, locate: Locate) -> str:
    if isinstance(child, Element):
        return f"{child.number} 0 R"
    if isinstance(child, AnnotationContent):
        return f"<</Type/OBJR/Obj {locate(child.annotation)} 0 R/Pg {locate(child.page)} 0 R>>"
    if only_page is not None:
        return str(child.number)
    return f"<</Type/MCR/Pg {locate(child.page)} 0 R/MCID {child.number}>>"
