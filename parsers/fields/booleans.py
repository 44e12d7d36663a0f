"""An answer by yes or no.

Source: French usage, and the export values of form fields. "Non concerné" or "sans objet" answers nothing.

>>> read("Oui"), read("NON"), read("oui, en 2024"), read("oui / non"), read("non concerné"), read("Off"), read("")
(True, False, True, None, None, False, None)
"""

import re

from values.fold import plain

_YES = frozenset({"oui", "o", "yes", "y", "vrai", "true", "on", "1", "ok", "ui"})
_NO = frozenset({"non", "n", "no", "faux", "false", "off", "0"})
_EMPTY = re.compile(r"\bnon (?:concerne|renseigne|applicable|communique|connu|precise)|sans objet")


def read(text: str) -> bool | None:
    """True for yes, False for no, None when the text says neither, or both."""
    low = " ".join(plain(text).split()).strip(" .:;!()[]")
    if low in _YES | _NO:
        return low in _YES
    if _EMPTY.search(low):
        return None
    words = set(re.findall(r"\b(?:oui|non)\b", low))
    head = re.match(r"(oui)\b|(?:non)\b(?=\s*[,.;:(!\-–]|\s(?:jamais|aucun|pas|je|car|mais|depuis)\b)", low)
    return head[1] is not None if head and len(words) == 1 else None
