"""The canvas that knows whose content it draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import lru_cache
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, toColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from bvdesk.reports.tagged.fonts import Codes, SubsetFont
from bvdesk.reports.tagged.lines import Piece
from bvdesk.reports.tagged.metadata import Metadata
from bvdesk.reports.tagged.pagecode import Closing, Marked, Opening, seal
from bvdesk.reports.tagged.pdffile import TaggedPdf
from bvdesk.reports.tagged.structure import AnnotationContent, Element, StructureTree

Rect = tuple[float, float, float, float]


Placed = tuple[float, float, Piece]
"""A piece of text, and where its baseline begins."""

_CLOSING = Closing("EMC")


class Artifact(Enum):
    """Why something is decoration, as marked-content properties."""

    LAYOUT = "<</Type/Layout>>"
    HEADER = "<</Type/Pagination/Subtype/Header/Attached[/Top]>>"
    FOOTER = "<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>"
    REPEATED = "<</Type/Pagination>>"


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A reportlab canvas where all text belongs to an element or is said to be an artifact.

    Lines, surfaces and pictures nobody speaks for become artifacts; text nobody speaks for raises
    `UntaggedTextError` when the page ends.
    """

    def __init__(self, metadata: Metadata, icc_profile: bytes, font: str) -> None:
        self._file = BytesIO()
        super().__init__(
            self._file,
            pagesize=A4,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=metadata.language,
            initialFontName=font,
        )
        self._metadata = metadata
        self._icc_profile = icc_profile
        self._doc: TaggedPdf = TaggedPdf.adopt(self._doc)
        self._owner: Element | None = None
        self._silenced = False
        self._codes: dict[SubsetFont, Codes] = {}

    @property
    def tree(self) -> StructureTree:
        """The structure tree of the document."""
        return self._doc.tree

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """Everything drawn inside is the content of `element`. Marked content does not nest."""
        if self._silenced:
            yield
            return
        self._code.append(Opening(self._mark(element)))
        self._owner = element
        try:
            yield
        finally:
            self._owner = None
            self._code.append(_CLOSING)

    def _mark(self, element: Element) -> str:
        """The operator that opens a marked sequence of the element's content."""
        if self._owner is not None:
            raise ValueError(f"content of {element.tag} inside content of {self._owner.tag}")
        number = self.tree.claim(element, self._doc.thisPageName())
        return f"/{element.tag} <</MCID {number}>> BDC"

    @contextmanager
    def artifact(self, kind: Artifact = Artifact.LAYOUT) -> Iterator[None]:
        """Everything drawn inside is decoration, even what would be content (a repeated table head)."""
        if self._silenced or self._owner is not None:
            yield
            return
        self._silenced = True
        self._code.append(Opening(f"/Artifact {kind.value} BDC"))
        try:
            yield
        finally:
            self._silenced = False
            self._code.append(_CLOSING)

    def add_link(self, element: Element, target: str, rect: Rect, spoken: str) -> None:
        """Make `rect` (page coordinates) clickable on behalf of the Link element.

        `target` is a URI, or `#key` for a place bound with `bookmark`; `spoken` is what the link is called.
        """
        if self._silenced:
            return
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray(rect),
                "Border": PDFArray([0, 0, 0]),
                "F": 4,
                "Contents": PDFString(spoken),
                "StructParent": self.tree.claim_annotation(element),
            }
        )
        if target.startswith("#"):
            annotation["Dest"] = self._bookmarkReference(target[1:])
        else:
            annotation["A"] = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(target)})
        self._addAnnotation(annotation)
        element.own(AnnotationContent(self._doc.thisPageName(), self._annotationrefs[-1].name))

    def write(self, element: Element, placed: Iterable[Placed]) -> None:
        """Write text as the content of `element`, all of it in one text object."""
        text = self._text_object(placed)
        self._code.append(text if self._silenced else Marked(f"{self._mark(element)}\n{text}\n{_CLOSING}"))

    def _text_object(self, placed: Iterable[Placed]) -> str:
        code, colour, font, size = ["BT"], "", "", 0.0
        for x, y, piece in placed:
            ink = piece.ink
            if ink.colour != colour:
                colour = ink.colour
                code.append(_fill_operator(colour))
            code.append(f"1 0 0 1 {x:.2f} {y + ink.rise:.2f} Tm")
            for name, literal in self._codes_of(ink.font).literals(piece.text):
                if name != font or ink.size != size:
                    font, size = name, ink.size
                    code.append(f"{name} {size:g} Tf")
                code.append(f"({literal}) Tj")
        code.append("ET")
        return " ".join(code)

    def _codes_of(self, font: SubsetFont) -> Codes:
        codes = self._codes.get(font)
        if codes is None:
            codes = self._codes[font] = Codes(font, self._doc)
        return codes

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:  # noqa: N802, N803
        """Reportlab's, but a colour written as text is looked up only once."""
        if isinstance(aColor, str) and alpha is None:
            self._fillColorObj, operands = _colour(aColor)
            self._code.append(f"{operands} rg")
        else:
            super().setFillColor(aColor, alpha)

    def setStrokeColor(self, aColor: Any, alpha: float | None = None) -> None:  # noqa: N802, N803
        """Reportlab's, but a colour written as text is looked up only once."""
        if isinstance(aColor, str) and alpha is None:
            self._strokeColorObj, operands = _colour(aColor)
            self._code.append(f"{operands} RG")
        else:
            super().setStrokeColor(aColor, alpha)

    def setDash(self, array: Any = (), phase: float = 0) -> None:  # noqa: N802
        """Reportlab's, but an unbroken line needs no check."""
        if array == () and not phase:
            self._code.append("[] 0 d")
        else:
            super().setDash(array, phase)

    def drawString(self, x: float, y: float, text: str, *rest: Any, **options: Any) -> None:  # noqa: N802
        """Reportlab's, but a plain string is written without a text object of its own."""
        font = getFont(self._fontname)
        plain = text and isinstance(font, SubsetFont) and not rest and not options
        parts = self._codes_of(font).literals(text) if plain else []
        if len(parts) != 1:
            super().drawString(x, y, text, *rest, **options)
            return
        [(name, literal)] = parts
        looks = f"{name} {fp_str(self._fontsize)} Tf {fp_str(self._leading)} TL"
        self._code.append(f"BT 1 0 0 1 {fp_str(x, y)} Tm {looks} ({literal}) Tj T* ET")

    def bookmark(self, key: str, top: float) -> None:
        """Bind `key` to a height (points from the bottom) on this page, for links and outline."""
        self.bookmarkHorizontalAbsolute(key, top)

    def showPage(self) -> None:  # noqa: N802
        """End the page; what nobody spoke for becomes an artifact or an error."""
        if self._owner is not None or self._silenced:
            raise ValueError("the page ends inside marked content")
        self._code[:] = seal(self._code, page=self._pageNumber)
        super().showPage()

    def finish(self) -> bytes:
        """The finished file."""
        if self._code:
            self.showPage()
        if nowhere := sorted(name for name, place in self._destinations.items() if place.page is None):
            raise ValueError(f"links lead to places that are not in the document: {nowhere}")
        self._doc.declare(self._metadata, self._icc_profile)
        return bytes(self._doc.GetPDFData(self))


@lru_cache(maxsize=256)
def _colour(name: str) -> tuple[Color, str]:
    """The colour, and its three shares as operands."""
    colour = toColor(name)
    return colour, str(fp_str(colour.red, colour.green, colour.blue))


@lru_cache(maxsize=256)
def _fill_operator(name: str) -> str:
    colour, _ = _colour(name)
    return f"{colour.red:.4g} {colour.green:.4g} {colour.blue:.4g} rg"
