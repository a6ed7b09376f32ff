"""Pictures as WordprocessingML, each with its alternative text."""

from __future__ import annotations

from bvdesk.reports.docx_pakke import Pakke
from bvdesk.reports.docx_xml import attribute

_EMU_PER_POINT = 12_700
_JPEG = b"\xff\xd8"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Bildeskriver:
    """Puts pictures into the package and the text; every one has a number of its own."""

    def __init__(self, pakke: Pakke) -> None:
        self.pakke = pakke
        self._count = 0

    def picture(self, content: bytes, alt: str, size: tuple[float, float]) -> str:
        """A run with the picture, `size` points wide and high."""
        self._count += 1
        key = self.pakke.picture(content, "jpeg" if content.startswith(_JPEG) else "png")
        across, down = (round(points * _EMU_PER_POINT) for points in size)
        named = f'id="{self._count}" name="Bilde {self._count}" descr={attribute(alt)}'
        extent = f'cx="{across}" cy="{down}"'
        shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        shown = f'<a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
        drawn = (
            f"<pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
            f"<pic:blipFill>{shown}</pic:blipFill><pic:spPr>{shape}</pic:spPr></pic:pic>"
        )
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr {named}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{_PICTURE}">{drawn}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )
