"""The level of a certification, 1 to 8.

Source: code du travail D6113-19 (eight levels) and the older list in roman numbers (V CAP, IV Bac, III BTS, II licence, I
master), which runs the other way round: a roman number is never taken by its value. The old VI and V bis have no number in the
new list. Level and diploma that contradict each other give nothing.

>>> read("Niveau 4 (Bac)"), read("niveau V"), read("III"), read("Niveau 5 (V)"), read("Bac pro"), read("Niveau d'entrée : aucun")
(4, 3, 5, None, 4, None)
"""

import re

from values.fold import plain

_ROMAN = {"v": 3, "iv": 4, "iii": 5, "ii": 6, "i": 7}
_WORDS = (
    (3, r"\bcap\b|\bbep\b|\bc\.a\.p\b|\bcapa\b|certificat d'aptitude professionnelle|mention complementaire 3"),
    (5, r"\bbac\s?\+\s?2\b|\bbts[a]?\b|\bdut\b|\bdeug\b|\bdeust\b|brevet de technicien superieur"),
    (6, r"\bbac\s?\+\s?[34]\b|\blicence\b|\bbut\b|\bmaitrise\b|\bbachelor\b"),
    (7, r"\bbac\s?\+\s?5\b|\bmaster\b|\bingenieur\b|\bdess\b|\bdea\b"),
    (8, r"\bbac\s?\+\s?8\b|\bdoctorat\b"),
    (4, r"\bbac(?:calaureat)?\b(?!\s?\+)|\bbp\b|brevet professionnel|\bbt\b"),
)
_ARABIC = re.compile(
    r"(?<![\d+.,/])(?<!\d\s)(?:niveau|niv\.?|n)?[\s:n°]*([1-8])(?![\d.,/+%]|\s\d|\s?(?:e|eme)\b|\s*(?:h|ans?|mois|heures?|€)\b)"
)
_OLD = re.compile(r"(?<![^\W_])(?:niveau|niv\.?)?\s*(iii|ii|iv|vi|v\s?bis|v|i)(?![^\W_])(?!\s?bis)")
_EXACT = re.compile(r"(?:niveau|niv\.?|n°|[\s:.()])*([1-8])[\s.()]*")
_PLAIN = re.compile(r"[\s:.()]*([1-8]|iii|ii|iv|v|i)[\s.()]*")


def _words(text: str) -> set[int]:
    return {level for level, pattern in _WORDS if re.search(pattern, text)}


def _romans(text: str) -> list[int | None]:
    return [_ROMAN.get(re.sub(r"\s", "", match[1])) for match in _OLD.finditer(text)]


def read(text: str) -> int | None:
    """The one level that a text states, in the list of eight; None when it states none, or contradicts itself.

    >>> read("5"), read("Niveau 5 (BTS) - ex niveau III"), read("V bis"), read("Bac +2"), read("NIV6"), read("niveau 3 ou 4")
    (5, 5, None, 5, 6, None)
    """
    low = " ".join(plain(text).split())
    words = _words(low)
    numbers: set[int | None] = set(_romans(low))
    rest = _OLD.sub(" ", re.sub(r"bac\s?\+\s?\d", "bac", low))
    labelled = bool(re.search(r"\bniv", low)) or bool(_EXACT.fullmatch(low)) or not re.search(r"[a-z]{2}", rest)
    if labelled:
        numbers |= {int(match[1]) for match in _ARABIC.finditer(rest)}
    if len(numbers) > 1 or None in numbers:
        return None
    if numbers:
        level = numbers.pop()
        return level if level is not None and (not words or level in words) else None
    return words.pop() if len(words) == 1 else None
