"""WordprocessingML, element by element."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def w(name: str, /, *content: str, **attributes: str | int) -> str:
    """An element of the main namespace; its attributes belong there too. `id_` is written `id`."""
    written = "".join(f" w:{key.rstrip('_')}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<w:{name}{written}>{''.join(content)}</w:{name}>" if content else f"<w:{name}{written}/>"


def plain(text: str) -> str:
    """Text that may stand in XML."""
    return escape(_FORBIDDEN.sub("", text))


def attribute(text: str) -> str:
    """A quoted attribute value."""
    return quoteattr(_FORBIDDEN.sub("", text))


def run(text: str, *looks: str, language: str) -> str:
    """A stretch of text with its looks (elements) and its language."""
    words = w("t", plain(text)).replace("<w:t>", '<w:t xml:space="preserve">', 1)
    return w("r", w("rPr", *looks, w("lang", val=language)), words)


def field(code: str, result: str) -> str:
    """A field that shows `result` (runs) until it is updated."""
    instruction = f'<w:instrText xml:space="preserve"> {plain(code)} </w:instrText>'
    marks = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    begin, separate, end = marks
    return f"{begin}{w('r', instruction)}{separate}{result}{end}"


def paragraph(style: str, *content: str, extra: str = "") -> str:
    """A paragraph in a style; `extra` are further properties (elements that follow the style's)."""
    return w("p", w("pPr", w("pStyle", val=style), extra), *content)


def part(name: str, body: str) -> bytes:
    """A whole part of the package with this root element."""
    return f"{HEAD}<w:{name} {NAMESPACES}>{body}</w:{name}>".encode()
