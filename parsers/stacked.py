"""Captions printed over two lines ("DATE DE / NAISSANCE") become one, and remarks for the writer are dropped."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from parsers.captions import UNKNOWN, Caption, caption
from parsers.fields import by_gist
from parsers.index import Index, norm
from parsers.printing import caption_style, style_of
from parsers.sheet import gap_across, gap_down, overlaps_across, same_row
from parsers.spans import Kind, Span, union
from parsers.tokens import tokens
from values.document import CHECKED

_REMARK = re.compile(
    r"^(?:\(.*\)|\[.*\]|[jmaJMA]{2,4}(?:[ /.\-][jmaJMA]{2,4})+|(?:Jour|Mois|Ann[ée]e)|"
    r"(?:[Jj]our|[Mm]ois)(?:[ /]+(?:[Mm]ois|[Aa]nn[ée]e))+)\s*[:*]?$"
)
_MANY = 9
_CROSSES = frozenset("xX✓✔✗✘×")
_ENDS = (" de", " du", " et", " d", " la", " en")
_LINKS = ("de ", "du ", "d'", "des ", "la ", "le ", "l'", "au ", "en ", "et ", "a ")


def stack(spans: Sequence[Span], index: Index) -> tuple[Span, ...]:
    """The spans, remarks dropped and captions over two lines joined."""
    kept = [span for span in spans if not (span.kind is Kind.TEXT and _REMARK.match(span.text.strip()))]
    joined: list[Span] = []
    gone: set[int] = set()
    for n, span in enumerate(kept):
        if span.place in gone:
            continue
        below = _below(span, kept[n + 1 :])
        both = _both(span, below, index) if below else None
        if both and below:
            gone.add(below.place)
        joined.append(both or span)
    return tuple(joined)


def _below(span: Span, later: Sequence[Span]) -> Span | None:
    """The printed span on the line right below, of the same cell or column."""
    if span.kind not in (Kind.CAPTION, Kind.TEXT) or span.colon:
        return None
    for other in later[:40]:
        if other.page != span.page or other.cell != span.cell or other.line == span.line:
            continue
        if span.box is None or other.box is None:
            return other if other.line == span.line + 1 and other.opens and span.opens else None
        if overlaps_across(span.box, other.box) and -3 <= gap_down(span.box, other.box) < 0.7 * span.height:
            return other
    return None


def _both(span: Span, below: Span, index: Index) -> Span | None:
    """The two spans as one caption, when that is what they are together and not already each."""
    if below.kind not in (Kind.CAPTION, Kind.TEXT):
        return None
    links = norm(below.text).startswith(_LINKS) or norm(span.text).endswith(_ENDS)
    if (span.name and not links) or not span.opens:
        return None
    words = (*span.words, *below.words)
    found = caption(tokens(words), index)
    if found is None or found.name == below.name:
        return None
    box = union((span.box, below.box))
    return replace(below, kind=Kind.CAPTION, words=words, text=f"{span.text} {below.text}", caption=found, box=box)


def unled(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans, a value that opens with a caption's words made one text: "Structure | Mission locale de Caen"."""
    lines: dict[tuple[int, int], list[Span]] = {}
    for span in spans:
        lines.setdefault((span.page, span.line), []).append(span)
    alone = [line[0] for line in lines.values() if len(line) == 1 and line[0].kind is Kind.CAPTION]
    kept: list[Span] = []
    for line in lines.values():
        led = len(line) == 2 and line[0].kind is Kind.CAPTION and not line[0].colon and line[1].kind is Kind.TEXT
        kept.extend([_one_text(line)] if led and any(_takes(span, line[0]) for span in alone) else line)
    return tuple(kept)


def _takes(span: Span, value: Span) -> bool:
    """Whether a lone caption has a line for its answer: beside it, or below it in larger print."""
    if _asks_beside(span, value):
        return True
    smaller = value.words[0].size - span.words[0].size > 0.4 and span.words[0].size > 0
    return smaller and _asks_below(span, value)


def _one_text(line: Sequence[Span]) -> Span:
    words = tuple(word for span in line for word in span.words)
    text = " ".join(span.text for span in line)
    return replace(line[0], kind=Kind.TEXT, caption=None, words=words, text=text, box=union(s.box for s in line))


def _asks_beside(span: Span, value: Span) -> bool:
    """Whether a caption that stands alone has a span for its neighbour to the right: in the next cell, or close on its row."""
    if span.page != value.page or span.line == value.line:
        return False
    a, b = span.cell, value.cell
    if a and b:
        return a.table == b.table and a.row == b.row and a.column + a.column_span == b.column
    if a or b or span.box is None or value.box is None:
        return False
    return same_row(span.box, value.box) and 0 < gap_across(span.box, value.box) < 150 and (span.colon or bool(span.name))


