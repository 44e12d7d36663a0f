"""Answers become readings: the field that a caption names in its part of the form, the value, and how far it can be trusted.

A confidence of 0.9 or more means that 99 in 100 such readings are right: the exact caption, in its section, a whole and clean
value. A misspelt caption, a part of the form that no heading names, a doubtful value stay below.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parsers import durations
from parsers.answers import Answer, How
from parsers.fields import by_gist, by_label
from parsers.index import Index
from parsers.parts import OF_TRAINING, Parts, is_place, party
from parsers.spans import Kind, Span, union
from parsers.themes import HISTORY
from values import nir
from values.document import Document, Source, Word
from values.form import Reading, Value
from values.vocabulary import Label

Found = tuple[str, Reading]


_BASE = {
    How.INLINE: 0.97,
    How.CELL: 0.97,
    How.RIGHT: 0.96,
    How.BELOW: 0.95,
    How.ABOVE: 0.95,
    How.NEXT: 0.93,
    How.NAMED: 0.93,
}


_FIELD = 0.99


_SAMPLE = re.compile(
    r"(?:pr[eé]nom[._-]?nom|nom[._-]?pr[eé]nom|votre[._-]?(?:nom|mail|adresse)|xxx+)@|[^@]+@(?:votre|domaine\.)", re.IGNORECASE
)


_BROKEN = re.compile(r"\S+@(?:[\w\-]*|\S*[.\-])\n[\w.\-]+")
"""An address that goes on in the next line: its first line ends before the last dot."""


_GIST, _GIST_HOME = 0.85, 0.91


_FUZZY, _UNSURE_PLACE, _UNCERTAIN, _IMPLIED, _GUESSED_PART = 0.8, 0.8, 0.6, 0.93, 0.8


_SIBLINGS = {"provider": "training", "training": "provider"}


_ONE_LINE = frozenset({"texts", "addresses", "lines", "supports", "cities", "names"})


def label_of(span: Span, parts: Parts, index: Index) -> tuple[Label, float] | None:
    """The label that a caption is in its part of the form, and the most that a reading of it can be trusted."""
    if span.caption is None or span.place in parts.foreign or span.name in index.decoys and span.name not in index.labels:
        return None
    labels = index.labels.get(span.name, ())
    owner = span.caption.owner or parts.signers.get(span.place)
    section, headed = (owner, True) if owner else parts.of(span)
    if not span.name:
        told = by_gist.label_of(span.text, section, index.vocabulary)
        return (told, _gist_trust(told, section, parts.of(span)[1])) if told and _at_home(told, section) else None
    limit = _FIELD if span.caption.exact else _FUZZY
    if section == HISTORY:
        return _of_the_past(labels, limit)
    at_place = span.place in parts.place and section != "training"
    own = next((label for label in labels if label.section == section and section), None)
    if at_place and any(is_place(label.key) for label in labels):
        own = next(label for label in labels if is_place(label.key))
    if own and span.place in parts.unsure:
        return own, min(limit, _GIST)
    if own:
        sure = headed or not parts.headed
        return own, min(limit, _FIELD if headed else (_IMPLIED if sure or span.place in parts.told else _GUESSED_PART))
    free = next((label for label in labels if label.section is None), None)
    if free:
        return (free, limit) if _at_home(free, section) else None
    return _elsewhere(labels, section, limit, at_place=span.place in parts.place)


def _gist_trust(label: Label, section: str | None, headed: bool) -> float:
    """How far a caption told by its words alone can be trusted: more in the part of the form that its field is at home in."""
    at_home = headed and section is not None and (section == party(label.key) or section == _SIBLINGS.get(party(label.key)))
    return _GIST_HOME if at_home and label.key != "training.start_date" else _GIST


def _of_the_past(labels: Sequence[Label], limit: float) -> tuple[Label, float] | None:
    """The label in a part about what was done before: the end of the studies and the search for a job, nothing else."""
    own = next((label for label in labels if label.key in _PAST and label.section is None), None)
    return (own, limit) if own else None


_PAST = frozenset(
    ("candidate.education_exit_date", "candidate.jobseeker_since", "candidate.jobseeker_id", "candidate.project")
    + ("candidate.prospects",)
)


def _elsewhere(labels: Sequence[Label], section: str | None, limit: float, *, at_place: bool) -> tuple[Label, float] | None:
    """A label of another section: of the sibling one (training and its body share a part of many forms), or the only one."""
    sibling = next((label for label in labels if section and label.section == _SIBLINGS.get(section)), None)
    if sibling and (at_place or not is_place(sibling.key)):
        return sibling, limit
    if section is None and len({label.section for label in labels}) == 1 and labels[0].section in OF_TRAINING:
        return labels[0], min(limit, _GUESSED_PART)
    return None


def _at_home(label: Label, section: str | None) -> bool:
    """Whether a label of any section may be met in this one: nobody's value is taken from a stranger's part."""
    return section not in ("employer", "guardian", "administration", "other", HISTORY)


def readings(answers: Iterable[Answer], parts: Parts, document: Document, index: Index) -> list[Found]:
    """The readings of one caption's answers: of the first that holds a value of its kind; none once an empty one is met."""
    for answer in answers:
        if answer.empty:
            return []
        found = label_of(answer.caption, parts, index)
        if found is None:
            return []
        values = _parsed(answer, found[0], index)
        if values:
            text, parsed = values
            return [_reading(answer, found[1], item, text, document) for item in parsed if _kept(item)]
    return []


