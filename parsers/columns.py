"""Answers in a column of their own: however far from its caption, what stands on its row at the column's edge is its answer.

A page has the habit when several captions share one left edge and what is written on their rows shares another. Then printed
words at the captions' edge with something at the answers' edge are a caption too, known or not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.labels import UNKNOWN
from parsers.sheet import same_row
from parsers.spans import Kind, Span

_ENOUGH = 3
_MANY = 9
_STEP = 3.0


@dataclass(frozen=True, slots=True)
class Column:
    """Two left edges of a page: that of captions, and that of the answers on their rows."""

    page: int
    captions: float
    answers: float

    def pairs(self, a: Span, b: Span) -> bool:
        """Whether two spans stand at its edges, on one row."""
        if a.box is None or b.box is None or a.page != self.page or b.page != self.page:
            return False
        at = abs(a.box[0] - self.captions) < _STEP and abs(b.box[0] - self.answers) < _STEP
        return at and same_row(a.box, b.box)


def columns(spans: Sequence[Span]) -> tuple[Column, ...]:
    """The habits of a document: the edges that three known captions and their neighbours to the right share."""
    votes: Counter[tuple[int, float, float]] = Counter()
    for left, right in _neighbours(spans):
        if left.kind is Kind.CAPTION and left.name and left.box and right.box and right.kind in (Kind.TEXT, Kind.FIELD):
            votes[left.page, round(left.box[0]), round(right.box[0])] += 1
    return tuple(Column(page, a, b) for (page, a, b), count in votes.items() if count >= _ENOUGH)


def _neighbours(spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Every span without a cell with the one right behind it on its row."""
    pages: dict[int, list[Span]] = {}
    for span in spans:
        if span.box and not span.cell:
            pages.setdefault(span.page, []).append(span)
    found = []
    for page in pages.values():
        for span in page:
            behind = [other for other in page if _behind(span, other)]
            if behind:
                found.append((span, min(behind, key=lambda other: other.box[0] if other.box else 0.0)))
    return found


def _behind(span: Span, other: Span) -> bool:
    return bool(span.box and other.box and other.box[0] >= span.box[2] - 1 and same_row(span.box, other.box))


def captioned(spans: Sequence[Span], words: frozenset[int]) -> tuple[Span, ...]:
    """The spans, printed words at a column's edge with an answer on their row made captions; `words` are those of boxes."""
    spans = _in_tables(spans, words)
    found = columns(spans)
    if not found:
        return tuple(spans)
    partners = {left.place: right for left, right in _neighbours(spans)}
    return tuple(_as_caption(span) if _is_caption(span, partners, found, words) else span for span in spans)


def _in_tables(spans: Sequence[Span], words: frozenset[int]) -> tuple[Span, ...]:
    """The spans, printed words alone in a cell of a column that holds captions, with a cell of answers beside, made captions."""
    counts: dict[tuple[int, int, int], Counter[bool]] = {}
    held = Counter((span.page, span.cell) for span in spans if span.cell)
    for span in spans:
        if span.cell and span.kind in (Kind.CAPTION, Kind.TEXT) and not span.heading:
            counts.setdefault((span.page, span.cell.table, span.cell.column), Counter())[bool(span.name)] += 1

    def asks(span: Span) -> bool:
        cell = span.cell
        if cell is None or span.kind is not Kind.TEXT or span.place in words or held[span.page, cell] > 1:
            return False
        own = counts.get((span.page, cell.table, cell.column), Counter())
        beside = counts.get((span.page, cell.table, cell.column + cell.column_span), Counter())
        habit = own[True] > 1 and own[True] > 2 * own[False] and beside[False] > beside[True]
        return habit and span.text[:1].isupper() and len(span.text.split()) <= _MANY and not any(c.isdigit() for c in span.text)

    def answers(span: Span) -> bool:
        cell = span.cell
        if cell is None or span.kind is not Kind.CAPTION or span.colon or span.heading or held[span.page, cell] > 1:
            return False
        own, before = (counts.get((span.page, cell.table, column), Counter()) for column in (cell.column, cell.column - 1))
        return own[False] > 2 * own[True] and before[True] > 2 * before[False]

    told = (_as_caption(span) if asks(span) else span for span in spans)
    return tuple(replace(span, kind=Kind.TEXT, caption=None) if answers(span) else span for span in told)


def _is_caption(span: Span, partners: dict[int, Span], found: Sequence[Column], words: frozenset[int]) -> bool:
    right = partners.get(span.place)
    plain = span.kind is Kind.TEXT and span.opens and span.place not in words and len(span.text.split()) <= _MANY
    if right is None or not plain or not span.text[:1].isupper():
        return False
    return any(column.pairs(span, right) for column in found)


def _as_caption(span: Span) -> Span:
    return replace(span, kind=Kind.CAPTION, caption=UNKNOWN)
