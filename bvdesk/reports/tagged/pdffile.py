"""The PDF file itself: what the catalog promises, and compact writing of the objects."""

from __future__ import annotations

import hashlib
import time
import zlib
from struct import Struct
from typing import Any

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from bvdesk.reports.tagged.metadata import Metadata, xmp_packet
from bvdesk.reports.tagged.structure import StructureTree

_OBJECTS_PER_STREAM = 200
_ENTRY = Struct(">BIH")
"""A line of the cross-reference stream: the kind of object, where it lies, and what the kind says besides."""
# A carriage return and a line feed: a single line feed after data that happen to end in a carriage return would be
# read as the two together, and the stream as one byte too short (seen in page-validation; 1 stream in 256).
_END_OF_STREAM = b"\r\nendstream\n"


class UnembeddedFontError(ValueError):
    """A font that the file does not carry with it was used."""


class TaggedPdf(pdfdoc.PDFDocument):  # type: ignore[misc]
    """Reportlab's document, grown into one that is PDF/UA-1 and PDF/A-2a.

    It replaces reportlab's writing of the file: objects that are not streams are packed together in object
    streams (PDF 1.5), which more than halves a tagged file, and streams get the line end before `endstream`
    that PDF/A asks for (ISO 19005-2, 6.1.7.1).
    """

    tree: StructureTree

    @classmethod
    def adopt(cls, document: pdfdoc.PDFDocument) -> TaggedPdf:
        """Turn the document a canvas has just made into a tagged one (the canvas offers no other way in)."""
        document.__class__ = cls
        document.tree = StructureTree()
        assert isinstance(document, TaggedPdf)
        return document

    def addPage(self, page: pdfdoc.PDFPage) -> None:  # noqa: N802
        """Add a finished page, tied to the elements that own its content."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self.tree.end_page()
        page.Tabs = PDFName("S")
        super().addPage(page)

    def declare(self, metadata: Metadata, icc_profile: bytes) -> None:
        """State title, language, standards and colour space. Call it once, after the last page."""
        self._describe(metadata)
        catalog = self.Catalog
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.StructTreeRoot = _TreeRoot()
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        catalog.Metadata = PDFStream(
            PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}),
            content=xmp_packet(metadata, self.info.producer),
        )
        catalog.OutputIntents = PDFArray([self._output_intent(icc_profile)])

    def _describe(self, metadata: Metadata) -> None:
        for name in ("title", "author", "subject", "keywords", "creator"):
            setattr(self.info, name, getattr(metadata, name))
        stamp = TimeStamp(invariant=1)
        stamp.t = metadata.created_utc.timestamp()
        stamp.lt = time.gmtime(stamp.t)
        stamp.YMDhms = tuple(stamp.lt)[:6]
        self._timeStamp = stamp

    def _output_intent(self, icc_profile: bytes) -> PDFDictionary:
        profile = PDFStream(PDFDictionary({"N": 3}), content=icc_profile, filters=[pdfdoc.PDFZCompress])
        return PDFDictionary(
            {
                "Type": PDFName("OutputIntent"),
                "S": PDFName("GTS_PDFA1"),
                "OutputConditionIdentifier": PDFString("sRGB"),
                "Info": PDFString("sRGB IEC61966-2.1"),
                "DestOutputProfile": self.Reference(profile),
            }
        )

    def format(self) -> bytes:
        """The whole file. Formatting an object may add new objects, so the count is not known beforehand."""
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        writer = _Writer()
        number, tree = 1, 0
        while number in self.numberToId:
            thing = self.idToObject[self.numberToId[number]]
            if isinstance(thing, _TreeRoot):
                tree = number
            else:
                body = bytes(pdfdoc.format(thing, self, toplevel=1))
                _refuse_unembedded(thing, body)
                writer.add(number, body)
            number += 1
        for element, body in self.tree.objects(tree, number, self._number_of):
            writer.collect(element, body)
        return writer.finish(root.format(self), info.format(self))

    def _number_of(self, name: str) -> int:
        return int(self.idToObjectNumberAndVersion[name][0])


class _TreeRoot(pdfdoc.PDFObject):  # type: ignore[misc]
    """Keeps an object number for the root of the structure tree, whose elements are numbered last of all."""

    __RefOnly__ = 1  # reportlab: always written as an object of its own


def _refuse_unembedded(thing: Any, body: bytes) -> None:
    bare_font = isinstance(thing, pdfdoc.PDFType1Font) and b"/FontDescriptor" not in body
    bare_descriptor = b"/Type /FontDescriptor" in body and b"/FontFile2" not in body
    if bare_font or bare_descriptor:
        raise UnembeddedFontError(body.decode("latin-1")[:200])


class _Writer:
    """Collects numbered objects and lays them out as a file with a cross-reference stream."""

    def __init__(self) -> None:
        self._parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        self._offset = len(self._parts[0])
        self._entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        self._small: list[tuple[int, bytes]] = []

    def add(self, number: int, body: bytes) -> None:
        """Take object `number`; streams are written at once, the rest waits to be packed."""
        if body.endswith(b"endstream\n"):
            self._write(number, body[: -len(b"endstream\n")] + _END_OF_STREAM)
        else:
            self.collect(number, body.strip())

    def collect(self, number: int, body: bytes) -> None:
        """Take object `number`, which is no stream: it is written together with others."""
        self._small.append((number, body))

    def finish(self, root: bytes, info: bytes) -> bytes:
        """Write what waits, and the cross-reference stream; answers the whole file."""
        number = max([n for n, _ in self._small] + list(self._entries)) + 1
        for start in range(0, len(self._small), _OBJECTS_PER_STREAM):
            self._pack(number, self._small[start : start + _OBJECTS_PER_STREAM])
            number += 1
        return self._cross_reference(number, root, info)

    def _write(self, number: int, body: bytes) -> None:
        part = b"%d 0 obj\n%sendobj\n" % (number, body)
        self._entries[number] = (1, self._offset, 0)
        self._parts.append(part)
        self._offset += len(part)

    def _pack(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        header, offset = [], 0
        for index, (inner, body) in enumerate(objects):
            header.append(b"%d %d" % (inner, offset))
            self._entries[inner] = (2, number, index)
            offset += len(body) + 1
        head = b" ".join(header) + b"\n"
        data = zlib.compress(head + b"\n".join(body for _, body in objects))
        entries = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
        self._write(number, _stream(entries, data))

    def _cross_reference(self, number: int, root: bytes, info: bytes) -> bytes:
        start = self._offset
        self._entries[number] = (1, start, 0)
        table = b"".join([_ENTRY.pack(*entry) for _, entry in sorted(self._entries.items())])
        identity = hashlib.md5(b"".join(self._parts), usedforsecurity=False).hexdigest().encode()
        entries = b"/Type/XRef/Size %d/W[1 4 2]/Root %s/Info %s/ID[<%s><%s>]" % (
            number + 1,
            root,
            info,
            identity,
            identity,
        )
        self._write(number, _stream(entries, zlib.compress(table)))
        return b"".join(self._parts) + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s%s" % (entries, len(data), data, _END_OF_STREAM)
