"""A telephone number, in E.164.

Source: ITU-T E.164 and the French numbering plan of ARCEP (ten digits that begin with 0; overseas départements have codes of
their own). A French number of ten digits is taken as written, also one that is not assigned (ARCEP keeps some for films).

>>> read("02 31 45 67 89"), read("+33 (0)2.31.45.67.89"), read("0262 20 12 34"), read("02 31 45 67"), read("O6 12 34 56 78")
('+33231456789', '+33231456789', '+262262201234', None, None)
"""

import re

import phonenumbers

_OVERSEAS = {
    "0262": "RE", "0263": "RE", "0692": "RE", "0693": "RE",
    "0590": "GP", "0690": "GP", "0691": "GP",
    "0596": "MQ", "0696": "MQ", "0697": "MQ",
    "0594": "GF", "0694": "GF",
    "0269": "YT", "0639": "YT",
}  # fmt: skip
_FILMS = "063998"
_gap = r"[\s.\-_/|\u2013]{0,3}"
_end = rf"(?:(?!{_gap}\d)|(?=[\s/,;\-]+(?:0{_gap}[1-9](?:{_gap}\d){{8}}|\+)))"
_FRENCH = re.compile(rf"(?<![\w+])(?:\(\+?33\)|(?:\+|00){_gap}33|33){_gap}(?:\(0\)|0)?{_gap}([1-9](?:{_gap}\d){{8}}){_end}")
_NATIONAL = re.compile(rf"(?<![\w+])(?<!\d[\s.\-/])\(?(0{_gap}[1-9]\)?(?:{_gap}\d){{8}}){_end}")
_FOREIGN = re.compile(r"(?<![\w+])(?:\+|00)\s?([1-9](?:[\s.\-()/]{0,2}\d){6,13})(?!\d)")
_NINE = re.compile(rf"[1-9](?:{_gap}\d){{8}}")


def _national(digits: str) -> str:
    region = None if digits.startswith(_FILMS) else _OVERSEAS.get(digits[:4])
    if region:
        number = phonenumbers.parse(digits, region)
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return "+33" + digits[1:]


def _foreign(text: str) -> str | None:
    try:
        number = phonenumbers.parse("+" + re.sub(r"\(0\)|\D", "", text), None)
    except phonenumbers.NumberParseException:
        return None
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_valid_number(number) else None
    )


def find_all(text: str) -> tuple[str, ...]:
    """Every telephone number of a text, in order, each once.

    >>> find_all("fixe 02 31 45 67 89 / portable 06 12 34 56 78")
    ('+33231456789', '+33612345678')
    """
    found: dict[int, str | None] = {}
    for match in _NATIONAL.finditer(text):
        found[match.start()] = _national(re.sub(r"\D", "", match[1]))
    for match in _FRENCH.finditer(text):
        found[match.start()] = "+33" + re.sub(r"\D", "", match[1])
    for match in _FOREIGN.finditer(text):
        found.setdefault(match.start(), _foreign(match[1]))
    return tuple(dict.fromkeys(number for _, number in sorted(found.items()) if number))


def read(text: str) -> str | None:
    """The first telephone number of a text; nine digits alone have lost their first 0.

    >>> read("0 6 1 2 3 4 5 6 7 8"), read("612345678"), read("33 612345678"), read("Tél. : 06.12.34.56.78 (soir)")
    ('+33612345678', '+33612345678', '+33612345678', '+33612345678')
    """
    numbers = find_all(text)
    if numbers:
        return numbers[0]
    alone = text.strip()
    return "+33" + re.sub(r"\D", "", alone) if _NINE.fullmatch(alone) else None