def crossed(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans, a lone cross in a cell made a ticked box: "Oui | Non" over "X | "."""
    held = Counter((span.page, span.cell) for span in spans if span.cell)
    return tuple(
        replace(span, kind=Kind.TICK, words=(replace(span.words[0], text=CHECKED),))
        if span.kind is Kind.TEXT and span.text in _CROSSES and span.cell and held[span.page, span.cell] == 1
        else span
        for span in spans
    )


def told(spans: Sequence[Span], index: Index) -> tuple[Span, ...]:
    """The spans, printed words of an unknown caption made one where a form field or a further cell asks for an answer."""
    held = Counter((span.page, span.cell) for span in spans if span.cell)
    found: list[Span] = []
    for n, span in enumerate(spans):
        after = spans[n + 1] if n + 1 < len(spans) else None
        asks = after is not None and after.kind is Kind.FIELD and (after.line == span.line or after.cell == span.cell)
        alone = span.cell is not None and span.cell.column == 0 and held[span.page, span.cell] == 1
        unknown = span.kind is Kind.TEXT and (asks or alone) and not any(c.isdigit() for c in span.text)
        label = by_gist.label_of(span.text, None, index.vocabulary) if unknown else None
        if span.text == "@" and span.opens and (after is None or after.line != span.line):
            found.append(replace(span, kind=Kind.CAPTION, caption=Caption("@")))
            continue
        found.append(replace(span, kind=Kind.CAPTION, caption=UNKNOWN) if label else span)
    return tuple(found)


def worded(spans: Sequence[Span], index: Index) -> tuple[Span, ...]:
    """The spans, a caption that is the answer of another one made a text: "Structure | France Travail"."""
    led = {(span.page, span.line, span.place - 1) for span in spans}
    alone = [span for span in spans if span.kind is Kind.CAPTION and (span.page, span.line, span.place) not in led]
    return tuple(
        replace(span, kind=Kind.TEXT, caption=None)
        if span.kind is Kind.CAPTION and not span.colon and any(_is_answer(span, other, index) for other in alone)
        else span
        for span in spans
    )


def _is_answer(span: Span, other: Span, index: Index) -> bool:
    """Whether a caption's words are what another, to its left or above it, asks for."""
    if _is_larger_below(span, other):
        return True
    if not (_asks_beside(other, span) or _asks_below(other, span)):
        return False
    text = norm(span.text)
    if any(text == norm(option.text) for choice in index.heads.get(other.name, ()) for option in choice.options):
        return True
    if text in index.questions:
        return False
    if any(label.reader == "supports" for label in index.labels.get(other.name, ())):
        return text in index.vocabulary.structures
    return False


def _is_larger_below(span: Span, other: Span) -> bool:
    """Whether a caption's words stand below another caption of their cell, in the larger print of an answer."""
    if span.cell is None or span.cell != other.cell or span.page != other.page or span.place != other.place + 1:
        return False
    return bool(other.name) and other.words[0].size > 0 and span.words[0].size - other.words[0].size > 0.4


def _asks_below(span: Span, value: Span) -> bool:
    if span.page != value.page or span.line == value.line:
        return False
    a, b = span.cell, value.cell
    if a and b:
        return a.table == b.table and a.column == b.column and a.row + a.row_span == b.row
    if a or b or span.box is None or value.box is None:
        return False
    return overlaps_across(span.box, value.box) and 0 <= gap_down(span.box, value.box) < 1.5 * span.height


def restyled(spans: Sequence[Span], words: frozenset[int]) -> tuple[Span, ...]:
    """The spans, printed words in the style that is kept for captions made unknown ones; `words` are those of boxes to tick."""
    style = caption_style(spans)
    if style is None:
        return tuple(spans)
    return tuple(
        replace(span, kind=Kind.CAPTION, caption=UNKNOWN)
        if span.kind is Kind.TEXT
        and span.opens
        and span.place not in words
        and style_of(span) == style
        and _like_caption(span.text)
        and not _is_led_to(span, spans)
        else span
        for span in spans
    )


def _is_led_to(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a known caption is the nearest printed thing before a span on its row: it is that one's answer."""
    if span.box is None or span.cell:
        return False
    before = [o for o in spans if o.page == span.page and o.box and o.box[2] <= span.box[0] + 1 and same_row(o.box, span.box)]
    nearest = max(before, key=lambda other: other.box[2] if other.box else 0.0, default=None)
    return nearest is not None and nearest.kind is Kind.CAPTION and bool(nearest.name)


def _like_caption(text: str) -> bool:
    """Whether printed words may be a caption: few, opened by a capital, without figures."""
    return text[:1].isupper() and len(text.split()) <= _MANY and not any(c.isdigit() or c == "@" for c in text)
