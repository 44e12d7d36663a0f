"""The name of a person: civility, last name, birth name, first names, as written.

Source: French usage: last names in capitals, particles with the last name. Capitals tell which is which; without them the
order of the label does ("NOM Prénom" or "Prénom NOM"), and more than two words leave a doubt.

>>> split("Mme DE LA FONTAINE Anne-Marie")
PersonName(last='DE LA FONTAINE', first='Anne-Marie', birth=None, civility='Mme', certain=True)
"""

import re
from dataclasses import dataclass

from parsers.fields import civilities
from values.fold import plain

_PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "den", "el", "al", "ben", "bin", "ould", "di", "da", "dos", "saint", "sainte", "st", "ste"})  # fmt: skip # noqa: E501
_CIVILITY = re.compile(
    r"(?:(?:m\.?\s?(?:/|ou|et)\s?mme|monsieur|madame|mademoiselle|mlle|mme|mr\.?|m\.|m(?=\s))[\s.,:]+)+", re.IGNORECASE
)
_BIRTH = re.compile(r"[\s(,]+(?:n[ée]e?|n[ée]\(e\)|nom de naissance|jeune fille)\s*:?\s+([^)(,]+)\)?", re.IGNORECASE)
_MARRIED = re.compile(r"[\s(,]+(?:[ée]pouse?|[ée]p\.|ép|veuve|vve|usage)\s*:?\s+([^)(,]+)\)?", re.IGNORECASE)
_GOOD = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’\-.<>/])*")
_NOT_NAMES = frozenset({"nom", "prenom", "prenoms", "neant", "aucun", "idem", "sans objet", "nc", "na", "xxx", "xx", "oui", "non", "signature", "date"})  # fmt: skip # noqa: E501
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as written; `certain` False when last and first name could be the other way round."""

    last: str | None
    first: str | None
    birth: str | None = None
    civility: str | None = None
    certain: bool = True


def _clean(text: str) -> str:
    text = re.sub(r"[_|…]+|\.{2,}", " ", text)
    return " ".join(text.split()).strip(" ,;:./*()-")


def read(text: str) -> str | None:
    """One name (last, birth or first), cleaned; letters spaced out in boxes are joined.

    >>> read(" : MARTIN "), read("D U P O N T"), read("Mme Durand"), read("XXX"), read("12 rue"), read("O'Brien-Ó Ríordáin")
    ('MARTIN', 'DUPONT', 'Durand', None, None, "O'Brien-Ó Ríordáin")
    """
    name = _clean(_CIVILITY.sub("", _clean(text) + " ", count=1) if _CIVILITY.match(_clean(text) + " ") else text)
    if re.fullmatch(r"[^\W\d_'\-](?: [^\W\d_]| ['\-])+", name):
        name = name.replace(" ", "")
    if not _GOOD.fullmatch(name) or len(name) > _LONGEST or plain(name) in _NOT_NAMES or len(name.split()) > 6:
        return None
    return None if len(name) > 2 and len(set(plain(name))) == 1 else name


def _capital(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _particle(word: str) -> bool:
    return plain(word).rstrip("'.") in _PARTICLES


def split(text: str, last_first: bool = True) -> PersonName | None:
    """The parts of a full name; `last_first` is the order that the label asks for; None when it is no name of a person.

    >>> split("Jeanne MARTIN"), split("Martin Jeanne"), split("Le Goff Jean", last_first=True)
    (PersonName(last='MARTIN', first='Jeanne', birth=None, civility=None, certain=True), \
PersonName(last='Martin', first='Jeanne', birth=None, civility=None, certain=True), \
PersonName(last='Le Goff', first='Jean', birth=None, civility=None, certain=True))
    >>> split("DURAND née MARTIN Jeanne")
    PersonName(last='DURAND', first='Jeanne', birth='MARTIN', civility=None, certain=True)
    """
    civility = civilities.read(m[0]) if (m := _CIVILITY.match(text.strip() + " ")) else None
    text = _CIVILITY.sub("", text.strip() + " ", count=1) if m else text
    text, birth = _maiden(_clean(text))
    text, married = _taken(_MARRIED, text)
    comma = [part.strip() for part in re.split(r"[,;]|\s[/\-–]\s", text) if part.strip()]
    if len(comma) == 2 and len({_capital(word) for word in comma[0].split()}) == 1:
        pair = (comma[0], comma[1]) if last_first or _capital(comma[0]) else (comma[1], comma[0])
        last, first, certain = *pair, True
    else:
        last, first, certain = _sort(" ".join(comma).split(), last_first)
    if married and last:
        last, birth = married, birth or last
    return _made(last, first, birth, civility, certain)


def full(text: str) -> str | None:
    """A full name as written, its civility dropped, for a person whose names are not told apart (an adviser).

    >>> full("Mme Claire DUPRÉ, conseillère"), full("Paul Petit - 02 31 45 67 89"), full("à renseigner")
    ('Claire DUPRÉ', 'Paul Petit', None)
    """
    head = re.split(r"[,;(\n]|\s[/\-–]\s|\d|\S+@", text.strip())[0]
    name = read(head)
    return (
        name
        if name and not re.search(r"\b(?:a (?:renseigner|completer)|conseill|referent|agence|mission)", plain(name))
        else None
    )


def _made(last: str, first: str, birth: str | None, civility: str | None, certain: bool) -> PersonName | None:
    good_last, good_first = read(last), read(first) if first else None
    if good_last is None or (first and good_first is None):
        return None
    return PersonName(good_last, good_first, read(birth) if birth else None, civility, certain)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str | None]:
    """The text without a remark ("épouse X"), and the last name it gives; a first name that follows it stays."""
    match = pattern.search(" " + text)
    if match is None:
        return text, None
    name, rest = _head(match[1].split())
    before = (" " + text)[: match.start()].strip()
    return f"{before} {rest} {(' ' + text)[match.end() :]}".strip(), name


def _maiden(text: str) -> tuple[str, str | None]:
    return _taken(_BIRTH, text)


def _head(tokens: list[str]) -> tuple[str, str]:
    """The words of a last name at the head of some words, and the rest."""
    if any(map(_capital, tokens)) and not all(map(_capital, tokens)):
        capital = [w for w in tokens if _capital(w) or _particle(w)]
        return " ".join(capital), " ".join(w for w in tokens if w not in capital)
    count = _last_length(tokens)
    return " ".join(tokens[:count]), " ".join(tokens[count:])


def _last_length(tokens: list[str]) -> int:
    count = 0
    while count < len(tokens) - 1 and _particle(tokens[count]):
        count += 1
    return count + 1


def _sort(tokens: list[str], last_first: bool) -> tuple[str, str, bool]:
    """Last name, first names, and whether that is sure."""
    capitals = [_capital(word) for word in tokens]
    if any(capitals) and not all(capitals):
        return _by_capitals(tokens, capitals)
    if len(tokens) < 2:
        return " ".join(tokens), "", True
    if last_first:
        count = _last_length(tokens)
        return " ".join(tokens[:count]), " ".join(tokens[count:]), len(tokens) == count + 1
    count = next((n for n, word in enumerate(tokens) if n and _particle(word)), len(tokens) - 1)
    return " ".join(tokens[count:]), " ".join(tokens[:count]), len(tokens) == 2 or count == 1


def _by_capitals(tokens: list[str], capitals: list[bool]) -> tuple[str, str, bool]:
    """The words in capitals, with the particles before them, are the last name; the others the first names."""
    last = list(capitals)
    for n in range(len(tokens) - 2, -1, -1):
        last[n] = last[n] or (last[n + 1] and _particle(tokens[n]))
    blocks = sum(1 for n, is_last in enumerate(last) if is_last and (n == 0 or not last[n - 1]))
    name = " ".join(w for w, is_last in zip(tokens, last, strict=True) if is_last)
    return name, " ".join(w for w, is_last in zip(tokens, last, strict=True) if not is_last), blocks == 1
