"""Answers in a column of their own: however far from its caption, what stands on its row at the column's edge is its answer.

A page has the habit when several captions share one left edge and what is written on their rows shares another. Then printed
words at the captions' edge with something at the answers' edge are a caption too, known or not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.captions import UNKNOWN
from parsers.fields import by_gist
from parsers.index import Index
from parsers.sheet import same_row
from parsers.spans import Kind, Span

_ENOUGH = 3
_MANY = 9
_STEP = 3.0
_BAND = 14.0


@dataclass(frozen=True, slots=True)
class Column:
    """Two left edges of a document: that of captions, and that of the answers on their rows."""

    captions: float
    answers: float

    def pairs(self, a: Span, b: Span) -> bool:
        """Whether two spans stand at its edges, on one row."""
        if a.box is None or b.box is None or a.page != b.page:
            return False
        at = abs(a.box[0] - self.captions) < _STEP and abs(b.box[0] - self.answers) < _STEP
        return at and same_row(a.box, b.box)


def columns(spans: Sequence[Span]) -> tuple[Column, ...]:
    """The habits of a document: the edges that three known captions and their neighbours to the right share."""
    votes: Counter[tuple[float, float]] = Counter()
    for left, right in _neighbours(spans):
        if left.kind is Kind.CAPTION and left.name and left.box and right.box and right.kind in (Kind.TEXT, Kind.FIELD):
            votes[round(left.box[0]), round(right.box[0])] += 1
    return tuple(Column(a, b) for (a, b), count in votes.items() if count >= _ENOUGH)


def _neighbours(spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Every span without a cell with the one right behind it on its row."""
    bands: dict[tuple[int, int], list[Span]] = {}
    free = [span for span in spans if span.box and not span.cell]
    for span in free:
        bands.setdefault((span.page, _band(span)), []).append(span)
    found = []
    for span in free:
        near = (other for n in (-1, 0, 1) for other in bands.get((span.page, _band(span) + n), ()))
        behind = [other for other in near if _behind(span, other)]
        if behind:
            found.append((span, min(behind, key=lambda other: other.box[0] if other.box else 0.0)))
    return found


def _band(span: Span) -> int:
    """Which band of the page's height the middle of a span is in: what shares its row is in it, or in one next to it."""
    return int((span.box[1] + span.box[3]) / 2 // _BAND) if span.box else 0


def _behind(span: Span, other: Span) -> bool:
    return bool(span.box and other.box and other.box[0] >= span.box[2] - 1 and same_row(span.box, other.box))


def captioned(spans: Sequence[Span], words: frozenset[int], index: Index) -> tuple[Span, ...]:
    """The spans, printed words at a column's edge with an answer on their row made captions; `words` are those of boxes."""
    spans = _in_tables(spans, words, index)
    found = columns(spans)
    if not found:
        return tuple(spans)
    partners = {left.place: right for left, right in _neighbours(spans)}
    told = (_as_caption(span) if _is_caption(span, partners, found, words) else span for span in spans)
    answers = {right.place for left, right in _neighbours(spans) if _is_answer(left, right, found)}
    return tuple(replace(span, kind=Kind.TEXT, caption=None) if span.place in answers else span for span in told)


def _is_answer(left: Span, right: Span, found: Sequence[Column]) -> bool:
    """Whether a caption's words at the answers' edge are but what the caption on their row asks for."""
    alone = left.kind is right.kind is Kind.CAPTION and bool(left.name) and not right.colon and left.line != right.line
    return alone and any(column.pairs(left, right) for column in found)


def _in_tables(spans: Sequence[Span], words: frozenset[int], index: Index) -> tuple[Span, ...]:
    """The spans, printed words alone in a cell of a column that holds captions, with a cell of answers beside, made captions."""
    counts: dict[tuple[int, int, int], Counter[bool]] = {}
    held = Counter((span.page, span.cell) for span in spans if span.cell)
    for span in spans:
        if span.cell and span.kind in (Kind.CAPTION, Kind.TEXT) and not span.heading:
            counts.setdefault((span.page, span.cell.table, span.cell.column), Counter())[_asks(span, index)] += 1

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


_ANY = (None, "candidate", "support", "training")


def _asks(span: Span, index: Index) -> bool:
    """Whether printed words are a caption, known or told by its gist in some part of a form."""
    if span.name:
        return True
    short = len(span.text.split()) <= _MANY and not any(c.isdigit() for c in span.text)
    return short and any(by_gist.label_of(span.text, section, index.vocabulary) for section in _ANY)


def _is_caption(span: Span, partners: dict[int, Span], found: Sequence[Column], words: frozenset[int]) -> bool:
    right = partners.get(span.place)
    plain = span.kind is Kind.TEXT and span.opens and span.place not in words and len(span.text.split()) <= _MANY
    if right is None or not plain or not span.text[:1].isupper():
        return False
    return any(column.pairs(span, right) for column in found)


def _as_caption(span: Span) -> Span:
    return replace(span, kind=Kind.CAPTION, caption=UNKNOWN)
