"""deadline.one_month: the request was received less than one month before the start.

Regulation, « Modalités d'instruction », adressé à la Région, second dash. The month is counted both ways, date to date and
clamped: in time when R ≤ S − 1 month, late when R + 1 month > S; the few days between the two (29 to 31 January for 28
February) are for a person. After the start this rule has nothing to ask, whatever the doubt; a start known by its month may
still lie ahead.
"""

from datetime import date

from checks.calendar import months_after, months_before
from checks.found import START, request, span
from checks.lateness import facts_in_words, in_time, too_late
from checks.rule import Judgement, Rule, not_applicable, unsure
from values import french
from values.dossier import Dossier
from values.facts import Facts


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """The test of the regulation; the doubt is weighed afterwards."""
    start, last = span(dossier.form, START)
    received, months = request(facts).date(), facts.regulation.figures["notice_months"]
    if received > last:
        return not_applicable("Reçu après le démarrage : la question du délai ne se pose plus.")
    limit = months_before(start, months)
    message = f"{facts_in_words(dossier, facts)} ; limite : {french.day(limit)}."

    def late(received: date) -> bool:
        return months_after(received, months) > start

    if late(received):
        return too_late(dossier, facts, late, message)
    if received > limit:
        return unsure(f"{message} Fin de mois : le délai dépend du sens dans lequel le mois est compté.", START)
    return in_time(dossier, facts, message)


RULE = Rule(
    id="deadline.one_month",
    cites="deadline.one_month",
    needs=(START,),
    judge=judge,
    weighs_doubt=True,
)
