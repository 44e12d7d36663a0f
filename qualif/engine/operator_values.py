"""What a person writes for a field, as a value: the words of contract §3, or the way French people write them."""

from collections.abc import Callable, Mapping
from datetime import date

from parsers.fields import booleans, certifications, civilities, emails, levels, paces, phones, postal_codes, siret
from values.errors import WrongCall
from values.form import BOOL_FIELDS, DATE_FIELDS, FIELDS, TEXT_FIELDS, Value

SUPPORT_TYPES = (
    "france_travail",
    "mission_locale",
    "cap_emploi",
    "apec",
    "plie",
    "construction_parcours",
    "caq",
    "reussir",
    "other",
    "none",
)
Parse = Callable[[str], Value | None]


def parse(field: str, text: str) -> Value:
    """The value that a person gives to a field; raises WrongCall for an unknown field or what is no value of it."""
    if field not in FIELDS:
        raise WrongCall(f"{field} : ce champ n'existe pas")
    value = _parser(field)(text.strip())
    if value is None or value == "":
        raise WrongCall(f"{field} : « {text} » n'est pas une valeur possible{_hint(field)}")
    return value


def _parser(field: str) -> Parse:
    if field in DATE_FIELDS:
        return _date
    if field in BOOL_FIELDS:
        return _flag
    if field in TEXT_FIELDS:
        return str
    return _PARSERS[field.rpartition(".")[2]]


def _date(text: str) -> date | None:
    """ISO 8601, or day, month and year with slashes."""
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day) if year > 999 else None
        return date.fromisoformat(text)
    except ValueError:
        return None


def _flag(text: str) -> bool | None:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    return booleans.read(text)


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(" ", "").replace("\u202f", "").replace("\u00a0", "").removesuffix("€").replace(",", "."))
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None


def _word(words: tuple[str, ...], reader: Parse = lambda text: None) -> Parse:
    return lambda text: text if text in words else reader(text)


_PARSERS: Mapping[str, Parse] = {
    "civility": _word(("M", "Mme"), civilities.read),
    "postal_code": postal_codes.read,
    "phone": phones.read,
    "email": emails.read,
    "type": _word(SUPPORT_TYPES),
    "provider_siret": siret.read,
    "certification_code": certifications.read,
    "level": levels.read,
    "pace": _word(("full_time", "part_time"), paces.read),
    "centre_hours": _number,
    "company_hours": _number,
    "total_hours": _number,
    "cost": _number,
}


def _hint(field: str) -> str:
    if field in DATE_FIELDS:
        return " (AAAA-MM-JJ ou JJ/MM/AAAA)"
    if field in BOOL_FIELDS:
        return " (oui ou non)"
    return f" ({', '.join(SUPPORT_TYPES)})" if field == "support.type" else ""
