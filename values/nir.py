"""Masking of the French social security number (NIR, 13 digits and a key of 2): it never leaves the reading of a mail.

The shape is INSEE's: sex, year, month, department (2A and 2B in Corsica), town, order, key. The digits may be spaced out
between these groups only, so that a SIRET (14 digits in 3-3-3-5), a phone (10) or an activity number (11) is left alone.

>>> mask("NIR : 1 85 05 78 006 084 91, SIRET 130 025 265 00013")
'NIR : [NIR masqué], SIRET 130 025 265 00013'
"""

import re

MASKED = "[NIR masqué]"

_GAP = r"[ \t\u00a0\u202f.\-]{0,3}"
_SEX, _YEAR = r"[123478]", r"\d\d"
_MONTH, _PSEUDO = r"(?:0[1-9]|1[0-2])", r"(?:2\d|3\d|4[0-2]|[5-9]\d)"
_DEPARTMENT = r"(?:0[1-9]|[1-8]\d|9[0-9]|2[ABab])"
_TAIL = rf"{_DEPARTMENT}{_GAP}\d{{3}}{_GAP}\d{{3}}"
_HEAD = rf"{_SEX}{_GAP}{_YEAR}{_GAP}"

_NIR = re.compile(
    rf"(?<![\dA-Za-z])(?:{_HEAD}(?:{_MONTH}|{_PSEUDO}){_GAP}{_TAIL}{_GAP}\d\d|{_HEAD}{_MONTH}{_GAP}{_TAIL})(?![\dA-Za-z])"
)
_LABELLED = re.compile(
    r"(?i)\b(s[ée]curit[ée]\s+sociale|NIR|n[°º]\s?SS)([ \t\u00a0]{0,3}[:=]?[ \t\u00a0]{0,3})"
    r"([1-478](?:[ \t\u00a0\u202f.\-]?[\dAB]){12,14})(?![\dA-Za-z])"
)


def mask(text: str) -> str:
    """The text with each social security number replaced by a mark; the rest is untouched."""
    text = _NIR.sub(MASKED, text)
    return _LABELLED.sub(lambda found: found[1] + found[2] + MASKED, text)
