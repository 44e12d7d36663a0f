"""deadline.after_start: the request was received after the training started; the start day itself is not « after ».

Regulation, « Modalités d'instruction », « Tout dossier déposé après le démarrage ».
"""

from checks.found import START, day, request
from checks.lateness import facts_in_words, in_time, too_late
from checks.rule import Judgement, Rule
from values.dossier import Dossier
from values.facts import Facts


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """Whether R ≤ S; the doubt is weighed afterwards."""
    start = day(dossier.form, START)
    message = facts_in_words(dossier, facts)
    if request(facts).date() <= start:
        return in_time(dossier, facts, f"{message} : avant ou le jour du démarrage.")
    return too_late(dossier, facts, lambda received: received > start, f"{message} : après le démarrage.")


RULE = Rule(
    id="deadline.after_start",
    cites="deadline.after_start",
    needs=(START,),
    judge=judge,
    weighs_doubt=True,
)
