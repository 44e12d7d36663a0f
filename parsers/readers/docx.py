"""Word files (.docx, .docm, .dotx): read from their XML, since content controls, old form fields, symbols and tracked text are
not seen otherwise. A text without pages; headers and footers come last, each text once."""

import re
from collections.abc import Iterator
from dataclasses import replace

from parsers.readers import flow
from parsers.readers.docx_blocks import Blocks
from parsers.readers.docx_xml import Element, Package, Refused, attribute, child, children, package, value
from parsers.readers.limits import Limits
from values.document import Document, Line

_EDGES = re.compile(r"^word/(header|footer|footnotes)\d*\.xml$")


def read(document: Document, content: bytes, limits: Limits) -> Document:
    """The document with its lines, or with the problem that kept it from being read."""
    try:
        opened = package(content)
        with opened.archive:
            return _read(document, opened, limits)
    except Refused as error:
        return replace(document, problem=error.problem)


def _read(document: Document, opened: Package, limits: Limits) -> Document:
    main = opened.part(_main(opened))
    body = child(main, "body")
    if body is None:
        return replace(document, problem="corrupt")
    blocks = Blocks(_bullets(opened))
    kept, problem = flow.capped(_lines(opened, blocks, body), limits.characters)
    return flow.paged(document, kept, problem)


def _lines(opened: Package, blocks: Blocks, body: Element) -> Iterator[Line]:
    yield from blocks.lines(body)
    seen: set[str] = set()
    for name in sorted(filter(_EDGES.match, opened.names())):
        root = opened.part(name)
        for line in blocks.lines(root) if root is not None else ():
            if line.text not in seen or any(word.field for word in line.words):
                seen.add(line.text)
                yield line


def _main(opened: Package) -> str:
    """The name of the main part, told by the package's relationships."""
    relations = opened.part("_rels/.rels")
    for relation in children(relations, "Relationship"):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


def _bullets(opened: Package) -> dict[tuple[str, str], str]:
    """The lists whose bullet is a box to tick, by (numId, level)."""
    numbering = opened.part("word/numbering.xml")
    levels = {
        attribute(abstract, "abstractNumId"): {
            attribute(level, "ilvl") or "0": box for level in children(abstract, "lvl") if (box := _bullet(level))
        }
        for abstract in children(numbering, "abstractNum")
    }
    return {
        (attribute(number, "numId") or "", level): box
        for number in children(numbering, "num")
        for level, box in levels.get(value(number, "abstractNumId"), {}).items()
    }


def _bullet(level: Element) -> str | None:
    text = value(level, "lvlText") or ""
    fonts = child(child(level, "rPr"), "rFonts")
    return flow.bullet(text, attribute(fonts, "ascii") or "" if fonts is not None else "")
