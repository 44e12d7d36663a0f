"""The identifier of a job seeker at France Travail.

Source: France Travail: seven digits and one digit or capital letter, or, for those registered since 2024, eleven digits. A
declaration number of a training body has eleven digits too: a text that says so, or is laid out so, is none; nor is a
telephone number, a number of social security, a date.

>>> read("1234567A"), read("N° 0123 456 x"), read("12345678901")
('1234567A', '0123456X', '12345678901')
>>> read("NDA 28140325114"), read("28 14 03251 14"), read("06 12 34 56 78")
(None, None, None)
"""

import re

from values.fold import plain

_gap = r"[\s.\-|]{0,2}"
_OLD = re.compile(rf"(?<![^\W_])(?<!\d[\s.])\d(?:{_gap}\d){{6}}{_gap}[0-9A-Z](?![^\W_])(?!{_gap}\d)", re.IGNORECASE)
_NEW = re.compile(rf"(?<![^\W_])(?<!\d[\s.])\d(?:{_gap}\d){{10}}(?![^\W_])(?!{_gap}\d)")
_DECLARATION_LAYOUT = re.compile(r"\d{2}[\s.\-]\d{2}[\s.\-]\d{5}[\s.\-]\d{2}")
_FOREIGN = re.compile(
    r"\bnda\b|declaration|activite|siret|siren|securite sociale|\bnir\b|\buai\b|existence|agrement|insee|tva|\bfr\s?\d\d|"
    r"\btel|port(?:able)?\b"
)
_DATE_LAYOUT = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d|\d\d \d\d \d{4}")


def read(text: str) -> str | None:
    """The one identifier of a text, without its blanks; None when it holds none, or another number."""
    if _FOREIGN.search(plain(text)) or _DECLARATION_LAYOUT.search(text) or _DATE_LAYOUT.search(text):
        return None
    found = {re.sub(r"[^0-9A-Z]", "", match[0].upper()) for pattern in (_NEW, _OLD) for match in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else None
