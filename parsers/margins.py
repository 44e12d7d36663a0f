"""What a page repeats at its head and foot is nobody's: the address, phone and SIRET of whoever printed the paper.

Neither is what a mail says below its closing words: the name and phone of whoever sent it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from parsers.index import norm
from values.document import Document, Line, Page, Source

_HEAD, _FOOT = 0.11, 0.90
_LOW, _SMALL = 0.93, 0.87
_FORM_LINES = 5
_CLOSINGS = (
    "cordialement",
    "bien cordialement",
    "tres cordialement",
    "cdlt",
    "bien a vous",
    "salutations",
    "sinceres salutations",
    "bonne journee",
    "bonne reception",
    "merci d'avance",
    "respectueusement",
    "je vous prie d'agreer",
    "veuillez agreer",
)
_ENDS = 6
_FIELDS = frozenset({Source.FORM_FIELD, Source.CONTENT_CONTROL})
_LED = re.compile(
    r"^\W*(?:nom|pr[ée]nom|adresse|domicile|t[ée]l[ée]?\w*|courriel|e-?mail|structure|conseill\w+|n[ée]e?)\b[^–•|·]{0,30}:",
    re.IGNORECASE,
)
_REACHED = re.compile(r"(?:\+33|\b0)\s?\d(?:[\s.\-]?\d\d){4}\b|\S@\S+\.\w|\bwww\.|https?://", re.IGNORECASE)
_SEATED = re.compile(
    r"\b(?:cedex|cs\s?\d{4,5}|bp\s?\d{2,5}|siret|siren|rcs|nda|ape|naf|d[ée]claration d.activit[ée]|tva|capital|si[èe]ge)\b|\b\d{5}\s+[A-ZÀ-Ý]",  # noqa: E501
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s[–—•|·\-]\s|•|\|| / |\t")
_FIGURES = re.compile(r"\d+")


def without(document: Document) -> Document:
    """The document without the lines that stand at the head or foot of several pages, and without small print at a foot."""
    document = replace(document, pages=tuple(_unprinted(page) for page in document.pages))
    if document.body:
        return replace(document, pages=tuple(replace(page, lines=_unsigned(page.lines)) for page in document.pages))
    if not any(page.height for page in document.pages):
        return document
    seen = Counter(text for page in document.pages for text in {_text(line) for line in page.lines if _in_margin(line, page)})
    usual = _usual_size(document)
    pages = tuple(
        replace(page, lines=tuple(line for line in page.lines if not _is_margin(line, page, seen, usual)))
        for page in document.pages
    )
    return replace(document, pages=pages)


def _unprinted(page: Page) -> Page:
    """A page without the imprint at its head or foot: the name, address and phone of whoever printed it."""
    count = len(page.lines)
    kept = tuple(line for n, line in enumerate(page.lines) if not ((n < _ENDS or n >= count - _ENDS) and _is_imprint(line)))
    return page if len(kept) == count else replace(page, lines=kept)


def _is_imprint(line: Line) -> bool:
    """Whether a line gives an address or a register number and a phone or mail, parted by signs, and no caption leads it."""
    text = line.text
    if line.cell or any(word.field or word.source in _FIELDS for word in line.words) or _LED.match(text):
        return False
    told = sum(bool(pattern.search(text)) for pattern in (_REACHED, _SEATED))
    return told == 2 and len(_PARTED.findall(text)) >= 2


def _unsigned(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a mail up to its closing words: the phone of a signature is the sender's; a form below them stays."""
    closing = next((n for n, line in enumerate(lines) if n > 2 and norm(line.text).startswith(_CLOSINGS)), len(lines))
    below = sum(":" in line.text for line in lines[closing:])
    return lines if below > _FORM_LINES else lines[:closing]


def _is_margin(line: Line, page: Page, seen: Counter[str], usual: float) -> bool:
    if not _in_margin(line, page) or any(word.field for word in line.words):
        return False
    return (seen[_text(line)] > 1 and len(_text(line)) > 3) or _is_small_print(line, page, usual)


def _is_small_print(line: Line, page: Page, usual: float) -> bool:
    sizes = [word.size for word in line.words if word.size]
    low = line.box is not None and line.box[1] > _LOW * page.height
    return low and bool(sizes) and max(sizes) < _SMALL * usual


def _in_margin(line: Line, page: Page) -> bool:
    if line.box is None or not page.height:
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
