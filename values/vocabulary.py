"""The words of the forms, as data: which label names which field, in which section, which words mean which value.

Every text is folded (`words`). A text may stand several times, once a
section. A text that is a label in other sections only is a decoy where it is met: it ends the value before it, and names none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from values.fold import fold

_APART = re.compile(r"[,?!;+&]+\s*|\s+")
_ELIDED = re.compile(r"\b[ld]'")

Choosable = str | bool | int


def words(text: str) -> str:
    """A text of a form as the vocabulary compares it: folded, without the marks that close a question.

    >>> words("Êtes-vous inscrit(e) à France Travail ? :")
    'etes vous inscrit a france travail'
    """
    return fold(text).rstrip("?!,; ")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label and the field it names.

    `text` is folded (`words`). `section` restricts it to a section of the form (`candidate`, `support`, `training`,
    `provider`, `administration`), None for any. `reader` names the module of `parsers/fields/` that reads its value.
    `also` are the further fields of one box that holds several ("Nom et prénom", "CP / Ville", "Du … au …"), in its order.
    `parsers.fields.by_label.read` applies all this to the text beside a label.
    """

    key: str
    text: str
    section: str | None
    reader: str
    also: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every field that the label names, in the order of the box."""
        return (self.key, *self.also)


@dataclass(frozen=True, slots=True)
class Question:
    """A yes-no question, or a statement beside one box, and what it says of a yes-no field.

    `positive`: a "oui" (or a tick) means true; a negative wording ("N'a pas bénéficié…") turns it round. `statement`: the
    text stands beside one box of its own ("☐ Projet validé"): a tick answers, a blank box says nothing.
    """

    key: str
    text: str
    section: str | None = None
    positive: bool = True
    statement: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """A text beside a box to tick (or the word circled, or written), and the value that a tick gives.

    `also` are other fields that the same tick settles ("inscrit à France Travail": a job seeker, registered).
    """

    text: str
    value: Choosable
    also: tuple[tuple[str, Choosable], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A field chosen among boxes. Its options count below or beside one of the `heads`, or, when no head of anything
    (label, question, decoy) stands nearer, in one of the `sections`; elsewhere they mean nothing ("Financeur : ☐ Pôle emploi").
    """

    key: str
    heads: tuple[str, ...]
    sections: tuple[str, ...]
    options: tuple[Option, ...]


def bare(text: str) -> str:
    """A text as `words` gives it, without commas and without "l'" and "d'": what a gist is looked for in.

    >>> bare("date d'entree, dans l'action")
    'date entree dans action'
    """
    return " ".join(_ELIDED.sub("", _APART.sub(" ", text)).split())


@dataclass(frozen=True, slots=True)
class Gist:
    """What any wording of a label or question holds: the last resort for a form whose very words the vocabulary does not know.

    A text has it when it holds one of each group of `all` (whole words, folded) and none of `unless`. `turned` are the words
    that turn a question round ("n'a pas", "moins d'une heure"). `reader` is empty for a question. All are `bare`.
    """

    key: str
    all: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    reader: str = ""
    also: tuple[str, ...] = ()
    section: str | None = None

    def held_by(self, text: str) -> bool:
        """Whether a text (as `words` gives it) has this gist."""
        padded = f" {bare(text)} "
        held = all(any(f" {word} " in padded for word in group) for group in self.all)
        return held and not any(f" {word} " in padded for word in self.unless)

    def turned_by(self, text: str) -> bool:
        """Whether a text that has this gist asks for the contrary."""
        padded = f" {bare(text)} "
        return any(f" {word} " in padded for word in self.turned)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that `config/vocabulary.toml` says.

    `labels` longest first; `sections`: folded heading to section; `decoys`: folded labels whose value is never a field's
    (date of the quote, of the test, …), longest first; `structures`: folded name to a value of `support.type`; `titles`:
    document type to folded words of its titles; `lists`: name to folded words (`candidature`, `contest`, `out_of_office`,
    `file_shares`, …; `scheme_aif`, `scheme_cerfa`, …: the words that name a scheme). `questions` longest first; `choices` and
    `gists` in the file's order, the more telling gist first. `version` is the hash of the file.
    """

    labels: tuple[Label, ...]
    sections: Mapping[str, str]
    decoys: tuple[str, ...]
    structures: Mapping[str, str]
    titles: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]]
    version: str = ""
    questions: tuple[Question, ...] = ()
    choices: tuple[Choice, ...] = ()
    gists: tuple[Gist, ...] = ()
