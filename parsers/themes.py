"""What a heading is about, told by its words when no text of the vocabulary is its own: whose part it opens, or whose past.

The past is asked first: "Formations déjà suivies", "Votre cursus professionnel", "Dernier emploi occupé" own the dates below
them, and none of those is the start that is asked for.
"""

from collections.abc import Iterable

from parsers.index import Index, norm

HISTORY = "history"
_PREFIX, _YOU = "theme_", "vous"
_ENDINGS = ("", "e", "s", "es")
_TITLES = frozenset({"dossier", "formulaire", "fiche", "qualif", "bulletin", "annexe", "notice", "programme", "candidature"})


def words_of(text: str) -> list[str]:
    """The words of a text, folded, elisions opened."""
    return norm(text).replace("'", " ").split()


def _holds(words: Iterable[str], listed: Iterable[str]) -> bool:
    """Whether some words are of a list, whatever their gender and number; a listed phrase must stand as it is."""
    own = list(words)
    padded = f" {' '.join(own)} "
    forms = {form + ending for form in listed for ending in _ENDINGS}
    return any(word in forms for word in own) or any(" " in form and f" {form} " in padded for form in forms)


def is_wanted(text: str, index: Index) -> bool:
    """Whether words speak of what is asked for: "demandée", "envisagé", "pour laquelle"."""
    return _holds(words_of(text), _listed("wanted", index))


def is_past(text: str, index: Index) -> bool:
    """Whether words speak of what was done before, and not of what is asked for."""
    words = words_of(text)
    lasts = _holds(words, _listed("last", index)) and _holds(words, _listed("deeds", index))
    return (lasts or _holds(words, _listed("past", index))) and not is_wanted(text, index)


def is_aside(text: str, index: Index) -> bool:
    """Whether a heading about a training may mean another one: "Autre formation", "Formation continue", "Parcours"."""
    return _holds(words_of(text), _listed("aside", index)) and not is_wanted(text, index)


def asks_for_training(text: str, index: Index) -> bool:
    """Whether a heading is about a training that is asked for, and about nothing else of it (its cost, its body)."""
    words = words_of(text)
    trainings = _holds(words, (*_listed(f"{_PREFIX}training", index), "parcours", "cursus", "stage"))
    others = any(_holds(words, _listed(f"{_PREFIX}{name}", index)) for name in ("provider", "support", "funding", "employer"))
    return trainings and is_wanted(text, index) and (not others or words[:1] == ["stage"])


def _listed(name: str, index: Index) -> tuple[str, ...]:
    return tuple(norm(word).replace("'", " ") for word in index.vocabulary.lists.get(name, ()))


def section(text: str, index: Index) -> str | None:
    """The section that the first telling word of a heading names; None for a paper's own title."""
    words = words_of(text)
    if not _TITLES.isdisjoint(words):
        return None
    themes = {name.removeprefix(_PREFIX): _listed(name, index) for name in index.vocabulary.lists if name.startswith(_PREFIX)}
    for n in range(len(words)):
        for theme, listed in themes.items():
            if _holds(words[n : n + 1], listed) or any(" ".join(words[n:]).startswith(form) for form in listed if " " in form):
                return theme
    if is_wanted(text, index):
        return "training"
    return "candidate" if _YOU in words else None
