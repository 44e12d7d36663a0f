"""Tables out of drawn lines: the cells that crossing lines enclose. Pure geometry.

Double lines are one, borders may be partly missing: an open side is closed where the lines across it end.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from values.document import Box, Cell

SNAP = 3.0
SHORT = 5.0
COVER = 0.6
MAX_PIECES = 4_000
MAX_LINES = 1_500


@dataclass(frozen=True, slots=True)
class Segment:
    """A level or upright line: where it lies across (`at`), and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table and its box."""

    box: Box
    cell: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of all tables of a page."""

    cells: tuple[GridCell, ...] = ()

    def at(self, x: float, y: float) -> GridCell | None:
        """The smallest cell that holds a point."""
        holding = [c for c in self.cells if c.box[0] <= x <= c.box[2] and c.box[1] <= y <= c.box[3]]
        return min(holding, key=lambda c: (c.box[2] - c.box[0]) * (c.box[3] - c.box[1]), default=None)


def grid(rules: Iterable[Box]) -> Grid:
    """The tables that thin boxes draw, numbered from the top of the page; a frame of a single cell is none."""
    levels, uprights = _lines(rules)
    if len(levels) + len(uprights) > MAX_LINES:
        return Grid()
    levels, uprights = _without_combs(levels, uprights)
    tables = [cells for part in _components(levels, uprights) if len(cells := _table(*part)) > 1]
    tables.sort(key=lambda cells: (cells[0].box[1], cells[0].box[0]))
    return Grid(tuple(_numbered(cell, number) for number, cells in enumerate(tables) for cell in cells))


def _numbered(found: GridCell, table: int) -> GridCell:
    c = found.cell
    return GridCell(found.box, Cell(table, c.row, c.column, c.row_span, c.column_span))


