"""Whose part of the form a span stands in: the heading above it in its column, else what its neighbours plainly are about.

A section is a word of the vocabulary (`candidate`, `support`, `training`, `provider`, `administration`, `employer`, `guardian`,
…); a heading that names somebody else closes the candidate's part, so that his value is not taken from it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.index import NUMBERING, Index, norm
from parsers.printing import LEADS, PARTS, Body, body_of, looks
from parsers.sheet import same_row
from parsers.spans import Kind, Span
from values.document import Box, Cell

_LONGEST = 16
_SIDE_GAP = 25.0
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: its section, where it stands, and the part of the page's width, or of its table's columns, it rules."""

    section: str
    span: Span
    left: float = float("-inf")
    right: float = float("inf")
    columns: tuple[int, int] | None = None
    rows: tuple[int, int] | None = None

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


def section_of(text: str, index: Index, *, marked: bool) -> str | None:
    """The section that a heading names: the whole of it, or, when it is marked as one, the first name in it."""
    first, _, rest = text.strip().partition(" ")
    words = norm(rest if NUMBERING.match(first) and rest else text).split()
    while words and (NUMBERING.match(words[0]) or words[0] in PARTS or words[0].isdigit()):
        words.pop(0)
    whole = " ".join(words)
    for name in (whole, norm(_BRACKETS.sub(" ", text))):
        if name in index.sections:
            return index.sections[name]
    if not marked or len(words) > _LONGEST:
        return None
    padded = f" {whole} "
    found = [
        (padded.find(f" {name} "), -len(name), section)
        for name, section in index.sections.items()
        if f" {name} " in padded and _leads(padded[: padded.find(f" {name} ")])
    ]
    return min(found)[2] if found else None


def _leads(text: str) -> bool:
    """Whether the words before a section's name are but those that lead to it: "Renseignements concernant le …"."""
    return all(word in LEADS or word.isdigit() for word in text.replace("'", " ").split())


def headings(spans: Sequence[Span], index: Index) -> tuple[Head, ...]:
    """The headings among the spans, in order."""
    lines: dict[tuple[int, int], list[Span]] = {}
    for span in spans:
        lines.setdefault((span.page, span.line), []).append(span)
    sizes = body_of(spans)
    found = []
    rows = list(lines.values())
    for line in rows:
        section = _line_section(line, index, sizes)
        if section and not _is_label(line, index, sizes, spans) and not _is_value(line, index, sizes, spans):
            found.append(_placed(section, line[0], spans))
    return tuple(found)


def _is_label(line: Sequence[Span], index: Index, body: Body, spans: Sequence[Span]) -> bool:
    """Whether a line that could head a section is a label: printed like one, with something written right below or beside."""
    span = line[0]
    if len(line) > 1 or not span.name or looks(line, span.text, body):
        return False
    written = [s for s in spans if s.kind is not Kind.CAPTION and not s.heading and s.page == span.page and s.line != span.line]
    if span.cell:
        return any(_cell_beside(span.cell, s.cell) for s in written if s.cell)
    if span.box is None:
        following = next((s for s in spans if s.place > span.place), None)
        return following is not None and following.kind in (Kind.TEXT, Kind.FIELD)
    return any(_close(span.box, s.box) for s in written if s.box)


def _is_value(line: Sequence[Span], index: Index, body: Body, spans: Sequence[Span]) -> bool:
    """Whether a line that only holds a section's name ("Centre de formation des Caps") is what a label next to it asks for."""
    text = " ".join(span.text for span in line)
    box = line[0].box
    if box is None or section_of(text, index, marked=False) or NUMBERING.match(text.split()[0]) or _is_large(line, body):
        return False
    labels = [s.box for s in spans if s.box and s.page == line[0].page and s.name in index.labels and s.line != line[0].line]
    return any(abs(other[0] - box[0]) < 10 and _is_next(other, box) for other in labels)


def _is_large(line: Sequence[Span], body: Body) -> bool:
    return bool(body.size) and all(word.size > 1.12 * body.size for span in line for word in span.words)


