"""What makes a start or an end of a training doubtful: whatever stands around it that speaks of another one.

A wrongful rejection is the worst fault there is, and what is doubtful never rejects. Each guard stands for itself: the part of
the form, its neighbours, a blank of the same meaning elsewhere, a column of several dates, the date of the signature.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from parsers.answers import Answer
from parsers.index import Index
from parsers.parts import Parts
from parsers.readings import label_of
from parsers.spans import Kind, Span
from parsers.themes import HISTORY, is_past
from values.form import Reading

GUARDED = frozenset({"training.start_date", "training.end_date"})
DOUBT = 0.85
"""The most that a doubtful date is trusted."""

_OURS = frozenset({"training", "provider", "funding"})
_STRANGE = frozenset({HISTORY, "employer", "guardian", "administration", "other"})
_TELLING = (
    "training.title",
    "training.certification_code",
    "training.level",
    "training.centre_hours",
    "training.company_hours",
    "training.total_hours",
    "training.cost",
    "training.provider",
    "training.provider_siret",
    "training.pace",
)
_START = "training.start_date"
_REACH, _NEXT = 8, 2
_LATE = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Scene:
    """A form as laid out: its captions in order, their parts, the answers."""

    captions: tuple[Span, ...]
    heads: frozenset[int]
    parts: Parts
    answers: Mapping[int, Sequence[Answer]]
    index: Index
    blank: bool = False

    def doubts(self, caption: Span) -> bool:
        """Whether a start or an end written for a caption may be another training's."""
        if caption.place < 0 or caption.place in self.parts.doubted:
            return True
        section, headed = self.parts.of(caption)
        known = headed and section in _OURS
        near = self._around(caption, _REACH)
        told = known or any(self._tells(span) for span in near)
        past = any(is_past(span.text, self.index) and not self._tells(span) for span in self._around(caption, _NEXT))
        return self.blank or not told or past

    def _around(self, caption: Span, reach: int) -> list[Span]:
        """The captions around one, up to the headings before and behind it."""
        at = next((n for n, span in enumerate(self.captions) if span.place == caption.place), None)
        if at is None:
            return []
        before: list[Span] = []
        for span in self.captions[max(at - reach, 0) : at][::-1]:
            if span.place in self.heads:
                break
            before.append(span)
        behind: list[Span] = []
        for span in self.captions[at + 1 : at + 1 + reach]:
            if span.place in self.heads:
                break
            behind.append(span)
        return before + behind

    def _tells(self, span: Span) -> bool:
        found = label_of(span, self.parts, self.index)
        return found is not None and found[0].key in _TELLING


def scene(spans: Sequence[Span], parts: Parts, answers: Mapping[int, Sequence[Answer]], index: Index) -> Scene:
    """The scene of a form; `blank`: a caption that asks for the start, in no stranger's part, has no answer."""
    captions = tuple(span for span in spans if span.kind is Kind.CAPTION)
    heads = frozenset(span.place for span in captions if span.heading and not answers.get(span.place))
    made = Scene(captions, heads, parts, answers, index)
    return replace(made, blank=any(_is_blank(span, made) for span in captions))


def _is_blank(span: Span, made: Scene) -> bool:
    section = made.parts.of(span)[0]
    if span.heading or section in _STRANGE or span.name in made.index.decoys:
        return False
    labels = made.index.labels.get(span.name, ())
    own = [label for label in labels if label.section in (section, None)] or labels
    if not own or not all(label.key.startswith("training.") for label in own):
        return False
    if not any(label.key == _START for label in own) or _is_led_on(span, made):
        return False
    return all(answer.empty for answer in made.answers.get(span.place, ()))


def _is_led_on(span: Span, made: Scene) -> bool:
    """Whether the caption right behind asks for the start too, and has it: "Dates de la formation : du … au …"."""
    after = next((other for other in made.captions if other.place == span.place + 1), None)
    if after is None or not any(label.key == _START for label in made.index.labels.get(after.name, ())):
        return False
    return any(not answer.empty for answer in made.answers.get(after.place, ()))


def after_signature(readings: dict[str, Reading]) -> dict[str, Reading]:
    """The readings, a start long before the form was signed, or a period wholly before, made doubtful.

    Who applies late does so shortly before or after the start; what lies further back is an earlier training.
    """
    signed = [readings[key].value for key in ("candidate.signed_on", "support.signed_on") if key in readings]
    days = [day for day in signed if isinstance(day, date)]
    if not days or _START not in readings:
        return readings
    start, end = (readings.get(key) for key in ("training.start_date", "training.end_date"))
    far = start is not None and isinstance(start.value, date) and start.value < min(days) - _LATE
    over = end is not None and isinstance(end.value, date) and end.value < min(days)
    if not (far or over):
        return readings
    return readings | {key: _doubtful(readings[key]) for key in GUARDED if key in readings}


def _doubtful(reading: Reading) -> Reading:
    return replace(reading, confidence=min(reading.confidence, DOUBT))
