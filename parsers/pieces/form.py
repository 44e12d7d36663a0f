"""A form: what is read on a paper filled with a candidate's identity and the training that he asks for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from parsers import around, columns, margins, ruling, sections, streets, tables, wary
from parsers.answers import Answer, Claims, How, by_line, inline
from parsers.choices import Chooser, ticked, written
from parsers.facing import faced, placed_back
from parsers.fields import by_label
from parsers.following import go_on, next_lines
from parsers.index import Index, norm
from parsers.merging import merged, named_once
from parsers.named_fields import named
from parsers.parts import Parts, foreigners, imply, places, told_by_birth
from parsers.readings import Found, doubtful, label_of, readings
from parsers.rows import Full, Row, rows, words_of_boxes
from parsers.sheet import sheet
from parsers.signers import signers
from parsers.spans import Kind, Span, split
from parsers.stacked import crossed, restyled, stack, told, unled, worded
from parsers.ticks import ticks
from values.document import Document
from values.form import Reading

_TEXTS = frozenset({"texts", "title", "lines", "addresses", "place"})
_SHAPED = frozenset({"dates", "emails", "phones", "siret", "postal_codes", "certifications", "hours", "money"})


@dataclass(frozen=True, slots=True)
class Sighted:
    """A document as laid out: its spans, their sections, and the answers of its captions."""

    document: Document
    spans: tuple[Span, ...]
    parts: Parts
    answers: dict[int, list[Answer]]
    rows: list[Row]


def sight(document: Document, index: Index) -> Sighted:
    """The spans, sections and answers of a document."""
    document = margins.without(faced(document))
    spans = told(crossed(unled(worded(stack(split(document, index), index), index))), index)
    words = words_of_boxes(rows(spans))
    spans = columns.captioned(restyled(spans, words), words, index)
    heads = sections.headings(spans, index)
    marked = {place for head in heads for place in _line_of(head.span, spans)}
    spans = tuple(replace(span, heading=True) if span.place in marked else span for span in spans)
    parts = _parts(spans, heads, index)
    claims = Claims()
    boxes = rows(spans)
    claims.taken.update(words_of_boxes(boxes))
    for line in by_line(spans):
        inline(line, claims)
    history = frozenset(norm(word) for word in index.vocabulary.lists.get("history", ()))
    for grid in tables.grids(spans).values():
        tables.answer(grid, history, claims)
    _around(document, spans, parts, index, claims)
    next_lines(spans, claims, _fits(parts, index))
    go_on(spans, claims, lambda caption: _reads_text(caption, parts, index))
    titled = named(spans, claims, index)
    if titled:
        parts = _parts(tuple(titled.get(span.place, span) for span in spans), heads, index)
    parts = replace(parts, signers=signers(spans, claims.answers, index))
    return Sighted(document, spans, parts, claims.answers, boxes)


def _line_of(span: Span, spans: Iterable[Span]) -> list[int]:
    return [other.place for other in spans if (other.page, other.line) == (span.page, span.line)]


def _parts(spans: Sequence[Span], heads: Sequence[ruling.Head], index: Index) -> Parts:
    named_parts = ruling.assign(spans, heads)
    implied = imply(spans, named_parts, index)
    return Parts(
        named=named_parts,
        implied=implied,
        headed=bool(heads),
        place=places(spans, index),
        foreign=foreigners(spans, index),
        unsure=ruling.unsure(spans, heads),
        doubted=ruling.doubted(spans, heads),
        told=told_by_birth(spans, implied, index),
    )


def _around(document: Document, spans: Sequence[Span], parts: Parts, index: Index, claims: Claims) -> None:
    """The answers by geometry, page by page; what stands in a cell of its own was asked before."""
    habits = columns.columns(spans)
    for number, page in enumerate(document.pages):
        own = [span for span in spans if span.page == number and span.box]
        if own:
            laid = sheet(own, page.rules, page.width)
            around.answer(laid, claims, _fits(parts, index), habits)
            around.go_on(laid, claims, lambda caption: _reads_text(caption, parts, index))


def _reads_text(caption: Span, parts: Parts, index: Index) -> bool:
    """Whether a caption asks for a text that may go over several lines."""
    found = label_of(caption, parts, index)
    return found is not None and found[0].reader in _TEXTS


def _fits(parts: Parts, index: Index) -> Callable[[Span, str], bool]:
    def fits(caption: Span, text: str) -> bool:
        found = label_of(caption, parts, index)
        return bool(found and found[0].reader in _SHAPED and by_label.read(found[0], text, index.vocabulary))

    return fits


def read(document: Document, index: Index) -> dict[str, Reading]:
    """The readings of a document, by field."""
    return read_sighted(sight(document, index), index)


def read_sighted(sighted: Sighted, index: Index) -> dict[str, Reading]:
    """The readings of a document already laid out."""
    found: list[Found] = []
    scene = wary.scene(sighted.spans, sighted.parts, sighted.answers, index)
    for answers in sighted.answers.values():
        read_here = readings(answers, sighted.parts, sighted.document, index)
        if any(key in wary.GUARDED for key, _ in read_here) and scene.doubts(answers[0].caption):
            read_here = [doubtful(one, wary.DOUBT) if one[0] in wary.GUARDED else one for one in read_here]
        found.extend(read_here)
    found = streets.whole(found, sighted.spans)
    chooser = Chooser(sighted.document, sighted.parts, index)
    found.extend(written((answer for answers in sighted.answers.values() for answer in answers[:1]), chooser))
    filled = [answer for answers in sighted.answers.values() for answer in answers if not answer.empty]
    full = Full(
        frozenset(answer.caption.place for answer in filled),
        frozenset(span.place for answer in filled for span in answer.values),
    )
    found.extend(ticked(ticks(sighted.rows, sighted.spans, full, index), chooser))
    read_ = wary.after_signature(named_once(merged(found), sighted.spans))
    return {key: placed_back(reading, sighted.document) for key, reading in read_.items()}


__all__ = ["How", "Kind", "Sighted", "read", "read_sighted", "sight"]
