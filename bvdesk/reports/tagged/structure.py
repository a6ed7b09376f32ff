"""The structure tree: what the parts of the document are, in reading order.

Nothing nests on the page: every piece of page content belongs to exactly one element. An element may own many
pieces, on many pages, so a paragraph that is broken over pages stays one paragraph for a screen reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFObject, PDFString

from bvdesk.reports.tagged.wording import check_description


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """One piece of page content: the page and its number among the page's marked pieces."""

    page: Any
    number: int


@dataclass(frozen=True, slots=True)
class AnnotationContent:
    """An annotation (a link's clickable rectangle) that belongs to the element."""

    page: Any
    annotation: Any


class Element(PDFObject):  # type: ignore[misc]
    """One element of the structure tree (`P`, `H1`, `Table`, `Figure` …).

    An element is put among its parent's children when it is made, which fixes its place in the reading order.
    With `attach=False` it takes its place when it first gets content: right for links and other elements
    inside a line of text, whose place is decided by the text around them.
    """

    __RefOnly__ = 1  # reportlab: always written as an object of its own

    def __init__(self, tag: str, parent: Element | StructureTree, *, attach: bool = True, **properties: str | None) -> None:
        self.tag = tag
        self.parent = parent
        self.children: list[Element | MarkedContent | AnnotationContent] = []
        self.properties = {name: value for name, value in properties.items() if value}
        self.attributes = ""
        self._attached = False
        for name in {"Alt", "ActualText"} & self.properties.keys():
            check_description(self.properties[name])
        if attach:
            self.attach()

    def attach(self) -> None:
        """Take a place after the parent's last child; only the first call does anything."""
        if not self._attached:
            self._attached = True
            self.parent.children.append(self)

    def own(self, content: MarkedContent | AnnotationContent) -> None:
        """Take over a piece of the page."""
        self.attach()
        self.children.append(content)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The element as a PDF dictionary."""
        parts = [f"<</Type/StructElem/S/{self.tag}/P ".encode(), _reference(self.parent, document)]
        for name, value in self.properties.items():
            parts += [f"/{name}".encode(), pdfdoc.format(PDFString(value), document)]
        if self.attributes:
            parts.append(f"/A{self.attributes}".encode())
        parts.append(self._format_children(document))
        parts.append(b">>")
        return b"".join(parts)

    def _format_children(self, document: pdfdoc.PDFDocument) -> bytes:
        pages = {child.page.name: child.page for child in self.children if isinstance(child, MarkedContent)}
        only_page = next(iter(pages.values())) if len(pages) == 1 else None
        kids = [_format_child(child, only_page, document) for child in self.children]
        page = b"/Pg " + pdfdoc.format(only_page, document) if only_page is not None else b""
        if not kids:
            return page
        return page + (b"/K " + kids[0] if len(kids) == 1 else b"/K[" + b" ".join(kids) + b"]")


class StructureTree(PDFObject):  # type: ignore[misc]
    """The root: the `Document` element, and the way back from page content to elements (the parent tree)."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.children: list[Element] = []
        self.document = Element("Document", self)
        self._owners: list[list[Element] | Element] = []
        self._page: list[Element] = []

    def claim(self, element: Element, page: Any) -> int:
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

    def walk(self) -> Iterator[Element]:
        """Every element in reading order."""
        return _descend(self.document)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The structure tree root as a PDF dictionary."""
        numbers = b" ".join(b"%d " % key + _owner(owner, document) for key, owner in enumerate(self._owners))
        parent_tree = b"/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d" % (numbers, len(self._owners))
        return b"<</Type/StructTreeRoot/K %s%s%s/RoleMap<</Title/P>>>>" % (
            _reference(self.document, document),
            parent_tree,
            self._identifiers(document),
        )

    def _identifiers(self, document: pdfdoc.PDFDocument) -> bytes:
        named = sorted((e.properties["ID"], e) for e in self.walk() if "ID" in e.properties)
        if not named:
            return b""
        if len({name for name, _ in named}) < len(named):
            raise ValueError("two elements have the same ID")
        names = (pdfdoc.format(PDFString(name), document) + b" " + _reference(e, document) for name, e in named)
        return b"/IDTree<</Names[" + b" ".join(names) + b"]>>"


def _descend(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from _descend(child)


def _reference(thing: PDFObject, document: pdfdoc.PDFDocument) -> bytes:
    return bytes(document.Reference(thing).format(document))


def _owner(owner: list[Element] | Element, document: pdfdoc.PDFDocument) -> bytes:
    if isinstance(owner, list):
        return b"[" + b" ".join(_reference(element, document) for element in owner) + b"]"
    return _reference(owner, document)


def _format_child(child: Element | MarkedContent | AnnotationContent, only_page: Any, document: pdfdoc.PDFDocument) -> bytes:
    if isinstance(child, Element):
        return _reference(child, document)
    if isinstance(child, MarkedContent):
        if only_page is not None:
            return b"%d" % child.number
        return b"<</Type/MCR/Pg %s/MCID %d>>" % (pdfdoc.format(child.page, document), child.number)
    annotation, page = (pdfdoc.format(ref, document) for ref in (child.annotation, child.page))
    return b"<</Type/OBJR/Obj %s/Pg %s>>" % (annotation, page)
