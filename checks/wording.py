"""Words of a title against lists of words, both folded: held in it, or all that there is in it."""

import re
from functools import lru_cache

from values.fold import fold

_FIGURES = re.compile(r"[a-z]?\d+[a-z]{0,3}")


@lru_cache(maxsize=4096)  # the words of the lists come back with every dossier
def words(title: str) -> tuple[str, ...]:
    """The folded words of a title, apostrophes as blanks.

    >>> words("Diplôme d’État d'aide-soignant")
    ('diplome', 'd', 'etat', 'd', 'aide', 'soignant')
    """
    return tuple(re.findall(r"[a-z0-9]+", fold(title)))


def held(title: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms that stand in a title as whole words, the longest first; one inside a longer one is left out."""
    rest, found = f" {' '.join(words(title))} ", []
    for term in sorted(terms, key=len, reverse=True):
        wanted = f" {' '.join(words(term))} "
        if wanted in rest:
            found.append(term)
            rest = rest.replace(wanted, " | ")
    return tuple(found)


def without(title: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a title that none of the terms covers, figures (dates, hours, categories such as R489 or B0) dropped.

    >>> without("CACES R489 cat. 3 - 35 h, soudage", ("caces", "cat", "h"))
    ('soudage',)
    """
    rest = f" {' '.join(words(title))} "
    for term in sorted(terms, key=len, reverse=True):
        # Twice, because two neighbours share the blank between them.
        wanted = f" {' '.join(words(term))} "
        rest = rest.replace(wanted, "  ").replace(wanted, "  ")
    return tuple(word for word in rest.split() if not _FIGURES.fullmatch(word))
