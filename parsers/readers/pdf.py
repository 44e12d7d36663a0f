"""PDF files: pikepdf opens, repairs and reads the form, pdfium gives text and drawings, page by page.

A page without text nor fields has `text_source` `none`: it waits for the reader of pictures (`image.py`).
"""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pikepdf

from parsers.readers import pdf_page
from parsers.readers.limits import Limits
from parsers.readers.pdf_fields import Annotations, FieldReader
from parsers.readers.pdfium import raw as pdfium
from values.document import UNCHECKED, Document, Line, Page, Source

RATIO = 1_040
"""How many times its size a deflated stream may grow to, at most."""


class Unreadable(Exception):
    """The file cannot be read; `problem` is the word for it."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Open:
    pdf: Any
    fields: FieldReader | None
    page_count: int


def read(document: Document, content: bytes, limits: Limits) -> Document:
    """The document with its pages, or with the problem that kept it from being read."""
    try:
        with _opened(content) as opened:
            return _read(document, opened, limits)
    except Unreadable as error:
        return replace(document, problem=error.problem)


def _read(document: Document, opened: _Open, limits: Limits) -> Document:
    pages, problem = [], None
    for index in range(min(opened.page_count, limits.pages)):
        if opened.fields is not None and _is_bomb(opened.fields.pdf, index, limits):
            problem = "too_large"
            continue
        pages.append(_page(opened, index))
    if opened.fields is not None and pages:
        pages[0] = _with_lost_fields(pages[0], opened.fields)
    if opened.page_count > limits.pages:
        problem = problem or "too_many_pages"
    return _judged(replace(document, pages=tuple(pages), page_count=opened.page_count), problem, opened.fields)


def _judged(document: Document, problem: str | None, fields: FieldReader | None) -> Document:
    """The document with its text source, and the problem of one that says nothing."""
    source = text_source(document)
    if fields is not None and fields.only_xfa and source != "form_fields":
        problem = problem or "xfa"
    has_field = any(word.source is Source.FORM_FIELD for line in document.lines for word in line.words)
    if source == "none" and not has_field:
        problem = problem or "no_text"
    return replace(document, text_source=source, problem=problem)


def text_source(document: Document) -> str:
    """`form_fields` when a field is filled, else the surest source of the pages."""
    words = [word for line in document.lines for word in line.words]
    if any(word.source is Source.FORM_FIELD and word.text not in ("", UNCHECKED) for word in words):
        return "form_fields"
    sources = {page.text_source for page in document.pages}
    return next((source for source in ("text", "ocr") if source in sources), "none")


def _page(opened: _Open, index: int) -> Page:
    page = pdfium.FPDF_LoadPage(opened.pdf, index)
    if not page:
        return Page(number=index + 1, lines=(), text_source="none")
    try:
        place = pdf_page.sheet(page)
        over = opened.fields.page(index, place.origin) if opened.fields is not None else Annotations()
        return pdf_page.read(page, index + 1, place, over)
    finally:
        pdfium.FPDF_ClosePage(page)


def _with_lost_fields(page: Page, fields: FieldReader) -> Page:
    lost = tuple(Line((word,)) for word in fields.elsewhere())
    return replace(page, lines=page.lines + lost) if lost else page


@contextmanager
def _opened(content: bytes) -> Iterator[_Open]:
    """The file open in both libraries; repaired by pikepdf when pdfium cannot open it as it is."""
    structure = _structure(content)
    pdf = None
    try:
        buffer = content
        pdf = _load(buffer)
        count = len(structure.pages) if structure is not None else None
        if structure is not None and (not pdf or pdfium.FPDF_GetPageCount(pdf) != count):
            if pdf:
                pdfium.FPDF_CloseDocument(pdf)
            buffer = _repaired(structure)
            pdf = _load(buffer)
        if not pdf:
            raise Unreadable("corrupt")
        pages = pdfium.FPDF_GetPageCount(pdf)
        same = structure is not None and len(structure.pages) == pages
        yield _Open(pdf, FieldReader(structure) if structure is not None and same else None, pages)
    finally:
        if pdf:
            pdfium.FPDF_CloseDocument(pdf)
        if structure is not None:
            structure.close()


def _structure(content: bytes) -> pikepdf.Pdf | None:
    """The file in pikepdf, None when only pdfium may still open it."""
    try:
        pdf = pikepdf.open(io.BytesIO(content), suppress_warnings=True)
        len(pdf.pages)
    except pikepdf.PasswordError:
        raise Unreadable("encrypted") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError):
        return None
    return pdf


def _load(content: bytes) -> Any:
    return pdfium.FPDF_LoadMemDocument64(content, len(content), None)


def _repaired(structure: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    try:
        structure.save(buffer, encryption=False)
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return b""
    return buffer.getvalue()


def _is_bomb(pdf: pikepdf.Pdf, index: int, limits: Limits) -> bool:
    """Whether the content of a page grows above the limit; no more than the limit is unpacked to know."""
    try:
        contents = pdf.pages[index].obj.get("/Contents")
        streams = [contents] if isinstance(contents, pikepdf.Stream) else list(contents or [])
        return sum(_size(stream, limits.content_bytes) for stream in streams) > limits.content_bytes
    except (pikepdf.PdfError, ValueError, TypeError, KeyError):
        return False


def _size(stream: Any, limit: int) -> int:
    """The unpacked size of a stream, or just above the limit."""
    if not isinstance(stream, pikepdf.Stream):
        return 0
    filters = str(stream.get("/Filter", ""))
    if filters.count("Flate") + filters.count("LZW") > 1:
        return limit + 1
    length = int(stream.get("/Length", 0))
    if length * RATIO <= limit or "Flate" not in filters:
        return length
    try:
        return len(zlib.decompressobj().decompress(stream.read_raw_bytes(), limit + 1))
    except zlib.error:
        return length
