"""candidate.project_validated: the professional project is validated, as the form says.

Regulation, « Bénéficiaires », fourth item.
"""

from checks.found import flag
from checks.rule import Judgement, Rule, fail, ok
from values.dossier import Dossier
from values.facts import Facts

VALIDATED = "candidate.project_validated"


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """What the form declares."""
    if flag(dossier.form, VALIDATED):
        return ok("Le projet professionnel est indiqué comme validé.")
    return fail("Le projet professionnel est indiqué comme non validé.")


RULE = Rule(
    id="candidate.project_validated",
    cites="candidate.project_validated",
    needs=(VALIDATED,),
    judge=judge,
)
