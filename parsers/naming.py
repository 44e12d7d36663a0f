"""The section that a heading's words name: by the vocabulary's own text, by the name they lead to, by what they are about."""

import re
from functools import lru_cache

from parsers.index import NUMBERING, Index, norm
from parsers.printing import LEADS, PARTS
from parsers.themes import HISTORY, asks_for_training, is_past, section

LONGEST = 16


_OPENERS = frozenset(("le", "la", "les", "l", "votre", "vos", "mon", "ma", "mes", "notre", "nos", "son", "sa", "ses"))


_BRACKETS = re.compile(r"\([^()]*\)")


def section_of(text: str, index: Index, *, marked: bool) -> str | None:
    """The section that a heading names: the whole of it, or, when it is marked as one, the first name or telling word in it."""
    rest = text.strip().partition(" ")[2]
    text = rest if is_numbered(text.strip()) and rest else text
    whole, plain = _unnumbered(norm(text)), _unnumbered(norm(_BRACKETS.sub(" ", text)))
    past = is_past(plain, index) or (marked and is_past(whole, index))
    if past and (marked or plain in index.sections):
        return HISTORY
    names = (whole, plain, without_opener(whole), without_opener(plain))
    found = next((index.sections[name] for name in names if name in index.sections), None) or _led_whole(plain, index)
    if found or not marked or whole.count(" ") >= LONGEST:
        return found
    return "training" if asks_for_training(plain, index) else _led_to(plain, index) or section(plain, index)


def _unnumbered(text: str) -> str:
    """A normalised heading without the number before it and the words that number it."""
    words = text.split()
    while words and (NUMBERING.match(words[0]) or words[0] in PARTS or words[0].isdigit()):
        words.pop(0)
    return " ".join(words)


def without_opener(text: str) -> str:
    """A normalised heading without the article or possessive that opens it."""
    first, _, rest = text.replace("l'", "l ", 1).partition(" ")
    return rest if first in _OPENERS and rest else text


def _led_to(whole: str, index: Index) -> str | None:
    """The section whose name stands first in a heading, with nothing before it but words that lead to it."""
    padded = f" {_opened(whole)} "
    found = [
        (padded.find(f" {_opened(name)} "), -len(name), section)
        for name, section in index.sections.items()
        if f" {_opened(name)} " in padded and _leads(padded[: padded.find(f" {_opened(name)} ")])
    ]
    return min(found)[2] if found else None


def _led_whole(whole: str, index: Index) -> str | None:
    """The section that a heading names with only words that lead to it before: "Renseignements sur le candidat"."""
    words = _opened(whole).split()
    start = next((n for n, word in enumerate(words) if word not in LEADS), len(words))
    cuts = (" ".join(words[n:]) for n in range(max(start - 2, 1), start + 1)) if words[:1] != words[start : start + 1] else ()
    return next((index.sections[cut] for cut in cuts if cut in index.sections), None)


@lru_cache(maxsize=4096)
def _opened(text: str) -> str:
    return " ".join(text.replace("'", " ").split())


def _leads(text: str) -> bool:
    """Whether the words before a section's name are but those that lead to it: "Renseignements concernant le …"."""
    return all(word in LEADS or word.isdigit() for word in text.split())


def is_numbered(text: str) -> bool:
    """Whether a text opens with what numbers a part: "2.", "B)", "III –", "A -"."""
    first, _, rest = text.partition(" ")
    return bool(NUMBERING.match(first)) or (
        first.isalnum() and len(first) <= 3 and first.isupper() and rest[:1] in ("-", "–", "—")
    )
