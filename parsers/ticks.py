"""Boxes to tick: the words that each box stands for, and the caption or question it stands under.

In a table the words may head the column ("Oui | Non"), and the question open the row.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parsers.index import Index, norm
from parsers.rows import Full, Row, Unit, words_of_boxes
from parsers.sheet import overlaps_across
from parsers.spans import Kind, Span

_LONGEST_QUESTION = 3
_MEANINGLESS = frozenset({"yes", "on", "1", "2", "3", "4", "off", "true", "x"})


@dataclass(frozen=True, slots=True)
class Tick:
    """A box: its words, what is asked (the nearest wording first, longer ones behind), and the caption it stands under."""

    span: Span
    option: str
    asked: tuple[str, ...]
    head: Span | None

    @property
    def checked(self) -> bool:
        """Whether it is ticked."""
        return self.span.ticked


def ticks(found: Sequence[Row], spans: Sequence[Span], full: Full, index: Index) -> tuple[Tick, ...]:
    """Every box of a document."""
    return tuple(_tick(row, unit, found[:n], spans, full, index) for n, row in enumerate(found) for unit in row.units)


def _tick(row: Row, unit: Unit, before: Sequence[Row], spans: Sequence[Span], full: Full, index: Index) -> Tick:
    head = _head(row, unit, before, spans, full, index)
    return Tick(unit.box, _option(unit, spans), _asked(row, unit, before, spans, full), head)


def _option(unit: Unit, spans: Sequence[Span]) -> str:
    """The words of a box: those beside it, the head of its table's column, or the form field's own value."""
    words = " ".join(span.text for span in unit.words)
    column = None if words else _column_head(spans, unit.box)
    word = unit.box.words[0]
    own = word.option if word.option and norm(word.option) not in _MEANINGLESS else word.label
    return words or (column.text if column else "") or own or ""


def _column_head(spans: Sequence[Span], box: Span) -> Span | None:
    """The printed head of the table's column that a box stands in."""
    cell = box.cell
    if cell is None:
        return None
    heads = [
        span
        for span in spans
        if span.page == box.page
        and span.cell
        and span.cell.table == cell.table
        and span.cell.row < cell.row
        and span.kind in (Kind.TEXT, Kind.CAPTION)
        and span.cell.column <= cell.column < span.cell.column + span.cell.column_span
    ]
    return max(heads, key=lambda s: (norm(s.text) in ("oui", "non"), s.cell.row if s.cell else 0), default=None)


def _asked(row: Row, unit: Unit, before: Sequence[Row], spans: Sequence[Span], full: Full) -> tuple[str, ...]:
    """What is asked where a box stands: the words before its group of boxes, with the rows above that lead into them."""
    first = row.first(unit.box)
    lead = row.lead(unit.box, full)
    start = " ".join(span.text for span in lead) or ("" if _asks_itself(spans, first) else _row_head(spans, unit.box))
    texts = [start] if start else []
    below = lead[0] if lead else first
    for above in before[::-1][:12]:
        printed = [span for span in above.spans if _leads(span, below)]
        if not printed:
            if _is_between(above, below):
                break
            continue
        if len(texts) > _LONGEST_QUESTION or any(span.place in words_of_boxes([above]) for span in printed):
            break
        start = (" ".join(span.text for span in printed) + " " + start).strip()
        texts.append(start)
        below = printed[0]
    listed = _listed(unit.box, before) if unit.words and not texts else None
    if listed:
        return _asked(listed[0], listed[1], before[: before.index(listed[0])], spans, full)
    if not texts:
        texts = [words_of_name(name) for name in (unit.box.words[0].label, unit.box.words[0].field) if name]
    return tuple(dict.fromkeys(norm(text) for text in texts))


def words_of_name(name: str) -> str:
    """The words of a form field's name or tooltip: "situation.demandeurEmploi_1" is "situation demandeur Emploi"."""
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-zéè])(?=[A-Z])", " ", name)))


def _is_between(above: Row, below: Span) -> bool:
    """Whether a row without boxes of geometry ends the search upwards: it is not the one right above."""
    return below.box is None or above.spans[0].page != below.page


