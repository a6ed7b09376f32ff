"""The package a Word file is: parts, what they point to, pictures, and facts about the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from bvdesk.reports.docx_xml import HEAD, attribute, plain
from bvdesk.reports.zipfil import pack

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = ("styles", "settings", "numbering", "footnotes", "header", "footer")


@dataclass
class Relasjoner:
    """What a part points to."""

    targets: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def add(self, kind: str, target: str, *, outside: bool = False) -> str:
        """The id that the part uses for a target."""
        return self.targets.setdefault((kind, target, outside), f"rId{len(self.targets) + 1}")

    def xml(self) -> bytes:
        """The part that lists them."""
        rows = (
            f"<Relationship Id={attribute(key)} Type={attribute(kind if '/' in kind else f'{_OFFICE}/{kind}')}"
            f" Target={attribute(target)} TargetMode={attribute('External' if outside else 'Internal')}/>"
            for (kind, target, outside), key in self.targets.items()
        )
        return f'{HEAD}<Relationships xmlns="{_RELATIONS}">{"".join(rows)}</Relationships>'.encode()


@dataclass(frozen=True, slots=True)
class Fakta:
    """What the file says about itself: never who made it."""

    tittel: str
    emne: str
    avsender: str
    dato: str
    sprak: str


@dataclass
class Pakke:
    """The parts of a Word file in the making."""

    relasjoner: Relasjoner = field(default_factory=Relasjoner)
    notelenker: Relasjoner = field(default_factory=Relasjoner)
    deler: dict[str, bytes] = field(default_factory=dict)

    def picture(self, content: bytes, suffix: str) -> str:
        """Put a picture in; the same picture is stored once. Returns its id."""
        name = f"media/{sha256(content).hexdigest()[:16]}.{suffix}"
        self.deler[f"word/{name}"] = content
        return self.relasjoner.add("image", name)

    def add(self, name: str, content: bytes) -> str:
        """Put a part in that the document points to; its kind is its name without a number."""
        self.deler[f"word/{name}.xml"] = content
        return self.relasjoner.add(name.rstrip("0123456789"), f"{name}.xml")

    def file(self, document: bytes, fakta: Fakta) -> bytes:
        """The file."""
        main = Relasjoner()
        main.add("officeDocument", "word/document.xml")
        main.add(
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"
        )
        main.add("extended-properties", "docProps/app.xml")
        parts = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": main.xml(),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": self.relasjoner.xml(),
        }
        if self.notelenker.targets:
            parts["word/_rels/footnotes.xml.rels"] = self.notelenker.xml()
        return pack({**parts, **self.deler, "docProps/core.xml": _core(fakta), "docProps/app.xml": _app(fakta)})

    def _content_types(self) -> bytes:
        suffixes = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        suffixes |= {"png": "image/png", "jpeg": "image/jpeg"}
        defaults = (f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in suffixes.items())
        own = {"/word/document.xml": f"{_WORD}.document.main+xml"}
        for name in self.deler:
            kind = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
            if kind in _KINDS:
                own[f"/{name}"] = f"{_WORD}.{kind}+xml"
        own["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
        own["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        overrides = (f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in own.items())
        return f'{HEAD}<Types xmlns="{_TYPES}">{"".join(defaults)}{"".join(overrides)}</Types>'.encode()


def _core(fakta: Fakta) -> bytes:
    time = f'xsi:type="dcterms:W3CDTF">{fakta.dato}T12:00:00Z</dcterms:'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{plain(fakta.tittel)}</dc:title><dc:subject>{plain(fakta.emne)}</dc:subject>"
        f"<dc:creator>{plain(fakta.avsender)}</dc:creator><cp:lastModifiedBy>{plain(fakta.avsender)}</cp:lastModifiedBy>"
        f"<dc:language>{fakta.sprak}</dc:language>"
        f"<dcterms:created {time}created><dcterms:modified {time}modified></cp:coreProperties>"
    ).encode()


def _app(fakta: Fakta) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    company = f"<Company>{plain(fakta.avsender)}</Company>"
    return f'{HEAD}<Properties xmlns="{kind}"><Application>bvdesk</Application>{company}</Properties>'.encode()
