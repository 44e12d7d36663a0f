"""Whose part of the form a span stands in: the heading above it in its column, else what its neighbours plainly are about.

A section is a word of the vocabulary (`candidate`, `support`, `training`, `provider`, `administration`, `employer`, `guardian`,
…); a heading that names somebody else closes the candidate's part, so that his value is not taken from it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.fields import by_gist
from parsers.index import NUMBERING, Index, norm
from parsers.naming import LONGEST, is_numbered, section_of
from parsers.printing import Body, Print, body_of, looks, print_of
from parsers.ruling import UNKNOWN_PART, Head
from parsers.sheet import same_row
from parsers.spans import Kind, Span
from parsers.themes import is_aside
from values.document import Box, Cell

_SIDE_GAP = 25.0


_FEW = 8


_SPEAKING = frozenset(
    {"voici", "voila", "je", "j", "ci", "veuillez", "merci", "bonjour", "nous", "suite", "comme", "pour", "monsieur", "madame"}
)


_ASKING = frozenset({"qui", "quel", "quelle", "quels", "quelles", "ou", "comment", "pourquoi"})


_COLUMN, _CROSSING, _ROWS = 120.0, 2, 4


def headings(spans: Sequence[Span], index: Index) -> tuple[Head, ...]:
    """The headings among the spans, in order."""
    lines: dict[tuple[int, int], list[Span]] = {}
    for span in spans:
        lines.setdefault((span.page, span.line), []).append(span)
    sizes = body_of(spans)
    rows = list(lines.values())
    exact = [line[0] for line in rows if _heads(line, index, sizes, spans)]
    marks = Marks(_styles(exact, spans), _between(rows))
    found = []
    for line in rows:
        told = _heads(line, index, sizes, spans, marks)
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


@dataclass(frozen=True, slots=True)
class Marks:
    """What marks a document's headings: the styles it keeps for them, and the lines that part its blocks of captions."""

    styles: frozenset[Print] = frozenset()
    blocks: frozenset[int] = frozenset()


def _heads(line: Sequence[Span], index: Index, body: Body, spans: Sequence[Span], marks: Marks = Marks()) -> str | None:
    """The section that a line heads: it is no label and no value."""
    told = _line_section(line, index, body, spans, marks)
    if marks.styles and line[0].name in index.labels and not _is_marked(line, body, marks):
        return None
    if told == UNKNOWN_PART or (told and {print_of(span) for span in line} <= marks.styles):
        return told
    return told if told and not _is_label(line, index, body, spans) and not _is_value(line, index, body, spans) else None


def _is_marked(line: Sequence[Span], body: Body, marks: Marks) -> bool:
    """Whether a line is printed like the document's headings, or like any."""
    text = " ".join(span.text for span in line)
    return {print_of(span) for span in line} <= marks.styles or looks(line, text, body) or line[0].place in marks.blocks


def _styles(heads: Sequence[Span], spans: Sequence[Span]) -> frozenset[Print]:
    """The styles that a document keeps for its headings: those of several known ones, and of no caption or value."""
    known = Counter(print_of(span) for span in heads)
    mine = {span.place for span in heads}
    rest = [span for span in spans if span.kind in (Kind.CAPTION, Kind.TEXT) and span.place not in mine]
    others = Counter(print_of(span) for span in rest)
    usual = {style for style, _ in others.most_common(2) if others[style] > len(heads)}
    captions = {print_of(span) for span in rest if span.kind is Kind.CAPTION and span.name}
    return frozenset(style for style, n in known.items() if style and n > 1 and style not in usual | captions)


def _is_label(line: Sequence[Span], index: Index, body: Body, spans: Sequence[Span]) -> bool:
    """Whether a line that could head a section is a label: printed like one, with something written right below or beside."""
    span = line[0]
    told = span.name or (span.kind is Kind.CAPTION and by_gist.label_of(span.text, None, index.vocabulary))
    if len(line) > 1 or not told or looks(line, span.text, body):
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


def _line_section(line: Sequence[Span], index: Index, body: Body, spans: Sequence[Span], marks: Marks) -> str | None:
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
    styled = {print_of(span) for span in line} <= marks.styles
    told = section_of(text, index, marked=styled or _marked(line, text, body, index) or line[0].place in marks.blocks)
    parts = line[0].box is not None or line[0].cell is not None or line[0].place in marks.blocks
    short = not line[0].colon and len(text.split()) <= LONGEST
    return told or (UNKNOWN_PART if styled and parts and short else None)


def _between(rows: Sequence[Sequence[Span]]) -> frozenset[int]:
    """The lines of a plain text that stand between two blocks of captions with colons: a few words, nothing they answer."""
    found = set()
    for before, line, after in zip(([], *rows), rows, (*rows[1:], []), strict=False):
        led = is_numbered(line[0].text) or not before or before[-1].kind is not Kind.CAPTION or not before[-1].colon
        asks = bool(after) and after[0].kind is Kind.CAPTION and after[0].colon
        if led and asks and len(line) == 1 and _is_short(line[0]):
            found.add(line[0].place)
    return frozenset(found)


def _is_short(span: Span) -> bool:
    opening = norm(span.text).replace("'", " ").partition(" ")[0]
    if opening in _SPEAKING or span.text.rstrip().endswith((".", "!", ",", ";")):
        return False
    asks = span.text.endswith("?") and opening in _ASKING
    plain = span.box is None and span.cell is None and (asks or not span.colon) and span.text[:1].isupper()
    return plain and len(span.text.split()) <= _FEW and not any(c.isdigit() for c in span.text)


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