def _leads(span: Span, below: Span) -> bool:
    """Whether printed words may be the start of the question that the next row goes on with."""
    if span.kind not in (Kind.CAPTION, Kind.TEXT) or span.page != below.page or span.cell != below.cell:
        return False
    if span.box is None or below.box is None:
        return span.line == below.line - 1
    near = -2 <= below.box[1] - span.box[3] < 1.2 * max(span.height, 8.0)
    return near and (overlaps_across(span.box, below.box) or abs(span.box[0] - below.box[0]) < 30)


def _row_head(spans: Sequence[Span], box: Span) -> str:
    """The words that open the table's row that a box stands in."""
    row = [s for s in spans if _heads_row(s, box) and s.kind in (Kind.TEXT, Kind.CAPTION)]
    nearest = max((s.cell.column for s in row if s.cell), default=0)
    return " ".join(s.text for s in row if s.cell and s.cell.column == nearest)


def _asks_itself(spans: Sequence[Span], first: Span) -> bool:
    """Whether printed words stand over a group of boxes in its own cell: what they ask is theirs, not the row's."""
    if first.cell is None:
        return False
    own = [span for span in spans if span.page == first.page and span.cell == first.cell and span.line < first.line]
    return any(span.kind in (Kind.TEXT, Kind.CAPTION) for span in own) and not any(span.kind is Kind.TICK for span in own)


def _head(row: Row, unit: Unit, before: Sequence[Row], spans: Sequence[Span], full: Full, index: Index) -> Span | None:
    """The caption that a box stands under or beside: on its row, at the head of its table's row, else the nearest one above."""
    lead = row.lead(unit.box, full)
    own = [span for span in lead if span.kind is Kind.CAPTION and span.place not in full.captions]
    if own:
        return own[-1]
    first = row.first(unit.box)
    beside = [s for s in spans if _heads_row(s, unit.box) and s.kind is Kind.CAPTION and s.place not in full.captions]
    if beside and not _asks_itself(spans, first):
        return beside[-1]
    for above in before[::-1]:
        if above.spans[0].page != unit.box.page:
            return None
        listed = next((other for other in above.units if _lists(other.box, unit.box)), None)
        if listed:
            return _head(above, listed, before[: before.index(above)], spans, full, index)
        for span in above.spans[::-1]:
            if _governs(span, first, full, index):
                return span
    return None


def _listed(box: Span, before: Sequence[Row]) -> tuple[Row, Unit] | None:
    """The box right above in a list, and its row."""
    return next(((row, unit) for row in before[::-1][:6] for unit in row.units if _lists(unit.box, box)), None)


def _lists(upper: Span, lower: Span) -> bool:
    """Whether two boxes stand one under the other in a list."""
    if upper.cell != lower.cell or upper.page != lower.page:
        return False
    if upper.box is None or lower.box is None:
        return upper.line == lower.line - 1
    return abs(upper.box[0] - lower.box[0]) < 4 and lower.box[1] - upper.box[3] < 1.8 * max(upper.height, 9.0)


def _heads_row(span: Span, box: Span) -> bool:
    a, b = span.cell, box.cell
    return bool(
        a and b and span.page == box.page and a.table == b.table and a.column < b.column and a.row <= b.row < a.row + a.row_span
    )


def _governs(span: Span, box: Span, full: Full, index: Index) -> bool:
    """Whether a span above a box is a caption that it may stand under."""
    text = norm(span.text)
    if span.kind is not Kind.CAPTION and not span.heading and text not in index.heads:
        return False
    if span.place in full.captions:
        return False
    if span.box is None or box.box is None:
        return True
    return -12 <= box.box[0] - span.box[0] < 75


def groups(found: Iterable[Tick]) -> Mapping[tuple[object, ...], list[Tick]]:
    """The boxes that answer one question: under one wording and one caption."""
    grouped: dict[tuple[object, ...], list[Tick]] = {}
    for tick in found:
        key = (tick.asked[:1], tick.head.place if tick.head else None, tick.span.page)
        grouped.setdefault(key, []).append(tick)
    return grouped
