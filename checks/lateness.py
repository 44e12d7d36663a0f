"""What the two deadline rules share: a late day fails only on a sure date and on a sure time of receipt.

Regulation.md, « R, the date of receipt » and « A date that is sure ». Whatever forbids the fail makes it `unsure`, and says why.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from checks.calendar import in_paris
from checks.found import START, in_words, request
from checks.rule import Judgement, fail, ok, unsure
from checks.sureness import weigh
from values import french
from values.dossier import Dossier
from values.facts import Facts, ReceivedFrom

Late = Callable[[date], bool]
"""Whether a request received on that day is late for the start date at hand."""

MIDNIGHT_HOURS = 2
"""The first hours of the first late day in which a mail server's slowness may have made the mail late."""

_UNPROVEN = {
    ReceivedFrom.DATE_HEADER: "l'heure de réception n'est connue que par l'horloge de l'expéditeur",
    ReceivedFrom.CALL: "l'heure de réception n'est pas connue",
}


def in_time(dossier: Dossier, facts: Facts, message: str) -> Judgement:
    """`pass`, or `unsure` on a start date that is doubtful (an undisputed OCR reading is not)."""
    sureness = weigh(dossier, request(facts).date())
    return _unsure(message, sureness.doubts, sureness.fields) if sureness.doubts else ok(message, START)


def too_late(dossier: Dossier, facts: Facts, late: Late, message: str) -> Judgement:
    """`fail`, or `unsure` when the date or the time of receipt is not sure."""
    sureness = weigh(dossier, request(facts).date())
    reasons = (*sureness.doubts, *sureness.weakness, *receipt_doubts(dossier, facts, late))
    return _unsure(message, reasons, sureness.fields) if reasons else fail(message, START)


def _unsure(message: str, reasons: tuple[str, ...], fields: tuple[str, ...]) -> Judgement:
    return unsure(f"{message} À vérifier : {' ; '.join(reasons)}.", *fields)


def receipt_doubts(dossier: Dossier, facts: Facts, late: Late) -> tuple[str, ...]:
    """Why the time of receipt forbids a fail. A time given by `--received` counts alone: no other clock is looked at."""
    receipt, history = facts.receipt, facts.history
    doubts = [_UNPROVEN[receipt.source]] if receipt.source in _UNPROVEN else []
    doubts += [] if receipt.source is ReceivedFrom.OPTION else _clock_doubts(facts, late)
    if receipt.internal:
        doubts.append("le courriel vient d'un collègue, qui a pu recevoir la demande avant")
    if dossier.machine:
        doubts.append("le courriel a été envoyé par une machine")
    if any(not late(in_paris(instant).date()) for instant in history.doubtful_earlier):
        doubts.append("un courriel antérieur, reçu à temps, pourrait être celui de la demande")
    if history.already_rejected:
        doubts.append("ce dossier a déjà reçu un refus")
    return tuple(doubts)


def _clock_doubts(facts: Facts, late: Late) -> Iterator[str]:
    if any(not late(in_paris(instant).date()) for instant in facts.receipt.others):
        yield "une autre horloge du courriel le dit envoyé à temps"
    instant = request(facts)
    if instant.hour < MIDNIGHT_HOURS and not late(instant.date() - timedelta(days=1)):
        yield "reçu dans les deux premières heures du premier jour de retard"


def facts_in_words(dossier: Dossier, facts: Facts) -> str:
    """When the request was received, the start date, and where that was read."""
    return f"Reçu le {french.instant(request(facts))} ; début {in_words(dossier.form, START)} ({where(dossier, START)})"


def where(dossier: Dossier, key: str) -> str:
    """Where a field that is there was read: the text as written, the document's name, the page."""
    reading = dossier.form.readings[key]
    name = next((record.name for record in dossier.documents if record.id == reading.document), None)
    page = "" if reading.page is None else f", page {reading.page}"
    return f"lu « {' '.join(reading.raw.split())[:60]} »{f', {name}' if name else ''}{page}"
