"""What the other papers of a dossier say of its dates and cost: where they differ, they stand against the form's reading.

A quote or programme that names the form's own date among several agrees with it. Nothing that the form lacks is taken from them.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from parsers.fields import dates
from parsers.index import Index
from parsers.papers import Paper
from values import nir
from values.document import Document, DocumentType, Line, Source
from values.fold import plain
from values.form import Reading

_CHECKED = ("training.start_date", "training.end_date")
_SPEAKING = frozenset({DocumentType.QUOTE, DocumentType.PROGRAMME, DocumentType.OTHER, DocumentType.CERTIFICATE})
_STARTS = re.compile(
    r"\b(?:commence(?:ra)?|debute(?:ra)?|demarre(?:ra)?|demarrage|debut|entree en formation|aura lieu|se deroule(?:ra)?|a lieu|"
    r"formation du|session du|stage du|formation (?:prevue )?(?:a partir du|le)|rentree)\b"
)
_RIVAL = 0.9


def against(readings: dict[str, Reading], pieces: Iterable[Paper], body: Document | None, index: Index) -> dict[str, Reading]:
    """The readings, with the rivals that the pieces and the mail's own text give them."""
    found = dict(readings)
    for piece in pieces:
        if piece.type in _SPEAKING:
            found = _piece(found, piece)
    start = found.get("training.start_date")
    if body is not None and start is not None and start.document != body.id:
        rivals = _spoken(body, start)
        found["training.start_date"] = start.against(*rivals)
    return found


def _piece(readings: dict[str, Reading], piece: Paper) -> dict[str, Reading]:
    """The readings against those of one piece: its dates, and its cost when the same body makes the quote."""
    found = dict(readings)
    for key in _CHECKED:
        own, other = found.get(key), piece.readings.get(key)
        if own and other and isinstance(own.value, date) and not _says(piece.document, own.value):
            found[key] = own.against(*_new(own, other))
    cost, quoted = found.get("training.cost"), piece.readings.get("training.cost")
    if cost and quoted and piece.type is DocumentType.QUOTE and _same_body(readings, piece) and not _prices(piece, cost):
        found["training.cost"] = cost.against(*_new(cost, quoted))
    return found


def _new(own: Reading, other: Reading) -> list[Reading]:
    """The readings of a piece that are not yet among the rivals."""
    known = {rival.value for rival in own.rivals}
    return [reading for reading in (other, *other.rivals) if reading.value not in known]


def _says(document: Document, day: date) -> bool:
    """Whether a document gives a day anywhere, alone or as an end of a period."""
    for line in document.lines:
        period = dates.read_range(line.text)
        got = dates.read(line.text)
        if day in [end.value for end in period or ()] or (got and got.value == day):
            return True
    return f"{day:%d/%m/%Y}" in document.text


def _same_body(readings: dict[str, Reading], piece: Paper) -> bool:
    own, other = readings.get("training.provider_siret"), piece.readings.get("training.provider_siret")
    return bool(own and other and own.value == other.value)


def _prices(piece: Paper, cost: Reading) -> bool:
    """Whether a quote prints the form's cost anywhere."""
    figures = re.sub(r"(?<=\d)[\s\u00a0\u202f.](?=\d{3}\b)", "", piece.document.text).replace(",", ".")
    amount = float(cost.value) if isinstance(cost.value, int | float) else 0.0
    return any(abs(float(number) - amount) < 0.005 for number in re.findall(r"\d+(?:\.\d{1,2})?", figures))


def _spoken(body: Document, start: Reading) -> Sequence[Reading]:
    """The other starts that a mail's text plainly speaks of: "la formation commence le 3 mars 2026"."""
    rivals: dict[date, Reading] = {}
    for page in body.pages:
        for line in page.lines:
            for sentence in re.split(r"(?<=[.!?;])\s+", line.text):
                day = _start_in(sentence)
                if day and day != start.value:
                    rivals.setdefault(day, _reading(day, sentence, line, body, page.number))
                elif day:
                    return ()
    return tuple(rivals.values())


def _start_in(sentence: str) -> date | None:
    found = _STARTS.search(plain(sentence))
    if found is None:
        return None
    rest = sentence[found.start() :]
    period = dates.read_range(rest)
    if period:
        return period[0].value
    got = dates.read(rest)
    return got.value if got and got.certain and got.precision is None else None


def _reading(day: date, sentence: str, line: Line, body: Document, page: int | None) -> Reading:
    return Reading(day, _RIVAL, body.id, nir.mask(sentence.strip())[:200], Source.TEXT, page, line.box if page else None)
