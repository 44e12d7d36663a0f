"""Whose part of the form a span stands in: the heading above it in its column, else what its neighbours plainly are about.

A section is a word of the vocabulary (`candidate`, `support`, `training`, `provider`, `administration`, `employer`, `guardian`,
…); a heading that names somebody else closes the candidate's part, so that his value is not taken from it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from parsers.index import NUMBERING, Index, norm
from parsers.printing import LEADS, PARTS, Body, Print, body_of, looks, print_of
from parsers.sheet import same_row
from parsers.spans import Kind, Span
from parsers.themes import HISTORY, is_aside, is_past, section
from values.document import Box, Cell

_LONGEST = 16
UNKNOWN_PART = "?"
"""What a heading opens whose words tell nothing: the part before it goes on, but its dates are not sure."""

_SIDE_GAP = 25.0
_OPENERS = frozenset(("le", "la", "les", "l", "votre", "vos", "mon", "ma", "mes", "notre", "nos", "son", "sa", "ses"))
_COLUMN, _CROSSING, _ROWS = 120.0, 2, 4
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


def section_of(text: str, index: Index, *, marked: bool) -> str | None:
    """The section that a heading names: the whole of it, or, when it is marked as one, the first name or telling word in it."""
    first, _, rest = text.strip().partition(" ")
    text = rest if NUMBERING.match(first) and rest else text
    whole, plain = _unnumbered(norm(text)), _unnumbered(norm(_BRACKETS.sub(" ", text)))
    past = is_past(plain, index) or (marked and is_past(whole, index))
    if past and (marked or plain in index.sections):
        return HISTORY
    names = (whole, plain, without_opener(whole), without_opener(plain))
    found = next((index.sections[name] for name in names if name in index.sections), None)
    if found or not marked or whole.count(" ") >= _LONGEST:
        return found
    return _led_to(plain, index) or section(plain, index)


def _unnumbered(text: str) -> str:
    """A normalised heading without the number before it and the words that number it."""
    words = text.split()
    while words and (NUMBERING.match(words[0]) or words[0] in PARTS or words[0].isdigit()):
        words.pop(0)
    return " ".join(words)


def without_opener(text: str) -> str:
    """A normalised heading without the article or possessive that opens it."""
    first, _, rest = text.replace("l'", "l ", 1).partition(" ")
    return rest if first in _OPENERS and rest else text


def _led_to(whole: str, index: Index) -> str | None:
    """The section whose name stands first in a heading, with nothing before it but words that lead to it."""
    padded = f" {_opened(whole)} "
    found = [
        (padded.find(f" {_opened(name)} "), -len(name), section)
        for name, section in index.sections.items()
        if f" {_opened(name)} " in padded and _leads(padded[: padded.find(f" {_opened(name)} ")])
    ]
    return min(found)[2] if found else None


@lru_cache(maxsize=4096)
def _opened(text: str) -> str:
    return " ".join(text.replace("'", " ").split())


def _leads(text: str) -> bool:
    """Whether the words before a section's name are but those that lead to it: "Renseignements concernant le …"."""
    return all(word in LEADS or word.isdigit() for word in text.split())


def headings(spans: Sequence[Span], index: Index) -> tuple[Head, ...]:
    """The headings among the spans, in order."""
    lines: dict[tuple[int, int], list[Span]] = {}
    for span in spans:
        lines.setdefault((span.page, span.line), []).append(span)
    sizes = body_of(spans)
    rows = list(lines.values())
    exact = [line[0] for line in rows if _heads(line, index, sizes, spans)]
    styles = _styles(exact, spans)
    found = []
    for line in rows:
        told = _heads(line, index, sizes, spans, styles)
        if told:
            sure = told != "training" or not is_aside(" ".join(span.text for span in line), index)
            found.append(replace(_placed(told, line[0], spans), sure=sure))
    return tuple(_parted(head, found, spans) for head in found)


