"""The regulation as data (`config/regulation.toml`, or the file of `QUALIF_REGULATION__FILE`): read, checked, and dated.

Every entry has the days between which it is in force and its source, so that versions of the law stand side by side. What is
wrong in a file ends the command with one line that names the file and the entry.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from values.codec import Malformed, decode
from values.errors import WrongCall, why
from values.facts import Article, HealthSocial, Regulation
from values.fold import fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DatedRule:
    """What the regulation says for one rule, from one day to another (`until` None: still in force)."""

    id: str
    heading: str
    item: str
    paraphrase: str
    since: date
    source: str
    until: date | None = None
    figures: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diploma:
    """One diploma of the built-in list: its title, other ways to write it, its codes (the older first) and its level."""

    title: str
    also: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The whole file: the versions of every rule, the oldest first, the built-in list of diplomas, and the hash of the bytes."""

    rules: tuple[DatedRule, ...]
    diplomas: tuple[Diploma, ...]
    version: str


def load(path: Path | None = None) -> Book:
    """The packaged regulation, or the one of a file; raises WrongCall, one line naming the file and the entry."""
    packaged = files("config").joinpath("regulation.toml").read_bytes()
    book = _book(packaged, "regulation.toml")
    return book if path is None else _override(path, book)


def in_force(book: Book, day: date) -> Regulation:
    """The articles, figures and lists in force on a day; before the first version of a rule, that first one."""
    chosen: dict[str, DatedRule] = {}
    for rule in book.rules:
        if rule.id not in chosen or rule.since <= day:
            chosen[rule.id] = rule
    articles = {rule.id: Article(rule.heading, rule.item, rule.paraphrase, rule.source) for rule in chosen.values()}
    figures = {name: figure for rule in chosen.values() for name, figure in rule.figures.items()}
    lists = {name: words for rule in chosen.values() for name, words in _lists(rule).items()}
    return Regulation(articles, figures, lists, book.version)


def health_social(book: Book) -> tuple[HealthSocial, ...]:
    """The built-in list of the Schéma, one value for each way to write a title; it serves until a list is imported."""
    return tuple(HealthSocial(title, one.codes, one.level) for one in book.diplomas for title in (one.title, *one.also))


def _lists(rule: DatedRule) -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(fold, words)) for name, words in rule.words.items()} | dict(rule.codes)


def _override(path: Path, packaged: Book) -> Book:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WrongCall(f"{path} : règlement illisible ({why(error)})") from error
    book = _book(content, str(path))
    needed, given = _names(packaged), _names(book)
    if needed - given:
        raise WrongCall(f"{path} : il manque {', '.join(sorted(needed - given))}")
    if unknown := {rule.id for rule in book.rules} - {rule.id for rule in packaged.rules}:
        raise WrongCall(f"{path} : règle inconnue : {', '.join(sorted(unknown))}")
    return book


def _names(book: Book) -> set[str]:
    """Every rule, figure and list that the checks may ask for."""
    return {name for rule in book.rules for name in (rule.id, *rule.figures, *rule.words, *rule.codes)}


def _book(content: bytes, name: str) -> Book:
    try:
        data = tomllib.loads(content.decode())
        if unknown := data.keys() - {"rule", "health_social"}:
            raise Malformed(f"entrée inconnue : {', '.join(sorted(unknown))}")
        rules = tuple(_entry(DatedRule, entry, "id") for entry in _entries(data, "rule"))
        diplomas = tuple(_entry(Diploma, entry, "title") for entry in _entries(data, "health_social"))
        _check(rules)
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise WrongCall(f"{name} : {error}") from error
    return Book(tuple(sorted(rules, key=lambda rule: rule.since)), diplomas, sha256(content).hexdigest())


def _entries(data: Mapping[str, object], key: str) -> list[object]:
    found = data.get(key, [])
    if not isinstance(found, list):
        raise Malformed(f"{key} : un tableau [[{key}]] est attendu")
    return found


def _entry(kind: type[T], entry: object, key: str) -> T:
    where = str(entry.get(key, "entrée sans nom")) if isinstance(entry, dict) else "entrée"
    return decode(kind, _plain(entry), where)


def _plain(value: object) -> object:
    """A day of the TOML as the codec writes it."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return {"day": value.isoformat()} if type(value) is date else value


def _check(rules: tuple[DatedRule, ...]) -> None:
    """The versions of a rule follow each other without gap or overlap, and no figure or list has two owners."""
    owners: dict[str, str] = {}
    for rule in rules:
        for name in (*rule.figures, *rule.words, *rule.codes):
            if owners.setdefault(name, rule.id) != rule.id:
                raise Malformed(f"{rule.id} : {name} est déjà à {owners[name]}")
    for name in {rule.id for rule in rules}:
        _check_dates(sorted((rule for rule in rules if rule.id == name), key=lambda rule: rule.since))


def _check_dates(versions: list[DatedRule]) -> None:
    for rule, following in zip(versions, (*versions[1:], None), strict=True):
        expected = following.since - timedelta(days=1) if following else None
        if rule.until != expected:
            wanted = f"until = {expected}" if expected else "pas de until"
            raise Malformed(f"{rule.id}, version du {rule.since} : {wanted} est attendu")