def _is_next(label: Box, value: Box) -> bool:
    """Whether a label stands just above a value, or a small caption just below it."""
    above, below = value[1] - label[3], label[1] - value[3]
    return -2 < above < 1.2 * max(label[3] - label[1], 8) or -2 < below < 0.6 * max(label[3] - label[1], 8)


def _cell_beside(a: Cell, b: Cell) -> bool:
    right = a.row == b.row and b.column == a.column + a.column_span
    below = b.row == a.row + a.row_span and (b.column, b.column_span) == (a.column, a.column_span)
    return a.table == b.table and (right or below)


def _close(a: Box, b: Box) -> bool:
    """Whether a box stands right of another, or just above or below it, its left edge near."""
    height = a[3] - a[1]
    if same_row(a, b):
        return 0 <= b[0] - a[2] < 200
    near = min(abs(b[1] - a[3]), abs(a[1] - b[3])) < 1.2 * max(height, 8)
    return near and abs(a[0] - b[0]) < 20


def _line_section(line: Sequence[Span], index: Index, body: Body) -> str | None:
    """The section that a line heads, when it is nothing but printed words."""
    if any(span.kind not in (Kind.CAPTION, Kind.TEXT) for span in line):
        return None
    if len(line) > 1 and any(span.kind is Kind.CAPTION and span.colon and span.name for span in line[:-1]):
        return None
    text = " ".join(span.text for span in line)
    if len(line) == 1 and line[0].colon and line[0].name in index.labels and not looks(line, text, body):
        return None
    return section_of(text, index, marked=_marked(line, text, body, index))


def _marked(line: Sequence[Span], text: str, body: Body, index: Index) -> bool:
    """Whether a line looks like a heading, and is no caption of ours."""
    return looks(line, text, body) and not (len(line) == 1 and line[0].name in index.labels)


def _placed(section: str, span: Span, spans: Sequence[Span]) -> Head:
    if span.cell:
        return _in_cell(section, span, span.cell, spans)
    if span.box is None:
        return Head(section, span)
    left, right = _column(span, span.box, spans)
    return Head(section, span, left, right)


def _in_cell(section: str, span: Span, cell: Cell, spans: Sequence[Span]) -> Head:
    """A heading in a table rules its columns when others stand beside it, its rows when it spans several, else all below."""
    table = [s for s in spans if s.page == span.page and s.cell and s.cell.table == cell.table and s.cell != cell]
    row = [s for s in table if s.cell and s.cell.row <= cell.row < s.cell.row + s.cell.row_span]
    if cell.row_span > 1 and row:
        return Head(section, span, rows=(cell.row, cell.row + cell.row_span))
    if row:
        return Head(section, span, columns=(cell.column, cell.column + cell.column_span))
    return Head(section, span)


def _column(span: Span, box: Box, spans: Sequence[Span]) -> tuple[float, float]:
    """The part of the width that a heading rules: up to what stands beside it on its base line."""
    beside = [s.box for s in spans if s.page == span.page and s.line != span.line and s.box and same_row(s.box, box)]
    after = [other[0] for other in beside if other[0] > box[2] + _SIDE_GAP]
    before = [other[2] for other in beside if other[2] < box[0] - _SIDE_GAP]
    return (box[0] - 8 if before else float("-inf"), min(after) - 4 if after else float("inf"))


def assign(spans: Sequence[Span], heads: Sequence[Head]) -> Mapping[int, str]:
    """The section of every span, by its place; a span without a heading above has none."""
    found: dict[int, str] = {}
    for span in spans:
        ruling = [head for head in heads if _before(head, span) and head.rules(span)]
        if ruling:
            found[span.place] = max(ruling, key=_nearness).section
    return found


def _before(head: Head, span: Span) -> bool:
    return (head.span.page, 0 if head.span.box else head.span.place) <= (span.page, span.place) and head.span is not span


def _nearness(head: Head) -> tuple[int, float, float]:
    """What makes a heading the nearer one: its page, its height on the page, its left edge."""
    box = head.span.box
    place = (box[1], box[0]) if box else (float(head.span.place), 0.0)
    return head.span.page, *place
