"""The words of the forms as data (`config/vocabulary.toml`, or the file of `QUALIF_VOCABULARY__FILE`): read, checked, folded.

Every key, section, reader and value is checked when the file is read: what is wrong ends the command with one line that names
the file and the entry.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from values.codec import Malformed, decode
from values.document import DocumentType
from values.errors import WrongCall, why
from values.form import BOOL_FIELDS, FIELDS
from values.vocabulary import Choice, Gist, Label, Option, Question, Vocabulary, bare, words

T = TypeVar("T")

SECTIONS = frozenset(
    ("candidate", "support", "training", "provider", "administration", "employer")
    + ("guardian", "funding", "signature", "enclosures", "other")
)
"""The parts of a form that a heading opens."""

READERS = frozenset(
    ("addresses", "advisor", "booleans", "certifications", "cities", "civilities", "dates", "emails", "hours", "identifiers")
    + ("levels", "lines", "money", "names", "paces", "phones", "place", "postal_codes", "siret", "supports", "texts", "title")
)
"""The readers of values: those of `parsers/fields/by_label.py` (a test compares them; this room is below that one)."""

SUPPORT_TYPES = frozenset(
    ("france_travail", "mission_locale", "cap_emploi", "apec", "plie", "construction_parcours", "caq", "reussir", "other", "none")
)
"""The values of `support.type` (contract, form fields)."""

Values = frozenset[str | bool | int]

_FLAG: Values = frozenset((True, False))
_CIVILITIES: Values = frozenset(("M", "Mme"))
_LEVELS: Values = frozenset(range(1, 9))
_PACES: Values = frozenset(("full_time", "part_time"))

VALUES: Mapping[str, Values] = dict.fromkeys(BOOL_FIELDS, _FLAG) | {
    "candidate.civility": _CIVILITIES,
    "support.type": frozenset(SUPPORT_TYPES),
    "training.pace": _PACES,
    "training.level": _LEVELS,
}
"""The values that boxes may give a field."""

_AS_WRITTEN = frozenset(("file_shares", "machine_locals"))
_TABLES = frozenset(("field", "sections", "decoys", "question", "choice", "gist", "structures", "titles", "lists"))


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    reader: str
    labels: tuple[str, ...]
    sections: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Question:
    key: str
    section: str | None = None
    asks: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    states_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Option:
    value: bool | int | str
    texts: tuple[str, ...]
    also: Mapping[str, bool | int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Choice:
    key: str
    heads: tuple[str, ...]
    sections: tuple[str, ...]
    options: tuple[_Option, ...]


@dataclass(frozen=True, slots=True)
class _Gist:
    key: str
    all: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    reader: str = ""
    also: tuple[str, ...] = ()
    section: str | None = None


@dataclass(frozen=True, slots=True)
class _File:
    field: tuple[_Field, ...]
    sections: Mapping[str, tuple[str, ...]]
    decoys: Mapping[str, tuple[str, ...]]
    question: tuple[_Question, ...]
    choice: tuple[_Choice, ...]
    structures: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]]
    gist: tuple[_Gist, ...] = ()


def load(path: Path | None = None) -> Vocabulary:
    """The packaged vocabulary, or the one of a file; raises WrongCall, one line naming the file and the entry."""
    if path is None:
        return _packaged()
    try:
        return _vocabulary(path.read_bytes(), str(path))
    except OSError as error:
        raise WrongCall(f"{path} : vocabulaire illisible ({why(error)})") from error


@cache
def _packaged() -> Vocabulary:
    return _vocabulary(files("config").joinpath("vocabulary.toml").read_bytes(), "vocabulary.toml")


def _vocabulary(content: bytes, name: str) -> Vocabulary:
    try:
        data = tomllib.loads(content.decode())
        read = decode(_File, _entries(data), "vocabulaire")
        return _folded(read, sha256(content).hexdigest())
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise WrongCall(f"{name} : {error}") from error


def _entries(data: Mapping[str, object]) -> object:
    """The tables of the file; each entry that fails is named by its key, not by its place."""
    if unknown := data.keys() - _TABLES:
        raise Malformed(f"entrée inconnue : {', '.join(sorted(unknown))}")
    for table, kind in (("field", _Field), ("question", _Question), ("choice", _Choice), ("gist", _Gist)):
        entries = data.get(table, [])
        for entry in entries if isinstance(entries, list) else ():
            decode(kind, entry, f"[[{table}]] {entry.get('key', 'sans key') if isinstance(entry, dict) else ''}")
    return data


def _folded(read: _File, version: str) -> Vocabulary:
    decoys = _fold_all(text for name, texts in read.decoys.items() for text in _texts(texts, f"[decoys] {name}"))
    return Vocabulary(
        labels=_labels(read.field, frozenset(decoys)),
        sections=_reverse(read.sections, SECTIONS, "sections"),
        decoys=decoys,
        structures=_reverse(read.structures, SUPPORT_TYPES, "structures"),
        titles={
            _known(kind, {str(t) for t in DocumentType}, "[titles]"): _fold_all(texts) for kind, texts in read.titles.items()
        },
        lists={name: _list(name, texts) for name, texts in read.lists.items()},
        version=version,
        questions=_questions(read.question),
        choices=tuple(_choice(entry) for entry in read.choice),
        gists=tuple(_gist(entry) for entry in read.gist),
    )


def _list(name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a list, folded, but for host names and local parts."""
    return tuple(dict.fromkeys(map(str.casefold, texts))) if name in _AS_WRITTEN else _fold_all(texts)


