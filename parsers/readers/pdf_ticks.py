"""Drawn squares become boxes to tick: empty, or with a cross, a check mark or a filling inside.

A square is one only beside a word and when it is not a cell of a comb (cells for single letters touch one another).
"""

from dataclasses import dataclass

from parsers.readers.flow import SOLID
from parsers.readers.pdf_shapes import edges
from values.document import CHECKED, UNCHECKED, Box, Source, Word

NEAR = 45.0
TOUCH = 1.6
MARKS = frozenset("xX×✓✔✗✘☓╳+*vV✕✖•●/\\") | {CHECKED, SOLID, "XX", "xx"}


@dataclass(frozen=True, slots=True)
class Ticks:
    """The boxes found, the words left once the marks inside them are taken, and the sides of squares that were none."""

    boxes: tuple[Word, ...]
    words: tuple[Word, ...]
    rules: tuple[Box, ...]


def ticks(words: tuple[Word, ...], squares: list[Box], solids: list[Box], strokes: list[Box], widgets: list[Box]) -> Ticks:
    """The boxes to tick among the squares drawn on a page; where a widget lies, it speaks for itself."""
    outlines = [square for square in _distinct(squares) if not any(_overlap(square, widget) for widget in widgets)]
    alone = [square for square in outlines if not _touches(square, outlines)]
    rules = [edge for square in outlines if square not in alone for edge in edges(square)]
    boxes: list[Word] = []
    taken: set[int] = set()
    for square in alone + [solid for solid in _distinct(solids) if _twin(solid, alone)]:
        inside = [n for n, word in enumerate(words) if word.box is not None and _holds(square, word.box)]
        if any(words[n].text not in MARKS | {UNCHECKED} for n in inside) or not _labelled(square, words, inside):
            rules.extend(edges(square))
            continue
        checked = square in solids or _marked(square, inside, words, solids, strokes)
        taken.update(inside)
        boxes.append(
            Word(CHECKED if checked else UNCHECKED, box=square, source=Source.TEXT, size=round(square[3] - square[1], 2))
        )
    left = tuple(word for n, word in enumerate(words) if n not in taken)
    return Ticks(tuple(boxes), left, tuple(rules))


def _marked(square: Box, inside: list[int], words: tuple[Word, ...], solids: list[Box], strokes: list[Box]) -> bool:
    if any(words[n].text != UNCHECKED for n in inside):
        return True
    side = max(square[2] - square[0], square[3] - square[1])
    drawn = [mark for mark in strokes + solids if _centred(square, mark)]
    return any(max(mark[2] - mark[0], mark[3] - mark[1]) >= 0.35 * side for mark in drawn)


def _distinct(squares: list[Box]) -> list[Box]:
    """Each square once: double outlines and the inner border of a square are dropped, the outer one is kept."""
    kept: list[Box] = []
    for square in sorted(set(squares), key=lambda box: -(box[2] - box[0]) * (box[3] - box[1])):
        if not any(_overlap(square, other) > 0.6 for other in kept):
            kept.append(square)
    return kept


def _overlap(one: Box, other: Box) -> float:
    """The share of the smaller box that both have in common."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    area = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width * height / area if area else 0.0


def _touches(square: Box, others: list[Box]) -> bool:
    """Whether another square stands right beside it, as in a comb."""
    for other in others:
        if other is square or abs(other[1] - square[1]) > 2 or abs(other[3] - square[3]) > 2:
            continue
        if min(abs(other[0] - square[2]), abs(square[0] - other[2])) < TOUCH:
            return True
    return False


def _twin(solid: Box, squares: list[Box]) -> bool:
    """Whether a filled square is as large as an empty one of the page, without lying in one: it is ticked, not a bullet."""
    side = solid[2] - solid[0]
    alike = any(abs((square[2] - square[0]) - side) < 0.12 * side for square in squares)
    return alike and not any(_overlap(solid, square) > 0.3 for square in squares)


def _holds(square: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return square[0] - 1 <= x <= square[2] + 1 and square[1] - 1 <= y <= square[3] + 1


def _centred(square: Box, mark: Box) -> bool:
    side = max(square[2] - square[0], square[3] - square[1])
    return _holds(square, mark) and max(mark[2] - mark[0], mark[3] - mark[1]) <= 1.7 * side


def _labelled(square: Box, words: tuple[Word, ...], inside: list[int]) -> bool:
    """Whether a word stands on the line of a square, right beside it."""
    middle = (square[1] + square[3]) / 2
    for n, word in enumerate(words):
        if word.box is None or n in inside or not word.box[1] - 2 <= middle <= word.box[3] + 2:
            continue
        if -3 <= word.box[0] - square[2] <= NEAR or -3 <= square[0] - word.box[2] <= NEAR:
            return True
    return False
