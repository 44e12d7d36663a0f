"""The vocabulary, indexed for looking up: one normalised text gives every role it has on a form.

A text may be a label, a question, the head of a choice, a section's heading and a decoy at once ("Organisme de formation"
heads a section or names a field); who asks says which role is meant.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from rapidfuzz import fuzz, process

from parsers.wording import canon, is_link
from values.fold import fold
from values.vocabulary import Choice, Label, Question, Vocabulary

_ENDING = re.compile(r"(?:es|e|s)$")
_EDGES = ",;?!'*"
_NEAR = 93.0
_NEAR_LENGTH = 9

T = TypeVar("T")


@lru_cache(maxsize=8192)
def norm(text: str) -> str:
    """The text as it is compared: folded, every word without the marks at its edges.

    >>> norm("Avez-vous un projet ?"), norm("N° de téléphone :"), norm("NOM, Prénom(s)")
    ('avez vous un projet', 'de telephone', 'nom prenom')
    """
    return " ".join(word for word in (part.strip(_EDGES) for part in fold(text).split()) if word)


def loose(text: str) -> str:
    """A normalised text without the endings of gender and number.

    >>> loose("inscrite depuis le") == loose("inscrits depuis le")
    True
    """
    return " ".join(_ENDING.sub("", word) if len(word) > 3 else word for word in text.split())


@dataclass(frozen=True, slots=True)
class Index:
    """The roles of every normalised text of the vocabulary; `owners` are the words that say whose a label is."""

    vocabulary: Vocabulary
    labels: Mapping[str, tuple[Label, ...]]
    questions: Mapping[str, tuple[Question, ...]]
    heads: Mapping[str, tuple[Choice, ...]]
    sections: Mapping[str, str]
    decoys: frozenset[str]
    owners: Mapping[str, str]
    longest: int
    _known: frozenset[str]
    _loose: Mapping[str, str]
    _fuzzy: tuple[str, ...]
    _canons: Mapping[str, str]

    def caption(self, text: str) -> str | None:
        """The vocabulary's text that makes this one a caption, marks of gender and number aside, or None."""
        if text in self._known:
            return text
        return self._loose.get(loose(text)) if " " in text else None

    def worded(self, text: str) -> str | None:
        """The caption that a text is another wording of ("Tél. du correspondant"), or None."""
        key = canon(text)
        return self._canons.get(key) if " " in text else None

    def near(self, text: str) -> str | None:
        """The caption that a misspelt one must be (an extra letter, a letter for another), or None."""
        if len(text) < _NEAR_LENGTH:
            return None
        found = process.extractOne(text, self._fuzzy, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return None if found is None else str(found[0])


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, tuple[T, ...]] = {}
    for text, value in pairs:
        groups[text] = (*groups.get(text, ()), value)
    return groups


def _owners(vocabulary: Vocabulary) -> dict[str, str]:
    """The words of the lists `owner_candidate`, `owner_support`, … to their section."""
    prefix = "owner_"
    lists = ((name.removeprefix(prefix), words) for name, words in vocabulary.lists.items() if name.startswith(prefix))
    return {norm(word): section for section, words in lists for word in words}


_BUILT: dict[str, Index] = {}


def build(vocabulary: Vocabulary) -> Index:
    """The index of a vocabulary, made once for each version of its file."""
    if not vocabulary.version:
        return _build(vocabulary)
    if vocabulary.version not in _BUILT:
        _BUILT.clear()
        _BUILT[vocabulary.version] = _build(vocabulary)
    return _BUILT[vocabulary.version]


def _canons(known: Iterable[str], decoys: frozenset[str]) -> dict[str, str]:
    """The known captions by what any wording of them comes to; one that may be a decoy is one."""
    found: dict[str, str] = {}
    whole = (text for text in known if not is_link(text.split()[-1]))
    for text in sorted(whole, key=lambda text: (text not in decoys, len(text), text)):
        found.setdefault(canon(text), text)
    return {key: text for key, text in found.items() if key}


def _build(vocabulary: Vocabulary) -> Index:
    labels = _grouped((norm(label.text), label) for label in vocabulary.labels)
    questions = _grouped((norm(question.text), question) for question in vocabulary.questions)
    heads = _grouped((norm(head), choice) for choice in vocabulary.choices for head in choice.heads)
    sections = {norm(text): section for text, section in vocabulary.sections.items()}
    decoys = frozenset(norm(text) for text in vocabulary.decoys)
    known = (frozenset(labels) | frozenset(questions) | frozenset(heads) | decoys) - {""}
    longest = max((text.count(" ") + 1 for text in known), default=1)
    by_loose = {loose(text): text for text in sorted(known, reverse=True) if " " in text}
    fuzzy = tuple(sorted(text for text in known if len(text) >= _NEAR_LENGTH))
    return Index(
        vocabulary,
        labels,
        questions,
        heads,
        sections,
        decoys,
        _owners(vocabulary),
        longest,
        known,
        by_loose,
        fuzzy,
        _canons(known, decoys),
    )


NUMBERING = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2})*[.)°/]|\d(?:\.\d)+|[A-Za-z][.)/]|[ivxIVX]{1,4}[.)/]|[-–—•▪■●►→*✓➢❖]+)$")
"""A word that only numbers or points at what follows: "1.", "B)", "iv.", "•"."""