def _parted(head: Head, heads: Sequence[Head], spans: Sequence[Span]) -> Head:
    """A heading that rules the whole width, kept to its column where the page's other column has headings and rows of its own."""
    box = head.span.box
    if box is None or head.columns or head.rows or head.left != float("-inf") or head.right != float("inf"):
        return head
    for other in heads:
        edge = other.span.box[0] if other.span.box and other.span.page == head.span.page and not other.span.cell else None
        if edge is not None and abs(edge - box[0]) > _COLUMN and _is_gutter(max(edge, box[0]), head, spans):
            return replace(head, right=edge - 4) if edge > box[0] else replace(head, left=box[0] - 4)
    return head


def _is_gutter(right: float, head: Head, spans: Sequence[Span]) -> bool:
    """Whether the page parts before a left edge: hardly a span crosses it, captions stand on both sides, on rows of their own."""
    page = [span.box for span in spans if span.page == head.span.page and span.box]
    crossing = [box for box in page if box[0] < right - 6 and box[2] > right - 2]
    captions = [span.box for span in spans if span.page == head.span.page and span.box and span.kind is Kind.CAPTION]
    left, behind = [box for box in captions if box[2] <= right - 2], [box for box in captions if box[0] >= right - 6]
    if len(crossing) > _CROSSING or min(len(left), len(behind)) < _ROWS:
        return False
    shared = sum(any(same_row(a, b, 0.8) for b in left) for a in behind)
    return shared * 2 < len(behind)


Styles = frozenset[Print]


def _heads(line: Sequence[Span], index: Index, body: Body, spans: Sequence[Span], styles: Styles = frozenset()) -> str | None:
    """The section that a line heads: it is no label and no value."""
    told = _line_section(line, index, body, spans, styles)
    if told == UNKNOWN_PART or (told and {print_of(span) for span in line} <= styles):
        return told
    return told if told and not _is_label(line, index, body, spans) and not _is_value(line, index, body, spans) else None


def _styles(heads: Sequence[Span], spans: Sequence[Span]) -> Styles:
    """The styles that a document keeps for its headings: those of several known ones, and of no caption or value."""
    known = Counter(print_of(span) for span in heads)
    others = Counter(
        print_of(span) for span in spans if span.kind in (Kind.CAPTION, Kind.TEXT) and not any(span is head for head in heads)
    )
    usual = {style for style, _ in others.most_common(2) if others[style] > len(heads)}
    captions = {print_of(span) for span in spans if span.kind is Kind.CAPTION and span.name and span not in heads}
    return frozenset(style for style, n in known.items() if style and n > 1 and style not in usual | captions)


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
    led = {(s.page, s.line) for s in spans if s.kind is Kind.TEXT}
    near = [s for s in spans if s.page == line[0].page and s.line != line[0].line and (s.page, s.line) not in led]
    labels = [s.box for s in near if s.box and s.name in index.labels]
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


def _line_section(line: Sequence[Span], index: Index, body: Body, spans: Sequence[Span], styles: Styles) -> str | None:
    """The section that a line heads, when it is nothing but printed words."""
    if any(span.kind not in (Kind.CAPTION, Kind.TEXT) for span in line):
        return None
    if len(line) > 1 and any(span.kind is Kind.CAPTION and span.colon and span.name for span in line[:-1]):
        return None
    text = " ".join(span.text for span in line)
    if len(line) == 1 and line[0].colon and line[0].name in index.labels and not looks(line, text, body):
        return None
    named = section_of(text, index, marked=False)
    if named or not _stands_alone(line[0], spans):
        return named
    styled = {print_of(span) for span in line} <= styles
    told = section_of(text, index, marked=styled or _marked(line, text, body, index))
    return told or (UNKNOWN_PART if styled and not line[0].colon and len(text.split()) <= _LONGEST else None)


def _stands_alone(span: Span, spans: Sequence[Span]) -> bool:
    """Whether nothing that could be an answer stands beside a line: no form field, no box to tick, no other cell of its row."""
    if span.box is None and span.cell is None:
        return True  # a plain text has no beside; looked for all the same, it costs the square of a long mail's lines
    for other in spans:
        if other.page != span.page or other.line == span.line:
            continue
        a, b = span.cell, other.cell
        if a and b and a.table == b.table and a.row == b.row and a != b and a.row_span == 1:
            return False
        answer = other.kind in (Kind.FIELD, Kind.TICK)
        if answer and not (a or b) and span.box and other.box and same_row(span.box, other.box) and other.box[0] > span.box[0]:
            return False
    return True


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
