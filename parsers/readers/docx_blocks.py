"""The blocks of a Word file: paragraphs, tables with merged cells, controls around them, text boxes after them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from parsers.readers import flow
from parsers.readers.docx_controls import Control
from parsers.readers.docx_runs import Runs, holds_controls, preferred
from parsers.readers.docx_xml import Element, child, children, count, name, value
from values.document import Cell, Line, Word

SKIPPED = frozenset(("del", "moveFrom", "sectPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr"))


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell of a table before its rows are counted: `control` when a content control stands around it."""

    element: Element
    column: int
    span: int
    merged: str | None
    control: Element | None = None


@dataclass(slots=True)
class Blocks:
    """Reads the blocks of a document in order. `bullets` tells the box that a list level draws, by (numId, ilvl)."""

    bullets: Mapping[tuple[str, str], str]
    runs: Runs = field(default_factory=Runs)
    _tables: int = 0

    def lines(self, container: Element, cell: Cell | None = None) -> Iterator[Line]:
        """The lines of a body, cell, text box, header or footer."""
        for one in container:
            match name(one):
                case "p":
                    yield from self._paragraph(one, cell)
                case "tbl":
                    yield from self._table(one)
                case "sdt":
                    yield from self._control(one, cell)
                case "AlternateContent":
                    yield from self.lines(preferred(one), cell)
                case kind if kind not in SKIPPED:
                    yield from self.lines(one, cell)

    def _paragraph(self, paragraph: Element, cell: Cell | None) -> Iterator[Line]:
        properties = child(paragraph, "pPr")
        bullet = self._bullet(properties)
        styled = flow.is_heading_style(value(properties, "pStyle") or "") or child(properties, "outlineLvl") is not None
        for words in self.runs.lines(paragraph):
            if bullet and words:
                words, bullet = [Word(bullet), *words], None
            if words:
                yield Line(tuple(words), cell=cell, heading=styled or flow.is_heading(words))
        boxes, self.runs.boxes = self.runs.boxes, []
        for box in boxes:
            yield from self.lines(box)

    def _bullet(self, properties: Element | None) -> str | None:
        numbering = child(properties, "numPr")
        key = (value(numbering, "numId") or "", value(numbering, "ilvl") or "0")
        return self.bullets.get(key) if numbering is not None else None

    def _control(self, element: Element, cell: Cell | None) -> Iterator[Line]:
        """A control around blocks: one value, or a frame whose blocks are read."""
        control, content = Control(child(element, "sdtPr")), child(element, "sdtContent")
        if content is None:
            return
        if control.is_value and not holds_controls(content) and (control.is_typed or control.is_box or _is_short(content)):
            yield Line((control.word(self.runs.text(content).strip()),), cell=cell)
        else:
            yield from self.lines(content, cell)

    def _table(self, table: Element) -> Iterator[Line]:
        number = self._tables
        self._tables += 1
        rows = [list(_places(row)) for row in _rows(table)]
        for row, places in enumerate(rows):
            for place in places:
                if place.merged == "continue":
                    continue
                cell = Cell(number, row, place.column, _row_span(rows, row, place), place.span)
                yield from self._cell(place, cell)

    def _cell(self, place: _Place, cell: Cell) -> Iterator[Line]:
        if place.control is not None:
            control = Control(child(place.control, "sdtPr"))
            if control.is_value and not holds_controls(place.element):
                yield Line((control.word(self.runs.text(place.element).strip()),), cell=cell)
                return
        yield from self.lines(place.element, cell)


def _is_short(content: Element) -> bool:
    """Whether so little stands inside that it is one answer, not a part of the document."""
    return len(list(children(content, "p"))) <= 3


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those in controls too, deleted ones left out."""
    for one in table:
        if name(one) == "tr":
            if child(child(one, "trPr"), "del") is None:
                yield one
        elif name(one) not in SKIPPED:
            yield from _rows(one)


def _places(row: Element) -> Iterator[_Place]:
    properties = child(row, "trPr")
    column = count(value(properties, "gridBefore"), 0)
    for element, control in _cells(row, None):
        looks = child(element, "tcPr")
        span = max(count(value(looks, "gridSpan"), 1), 1)
        merged = child(looks, "vMerge")
        kind = None if merged is None else value(looks, "vMerge") or "continue"
        yield _Place(element, column, span, kind, control)
        column += span


def _cells(container: Element, control: Element | None) -> Iterator[tuple[Element, Element | None]]:
    """The cells of a row, each with the control around it."""
    for one in container:
        if name(one) == "tc":
            yield one, control
        elif name(one) == "sdt":
            yield from _cells(one, one)
        elif name(one) not in SKIPPED:
            yield from _cells(one, control)


def _row_span(rows: list[list[_Place]], row: int, place: _Place) -> int:
    """Over how many rows a cell runs: those below that continue it."""
    span = 1
    if place.merged != "restart":
        return span
    for below in rows[row + 1 :]:
        if not any(one.column == place.column and one.merged == "continue" for one in below):
            break
        span += 1
    return span
