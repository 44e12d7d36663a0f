"""The civility of a person: `M` or `Mme`.

Source: French usage ("Mademoiselle" left the forms of administrations in 2012, papers still say it: it is `Mme`).

>>> read("Madame"), read("Mr"), read("M."), read("Mlle"), read("M. / Mme"), read("Féminin"), read("x")
('Mme', 'M', 'M', 'Mme', None, 'Mme', None)
"""

import re

from values.fold import plain

_WORDS = {
    "Mme": ("mme", "mmes", "madame", "mlle", "melle", "mademoiselle", "feminin", "femme", "f", "fille"),
    "M": ("m", "mr", "monsieur", "masculin", "homme", "h", "garcon"),
}
_VALUES = {word: civility for civility, words in _WORDS.items() for word in words}


def read(text: str) -> str | None:
    """The one civility that a text names; None for none, or both as a blank form prints them."""
    found = {_VALUES[word] for word in re.findall(r"[a-z]+", plain(text)) if word in _VALUES}
    return found.pop() if len(found) == 1 else None
