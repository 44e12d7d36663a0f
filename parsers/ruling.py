"""Which heading rules a span: the nearest above it in its column or its table, and what one that tells nothing leaves unsure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.spans import Span
from values.document import Cell

UNKNOWN_PART = "?"
"""What a heading opens whose words tell nothing: the part before it goes on, but its dates are not sure."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: its section, where it stands, and the part of the page's width, or of its table's columns, it rules."""

    section: str
    span: Span
    left: float = float("-inf")
    right: float = float("inf")
    columns: tuple[int, int] | None = None
    rows: tuple[int, int] | None = None
    sure: bool = True

    def rules(self, span: Span) -> bool:
        """Whether a span further on stands in its part."""
        own, cell = self.span.cell, span.cell
        if self.columns or self.rows:
            return own is not None and cell is not None and self._in_table(own, cell) and span.page == self.span.page
        if span.page == self.span.page and span.box and self.span.box:
            return self.left <= span.box[0] + 2 <= self.right and self.span.box[1] <= span.box[1] + 2
        return self.span.place < span.place

    def _in_table(self, own: Cell, cell: Cell) -> bool:
        if own.table != cell.table:
            return False
        if self.columns:
            return cell.row > own.row and self.columns[0] <= cell.column < self.columns[1]
        return self.rows is not None and self.rows[0] <= cell.row < self.rows[1]


def assign(spans: Sequence[Span], heads: Sequence[Head]) -> Mapping[int, str]:
    """The section of every span, by its place; a span without a heading above has none."""
    telling = [head for head in heads if head.section != UNKNOWN_PART]
    return {place: head.section for place, head in _ruling(spans, telling).items()}


def unsure(spans: Sequence[Span], heads: Sequence[Head]) -> frozenset[int]:
    """The spans right under a heading whose words tell nothing."""
    return frozenset(place for place, head in _ruling(spans, heads).items() if head.section == UNKNOWN_PART)


def doubted(spans: Sequence[Span], heads: Sequence[Head]) -> frozenset[int]:
    """The spans right under a heading that may speak of another training than the one asked for, or of nothing known."""
    return frozenset(place for place, head in _ruling(spans, heads).items() if head.section == UNKNOWN_PART or not head.sure)


def _ruling(spans: Sequence[Span], heads: Sequence[Head]) -> dict[int, Head]:
    """The heading that rules each span, by its place."""
    found: dict[int, Head] = {}
    for span in spans:
        ruling = [head for head in heads if _before(head, span) and head.rules(span)]
        if ruling:
            found[span.place] = max(ruling, key=_nearness)
    return found


def _before(head: Head, span: Span) -> bool:
    return (head.span.page, 0 if head.span.box else head.span.place) <= (span.page, span.place) and head.span is not span


def _nearness(head: Head) -> tuple[int, float, float]:
    """What makes a heading the nearer one: its page, its height on the page, its left edge."""
    box = head.span.box
    place = (box[1], box[0]) if box else (float(head.span.place), 0.0)
    return head.span.page, *place
