"""Rows of a page: the spans of one base line, and, of each box to tick, the printed words that are its own.

The words stand behind the box or before it; each row tells which by what opens and ends it, and by its gaps.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.sheet import gap_across, same_row
from parsers.spans import Kind, Span

_FAR = 140.0
_APART = 60.0


@dataclass(frozen=True, slots=True)
class Full:
    """What is answered already: the places of the captions that have an answer, those of the values written for them."""

    captions: frozenset[int] = frozenset()
    values: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Unit:
    """A box with the printed spans that are its words."""

    box: Span
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The spans of one base line, from left to right, and its boxes with their words."""

    spans: tuple[Span, ...]
    units: tuple[Unit, ...]

    def lead(self, box: Span, full: "Full") -> list[Span]:
        """The printed span before the first box of a box's group, unless it is the words of another group's box."""
        taken = {word.place for unit in self.units for word in unit.words}
        at = self.spans.index(self.first(box))
        lead: list[Span] = []
        for span in self.spans[:at][::-1]:
            if span.kind not in (Kind.TEXT, Kind.CAPTION) or span.place in taken or span.place in full.values:
                break
            if lead and (span.line != lead[-1].line or span.caption is not None):
                break
            lead.append(span)
        return lead[::-1]

    def first(self, box: Span) -> Span:
        """The leftmost span of the group of boxes, close to one another, that a box is of."""
        first = box
        for left, right in zip(self.units[::-1][1:], self.units[::-1], strict=False):
            if right.box.box and first.box and right.box.box[0] > first.box[0]:
                continue
            if right.box.place > first.place and right.box.box is None:
                continue
            if not self._close(left, right):
                break
            first = left.box
        own = next(unit for unit in self.units if unit.box is first)
        before = [word for word in own.words if self.spans.index(word) < self.spans.index(first)]
        return before[0] if before else first

    def _close(self, left: Unit, right: Unit) -> bool:
        start = min(self.spans.index(span) for span in (right.box, *right.words))
        end = max(self.spans.index(span) for span in (left.box, *left.words))
        if start != end + 1:
            return False
        a, b = self.spans[end].box, self.spans[start].box
        return a is None or b is None or gap_across(a, b) < _APART


def rows(spans: Sequence[Span]) -> list[Row]:
    """The spans row by row: those of one base line of the page, of one cell when they stand in one."""
    grouped: list[list[Span]] = []
    for span in spans:
        row = next((row for row in reversed(grouped[-14:]) if _shares(row, span)), None)
        if row is None:
            grouped.append([span])
        else:
            row.append(span)
    return [_row(sorted(row, key=lambda s: (s.box[0] if s.box else 0.0, s.place))) for row in grouped]


def _row(spans: Sequence[Span]) -> Row:
    behind = _words_behind(spans)
    units = [Unit(span, _words(spans, n, behind)) for n, span in enumerate(spans) if span.kind is Kind.TICK]
    return Row(tuple(spans), tuple(units))


def _shares(row: Sequence[Span], span: Span) -> bool:
    last = row[-1]
    if last.page != span.page or last.cell != span.cell:
        return False
    if last.line == span.line:
        return True
    return last.box is not None and span.box is not None and same_row(last.box, span.box)


def words_of_boxes(found: Iterable[Row]) -> frozenset[int]:
    """The places of the spans that are the words of a box: no caption's value."""
    return frozenset(word.place for row in found for unit in row.units for word in unit.words)


def _words_behind(row: Sequence[Span]) -> bool:
    """Whether the words of a row's boxes stand behind them: told by what opens and ends the row, and by the gaps."""
    boxes = [n for n, span in enumerate(row) if span.kind is Kind.TICK]
    if not boxes:
        return True
    pairs = [(_gap(row, n, -1), _gap(row, n, 1)) for n in boxes]
    nearer = sum((right < left) - (right > left) for left, right in pairs if left is not None and right is not None)
    texts = [n for n, span in enumerate(row) if span.kind is Kind.TEXT]
    if boxes[-1] == len(row) - 1:
        return bool(nearer > 0 or len([n for n in texts if n > boxes[0] - 2]) < len(boxes))
    before = boxes[0] > 0 and row[boxes[0] - 1].kind is Kind.TEXT
    return nearer >= 0 or not before


def _gap(row: Sequence[Span], n: int, step: int) -> float | None:
    """The gap between a box and the printed words on one side of it."""
    at = n + step
    if not 0 <= at < len(row) or row[at].kind not in (Kind.TEXT, Kind.CAPTION):
        return None
    a, b = row[n].box, row[at].box
    if a is None or b is None:
        return None
    return gap_across(a, b) if step > 0 else gap_across(b, a)


def _words(row: Sequence[Span], at: int, behind: bool) -> tuple[Span, ...]:
    """The words of a box: the printed span on its side, and the ones of its line that go on with it."""
    side = row[at + 1 :] if behind else row[:at][::-1]
    words: list[Span] = []
    for span in side:
        if span.kind not in (Kind.TEXT, Kind.CAPTION) or (words and (span.caption or span.line != words[0].line or not behind)):
            break
        if not words and _far(row[at], span):
            break
        words.append(span)
    return tuple(words)


def _far(box: Span, span: Span) -> bool:
    if box.box is None or span.box is None:
        return False
    return max(gap_across(box.box, span.box), gap_across(span.box, box.box)) > _FAR