def _parsed(answer: Answer, label: Label, index: Index) -> tuple[str, tuple[by_label.Parsed, ...]] | None:
    """The values of an answer: of all its lines where a text may go on, else of the first."""
    whole = answer.text
    for text in _texts(answer, label):
        parsed = by_label.read(label, text, index.vocabulary) or by_label.read(_period(label), text, index.vocabulary)
        if parsed:
            return text, parsed
    return (whole, durations.read(whole)) if label.key == "training.total_hours" and durations.read(whole) else None


def _texts(answer: Answer, label: Label) -> list[str]:
    """What to read: all the lines where a text may go on, else the first; first names without their commas too."""
    whole = answer.text
    texts = [whole] if label.reader in _ONE_LINE or "\n" not in whole else [whole.split("\n")[0], whole.replace("\n", " ")]
    if label.reader == "emails" and _BROKEN.fullmatch(whole):
        return [whole.replace("\n", "")]
    return [*texts, whole.replace(",", " ")] if label.keys == ("candidate.first_name",) else texts


def _period(label: Label) -> Label:
    """A label of the start, taken for one of the whole period: "Session du 01/06/2026 au 18/12/2026"."""
    return replace(label, also=("training.end_date",)) if label.key == "training.start_date" else label


def _kept(item: by_label.Parsed) -> bool:
    if isinstance(item.value, str) and item.key.endswith(".email") and _SAMPLE.match(item.value):
        return False
    return item.certain or item.key != "training.provider_siret"


def _reading(answer: Answer, limit: float, item: by_label.Parsed, text: str, document: Document) -> Found:
    fields = [span for span in answer.values if span.kind is Kind.FIELD]
    base = _FIELD if fields and answer.how is not How.NAMED else _BASE[answer.how]
    trust = min(base, limit, 1.0 if answer.sure else _UNSURE_PLACE, 1.0 if item.certain else _UNCERTAIN)
    words = [word for span in answer.values for word in span.words]
    return item.key, make(item.value, trust, words, answer.values[0], document, text, item.precision)


def make(
    value: Value, trust: float, words: Sequence[Word], span: Span, document: Document, raw: str, precision: str | None = None
) -> Reading:
    """A reading of some words: never surer than their least sure one, masked where a number of social security stands."""
    page = document.pages[span.page].number
    source = min((word.source for word in words), key=_rank, default=Source.TEXT)
    least = min([trust, *(word.confidence for word in words)])
    box = union(word.box for word in words) if page is not None else None
    value = nir.mask(value) if isinstance(value, str) else value
    return Reading(value, round(least, 3), document.id, nir.mask(raw).strip(), source, page, box, precision)


_ORDER = (Source.OCR, Source.TEXT, Source.CONTENT_CONTROL, Source.FORM_FIELD, Source.OPERATOR)


def _rank(source: Source) -> int:
    return _ORDER.index(source)


def doubtful(found: Found, limit: float) -> Found:
    """The same reading, trusted no more than that."""
    key, reading = found
    return key, replace(reading, confidence=min(reading.confidence, limit))
