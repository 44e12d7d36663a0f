"""Text without geometry becomes words: leaders dropped, boxes to tick recognised; and what is only told apart by its page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from parsers.readers import marks
from parsers.readers.marks import Sign
from values.document import CHECKED, UNCHECKED, Cell, Document, Line, Page, Source, Word

DOUBTFUL_TICK = 0.7
"""A lone check mark without any hollow box around may be a bullet."""

SOLID = "■"

_HEADING = re.compile(r"^(heading|titre|title|rubrique|soustitre|subtitle)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one look."""

    text: str
    bold: bool = False
    size: float = 0.0


BREAK = "\n"

Item = Piece | Word
"""What a paragraph is made of: text, and fields and boxes that are words already."""


def signed(word: Word, sign: Sign) -> Word:
    """A box to tick instead of its character; what is one only beside hollow boxes waits for `settled`."""
    match sign:
        case Sign.WORD:
            return word
        case Sign.SOLID:
            return replace(word, text=SOLID)
        case Sign.CHECK:
            return replace(word, text=CHECKED, confidence=min(word.confidence, DOUBTFUL_TICK))
        case _:
            return replace(word, text=marks.box_text(sign))


def settled(words: Iterable[Word], hollow: bool) -> tuple[Word, ...]:
    """Solid squares and lone check marks settled: ticked boxes beside hollow ones, else bullets and doubtful ticks."""
    if not hollow:
        return tuple(word for word in words if word.text != SOLID)
    return tuple(_ticked(word) for word in words)


def _ticked(word: Word) -> Word:
    if word.text == SOLID:
        return replace(word, text=CHECKED)
    if word.text == CHECKED and word.confidence == DOUBTFUL_TICK and word.source is Source.TEXT:
        return replace(word, confidence=1.0)
    return word


def written(text: str) -> str:
    """The value of a field; "" when nothing but leaders stands in it.

    >>> written("........"), written(" 12/03/2026 ")
    ('', '12/03/2026')
    """
    return text.strip() if any(token.sign is not Sign.LEADER for token in marks.tokens(text)) else ""


def words(pieces: Iterable[Piece]) -> list[Word]:
    """The words of pieces that follow one another on a line; a word may run over several pieces.

    >>> [word.text for word in words([Piece("☐ oui  ☒ n"), Piece("on ........")])]
    ['☐', 'oui', '☒', 'non']
    """
    pieces = list(pieces)
    ends: list[tuple[int, Piece]] = []
    text = ""
    for piece in pieces:
        text += piece.text
        ends.append((len(text), piece))
    found, place = [], 0
    for token in marks.tokens(text):
        while ends[place][0] <= token.start:
            place += 1
        written = marks.clean(token.text)
        if token.sign is not Sign.LEADER and written:
            look = ends[place][1]
            found.append(signed(Word(written, size=look.size, bold=look.bold), token.sign))
    return found


def joined(items: Iterable[Item]) -> list[Word]:
    """The words of a line: pieces of text joined, fields as they are."""
    found: list[Word] = []
    pieces: list[Piece] = []
    for item in (*items, None):
        if isinstance(item, Piece):
            pieces.append(item)
            continue
        found.extend(words(pieces))
        pieces = []
        if item is not None:
            found.append(item)
    return found


def is_heading_style(name: str) -> bool:
    """Whether a paragraph style is a heading's, told by its name."""
    return _HEADING.match(name) is not None


def is_heading(words: list[Word]) -> bool:
    """A short paragraph, all bold, that no value follows."""
    text = [word for word in words if word.text not in (CHECKED, UNCHECKED, "")]
    if not text or len(text) != len(words) or len(text) > 14:
        return False
    return (
        all(word.bold for word in text)
        and not text[-1].text.endswith(":")
        and any(c.isalpha() for word in text for c in word.text)
    )


def bullet(text: str, face: str) -> str | None:
    """The box to tick that a list's bullet draws in a font, if it is one."""
    sign = marks.written_in(text, face) if len(text) == 1 else ""
    if sign and sign in marks.HOLLOW:
        return UNCHECKED
    return CHECKED if sign and sign in marks.TICKED else None


def capped(lines: Iterable[Line], characters: int) -> tuple[list[Line], str | None]:
    """The lines up to so many characters, and the problem that more were left out."""
    kept: list[Line] = []
    for line in lines:
        characters -= sum(len(word.text) + 1 for word in line.words)
        if characters < 0:
            return kept, "too_large"
        kept.append(line)
    return kept, None


def line(text: str, cell: Cell | None = None) -> Line:
    """The line of a plain text."""
    return Line(tuple(words([Piece(text)])), cell=cell)


def paged(document: Document, lines: Iterable[Line], problem: str | None = None) -> Document:
    """The document with its one page of lines; one that says nothing has the problem `no_text`."""
    kept = [one for one in lines if one.words]
    hollow = any(word.text == UNCHECKED for one in kept for word in one.words)
    kept = [replace(one, words=settled(one.words, hollow)) for one in kept]
    kept = [one for one in kept if one.words]
    source = _source(kept)
    if not kept and not document.body:
        problem = problem or "no_text"
    page = Page(number=None, lines=tuple(kept), text_source="text" if kept else "none")
    return replace(document, pages=(page,), text_source=source, problem=problem)


def _source(lines: list[Line]) -> str:
    if any(w.source is Source.CONTENT_CONTROL and w.text not in ("", UNCHECKED) for line in lines for w in line.words):
        return "form_fields"
    return "text" if lines else "none"
