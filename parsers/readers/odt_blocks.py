"""The blocks of an OpenDocument text: paragraphs, lists, tables with covered cells, frames and free controls after them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from parsers.readers import flow
from parsers.readers.docx_xml import Element, attribute, children, count, name
from parsers.readers.odt_runs import Runs
from values.document import Cell, Line, Word

SKIPPED = frozenset(
    ("tracked-changes", "forms", "annotation", "note-citation", "desc", "title", "image", "object", "object-ole", "plugin")
)
SAME_HEIGHT = 8.0
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(cm|mm|in|pt)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0}


@dataclass(slots=True)
class Blocks:
    """Reads the blocks of a document in order."""

    runs: Runs
    _tables: int = 0

    def lines(self, blocks: Iterable[Element], cell: Cell | None = None) -> Iterator[Line]:
        """The lines of a body, cell, text box, header or footer."""
        for one in blocks:
            match name(one):
                case "p" | "h":
                    yield from self._paragraph(one, cell)
                case "list":
                    yield from self._list(one, None, 1, cell)
                case "table":
                    yield from self._table(one)
                case "control":
                    yield from self._placed([one])
                case "section" if attribute(one, "display") == "none" or attribute(one, "is-hidden") == "true":
                    continue
                case kind if kind not in SKIPPED and not kind.endswith("-source"):
                    yield from self.lines(one, cell)

    def _paragraph(self, paragraph: Element, cell: Cell | None) -> Iterator[Line]:
        styles, style = self.runs.styles, attribute(paragraph, "style-name")
        heading = name(paragraph) == "h" or styles.is_heading(style)
        rows = [words for words in self.runs.rows(paragraph, styles.paragraph(style)) if words]
        boxes, self.runs.boxes = self.runs.boxes, []
        floating, self.runs.floating = self.runs.floating, []
        placed = list(self._placed(floating, cell))
        if rows and len(placed) == 1:
            rows[-1] += placed.pop().words
        yield from (Line(tuple(words), cell=cell, heading=heading or flow.is_heading(words)) for words in rows)
        yield from placed
        for box in boxes:
            yield from self.lines([box] if name(box) == "control" else box)

    def _placed(self, drawn: list[Element], cell: Cell | None = None) -> Iterator[Line]:
        """The lines that free controls make, by their places on the page."""
        waiting = sorted(drawn, key=lambda one: (_points(one, "y"), _points(one, "x")))
        while waiting:
            top = _points(waiting[0], "y")
            row = [one for one in waiting if _points(one, "y") - top <= SAME_HEIGHT]
            waiting = waiting[len(row) :]
            row.sort(key=lambda one: _points(one, "x"))
            words = flow.joined(item for one in row for item in self.runs.controls.shown(one))
            if words:
                yield Line(tuple(words), cell=cell)

    def _list(self, element: Element, style: str | None, level: int, cell: Cell | None) -> Iterator[Line]:
        style = attribute(element, "style-name") or style
        for item in element:
            numbered = name(item) == "list-item"
            for one in item:
                if name(one) == "list":
                    yield from self._list(one, style, level + 1, cell)
                    continue
                asked = style or self.runs.styles.list_of(attribute(one, "style-name"))
                box = self.runs.styles.bullet(asked, level) if numbered else None
                for line in self.lines([one], cell):
                    yield replace(line, words=(Word(box), *line.words)) if box else line
                    box = None
                numbered = False

    def _table(self, table: Element) -> Iterator[Line]:
        number, row = self._tables, 0
        self._tables += 1
        for one in _rows(table):
            yield from self._row(one, number, row)
            row += count(attribute(one, "number-rows-repeated"), 1)

    def _row(self, row: Element, table: int, number: int) -> Iterator[Line]:
        """The cells of a row; those that another covers are not shown."""
        column = 0
        for one in row:
            if name(one) == "table-cell":
                spans = (count(attribute(one, f"number-{what}-spanned"), 1) for what in ("rows", "columns"))
                yield from self.lines(one, Cell(table, number, column, *spans))
            if name(one) in ("table-cell", "covered-table-cell"):
                column += count(attribute(one, "number-columns-repeated"), 1)


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those of its head and groups too, hidden ones left out."""
    for one in table:
        if name(one) == "table-row":
            if attribute(one, "visibility") not in ("collapse", "filter"):
                yield one
        elif name(one) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(one)


def _points(element: Element, wanted: str) -> float:
    """A length of an element in points, 0 without one."""
    found = _LENGTH.fullmatch(attribute(element, wanted) or "")
    return float(found[1]) * _POINTS[found[2]] if found else 0.0


def edges(masters: Element | None) -> Iterator[Element]:
    """The headers and footers of the master pages that are shown."""
    for page in children(masters, "master-page"):
        for one in page:
            if name(one).startswith(("header", "footer")) and attribute(one, "display") != "false":
                yield one
