"""A Word file read back: its words in order, and a check of its structure that needs no Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from bvdesk.reports.zipfil import unpack

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DOCUMENT = "word/document.xml"


def body(content: bytes) -> Element:
    found = fromstring(unpack(content)[DOCUMENT]).find(f"{W}body")
    assert found is not None
    return found


def printed_text(content: bytes) -> list[str]:
    """The text of every paragraph and cell, the contents list left out."""
    found = (re.sub(r"\s+", " ", text).strip() for text in _pieces(body(content)))
    return [text for text in found if text]


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}p":
            text = words(child)
            yield text.replace(": ", " ", 1) if style(child) == "Kolofon" else text
        elif child.tag != f"{W}sdt":
            yield from _pieces(child)


def words(element: Element) -> str:
    read = {f"{W}t": lambda e: e.text or "", f"{W}footnoteReference": lambda e: e.get(f"{W}id")}
    return "".join(read[e.tag](e) for e in element.iter() if e.tag in read)


def style(paragraph: Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def notes(content: bytes) -> list[str]:
    root = fromstring(unpack(content)["word/footnotes.xml"])
    return [words(note).strip() for note in root if int(note.get(f"{W}id", "0")) > 0]


def faults(content: bytes) -> list[str]:
    """What is wrong with the structure, in words."""
    parts = unpack(content)
    try:
        trees = {name: fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    except ParseError as fault:
        return [f"ikke XML: {fault}"]
    checks = (_relations, _styles, _headings, _tables, _pictures, _language, _links, _facts)
    return [fault for check in checks for fault in check(trees, parts)]


Trees = dict[str, Element]
Parts = dict[str, bytes]


def _relations(trees: Trees, parts: Parts) -> Iterator[str]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        owner = dirname(dirname(name))
        ids = [r.get("Id") for r in tree]
        yield from (f"{name}: {key} to ganger" for key in set(ids) if ids.count(key) > 1)
        for relation in tree:
            target = normpath(join(owner, str(relation.get("Target"))))
            if relation.get("TargetMode") != "External" and target not in parts:
                yield f"{target} mangler"
    used = re.findall(rb'r:(?:id|embed)="(rId\d+)"', parts[DOCUMENT])
    known = {r.get("Id") for r in trees["word/_rels/document.xml.rels"]}
    yield from (f"{key.decode()} peker ingen steder" for key in used if key.decode() not in known)
    declared = {o.get("PartName") for o in trees["[Content_Types].xml"]} | {
        o.get("Extension") for o in trees["[Content_Types].xml"]
    }
    yield from (f"{n} har ingen type" for n in parts if f"/{n}" not in declared and n.rpartition(".")[2] not in declared)


def _styles(trees: Trees, parts: Parts) -> Iterator[str]:
    known = {s.get(f"{W}styleId") for s in trees["word/styles.xml"].iter(f"{W}style")}
    for kind in ("pStyle", "rStyle", "tblStyle"):
        used = {e.get(f"{W}val") for tree in trees.values() for e in tree.iter(f"{W}{kind}")}
        yield from (f"stilen {name} finnes ikke" for name in used - known)


def _headings(trees: Trees, parts: Parts) -> Iterator[str]:
    styles = [style(p) for p in trees[DOCUMENT].iter(f"{W}p")]
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]
    if not levels or levels[0] != 1 or styles.count("Title") != 1:
        yield "tittel eller første overskrift mangler"
    yield from (f"overskriftene hopper fra {a} til {b}" for a, b in pairwise(levels) if b > a + 1)


def _tables(trees: Trees, parts: Parts) -> Iterator[str]:
    for table in trees[DOCUMENT].iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if not rows or rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield "tabell uten overskriftsrad"
        if table.find(f"{W}tblPr/{W}tblCaption") is None or table.find(f"{W}tblPr/{W}tblStyle") is None:
            yield "tabell uten navn eller stil"
        widths = [int(c.get(f"{W}w", "0")) for c in table.iter(f"{W}gridCol")]
        if min(widths) <= 0 or sum(widths) > 9298:
            yield f"tabellen er {sum(widths)} bred"
        for row in rows:
            spans = [c.find(f"{W}tcPr/{W}gridSpan") for c in row.findall(f"{W}tc")]
            if sum(1 if s is None else int(s.get(f"{W}val", "1")) for s in spans) != len(widths):
                yield "rad med feil antall ruter"


def _pictures(trees: Trees, parts: Parts) -> Iterator[str]:
    named = list(trees[DOCUMENT].iter(f"{WP}docPr"))
    yield from ("bilde uten alternativ tekst" for e in named if not e.get("descr", "").strip())
    if len({e.get("id") for e in named}) != len(named):
        yield "to bilder har samme nummer"


def _language(trees: Trees, parts: Parts) -> Iterator[str]:
    wanted = {e.get(f"{W}val") for e in trees["word/styles.xml"].iter(f"{W}lang")}
    if wanted not in ({"nb-NO"}, {"nn-NO"}):
        yield "språket er ikke oppgitt"
    for run in trees[DOCUMENT].iter(f"{W}r"):
        if run.find(f"{W}t") is not None:
            lang = run.find(f"{W}rPr/{W}lang")
            if lang is None or lang.get(f"{W}val") not in wanted:
                yield "tekst uten språk"


def _links(trees: Trees, parts: Parts) -> Iterator[str]:
    places = {e.get(f"{W}name") for e in trees[DOCUMENT].iter(f"{W}bookmarkStart")}
    anchors = [e.get(f"{W}anchor") for e in trees[DOCUMENT].iter(f"{W}hyperlink") if e.get(f"{W}anchor")]
    yield from (f"{name} finnes ikke" for name in anchors if name not in places)
    if not anchors:
        yield "innholdslisten er tom"
    known = {e.get(f"{W}id") for e in trees["word/footnotes.xml"]}
    yield from ("note mangler" for e in trees[DOCUMENT].iter(f"{W}footnoteReference") if e.get(f"{W}id") not in known)
    marks = [e.get(f"{W}fldCharType") for e in trees[DOCUMENT].iter(f"{W}fldChar")]
    if len({marks.count(kind) for kind in ("begin", "separate", "end")}) != 1:
        yield "et felt er ikke lukket"


def _facts(trees: Trees, parts: Parts) -> Iterator[str]:
    core = {e.tag.rpartition("}")[2]: e.text or "" for e in trees["docProps/core.xml"]}
    yield from (f"{name} mangler" for name in ("title", "creator", "language", "created") if not core.get(name))
    if b'compatibilityMode"' not in parts["word/settings.xml"]:
        yield "åpnes som et gammelt dokument"
