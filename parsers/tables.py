"""Answers in tables: in the caption's own cell, in the cell to its right, or, under a row of captions, in the cell below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.answers import Answer, Claims, How, following
from parsers.index import norm
from parsers.spans import Kind, Span
from values.document import Cell

_CROWD_LINES = 7
_CROWD_CAPTIONS = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: the spans of each cell, and which cell covers each place."""

    cells: dict[Cell, tuple[Span, ...]]
    cover: dict[tuple[int, int], Cell]

    def at(self, row: int, column: int) -> tuple[Span, ...] | None:
        """The spans of the cell at a place; None where there is none (an empty cell has no spans)."""
        cell = self.cover.get((row, column))
        return None if cell is None else self.cells[cell]

    def right(self, cell: Cell) -> tuple[Span, ...] | None:
        """The spans of the cell to the right."""
        return self.at(cell.row, cell.column + cell.column_span)

    def below(self, cell: Cell) -> tuple[Span, ...] | None:
        """The spans of the cell below."""
        return self.at(cell.row + cell.row_span, cell.column)

    def width(self) -> int:
        """How many columns it has."""
        return 1 + max((column for _, column in self.cover), default=0)


def grids(spans: Iterable[Span]) -> dict[tuple[int, int], Grid]:
    """The tables of a document, by page and number."""
    tables: dict[tuple[int, int], dict[Cell, list[Span]]] = {}
    for span in spans:
        if span.cell:
            tables.setdefault((span.page, span.cell.table), {}).setdefault(span.cell, []).append(span)
    return {key: _grid(cells) for key, cells in tables.items()}


def _grid(cells: dict[Cell, list[Span]]) -> Grid:
    cover = {
        (cell.row + down, cell.column + across): cell
        for cell in cells
        for down in range(cell.row_span)
        for across in range(cell.column_span)
    }
    return Grid({cell: tuple(spans) for cell, spans in cells.items()}, cover)


def crowded(spans: Sequence[Span]) -> bool:
    """Whether a cell is a frame around a part of the form rather than the place of one answer."""
    captions = sum(span.kind is Kind.CAPTION for span in spans)
    return captions >= _CROWD_CAPTIONS or len({span.line for span in spans}) >= _CROWD_LINES and captions > 1


def answer(grid: Grid, history: frozenset[str], claims: Claims) -> None:
    """The answers of a table's captions; none under a row that heads what somebody did before (`history`, its usual words)."""
    headers = header_rows(grid)
    if any(norm(span.text) in history for cell, spans in grid.cells.items() if cell.row in _tops(grid) for span in spans):
        return
    for spans in grid.cells.values():
        if crowded(spans):
            continue
        for n, span in enumerate(spans):
            if span.kind is Kind.CAPTION and claims.free(span):
                _inside(span, spans[n + 1 :], claims)
    if not _keeps_inside(grid, claims):
        for cell, spans in grid.cells.items():
            if spans[-1].kind is Kind.CAPTION and claims.free(spans[-1]) and not crowded(spans) and not _spans_rows(spans[-1]):
                for how, neighbour in _ways(grid, cell, headers):
                    _beside(spans[-1], neighbour, how, claims)


def _spans_rows(span: Span) -> bool:
    """Whether a heading stands at the side of several rows: it heads them, and asks for nothing."""
    return span.heading and not span.colon and span.cell is not None and span.cell.row_span > 1


def _keeps_inside(grid: Grid, claims: Claims) -> bool:
    """Whether the table's habit is the answer inside its caption's cell: an empty one is empty then."""
    captions = [span for spans in grid.cells.values() for span in spans if span.kind is Kind.CAPTION and span.name]
    inside = [span for span in captions if any(answer.how is How.CELL for answer in claims.answers.get(span.place, ()))]
    return len(inside) > 1 and len(inside) * 2 >= len(captions)


def _tops(grid: Grid) -> set[int]:
    """The first row, when it holds three cells or more: the row that heads a table of columns."""
    first = min((cell.row for cell in grid.cells), default=0)
    return {first} if sum(cell.row == first for cell in grid.cells) > 2 else set()


def _inside(span: Span, rest: Sequence[Span], claims: Claims) -> None:
    values = following(rest, claims)
    if values:
        claims.add(Answer(span, values, How.CELL))


def _ways(grid: Grid, cell: Cell, headers: frozenset[int]) -> list[tuple[How, tuple[Span, ...] | None]]:
    """The neighbours to look into: below under a row of captions, else to the right."""
    right, below = (How.RIGHT, grid.right(cell)), (How.BELOW, grid.below(cell))
    if cell.row in headers:
        return [] if _is_list(grid, cell) else [below]
    return [right] if right[1] is not None or grid.width() > cell.column + cell.column_span else [below]


def _is_list(grid: Grid, cell: Cell) -> bool:
    """Whether several answers stand under a caption: the rows are those of a list, none of them the one that is asked for."""
    second = grid.at(cell.row + cell.row_span + 1, cell.column) or ()
    return any(span.kind in (Kind.TEXT, Kind.FIELD) and span.text.strip() for span in second) and not any(
        span.kind is Kind.CAPTION for span in second
    )


def _beside(span: Span, spans: tuple[Span, ...] | None, how: How, claims: Claims) -> None:
    if spans is None:
        claims.add(Answer(span, (), how))
        return
    values = following(spans, claims)
    if values and not any(value.heading for value in values):
        claims.add(Answer(span, values, how))


def header_rows(grid: Grid) -> frozenset[int]:
    """The rows of captions side by side, over a row that has none."""
    rows: dict[int, list[tuple[Cell, tuple[Span, ...]]]] = {}
    for cell, spans in grid.cells.items():
        rows.setdefault(cell.row, []).append((cell, spans))
    return frozenset(row for row, cells in rows.items() if _heads(cells) and not _captions(rows.get(row + 1, [])))


def _heads(cells: Sequence[tuple[Cell, tuple[Span, ...]]]) -> bool:
    """Whether two cells next to one another hold nothing but a caption."""
    columns = {cell.column: cell for cell, spans in cells if _is_head(spans)}
    return any(cell.column + cell.column_span in columns for cell in columns.values())


def _is_head(spans: Sequence[Span]) -> bool:
    return bool(spans) and spans[0].kind is Kind.CAPTION and all(span.kind is Kind.CAPTION for span in spans)


def _captions(cells: Sequence[tuple[Cell, tuple[Span, ...]]]) -> bool:
    return any(spans and spans[0].kind is Kind.CAPTION for _, spans in cells)
