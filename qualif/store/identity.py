"""Who asks for what: the keys by which candidates and sessions are compared, and the two comparisons.

Identity is certain with the last or birth name, the first name, and the birth date or an address (contract §3), all read
surely; a session is a provider (SIRET or name), a training (code or title) and a start. Pure: no database here.
"""

import re
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from values.fold import fold
from values.form import Form

_PUNCTUATION = re.compile(r"[^\w' ]+")
_NUMBER = re.compile(r"\d+")

ALIKE = 90.0
"""Two folded titles or providers are the same from this likeness on (0 to 100)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The keys of one candidate; `sure` when all that `same_person` rests on was read surely."""

    last_name: str | None = None
    birth_name: str | None = None
    first_name: str | None = None
    birth_date: date | None = None
    email: str | None = None
    home: str | None = None
    sure: bool = False

    @property
    def known(self) -> bool:
        """Whether a person can be told by it at all."""
        return bool(self.first_name and (self.last_name or self.birth_name))


@dataclass(frozen=True, slots=True)
class Session:
    """The keys of one training session; `certain` when a SIRET or a certification code names it."""

    siret: str | None = None
    provider: str | None = None
    code: str | None = None
    title: str | None = None
    start: date | None = None

    @property
    def certain(self) -> bool:
        """Whether the session is named by more than words."""
        return bool(self.siret or self.code)


def identity(form: Form) -> Identity:
    """The candidate of a form."""
    names = [key for key in ("candidate.last_name", "candidate.birth_name") if form.sure(key)]
    marks = [key for key in ("candidate.birth_date", "candidate.email", "candidate.street") if form.sure(key)]
    return Identity(
        last_name=_key(form, "candidate.last_name"),
        birth_name=_key(form, "candidate.birth_name"),
        first_name=_key(form, "candidate.first_name"),
        birth_date=form.date("candidate.birth_date"),
        email=(form.text("candidate.email") or "").lower() or None,
        home=_home(form),
        sure=bool(names and marks and form.sure("candidate.first_name")),
    )


def session(form: Form) -> Session:
    """The training session of a form."""
    return Session(
        siret=form.text("training.provider_siret"),
        provider=_key(form, "training.provider"),
        code=form.text("training.certification_code"),
        title=_key(form, "training.title"),
        start=form.date("training.start_date"),
    )


def display_name(form: Form) -> str | None:
    """`NOM Prénom` as the lists show it, None without a name."""
    last = form.text("candidate.last_name") or form.text("candidate.birth_name")
    words = [last.upper() if last else "", form.text("candidate.first_name") or ""]
    return " ".join(word.strip() for word in words if word.strip()) or None


def same_names(one: Identity, other: Identity) -> bool:
    """The same first name, and a last or birth name in common."""
    lasts = {one.last_name, one.birth_name} & {other.last_name, other.birth_name} - {None}
    return bool(lasts) and one.first_name is not None and one.first_name == other.first_name


def contradicts(one: Identity, other: Identity) -> bool:
    """Whether two birth dates are known and differ: never the same person."""
    return None not in (one.birth_date, other.birth_date) and one.birth_date != other.birth_date


def same_person(one: Identity, other: Identity) -> bool:
    """Certainly the same person: names, and a birth date or an address in common, all read surely."""
    if not (one.sure and other.sure and same_names(one, other)) or contradicts(one, other):
        return False
    return _shared(one.birth_date, other.birth_date) or _shared(one.email, other.email) or _shared(one.home, other.home)


def maybe_same_person(one: Identity, other: Identity) -> bool:
    """Perhaps the same person: the names agree, or the birth date and one of the names, and nothing contradicts."""
    if contradicts(one, other):
        return False
    if same_names(one, other):
        return True
    lasts = {one.last_name, one.birth_name} & {other.last_name, other.birth_name} - {None}
    return _shared(one.birth_date, other.birth_date) and (bool(lasts) or _shared(one.first_name, other.first_name))


def same_session(one: Session, other: Session) -> bool:
    """The same provider, training and start, each known on both sides."""
    if one.start is None or one.start != other.start:
        return False
    return _same_provider(one, other) is True and _same_training(one, other) is True


def compatible_session(one: Session, other: Session) -> bool:
    """Nothing known on both sides disagrees, and something agrees."""
    start = None if None in (one.start, other.start) else one.start == other.start
    answers = [start, _same_provider(one, other), _same_training(one, other)]
    return False not in answers and True in answers


def another_training(one: Session, other: Session) -> bool:
    """Whether provider or training are known on both sides and differ; a start may have been put off."""
    return _same_provider(one, other) is False or _same_training(one, other) is False


def _same_provider(one: Session, other: Session) -> bool | None:
    """None when nothing can be compared; a SIRET speaks first (one body may have several: then the name speaks)."""
    if one.siret and other.siret and one.siret[:9] == other.siret[:9]:
        return True
    if one.provider and other.provider:
        return alike(one.provider, other.provider)
    return False if one.siret and other.siret else None


def _same_training(one: Session, other: Session) -> bool | None:
    if one.code and other.code:
        return one.code == other.code
    if one.title and other.title:
        return alike(one.title, other.title)
    return None


def alike(one: str, other: str) -> bool:
    """Whether two folded texts name the same thing, word order and small slips aside; another number is another thing.

    >>> alike("ecole de la baie 51", "la baie ecole de 51"), alike("ecole de la baie 51", "ecole de la baie 65")
    (True, False)
    """
    return _numbers(one) == _numbers(other) and fuzz.token_sort_ratio(one, other) >= ALIKE


def _numbers(text: str) -> list[str]:
    return sorted(_NUMBER.findall(text))


def searchable(*texts: str) -> str:
    """Texts in which folded names are looked for between blanks: folded, without punctuation, a blank at both ends.

    >>> " martin " in searchable("Dossier de Léa MARTIN, née en 1990")
    True
    """
    return f" {' '.join(_PUNCTUATION.sub(' ', fold(' '.join(texts))).split())} "


def _shared(one: object, other: object) -> bool:
    return one is not None and one == other


def _key(form: Form, field: str) -> str | None:
    return fold(form.text(field) or "") or None


def _home(form: Form) -> str | None:
    street, code = _key(form, "candidate.street"), form.text("candidate.postal_code")
    return f"{street} {code}" if street and code else None
