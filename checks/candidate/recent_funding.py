"""candidate.recent_funding: no institutional funding of a qualifying training in the last 12 months.

Regulation, « Bénéficiaires », third item: Région, France Travail, Agefiph and the like, as the candidate declares it.
"""

from checks.found import flag
from checks.rule import Judgement, Rule, fail, ok
from values.dossier import Dossier
from values.facts import Facts

FUNDED = "candidate.recent_funding"


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """What the form declares."""
    months = facts.regulation.figures["recent_funding_months"]
    if flag(dossier.form, FUNDED):
        return fail(f"Un financement institutionnel est déclaré dans les {months} derniers mois.")
    return ok(f"Aucun financement institutionnel déclaré dans les {months} derniers mois.")


RULE = Rule(
    id="candidate.recent_funding",
    cites="candidate.recent_funding",
    needs=(FUNDED,),
    judge=judge,
)
