"""The values written beside a label: from the label's reader and the text, one value a field, or nothing.

>>> name = Label("candidate.last_name", "nom prenom", None, "names", ("candidate.first_name",))
>>> [(p.key, p.value) for p in read(name, "MARTIN Jeanne", Vocabulary((), {}, (), {}, {}, {}))]
[('candidate.last_name', 'MARTIN'), ('candidate.first_name', 'Jeanne')]
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from parsers.fields import (
    addresses,
    booleans,
    certifications,
    civilities,
    dates,
    emails,
    hours,
    identifiers,
    levels,
    money,
    names,
    paces,
    phones,
    postal_codes,
    siret,
    supports,
    texts,
)
from values.fold import fold, plain
from values.form import Value
from values.vocabulary import Label, Vocabulary

_LONGEST_LINE = 200
_LONGEST_TEXT = 5000


@dataclass(frozen=True, slots=True)
class Parsed:
    """One value read beside a label.

    `certain` False: the value stands, but a person must look (a year of two digits, a weekday that contradicts, a wrong
    check digit, a name that could be the other way round). `precision` is `month` or `year` for a date known by them only.
    """

    key: str
    value: Value
    certain: bool = True
    precision: str | None = None


Reader = Callable[[Label, str, Vocabulary], tuple[Parsed, ...]]


def _one(label: Label, value: Value | None) -> tuple[Parsed, ...]:
    return () if value is None else (Parsed(label.key, value),)


def _simple(read_text: Callable[[str], Value | None]) -> Reader:
    def reader(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
        return _one(label, read_text(text))

    return reader


def _date(key: str, got: dates.DateRead) -> Parsed:
    return Parsed(key, got.value, got.certain, got.precision)


def _dates(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """A date, or both ends of a period when the label names two fields (a single date is its start, "au …" its end)."""
    period = dates.read_range(text)
    if period is not None:
        return tuple(_date(key, got) for key, got in zip(label.keys, period, strict=False)) if label.also else ()
    got = dates.read(text)
    if got is None:
        return ()
    end_only = label.also and plain(text[: got.start]).strip(" :.").endswith(("au", "jusqu'au"))
    return (_date(label.also[0] if end_only else label.key, got),)


def _names(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """One name, or the two of a box, in the order of the label's keys."""
    if not label.also:
        return _one(label, names.read(text))
    person = names.split(text, last_first=not label.key.endswith("first_name"))
    if person is None or not person.first:
        return ()
    by_end = {"last_name": person.last, "birth_name": person.last, "first_name": person.first}
    found = [(key, by_end.get(key.rsplit(".", 1)[1])) for key in label.keys]
    found += [("candidate.birth_name", person.birth), ("candidate.civility", person.civility)]
    return tuple(Parsed(key, value, person.certain) for key, value in dict(reversed(found)).items() if value)[::-1]


