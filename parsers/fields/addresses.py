"""A postal address written in one box: street, postal code, town.

Source: French usage (AFNOR NF Z10-011): the postal code and its town are the last line, or the end of the only one.

>>> split("12 bis rue des Lilas, 14000 CAEN")
Address(street='12 bis rue des Lilas', postal_code='14000', city='CAEN')
"""

import re
from dataclasses import dataclass

from parsers.fields import postal_codes, texts

_END = re.compile(
    r"(?<!\d)(?:F-)?(\d{5}|(?<!\d )\d{2} \d{3})(?!\d)(?! \d)[\s,\-–:]*([^\W\d_][^\d\n]*?)"
    r"(?:\s*cedex(?:\s*\d+)?)?[\s.,]*(?:france)?[\s.]*$",
    re.IGNORECASE,
)
_END_TURNED = re.compile(r"[\s,\-–]+([^\W\d_][^\d\n,]*?)[\s,]*[(\-–][\s]*(\d{2} ?\d{3})\s*\)?[\s.]*$", re.IGNORECASE)
_INSIDE = re.compile(
    r"(?<!\d)(\d{5})[\s\-–]+([^\W\d_][^\d\n,;]*?)(?=\s*(?:[,;\n]|\b(?:t[ée]l|port|mail|e-?mail|courriel)))", re.IGNORECASE
)
_LONGEST = 500
_BOX = re.compile(r"\b(?:bp|cs|boite postale)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address as written; a part that is not written is None."""

    street: str | None
    postal_code: str | None = None
    city: str | None = None


def _street(text: str) -> str | None:
    lines = [" ".join(line.split()).strip(" ,;-–") for line in text.splitlines()]
    street = ", ".join(line for line in lines if line)
    return texts.read(street) if re.search(r"[^\W\d_]{2}", street) and "@" not in street else None


def read(text: str) -> str | None:
    """The street of an address: all of it but postal code and town.

    >>> read("12 rue des Lilas\\nappt 3\\n14000 Caen"), read("12 rue des Lilas"), read("14000 Caen")
    ('12 rue des Lilas, appt 3', '12 rue des Lilas', None)
    """
    return split(text).street


def split(text: str) -> Address:
    """The parts of an address; all None when the text is none.

    >>> split("Le Bourg\\n61000 Alençon cedex"), split("Hérouville-Saint-Clair")
    (Address(street='Le Bourg', postal_code='61000', city='Alençon'), \
Address(street='Hérouville-Saint-Clair', postal_code=None, city=None))
    >>> split("3 place de la Gare, Caen (14000)")
    Address(street='3 place de la Gare', postal_code='14000', city='Caen')
    """
    text = text[:_LONGEST]
    text = re.sub(r"[ \t\u00a0]+", " ", re.sub(r"_+|\.{2,}|…", " ", text)).strip(" :\n")
    match = _END.search(text)
    if match and not _BOX.search(text[: match.start()]):
        code, city = postal_codes.read(match[1]), postal_codes.town(match[2])
        if code and city:
            return Address(_street(text[: match.start()]), code, city)
    turned = _END_TURNED.search(text)
    if turned:
        return Address(_street(text[: turned.start()]), postal_codes.read(turned[2]), postal_codes.town(turned[1]))
    inside = _INSIDE.search(text)
    if inside and len(re.findall(r"(?<!\d)\d{5}(?!\d)", text)) == 1:
        return Address(_street(text[: inside.start()]), postal_codes.read(inside[1]), postal_codes.town(inside[2]))
    code = postal_codes.read(text)
    return Address(None, code) if code else Address(_street(text))
