"""OpenDocument texts (.odt, .ott, flat .fodt), read from their XML: form controls, fields, tables, frames, tracked text as it
would be accepted. A text without pages; headers and footers come last, each text once."""

from collections.abc import Iterator
from dataclasses import replace

from parsers.readers import flow
from parsers.readers.docx_xml import Element, Package, Refused, child, name, package, parsed
from parsers.readers.limits import Limits
from parsers.readers.odt_blocks import Blocks, edges
from parsers.readers.odt_controls import Controls
from parsers.readers.odt_runs import Runs
from parsers.readers.odt_styles import Styles
from values.document import Document, Line


def read(document: Document, content: bytes, limits: Limits) -> Document:
    """The document with its lines, or with the problem that kept it from being read."""
    try:
        opened = package(content)
        with opened.archive:
            return _read_package(document, opened, limits)
    except Refused as error:
        return replace(document, problem=error.problem)


def read_flat(document: Document, content: bytes, limits: Limits) -> Document:
    """The document that one XML file is; other XML is none of ours."""
    try:
        root = parsed(content)
    except Refused as error:
        return replace(document, problem=error.problem)
    if root is None:
        return replace(document, problem="corrupt")
    if _text(root) is None:
        return replace(document, problem="unsupported")
    return _read(document, root, root, limits)


def _read_package(document: Document, opened: Package, limits: Limits) -> Document:
    manifest = opened.part("META-INF/manifest.xml")
    if manifest is not None and any(name(one) == "encryption-data" for one in manifest.iter()):
        return replace(document, problem="encrypted")
    content = opened.part("content.xml")
    if content is None or _text(content) is None:
        return replace(document, problem="corrupt")
    return _read(document, content, opened.part("styles.xml"), limits)


def _text(root: Element) -> Element | None:
    return child(child(root, "body"), "text")


def _read(document: Document, content: Element, styles: Element | None, limits: Limits) -> Document:
    kept, problem = flow.capped(_lines(content, styles), limits.characters)
    return flow.paged(document, kept, problem)


def _lines(content: Element, styles: Element | None) -> Iterator[Line]:
    text, controls = _text(content), Controls()
    if text is None:
        return
    controls.add(child(text, "forms"))
    blocks = Blocks(Runs(_styles(styles, content), controls))
    yield from blocks.lines(text)
    blocks.runs.styles = _styles(styles, styles)
    seen: set[str] = set()
    for edge in edges(child(styles, "master-styles")):
        for line in blocks.lines(edge):
            if line.text not in seen or any(word.field for word in line.words):
                seen.add(line.text)
                yield line


def _styles(common: Element | None, own: Element | None) -> Styles:
    """The styles in force in one part: both parts name their automatic styles alike."""
    found = Styles()
    for holder in ("font-face-decls", "styles"):
        found.add(child(common, holder))
    for holder in ("font-face-decls", "automatic-styles"):
        found.add(child(own, holder))
    return found
