"""The structure that follows a candidate, by its name: `france_travail`, `mission_locale`, `cap_emploi`, …

Source: the scheme's page (its list of structures ends in "etc."); the names, old and new, are data of the vocabulary.

>>> names = {"pole emploi": "france_travail", "ml": "mission_locale", "mission locale": "mission_locale"}
>>> names |= {"cap emploi": "cap_emploi"}
>>> read("Pôle-emploi de Caen", names), read("ML", names), read("Mission Locale / Cap emploi", names), read("html", names)
('france_travail', 'mission_locale', None, None)
"""

import re
from collections.abc import Mapping

from values.fold import fold


def find_all(text: str, structures: Mapping[str, str]) -> tuple[str, ...]:
    """Every structure that a text names, each type once; a longer name hides the shorter ones in it."""
    folded = f" {re.sub(r'[,+&?!]', ' ', fold(text))} "
    found: dict[str, int] = {}
    for name in sorted(structures, key=len, reverse=True):
        place = folded.find(f" {name} ")
        while place >= 0:
            found.setdefault(structures[name], place)
            folded = folded[: place + 1] + "·" * len(name) + folded[place + 1 + len(name) :]
            place = folded.find(f" {name} ")
    return tuple(sorted(found, key=found.__getitem__))


def read(text: str, structures: Mapping[str, str]) -> str | None:
    """The one type of structure that a text names; None for an unknown name, or several."""
    types = find_all(text, structures)
    known = [kind for kind in types if kind != "other"] or list(types)
    return known[0] if len(known) == 1 else None
