"""Answers in a text without boxes: on the line below a caption that stands alone, where the text has that habit."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.answers import Answer, Claims, How, by_line
from parsers.around import Fits
from parsers.spans import Kind, Span

_FULL = 40
"""A line of fewer letters was not broken for its length."""


def next_lines(spans: Sequence[Span], claims: Claims, fits: Fits) -> None:
    """The answers on the next line of a text without geometry.

    A text whose other captions hold their answer on their own line has not this habit: an empty one is empty.
    """
    lines = [line for line in by_line(spans) if line[0].box is None]
    pairs = [(line[0], below) for line, below in zip(lines, lines[1:], strict=False) if _may(line, below, claims)]
    inline = sum(1 for answers in claims.answers.values() if answers[0].how is How.INLINE and answers[0].caption.box is None)
    proofs = sum(fits(caption, below[0].text) for caption, below in pairs)
    for caption, below in pairs:
        if proofs and proofs * 3 >= inline or fits(caption, below[0].text):
            claims.add(Answer(caption, tuple(below), How.NEXT))


def go_on(spans: Sequence[Span], claims: Claims, reads_text: Callable[[Span], bool]) -> None:
    """The answers of a text without geometry, with the lines that a long one was broken into."""
    lines = [line for line in by_line(spans) if line[0].box is None and line[0].cell is None]
    for n, line in enumerate(lines):
        caption, last = line[0], line[-1]
        answers = claims.answers.get(caption.place, [])
        mine = [answer for answer in answers if answer.how in (How.INLINE, How.NEXT) and last in (*answer.values, caption)]
        if not mine or last.kind is not Kind.TEXT or not reads_text(caption):
            continue
        more: list[Span] = []
        for below in lines[n + 1 :]:
            before = more[-1] if more else last
            if len(before.text) < _FULL or len(below) > 1 or not _goes_on(below[0], claims):
                break
            more.append(below[0])
        if more:
            claims.taken.update(span.place for span in more)
            claims.answers[caption.place] = [replace(mine[0], values=(*mine[0].values, *more))]


def _goes_on(span: Span, claims: Claims) -> bool:
    return span.kind is Kind.TEXT and not span.heading and claims.free(span) and span.text[:1].islower()


def _may(line: Sequence[Span], below: Sequence[Span], claims: Claims) -> bool:
    """Whether a line is one caption, unanswered, and the next one nothing but written words."""
    caption = line[0]
    if len(line) != 1 or caption.kind is not Kind.CAPTION or not claims.free(caption):
        return False
    if caption.page != below[0].page or caption.cell != below[0].cell:
        return False
    return all(span.kind in (Kind.TEXT, Kind.FIELD) and not span.heading and claims.free(span) for span in below)
