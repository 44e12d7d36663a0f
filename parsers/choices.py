"""Boxes become readings: a yes or no to a question, a statement ticked, an option chosen; also the words written instead.

Nothing ticked says nothing. Two boxes of one question that contradict give readings that disagree, or none: never a guess.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from parsers.answers import Answer
from parsers.fields import booleans, by_gist
from parsers.index import Index, norm
from parsers.parts import Parts
from parsers.readings import Found, make
from parsers.spans import Kind, Span
from parsers.ticks import Tick, groups
from values.document import Document
from values.form import Value
from values.vocabulary import Choice, Option, Question

_YES, _NO = frozenset({"oui", "yes", "o", "vrai"}), frozenset({"non", "no", "n", "faux"})
_DENIALS = frozenset({"aucun", "aucune", "pas", "jamais", "n", "ni"})
_NEAR = 90.0
_NEAR_TRUST, _GIST_TRUST, _TRUST, _FIELD_TRUST, _STATEMENT_TRUST = 0.85, 0.91, 0.97, 0.99, 0.96
_STRANGERS = frozenset({"employer", "guardian", "administration"})


@dataclass(frozen=True, slots=True)
class Chooser:
    """What reading the boxes of one document needs."""

    document: Document
    parts: Parts
    index: Index

    def section(self, span: Span) -> str | None:
        """The part of the form that a span stands in."""
        return self.parts.of(span)[0]


def ticked(found: Sequence[Tick], chooser: Chooser) -> list[Found]:
    """The readings of the boxes of a document."""
    readings: list[Found] = []
    for group in groups(found).values():
        answers = [tick for tick in group if yes_no(tick.option) is not None]
        if answers:
            readings.extend(_answered(answers, chooser))
        for tick in group:
            if tick.checked and yes_no(tick.option) is None:
                readings.extend(_chosen(tick, chooser) or _stated(tick, chooser))
    return readings


def yes_no(text: str) -> bool | None:
    """What the words of a box say, when they are but a yes or a no."""
    words = norm(text).split()
    first = words[0] if words else ""
    if len(words) == 1 or (words and len(words) <= 4 and words[1] in ("si", "lequel", "laquelle", "precisez", "depuis")):
        return True if first in _YES else False if first in _NO else None
    return None


def _answered(boxes: Sequence[Tick], chooser: Chooser) -> Iterator[Found]:
    """The answer to a yes-no question: of the one box ticked."""
    checked = [tick for tick in boxes if tick.checked]
    if len({yes_no(tick.option) for tick in checked}) != 1:
        return
    tick = checked[0]
    found = question_of(tick.asked, chooser.section(tick.span), chooser.index)
    if found:
        question, trust = found
        value = yes_no(tick.option) is question.positive
        yield _found(question.key, value, trust, tick, chooser)


def question_of(asked: Iterable[str], section: str | None, index: Index) -> tuple[Question, float] | None:
    """The question of the vocabulary that some words ask: as a whole, within them, or nearly."""
    if section in _STRANGERS:
        return None
    texts = [text for text in asked if text]
    here = [question for question in index.vocabulary.questions if question.section in (None, section)]
    usable = [question for question in here if not question.statement]
    for text in texts:
        stated = next((question for question in here if question.statement and norm(question.text) == text), None)
        within = [question for question in usable if f" {norm(question.text)} " in f" {text} "]
        if within:
            return _asked_so(max(within, key=lambda question: len(question.text)), text, texts)
        if stated:
            return stated, _TRUST
    for text in texts:
        gist = by_gist.question_of(text, section, index.vocabulary)
        if gist:
            return gist, _GIST_TRUST
    for text in texts:
        near = [(fuzz.ratio(norm(question.text), text), n) for n, question in enumerate(usable)]
        best = max(near, default=(0.0, 0))
        if best[0] >= _NEAR:
            return usable[best[1]], _NEAR_TRUST
    return None


def _asked_so(question: Question, text: str, texts: Sequence[str]) -> tuple[Question, float]:
    """The question, turned round where the words about it deny it: "Je n'ai suivi aucune formation financée …"."""
    own = norm(question.text)
    if _denies(text, own):
        return replace(question, positive=not question.positive), _GIST_TRUST
    if any(_denies(longer, own) for longer in texts):
        return question, _NEAR_TRUST
    return question, _TRUST


def _denies(text: str, own: str) -> bool:
    return not _DENIALS.isdisjoint(text.replace(own, " ", 1).replace("'", " ").split()) if own in text else False


def _stated(tick: Tick, chooser: Chooser) -> list[Found]:
    """The statement that a ticked box makes by itself: "☒ Projet validé"."""
    text = norm(tick.option)
    section = chooser.section(tick.span)
    if section in _STRANGERS:
        return []
    fitting = [
        question
        for question in chooser.index.vocabulary.questions
        if question.section in (None, section) and f" {norm(question.text)} " in f" {text} "
    ]
    told = by_gist.question_of(text, section, chooser.index.vocabulary) if not fitting else None
    if not fitting and told is None:
        return []
    question = told or max(fitting, key=lambda q: (len(q.text), q.statement))
    return [_found(question.key, question.positive, _GIST_TRUST if told else _STATEMENT_TRUST, tick, chooser)]


def _chosen(tick: Tick, chooser: Chooser) -> list[Found]:
    """The options that a ticked box chooses, each under a head or in a section of its choice."""
    found: list[Found] = []
    for choice in chooser.index.vocabulary.choices:
        option = option_of(tick.option, choice)
        trust = _place(tick, choice, chooser) if option else 0.0
        if option and trust:
            found.append(_found(choice.key, option.value, trust, tick, chooser))
            found.extend(_found(key, value, trust, tick, chooser) for key, value in option.also)
    return found


def option_of(text: str, choice: Choice) -> Option | None:
    """The option that some words are: the same, or the only one that they open with."""
    words = norm(text)
    exact = [option for option in choice.options if norm(option.text) == words]
    if exact:
        return exact[0]
    opening = [option for option in choice.options if f"{words} ".startswith(f"{norm(option.text)} ")]
    return max(opening, key=lambda option: len(option.text), default=None)


def _place(tick: Tick, choice: Choice, chooser: Chooser) -> float:
    """How far an option can be trusted where its box stands; 0 where it means nothing."""
    heads = {norm(head) for head in choice.heads}
    nearest = tick.head
    if nearest is not None and (names(nearest, chooser.index) & heads or any(text in heads for text in tick.asked)):
        return _TRUST
    if any(_has_head(text, heads) for text in tick.asked[:1]):
        return _TRUST
    section = chooser.section(tick.span)
    if section not in choice.sections:
        return 0.0
    if nearest is None or nearest.heading or _is_own_words(nearest, tick):
        return _TRUST
    return 0.0 if nearest.name else _NEAR_TRUST


def _has_head(text: str, heads: set[str]) -> bool:
    return any(f" {head} " in f" {text} " for head in heads if " " in head or text == head)


def _is_own_words(span: Span, tick: Tick) -> bool:
    """Whether the nearest caption is only the words of the box."""
    return norm(span.text) == norm(tick.option)


def names(span: Span, index: Index) -> set[str]:
    """What a caption is called: its vocabulary text, and its own words."""
    return {text for text in (span.name, norm(span.text)) if text}


def _found(key: str, value: Value, trust: float, tick: Tick, chooser: Chooser) -> Found:
    word = tick.span.words[0]
    sure = _FIELD_TRUST if word.field and trust == _TRUST else trust
    raw = f"{word.text} {tick.option}".strip()
    return key, make(value, sure, [word], tick.span, chooser.document, raw)


def written(answers: Iterable[Answer], chooser: Chooser) -> list[Found]:
    """The readings of answers written in words beside a question or the head of a choice: "Projet validé : oui"."""
    found: list[Found] = []
    for answer in answers:
        if answer.empty or any(span.kind is Kind.TICK for span in answer.values):
            continue
        found.extend(_written(answer, chooser))
    return found


def _written(answer: Answer, chooser: Chooser) -> Iterator[Found]:
    index, section = chooser.index, chooser.section(answer.caption)
    words = [word for span in answer.values for word in span.words]
    said = booleans.read(answer.text)
    asked = question_of([norm(answer.caption.text)], section, index) if said is not None else None
    if asked and said is not None:
        question, trust = asked
        reading = make(said is question.positive, trust, words, answer.values[0], chooser.document, answer.text)
        yield question.key, reading
    for choice in index.vocabulary.choices:
        if not names(answer.caption, index) & {norm(head) for head in choice.heads} or section in _STRANGERS:
            continue
        option = option_of(answer.text, choice)
        if option:
            for key, value in ((choice.key, option.value), *option.also):
                yield key, make(value, _TRUST, words, answer.values[0], chooser.document, answer.text)
