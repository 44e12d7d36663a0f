"""Words with boxes become lines in reading order: one base line, cut at wide gaps, at upright rules and at cell borders."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from parsers.readers.grid import Grid, GridCell
from values.document import CHECKED, UNCHECKED, Box, Line, Source, Word

WIDE_GAP = 1.8
"""A gap wider than this, in em, parts two lines of one base line."""

AFTER_BOX = 3.0
ONE_ROW = 36.0
LARGE = 1.25
TICKS = (CHECKED, UNCHECKED)


@dataclass(slots=True)
class _Row:
    words: list[Word] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class _Placed:
    key: tuple[float, float, float, float]
    line: Line


def lines(words: Iterable[Word], rules: Iterable[Box], grid: Grid) -> tuple[Line, ...]:
    """The lines that words with boxes make up, those of a cell together; typed values of fields are lines of their own."""
    printed: list[Word] = []
    values: list[Word] = []
    for word in words:
        (values if _is_value(word) else printed).append(word)
    walls = _Walls(rules)
    body = median([word.size for word in printed if word.size and word.text not in TICKS] or [0.0])
    rows = _rows(printed)
    placed = [_placed(part, row.top, grid, body) for row in rows for part in _parts(row, walls, grid)]
    placed += [_placed([word], _row_top(word, rows), grid, 0.0) for word in values]
    return tuple(one.line for one in sorted(placed, key=lambda one: one.key))


def _is_value(word: Word) -> bool:
    return word.source in (Source.FORM_FIELD, Source.CONTENT_CONTROL) and word.text not in TICKS


def _box(word: Word) -> Box:
    return word.box or (0.0, 0.0, 0.0, 0.0)


def _rows(words: list[Word]) -> list[_Row]:
    """Words that share a base line, whatever their column."""
    rows: list[_Row] = []
    for word in sorted(words, key=lambda one: (_box(one)[1] + _box(one)[3]) / 2):
        _, top, _, bottom = _box(word)
        row = _best(rows[-6:], top, bottom)
        if row is None:
            row = _Row(top=top, bottom=bottom)
            rows.append(row)
        row.words.append(word)
    return rows


def _row_top(word: Word, rows: list[_Row]) -> float:
    """The top of the printed row that the value of a field stands on, else of its own place."""
    _, top, _, bottom = _box(word)
    beside = (row.top for row in rows if top <= (row.top + row.bottom) / 2 <= bottom)
    return next(beside, top) if bottom - top < ONE_ROW else top


def _best(rows: list[_Row], top: float, bottom: float) -> _Row | None:
    """The row that a word from top to bottom shares at least half its height with, and whose middle is close."""
    found, most = None, 0.5
    for row in rows:
        height = max(min(bottom - top, row.bottom - row.top), 0.1)
        shared = (min(bottom, row.bottom) - max(top, row.top)) / height
        if shared > most:
            found, most = row, shared
    return found


class _Walls:
    """The upright rules of a page, by place."""

    def __init__(self, rules: Iterable[Box]) -> None:
        upright = sorted((box for box in rules if box[2] - box[0] < 3 < box[3] - box[1]), key=lambda box: box[0])
        self._at = [box[0] for box in upright]
        self._boxes = upright

    def between(self, left: float, right: float, y: float) -> bool:
        """Whether one of them stands between two places at a height."""
        near = self._boxes[bisect_left(self._at, left) : bisect_right(self._at, right)]
        return any(box[1] <= y <= box[3] for box in near)


def _parts(row: _Row, walls: _Walls, grid: Grid) -> Iterable[list[Word]]:
    part: list[Word] = []
    for word in sorted(row.words, key=lambda one: _box(one)[0]):
        if part and _parted(part[-1], word, walls, grid):
            yield part
            part = []
        part.append(word)
    if part:
        yield part


def _parted(last: Word, word: Word, walls: _Walls, grid: Grid) -> bool:
    a, b = _box(last), _box(word)
    size = max(last.size, word.size) or min(a[3] - a[1], b[3] - b[1])
    if b[0] - a[2] > (AFTER_BOX if last.text in TICKS else WIDE_GAP) * size:
        return True
    y = (max(a[1], b[1]) + min(a[3], b[3])) / 2
    if walls.between(a[2] - 1, b[0] + 1, y):
        return True
    return grid.at(*_middle(a)) is not grid.at(*_middle(b))


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The box around all boxes, None without any."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    return (min(b[0] for b in known), min(b[1] for b in known), max(b[2] for b in known), max(b[3] for b in known))


def _placed(words: list[Word], top: float, grid: Grid, body: float) -> _Placed:
    box = around(word.box for word in words)
    cell: GridCell | None = grid.at(*_middle(box)) if box is not None else None
    line = Line(tuple(words), box=box, cell=cell.cell if cell else None, heading=_is_heading(words, body))
    left = box[0] if box else 0.0
    if cell is None:
        return _Placed((top, left, top, left), line)
    return _Placed((cell.box[1], cell.box[0], top, left), line)


def _is_heading(words: list[Word], body: float) -> bool:
    """A short line, larger than the text around it, or all bold and no label that a value follows."""
    text = [word for word in words if word.text not in TICKS]
    written = " ".join(word.text for word in text)
    if not body or not text or len(text) != len(words) or len(text) > 14 or not any(c.isalpha() for c in written):
        return False
    if min(word.size for word in text) >= LARGE * body:
        return True
    return all(word.bold for word in text) and not written.endswith(":")
