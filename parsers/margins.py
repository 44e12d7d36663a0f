"""What a page repeats at its head and foot is nobody's: the address, phone and SIRET of whoever printed the paper."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from parsers.index import norm
from values.document import Document, Line, Page, Source

_HEAD, _FOOT = 0.11, 0.90
_LOW, _SMALL = 0.93, 0.87
_FIGURES = re.compile(r"\d+")


def without(document: Document) -> Document:
    """The document without the lines that stand at the head or foot of several pages, and without small print at a foot."""
    if not any(page.height for page in document.pages):
        return document
    seen = Counter(text for page in document.pages for text in {_text(line) for line in page.lines if _in_margin(line, page)})
    usual = _usual_size(document)
    pages = tuple(
        replace(page, lines=tuple(line for line in page.lines if not _is_margin(line, page, seen, usual)))
        for page in document.pages
    )
    return replace(document, pages=pages)


def _is_margin(line: Line, page: Page, seen: Counter[str], usual: float) -> bool:
    if not _in_margin(line, page) or any(word.field for word in line.words):
        return False
    return (seen[_text(line)] > 1 and len(_text(line)) > 3) or _is_small_print(line, page, usual)


def _is_small_print(line: Line, page: Page, usual: float) -> bool:
    sizes = [word.size for word in line.words if word.size]
    low = line.box is not None and line.box[1] > _LOW * page.height
    return low and bool(sizes) and max(sizes) < _SMALL * usual


def _in_margin(line: Line, page: Page) -> bool:
    if line.box is None or not page.height or page.rotation:
        return False
    return line.box[3] < _HEAD * page.height or line.box[1] > _FOOT * page.height


def _text(line: Line) -> str:
    """What a line says, page numbers aside."""
    return _FIGURES.sub("", norm(line.text)) if len(line.text) < 20 else norm(line.text)


def _usual_size(document: Document) -> float:
    sizes: Sequence[float] = sorted(
        word.size for line in document.lines for word in line.words if word.size and word.source is Source.TEXT
    )
    return sizes[len(sizes) // 2] if sizes else 0.0