def _texts(texts: Iterable[str], where: str) -> tuple[str, ...]:
    folded = tuple(map(words, texts))
    if "" in folded:
        raise Malformed(f"{where} : un texte ne dit rien une fois réduit à ses lettres")
    return tuple(dict.fromkeys(folded))


def _fold_all(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts folded, each once, the longest first."""
    return tuple(sorted(dict.fromkeys(filter(None, map(words, texts))), key=lambda text: (-len(text), text)))


def _known(name: str, names: Iterable[str], where: str) -> str:
    if name not in names:
        raise Malformed(f"{where} : « {name} » est inconnu")
    return name


def _reverse(table: Mapping[str, tuple[str, ...]], names: frozenset[str], where: str) -> dict[str, str]:
    """Folded text to the name that it stands under; a text under two names is an error."""
    found: dict[str, str] = {}
    for name, texts in table.items():
        _known(name, names, f"[{where}]")
        for text in _texts(texts, f"[{where}] {name}"):
            if found.setdefault(text, name) != name:
                raise Malformed(f"[{where}] {name} : « {text} » est déjà sous {found[text]}")
    return found


def _labels(entries: tuple[_Field, ...], decoys: frozenset[str]) -> tuple[Label, ...]:
    found: dict[tuple[str, str | None], Label] = {}
    for entry in entries:
        where = f"[[field]] {entry.key}"
        for key in (entry.key, *entry.also):
            _known(key, FIELDS, where)
        _known(entry.reader, READERS, where)
        for text in _texts(entry.labels, where):
            for section in entry.sections or (None,):
                label = Label(entry.key, text, section and _known(section, SECTIONS, where), entry.reader, entry.also)
                _add(label, found, decoys, where)
    return tuple(sorted(found.values(), key=lambda label: (-len(label.text), label.text, label.section or "")))


def _add(label: Label, found: dict[tuple[str, str | None], Label], decoys: frozenset[str], where: str) -> None:
    if label.section is None and label.text in decoys:
        raise Malformed(f"{where} : « {label.text} » est aussi un leurre (decoys)")
    other = found.setdefault((label.text, label.section), label)
    if other.keys != label.keys:
        raise Malformed(f"{where} : « {label.text} » désigne déjà {other.key}")


def _questions(entries: tuple[_Question, ...]) -> tuple[Question, ...]:
    found: dict[tuple[str, bool], Question] = {}
    for entry in entries:
        where = f"[[question]] {entry.key}"
        _known(entry.key, BOOL_FIELDS, where)
        if entry.section is not None:
            _known(entry.section, SECTIONS, where)
        for texts, positive, alone in _wordings(entry):
            for text in _texts(texts, where):
                question = Question(entry.key, text, entry.section, positive, alone)
                other = found.setdefault((text, alone), question)
                if other != question:
                    raise Malformed(f"{where} : « {text} » est déjà une question de {other.key}, ou son contraire")
    return tuple(sorted(found.values(), key=lambda question: (-len(question.text), question.text, question.statement)))


def _wordings(entry: _Question) -> tuple[tuple[tuple[str, ...], bool, bool], ...]:
    """The wordings of a question: texts, whether they ask for the field itself, whether they stand beside one box."""
    return (
        (entry.asks, True, False),
        (entry.denies, False, False),
        (entry.states, True, True),
        (entry.states_not, False, True),
    )


def _choice(entry: _Choice) -> Choice:
    where = f"[[choice]] {entry.key}"
    _known(entry.key, VALUES, where)
    for section in entry.sections:
        _known(section, SECTIONS, where)
    options: dict[str, Option] = {}
    for option in entry.options:
        for key, value in ((entry.key, option.value), *option.also.items()):
            _fits(key, value, where)
        for text in _texts(option.texts, where):
            other = options.setdefault(text, Option(text, option.value, tuple(option.also.items())))
            if other.value != option.value:
                raise Malformed(f"{where} : « {text} » a deux valeurs")
    longest = sorted(options.values(), key=lambda option: (-len(option.text), option.text))
    return Choice(entry.key, _texts(entry.heads, where), entry.sections, tuple(longest))


def _fits(key: str, value: bool | int | str, where: str) -> None:
    """The value is one of the field's, and of its type (True is no level 1)."""
    allowed = VALUES.get(_known(key, VALUES, where), frozenset())
    if not any(value == one and type(value) is type(one) for one in allowed):
        raise Malformed(f"{where} : « {value} » n'est pas une valeur de {key}")


def _gist(entry: _Gist) -> Gist:
    where = f"[[gist]] {entry.key}"
    for key in (entry.key, *entry.also):
        _known(key, FIELDS if entry.reader else BOOL_FIELDS, where)
    if entry.reader:
        _known(entry.reader, READERS, where)
    if entry.section is not None:
        _known(entry.section, SECTIONS, where)
    if not entry.all or not all(entry.all):
        raise Malformed(f"{where} : un groupe de mots est vide")
    groups = tuple(_bare(group, where) for group in entry.all)
    unless, turned = _bare(entry.unless, where), _bare(entry.turned, where)
    return Gist(entry.key, groups, unless, turned, entry.reader, entry.also, entry.section)


def _bare(texts: Iterable[str], where: str) -> tuple[str, ...]:
    return tuple(map(bare, _texts(texts, where)))
