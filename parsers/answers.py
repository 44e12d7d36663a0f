"""What is written for a caption: on its line, in its cell, in the cell beside or below, or next to it on the page.

Each way gives `Answer`s, best first; whether the text fits the caption's field is asked later. An empty form field, or an
empty cell, beside its caption is an answer too, and an empty one: nothing was written, and no neighbour is taken instead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from parsers.spans import Kind, Span

_JOINERS = frozenset({"/", "-", ".", "@", "au", "a", "à", "le", "et", "h", ":", "+", "+33", "33", "(0)", "–", "du"})


class How(StrEnum):
    """Where an answer stands, seen from its caption."""

    INLINE = "inline"
    CELL = "cell"
    RIGHT = "right"
    BELOW = "below"
    ABOVE = "above"
    NEXT = "next"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Answer:
    """The spans written for a caption; `sure` False when another arrangement of the page is as likely."""

    caption: Span
    values: tuple[Span, ...]
    how: How
    sure: bool = True

    @property
    def text(self) -> str:
        """The written text: a comb's letters together, a date's fields with their signs, lines kept."""
        return join(self.values)

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not any(span.text.strip(" /-.@:") for span in self.values)


@dataclass(slots=True)
class Claims:
    """The answers found so far, by the place of their caption, and the spans that are taken."""

    answers: dict[int, list[Answer]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def add(self, answer: Answer, *, take: bool = True) -> None:
        """Note an answer; its spans are no other caption's unless `take` is False."""
        self.answers.setdefault(answer.caption.place, []).append(answer)
        if take:
            self.taken.update(span.place for span in answer.values)

    def free(self, span: Span) -> bool:
        """Whether a caption has no answer yet, or a value no caption."""
        return span.place not in self.answers and span.place not in self.taken


def join(values: Sequence[Span]) -> str:
    """The text of several spans as one."""
    texts = [span.text.strip() for span in values]
    if len(texts) > 3 and all(len(text) <= 1 for text in texts):
        return "".join(text or " " for text in texts).strip()
    joined = ""
    for n, span in enumerate(values):
        joined += _separator(values[n - 1], span) if n else ""
        joined += span.text
    return joined.replace(" @ ", "@").replace(" / ", "/").strip()


def _separator(before: Span, span: Span) -> str:
    if before.line != span.line and not _beside(before, span):
        return "\n"
    figures = before.text.isdigit() and span.text.isdigit() and Kind.FIELD in (before.kind, span.kind)
    return "/" if figures and len(before.text) <= 2 and len(span.text) in (2, 4) else " "


def _beside(a: Span, b: Span) -> bool:
    """Whether two spans of different lines stand on one base line of the page."""
    if a.box is None or b.box is None:
        return False
    return min(a.box[3], b.box[3]) - max(a.box[1], b.box[1]) > 0.4 * min(a.height, b.height)


def inline(line: Sequence[Span], claims: Claims) -> None:
    """The answers that stand behind their captions on the same line."""
    for n, span in enumerate(line):
        if span.kind is Kind.CAPTION:
            values = following(line[n + 1 :], claims)
            if values:
                claims.add(Answer(span, values, How.INLINE))


def following(spans: Sequence[Span], claims: Claims) -> tuple[Span, ...]:
    """What is written from here on, up to the next caption or box to tick: fields with the signs between them, else text."""
    values: list[Span] = []
    for n, span in enumerate(spans):
        if span.kind in (Kind.CAPTION, Kind.TICK) or (span.kind is Kind.TEXT and span.place in claims.taken):
            break
        after = spans[n + 1] if n + 1 < len(spans) else None
        if span.kind is Kind.TEXT and not _goes_on(span, after, values):
            break
        values.append(span)
    while values and values[-1].kind is Kind.TEXT and _is_joiner(values[-1]) and len(values) > 1:
        values.pop()
    return tuple(values)


def _goes_on(span: Span, after: Span | None, values: Sequence[Span]) -> bool:
    """Whether a text is part of the answer, not the remark behind a form field."""
    if any(value.kind is Kind.FIELD for value in values):
        return _is_joiner(span)
    if after is not None and after.kind is Kind.FIELD and span.line == after.line:
        return _is_joiner(span)
    return True


def _is_joiner(span: Span) -> bool:
    return span.text.strip() in _JOINERS


def by_line(spans: Iterable[Span]) -> list[list[Span]]:
    """The spans, line by line."""
    lines: dict[tuple[int, int], list[Span]] = {}
    for span in spans:
        lines.setdefault((span.page, span.line), []).append(span)
    return list(lines.values())
