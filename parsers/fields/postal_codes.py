"""A French postal code, five digits, and the town that stands beside it.

Source: La Poste; the first two digits are the département (20 for Corsica, 97 and 98 overseas). CEDEX is dropped from a town.

>>> read("14 000"), read("F-76600"), read("1 4 0 0 0"), read("1400"), read("00123"), split("14000 CAEN CEDEX 4")
('14000', '76600', '14000', None, None, ('14000', 'CAEN'))
"""

import re

from parsers.fields import texts

_gap = r"[ |]{0,3}"
_digits = rf"(?:\d{{2}}[ .]?\d{{3}}|\d(?:{_gap}\d){{4}})"
_ALONE = re.compile(rf"(?:F|FR)?[\s\-:|]*({_digits})[\s.|]*", re.IGNORECASE)
_WITH_TOWN = re.compile(rf"(?:F|FR)?[\s\-]*({_digits})[\s,/|\-–:]+([^\W\d_][^\n]*)", re.IGNORECASE)
_TOWN_FIRST = re.compile(rf"([^\W\d_][^\n\d]*?)[\s,/|\-–:(]+({_digits})[\s).]*", re.IGNORECASE)
_CEDEX = re.compile(r"[\s\-,]*\bcedex\b.*$", re.IGNORECASE)


def _code(digits: str) -> str | None:
    code = re.sub(r"\D", "", digits)
    return code if "01" <= code[:2] <= "98" and code[:2] != "96" else None


def read(text: str) -> str | None:
    """The postal code that a text is, alone or with its town; None else."""
    match = _ALONE.fullmatch(text.strip())
    if match:
        return _code(match[1])
    both = split(text)
    return both[0] if both else None


def town(text: str) -> str | None:
    """The name of a town as written, without CEDEX and country; None for what holds no letters.

    >>> town(" Hérouville-Saint-Clair (14) "), town("76 000")
    ('Hérouville-Saint-Clair', None)
    """
    name = _CEDEX.sub("", " ".join(re.sub(r"[_|…]+|\.{2,}", " ", text).split()))
    name = re.sub(r"\s*\(\s*\d{0,5}\s*\)?$|[\s,]+france\s*$", "", name, flags=re.IGNORECASE).strip(" ,;:.-–/(")
    if texts.read(name) is None:
        return None
    return name if re.search(r"[^\W\d_]{2}", name) and not re.search(r"\d{3}|@", name) and len(name) <= 60 else None


def split(text: str) -> tuple[str, str] | None:
    """The postal code and the town of "14000 CAEN" or "Caen (14000)".

    >>> split("Caen (14000)"), split("14000"), split("12 rue des Lilas 14000 Caen")
    (('14000', 'Caen'), None, None)
    """
    alone = " ".join(text.split(" ")).strip()
    match = _WITH_TOWN.fullmatch(alone)
    code, name = (match[1], match[2]) if match else ("", "")
    if match is None:
        turned = _TOWN_FIRST.fullmatch(alone)
        if turned is None:
            return None
        name, code = turned[1], turned[2]
    good, place = _code(code), town(name)
    return (good, place) if good and place else None
