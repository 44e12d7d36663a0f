"""The geometry of one page: which span stands next to which, on the same base line, above and below."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from parsers.spans import Kind, Span
from values.document import Box

ROW, LOOSE_ROW = 0.6, 0.35
_SLACK = 3.0


def same_row(a: Box, b: Box, share: float = ROW) -> bool:
    """Whether two boxes stand on one base line: they share so much of their height."""
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return shared >= share * max(min(a[3] - a[1], b[3] - b[1]), 1.0)


def overlaps_across(a: Box, b: Box) -> bool:
    """Whether two boxes stand over each other, in part at least."""
    return min(a[2], b[2]) - max(a[0], b[0]) > 0


def gap_across(left: Box, right: Box) -> float:
    """The blank between two boxes on one base line."""
    return right[0] - left[2]


def gap_down(upper: Box, lower: Box) -> float:
    """The blank between two boxes, one over the other."""
    return lower[1] - upper[3]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The spans of one page that have a box, and its drawn lines."""

    spans: tuple[Span, ...]
    rules: tuple[Box, ...] = ()
    width: float = 0.0

    def left(self, span: Span) -> Span | None:
        """The span right before on the same base line."""
        return self._nearest(
            span, lambda a, b: same_row(a, b, LOOSE_ROW) and b[2] <= a[0] + _SLACK, lambda a, b: gap_across(b, a)
        )

    def right(self, span: Span) -> Span | None:
        """The span right behind on the same base line."""
        return self._nearest(span, lambda a, b: same_row(a, b, LOOSE_ROW) and b[0] >= a[2] - _SLACK, gap_across)

    def above(self, span: Span) -> Span | None:
        """The nearest span above, over it in part at least; of several, the one that starts nearest."""
        return self._nearest(span, _is_above, lambda a, b: gap_down(b, a) + _shift(a, b))

    def below(self, span: Span) -> Span | None:
        """The nearest span below, under it in part at least; of several, the one that starts nearest."""
        return self._nearest(span, lambda a, b: _is_above(b, a), lambda a, b: gap_down(a, b) + _shift(a, b))

    def _nearest(self, span: Span, test: Callable[[Box, Box], bool], cost: Callable[[Box, Box], float]) -> Span | None:
        box = span.box
        if box is None:
            return None
        others = (
            (cost(box, other.box), other) for other in self.spans if other.box and other is not span and test(box, other.box)
        )
        return min(others, key=lambda pair: pair[0], default=(0.0, None))[1]

    def ruled_between(self, upper: Box, lower: Box) -> bool:
        """Whether a drawn line parts two boxes that stand over each other."""
        x0, x1 = max(upper[0], lower[0]), min(upper[2], lower[2])
        return any(
            rule[3] - rule[1] <= _SLACK
            and rule[0] <= x0 + _SLACK
            and rule[2] >= min(x1, x0 + 20) - _SLACK
            and upper[3] - _SLACK <= (rule[1] + rule[3]) / 2 <= lower[1] + _SLACK
            for rule in self.rules
        )

    def walled_between(self, left: Box, right: Box) -> bool:
        """Whether a drawn upright line parts two boxes on one base line."""
        return any(
            rule[2] - rule[0] <= _SLACK
            and rule[3] - rule[1] > _SLACK
            and left[2] - _SLACK <= (rule[0] + rule[2]) / 2 <= right[0] + _SLACK
            and rule[1] <= (left[1] + left[3]) / 2 <= rule[3]
            for rule in self.rules
        )


def _is_above(a: Box, b: Box) -> bool:
    """Whether b stands above a, over it in part at least."""
    return b[3] <= a[1] + _SLACK and b[1] < a[1] and overlaps_across(a, b)


def _shift(a: Box, b: Box) -> float:
    """What a different left edge costs beside the distance: little, so that the nearest row wins."""
    return min(abs(a[0] - b[0]), 60.0) * 0.05


def sheet(spans: Iterable[Span], rules: Sequence[Box], width: float) -> Sheet:
    """The sheet of a page's spans."""
    return Sheet(tuple(span for span in spans if span.box), tuple(rules), width)


def is_print(span: Span | None) -> bool:
    """Whether a span is printed words."""
    return span is not None and span.kind in (Kind.CAPTION, Kind.TEXT)