def _lines(rules: Iterable[Box]) -> tuple[list[Segment], list[Segment]]:
    """Level and upright lines, those on top of or behind one another joined."""
    levels, uprights = [], []
    for x0, y0, x1, y1 in rules:
        if y1 - y0 <= SNAP and x1 - x0 > SHORT:
            levels.append(Segment((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= SNAP and y1 - y0 > SHORT:
            uprights.append(Segment((x0 + x1) / 2, y0, y1))
    return _joined(levels), _joined(uprights)


def _joined(lines: list[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for group in _clusters(sorted(lines, key=lambda line: line.at)):
        at = sum(line.at for line in group) / len(group)
        start = end = None
        for line in sorted(group, key=lambda line: line.start):
            if start is None or end is None:
                start, end = line.start, line.end
            elif line.start <= end + SNAP:
                end = max(end, line.end)
            else:
                joined.append(Segment(at, start, end))
                start, end = line.start, line.end
        if start is not None and end is not None:
            joined.append(Segment(at, start, end))
    return joined


def _clusters(lines: list[Segment]) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for line in lines:
        if groups and line.at - groups[-1][0].at <= SNAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _without_combs(levels: list[Segment], uprights: list[Segment]) -> tuple[list[Segment], list[Segment]]:
    """Without the teeth of combs: low lines at even distances, for one letter each."""
    teeth: set[int] = set()
    low = sorted(
        (n for n, u in enumerate(uprights) if u.end - u.start <= 26), key=lambda n: (round(uprights[n].start / 2), uprights[n].at)
    )
    run: list[int] = []
    for n in low:
        if run and not _next_tooth(uprights[run[-1]], uprights[n], uprights[run[0]], uprights[run[1]] if len(run) > 1 else None):
            teeth.update(run if len(run) >= 4 else ())
            run = []
        run.append(n)
    teeth.update(run if len(run) >= 4 else ())
    return levels, [u for n, u in enumerate(uprights) if n not in teeth]


def _next_tooth(last: Segment, line: Segment, first: Segment, second: Segment | None) -> bool:
    step = line.at - last.at
    same = abs(line.start - last.start) <= 2 and abs(line.end - last.end) <= 2
    return same and 4 <= step <= 24 and (second is None or abs(step - (second.at - first.at)) <= 2)


def _components(levels: list[Segment], uprights: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """The lines that hang together by crossing one another."""
    parent = list(range(len(levels) + len(uprights)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, level in enumerate(levels):
        for j, upright in enumerate(uprights):
            if _cross(level, upright):
                parent[root(i)] = root(len(levels) + j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for n in range(len(parent)):
        group = groups.setdefault(root(n), ([], []))
        (group[0] if n < len(levels) else group[1]).append(levels[n] if n < len(levels) else uprights[n - len(levels)])
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _cross(level: Segment, upright: Segment) -> bool:
    return level.start - SNAP <= upright.at <= level.end + SNAP and upright.start - SNAP <= level.at <= upright.end + SNAP


def _places(lines: list[Segment], across: list[Segment]) -> list[float]:
    """Where the lines lie, and where the lines across them end when that is clearly beyond."""
    places = sorted({line.at for line in lines})
    merged = [place for n, place in enumerate(places) if n == 0 or place - places[n - 1] > SNAP / 2]
    first, last = min(line.start for line in across), max(line.end for line in across)
    if not merged or first < merged[0] - 8:
        merged.insert(0, first)
    if last > merged[-1] + 8:
        merged.append(last)
    return merged


def _table(levels: list[Segment], uprights: list[Segment]) -> list[GridCell]:
    xs, ys = _places(uprights, levels), _places(levels, uprights)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > MAX_PIECES:
        return []
    walls = _Walls(xs, ys, levels, uprights)
    seen: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in seen:
                continue
            region = walls.region(row, column)
            seen.update(region)
            if (cell := walls.cell(region)) is not None:
                cells.append(cell)
    return cells


@dataclass(frozen=True, slots=True)
class _Walls:
    xs: list[float]
    ys: list[float]
    levels: list[Segment]
    uprights: list[Segment]

    def _covered(self, lines: list[Segment], at: float, start: float, end: float) -> bool:
        near = [line for line in lines if abs(line.at - at) <= SNAP]
        run = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in near)
        return run >= COVER * (end - start)

    def above(self, row: int, column: int) -> bool:
        """Whether a line closes a piece of the grid at its top (row = number of rows: at the foot of the last)."""
        return self._covered(self.levels, self.ys[row], self.xs[column], self.xs[column + 1])

    def left(self, row: int, column: int) -> bool:
        """Whether a line closes a piece of the grid at its left (column = number of columns: at the right of the last)."""
        return self._covered(self.uprights, self.xs[column], self.ys[row], self.ys[row + 1])

    def region(self, row: int, column: int) -> set[tuple[int, int]]:
        """The pieces that no line parts from this one."""
        region, todo = {(row, column)}, [(row, column)]
        while todo:
            r, c = todo.pop()
            near = [
                (r - 1, c, r > 0 and not self.above(r, c)),
                (r + 1, c, r + 1 < len(self.ys) - 1 and not self.above(r + 1, c)),
                (r, c - 1, c > 0 and not self.left(r, c)),
                (r, c + 1, c + 1 < len(self.xs) - 1 and not self.left(r, c + 1)),
            ]
            for nr, nc, open_side in near:
                if open_side and (nr, nc) not in region:
                    region.add((nr, nc))
                    todo.append((nr, nc))
        return region

    def cell(self, region: set[tuple[int, int]]) -> GridCell | None:
        """The cell that a region is, when it is a rectangle that lines close on at least three sides."""
        rows, columns = [r for r, _ in region], [c for _, c in region]
        top, bottom, first, last = min(rows), max(rows) + 1, min(columns), max(columns) + 1
        if (bottom - top) * (last - first) != len(region):
            return None
        x0, y0, x1, y1 = self.xs[first], self.ys[top], self.xs[last], self.ys[bottom]
        closed = [
            self._covered(self.levels, y0, x0, x1),
            self._covered(self.levels, y1, x0, x1),
            self._covered(self.uprights, x0, y0, y1),
            self._covered(self.uprights, x1, y0, y1),
        ]
        if sum(closed) < 3 or min(x1 - x0, y1 - y0) < SHORT:
            return None
        return GridCell((x0, y0, x1, y1), Cell(0, top, first, bottom - top, last - first))
