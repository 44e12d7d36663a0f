"""Looking for the words of the vocabulary's lists in a mail: folded on both sides, whole words only."""

import re
from functools import lru_cache

from values.fold import fold
from values.vocabulary import Vocabulary

MAX_TEXT = 200_000


def words(vocabulary: Vocabulary, name: str) -> tuple[str, ...]:
    """A list of the vocabulary, folded; empty when it has none of that name."""
    return _folded(tuple(vocabulary.lists.get(name, ())))


def found(text: str, vocabulary: Vocabulary, name: str) -> tuple[str, ...]:
    """The words of a list that a text holds, each once, in the order of the text."""
    wanted = words(vocabulary, name)
    if not wanted:
        return ()
    return tuple(dict.fromkeys(_pattern(wanted).findall(fold(text[:MAX_TEXT]))))


@lru_cache(maxsize=64)
def _folded(listed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (fold(word) for word in listed))))


@lru_cache(maxsize=64)
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(wanted, key=len, reverse=True)
    return re.compile(f"(?<![a-z0-9])(?:{'|'.join(map(re.escape, longest_first))})(?![a-z0-9])")


def opens(subject: str, vocabulary: Vocabulary, name: str) -> bool:
    """Whether a subject is of a list: what stands before its colon is one of the words, or a word of several is inside.

    A single word inside a sentence proves nothing: « Absence : retour le 3 » is a machine's, « Absence de réponse » a person's.
    """
    wanted = words(vocabulary, name)
    before = fold(subject.partition(":")[0])
    return before in wanted or any(" " in word and len(word) >= 10 for word in found(subject, vocabulary, name))
