"""SIRET: the number of an establishment of an organisation, 14 digits, of which the first nine are the SIREN.

Source: INSEE, répertoire Sirene; checked by Luhn's formula (La Poste has one of its own), as `stdnum.fr.siret` does. A SIREN,
a declaration number of 11 digits and a VAT number are none.

>>> read("SIRET : 732 829 320 00074"), read("732829320"), read("28 14 03251 14"), read("732 829 320 00075")
('73282932000074', None, None, None)
"""

import re

from stdnum.exceptions import ValidationError
from stdnum.fr import siret

_gap = r"[\s.\-|]{0,3}"
_GROUPS = re.compile(
    rf"(?<!\d)(?<!\d[\s.])(?:\d{{3}}{_gap}\d{{3}}{_gap}\d{{3}}[\s.\-|/]{{0,6}}(?:nic[\s:]{{1,3}})?\d{{5}}|\d(?:{_gap}\d){{13}})"
    rf"(?!{_gap}\d)",
    re.IGNORECASE,
)


def _candidates(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(re.sub(r"\D", "", match[0]) for match in _GROUPS.finditer(text)))
    digits = re.sub(r"\D", "", text)
    return found or ((digits,) if len(digits) == 14 and not re.search(r"[a-z]{3}", text, re.IGNORECASE) else ())


def valid(digits: str) -> bool:
    """Whether 14 digits carry the right check digits."""
    try:
        siret.validate(digits)
    except ValidationError:
        return False
    return True


def find_all(text: str) -> tuple[str, ...]:
    """Every valid SIRET of a text, in order, each once."""
    return tuple(number for number in _candidates(text) if valid(number))


def read(text: str) -> str | None:
    """The one valid SIRET of a text, None when it holds none, or several.

    >>> read("7 3 2 8 2 9 3 2 0 0 0 0 7 4"), read("732829320 NIC 00074")
    ('73282932000074', '73282932000074')
    """
    numbers = find_all(text)
    return numbers[0] if len(numbers) == 1 else None


def loose(text: str) -> str | None:
    """The one number of 14 digits of a text, right or wrong: a reading for a person to look at.

    >>> loose("732 829 320 00075"), loose("732829320")
    ('73282932000075', None)
    """
    numbers = _candidates(text)
    return numbers[0] if len(numbers) == 1 else None
