"""The pace of a training: `full_time` or `part_time`.

Source: the scheme's page, « temps plein ou temps partiel ».

>>> read("Temps plein"), read("à temps partiel (24 h/semaine)"), read("temps plein / temps partiel"), read("35h")
('full_time', 'part_time', None, None)
"""

import re

from values.fold import plain

_FULL = re.compile(r"\btemps[\s\-]*(?:plein|complet)\b|\bt\.?plein\b|\bcomplet\b|\bplein\b|\btps plein\b")
_PART = re.compile(r"\btemps[\s\-]*partiel\b|\bmi[\s\-]*temps\b|\bpartiel\b|\btps partiel\b|\bdiscontinue?\b")


def read(text: str) -> str | None:
    """The one pace that a text names; None for none, or both."""
    low = plain(text)
    full, part = bool(_FULL.search(low)), bool(_PART.search(low))
    if full == part:
        return None
    return "full_time" if full else "part_time"