def _advisor(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """The adviser's name as written (last and first name stay together); a structure's name there is the structure's."""
    if supports.find_all(text, vocabulary.structures) and label.section == "support":
        return _supports(label, text, vocabulary)
    return _one(label, names.full(text))


def _addresses(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """The parts of an address: a whole one written beside "Adresse" gives its postal code and town too."""
    address = addresses.split(text)
    room = label.key.rsplit(".", 1)[0]
    found = {"street": address.street, "postal_code": address.postal_code, "city": address.city}
    return tuple(Parsed(f"{room}.{part}", value) for part, value in found.items() if value)


_NO_TOWN = re.compile(
    r"\b(?:rue|avenue|av|bd|boulevard|place|impasse|chemin|route|allee|quai|cours|zone|za|zi|zac|centre|cfa|greta|afpa|lycee|campus|site|"
    r"ecole|institut|universite|organisme|locaux|distance|distanciel|visio|domicile|ligne|idem|voir|adresse|batiment|espace|maison)\b"
)


def _place(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """The place of the training: an address, or a town alone."""
    address = addresses.split(text)
    city = postal_codes.town(text)
    if (
        address.postal_code is None
        and city
        and "\n" not in text.strip()
        and len(city.split()) <= 4
        and not re.search(r"\d", city)
    ):
        return () if _NO_TOWN.search(plain(city)) else (Parsed("training.city", city),)
    return _addresses(label, text, vocabulary)


def _postal(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """A postal code, a town, or both when both are written."""
    room = label.key.rsplit(".", 1)[0]
    both = postal_codes.split(text)
    if both:
        return Parsed(f"{room}.postal_code", both[0]), Parsed(f"{room}.city", both[1])
    code = postal_codes.read(text)
    if code:
        return (Parsed(f"{room}.postal_code", code),)
    city = postal_codes.town(text) if f"{room}.city" in label.keys else None
    return (Parsed(f"{room}.city", city),) if city else ()


def _siret(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """A SIRET; one with wrong check digits is uncertain."""
    good = siret.read(text)
    doubtful = None if good else siret.loose(text)
    value = good or doubtful
    return (Parsed(label.key, value, good is not None),) if value else ()


def _certifications(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """A code; a number alone belongs to the register that the label names."""
    named = label.text.split()
    bare = "RNCP" if "rncp" in named else "RS" if "rs" in named or "specifique" in named else None
    value = certifications.read(text, bare)
    return (Parsed(label.key, value, "bloc" not in plain(text) or "BC" in value),) if value else ()


_PERSON = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[ '’\-][^\W\d_]+){1,4}")
_STRUCTURE = re.compile(
    r"\b(?:mission|agence|association|asso|centre|maison|departement|conseil|ccas|plie|pole|cap|service|antenne|mairie|espace|"
    r"bureau|reseau|comite|union|groupe|institut|chantier|entreprise|dispositif|programme|fondation|foyer|residence|cidff|apec)\b"
)


def _supports(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """The structure's type when its name is known, and its own name as written ("Mission locale" alone is but the type)."""
    kind = supports.read(text, vocabulary.structures)
    person = names.full(text) if kind is None and label.text.endswith(" par") else None
    if person and _PERSON.fullmatch(person) and not _STRUCTURE.search(plain(person)):
        return (Parsed("support.advisor", person),)
    name = texts.read(text)
    own = name is not None and (label.text.startswith("nom") or fold(name) not in vocabulary.structures)
    found = {"support.type": kind, "support.name": " ".join(name.split()) if name and own else None}
    return tuple(Parsed(key, value) for key, value in found.items() if value)


def _title(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """The title of a training as written, and the number of the certification written with it; a number alone is no title."""
    code = certifications.read(text)
    number = (Parsed("training.certification_code", code),) if code else ()
    words = re.sub(r"(?:rncp|rs|fiche|code|n°|no|bc)\b|[^a-z]", "", re.sub(r"rncp|bc", " ", plain(text)))
    return (*_lines(label, text, vocabulary), *number) if len(words) > 2 or not code else number


def _lines(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """A text kept on one line (a title, a name of a body); a whole page is none."""
    value = texts.read(text)
    line = " ".join(value.split()) if value else None
    return _one(label, line if line and len(line) <= _LONGEST_LINE else None)


READERS: dict[str, Reader] = {
    "addresses": _addresses,
    "advisor": _advisor,
    "booleans": _simple(booleans.read),
    "certifications": _certifications,
    "cities": _postal,
    "civilities": _simple(civilities.read),
    "dates": _dates,
    "emails": _simple(emails.read),
    "hours": _simple(hours.read),
    "identifiers": _simple(identifiers.read),
    "levels": _simple(levels.read),
    "lines": _lines,
    "money": _simple(money.read),
    "names": _names,
    "paces": _simple(paces.read),
    "phones": _simple(phones.read),
    "place": _place,
    "postal_codes": _postal,
    "siret": _siret,
    "supports": _supports,
    "texts": _simple(texts.read),
    "title": _title,
}
"""The readers that a label of the vocabulary may name."""


def read(label: Label, text: str, vocabulary: Vocabulary) -> tuple[Parsed, ...]:
    """Every value that a text gives beside a label; () when it holds none (a value is never guessed)."""
    return READERS[label.reader](label, text[:_LONGEST_TEXT], vocabulary)
