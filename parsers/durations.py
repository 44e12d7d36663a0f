"""A duration that says its parts: "805 h dont 595 h en centre et 210 h en entreprise".

The parts must add up to the whole, else nothing is read.
"""

import re

from parsers.fields.by_label import Parsed
from values.fold import plain

_HOURS = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:h\b|heures?\b|hrs?\b)")
_CENTRE = re.compile(r"\b(?:centre|organisme|cfa)\b")
_COMPANY = re.compile(r"\b(?:entreprise|stage|pae|pfmp)\b")


def read(text: str) -> tuple[Parsed, ...]:
    """Total, centre and company hours that a text states together; () when they do not agree.

    >>> [(p.key, p.value) for p in read("805 h dont 595 h en centre et 210 h en entreprise")]
    [('training.total_hours', 805.0), ('training.centre_hours', 595.0), ('training.company_hours', 210.0)]
    >>> read("805 h dont 500 h en centre et 210 h en entreprise"), read("35 h par semaine")
    ((), ())
    """
    folded = plain(text)
    found = list(_HOURS.finditer(folded))
    if len(found) != 3:
        return ()
    values = [float(match[1].replace(",", ".")) for match in found]
    ends = [match.start() for match in found[1:]] + [len(folded)]
    behind = [folded[match.end() : end] for match, end in zip(found, ends, strict=True)]
    if abs(values[0] - values[1] - values[2]) > 0.5 or not _CENTRE.search(behind[1]) or not _COMPANY.search(behind[2]):
        return ()
    keys = ("training.total_hours", "training.centre_hours", "training.company_hours")
    return tuple(Parsed(key, value) for key, value in zip(keys, values, strict=True))
