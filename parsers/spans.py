"""The spans of a document: captions, written text, form fields and boxes to tick, each with its place.

A line of a `Document` may hold several ("Nom : DURAND Prénom : Léa", "☒ oui ☐ non"); here each stands alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from parsers.captions import Caption
from parsers.index import Index
from parsers.labels import Mark, parse
from parsers.tokens import Token, tokens
from values.document import CHECKED, UNCHECKED, Box, Cell, Document, Line, Page, Source, Word

FIELDS = frozenset({Source.FORM_FIELD, Source.CONTENT_CONTROL})


class Kind(StrEnum):
    """What a span is."""

    CAPTION = "caption"
    TEXT = "text"
    FIELD = "field"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Span:
    """One span: `line` is its line in the page, `place` its place in the document; `opens` whether it opens its line."""

    kind: Kind
    words: tuple[Word, ...]
    text: str
    page: int
    line: int
    place: int
    opens: bool
    caption: Caption | None = None
    colon: bool = False
    box: Box | None = None
    cell: Cell | None = None
    heading: bool = False

    @property
    def name(self) -> str:
        """The vocabulary's text of a caption, empty for an unknown one and for anything else."""
        return self.caption.name if self.caption else ""

    @property
    def ticked(self) -> bool:
        """Whether a box is ticked."""
        return self.kind is Kind.TICK and self.words[0].text == CHECKED

    @property
    def height(self) -> float:
        """The height of its box, a usual one without geometry."""
        return max(self.box[3] - self.box[1], 4.0) if self.box else 10.0


def split(document: Document, index: Index) -> tuple[Span, ...]:
    """Every span of a document, in reading order."""
    spans: list[Span] = []
    for number, page in enumerate(document.pages):
        for place, line in enumerate(ordered(page)):
            for span in _of_line(line, index):
                spans.append(replace(span, page=number, line=place, place=len(spans)))
    return tuple(spans)


def ordered(page: Page) -> tuple[Line, ...]:
    """The lines of a page, as the reader gave them."""
    return page.lines


def is_tick(word: Word) -> bool:
    """Whether a word is a box to tick."""
    return word.text in (CHECKED, UNCHECKED)


def _of_line(line: Line, index: Index) -> Iterator[Span]:
    opens = True
    runs = list(_runs(line.words))
    for n, words in enumerate(runs):
        boxes = tuple(0 <= at < len(runs) and is_tick(runs[at][0]) for at in (n - 1, n + 1))
        for span in _of_run(words, index, boxes):
            box = span.box or (line.box if len(line.words) == len(words) == len(span.words) else None)
            yield replace(span, opens=opens, box=box, cell=line.cell, heading=line.heading and line.box is None)
            opens = False


def _runs(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words of a line, a form field or box to tick alone, printed words together."""
    run: list[Word] = []
    for word in words:
        if is_tick(word) or word.source in FIELDS:
            if run:
                yield tuple(run)
            yield (word,)
            run = []
        else:
            run.append(word)
    if run:
        yield tuple(run)


def _of_run(words: tuple[Word, ...], index: Index, boxes: tuple[bool, ...]) -> Iterator[Span]:
    """The spans of a run; `boxes` tell whether a box to tick stands before and behind it."""
    if is_tick(words[0]):
        yield _span(Kind.TICK, words, words[0].text)
    elif words[0].source in FIELDS:
        yield _span(Kind.FIELD, words, words[0].text.strip())
    else:
        yield from _printed(words, index, boxes)


def _printed(words: tuple[Word, ...], index: Index, boxes: tuple[bool, ...]) -> Iterator[Span]:
    parts = tokens(words)
    if all(boxes) and len(parts) > 1 and parts[0].norm in ("oui", "non") and parts[1].text[:1].isupper():
        yield from _printed_marks(parts, [Mark(0, 1)])
        yield from _printed(tuple(part.word for part in parts[1:]), index, (False, True))
        return
    cut = len(parts) - 1 if boxes[1] and len(parts) > 1 and parts[-1].norm in ("oui", "non") else len(parts)
    marks = [*parse(parts[:cut], index, boxed=boxes[0]), *([Mark(cut, len(parts))] if cut < len(parts) else [])]
    yield from _printed_marks(parts, marks)


def _printed_marks(parts: Sequence[Token], marks: Iterable[Mark]) -> Iterator[Span]:
    for mark in marks:
        inner = parts[mark.start : mark.end]
        text = " ".join(token.text for token in inner).strip()
        kind = Kind.CAPTION if mark.caption and text != "@" else Kind.TEXT
        if text not in ("", ":"):
            span = _span(kind, tuple(dict.fromkeys(token.word for token in inner)), text)
            yield replace(span, caption=mark.caption if kind is Kind.CAPTION else None, colon=mark.colon)


def _span(kind: Kind, words: tuple[Word, ...], text: str) -> Span:
    return Span(kind, words, text, 0, 0, 0, False, box=union(word.box for word in words))


def union(boxes: Iterable[Box | None]) -> Box | None:
    """The box around some boxes, None when there is none."""
    known = [box for box in boxes if box]
    if not known:
        return None
    return (
        min(box[0] for box in known),
        min(box[1] for box in known),
        max(box[2] for box in known),
        max(box[3] for box in known),
    )
