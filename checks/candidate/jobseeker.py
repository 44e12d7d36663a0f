"""candidate.jobseeker: the candidate is a job seeker, registered or not.

Regulation, « Bénéficiaires », first item. To be registered implies it; an identifier is optional and nothing is asked about it.
A form that says « registered » and « no job seeker » contradicts itself: a person looks.
"""

from checks.found import flag
from checks.rule import Judgement, Rule, doubtful, fail, lacking, ok, unsure
from values.dossier import Dossier
from values.facts import Facts

SEEKER, REGISTERED = "candidate.jobseeker", "candidate.jobseeker_registered"


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """What the form says, a registration first."""
    form = dossier.form
    if form.flag(REGISTERED):
        return _registered(dossier)
    lack = lacking(form, SEEKER) or doubtful(form, SEEKER)
    if lack:
        return lack
    if flag(form, SEEKER):
        return ok("Le candidat est demandeur d'emploi.", SEEKER, REGISTERED)
    return fail("Le candidat déclare ne pas être demandeur d'emploi.", SEEKER, REGISTERED)


def _registered(dossier: Dossier) -> Judgement:
    if dossier.form.flag(SEEKER) is False:
        return unsure("Le candidat est dit inscrit à France Travail, et non demandeur d'emploi.", SEEKER, REGISTERED)
    if doubt := doubtful(dossier.form, (REGISTERED, SEEKER)):
        return doubt
    return ok("Le candidat est demandeur d'emploi, inscrit à France Travail.", REGISTERED, SEEKER)


RULE = Rule(
    id="candidate.jobseeker",
    cites="candidate.jobseeker",
    judge=judge,
)
