"""Several readings of one field become one: the surest, with those that disagree as its rivals."""

from collections.abc import Iterable

from parsers.readings import Found
from parsers.spans import Kind, Span
from values.fold import fold
from values.form import Reading, Value

_WEAK = 0.75


def same(a: Value, b: Value) -> bool:
    """Whether two values are one: texts by their folded words, the rest as they are."""
    if isinstance(a, str) and isinstance(b, str):
        return fold(a).replace(" ", "") == fold(b).replace(" ", "")
    return a == b


def merged(found: Iterable[Found]) -> dict[str, Reading]:
    """One reading a field."""
    by_key: dict[str, list[Reading]] = {}
    for key, reading in found:
        by_key.setdefault(key, []).append(reading)
    readings = {key: settle(group) for key, group in by_key.items()}
    return implied(readings)


def settle(group: list[Reading]) -> Reading:
    """The surest of several readings, against those of other values that are not much weaker."""
    ranked = sorted(group, key=lambda reading: -reading.confidence)
    best = ranked[0]
    rivals: list[Reading] = []
    for other in ranked[1:]:
        weaker = other.confidence < _WEAK <= best.confidence
        if not weaker and not same(other.value, best.value) and not any(same(other.value, r.value) for r in rivals):
            rivals.append(other)
    return best.against(*rivals)


def implied(readings: dict[str, Reading]) -> dict[str, Reading]:
    """The readings, with what one plainly says of another: who is registered at France Travail is a job seeker."""
    registered = readings.get("candidate.jobseeker_registered")
    if registered and registered.value is True and not registered.rivals and "candidate.jobseeker" not in readings:
        return readings | {"candidate.jobseeker": registered}
    return readings


def named_once(readings: dict[str, Reading], spans: Iterable[Span]) -> dict[str, Reading]:
    """The readings, the one name of a form that asks for no other ("Nom de famille") made the name in use too."""
    birth = readings.get("candidate.birth_name")
    asked = {span.name for span in spans if span.kind is Kind.CAPTION}
    if birth is None or "candidate.last_name" in readings or "nom de famille" not in asked or asked & _NAMES_IN_USE:
        return readings
    return readings | {"candidate.last_name": birth}


_NAMES_IN_USE = frozenset({"nom", "nom d'usage", "nom d'epouse", "nom marital", "nom usuel", "nom de famille d'usage"})
