"""training.company_share: in centre and in company, at most 50 % in company.

Regulation, « Formations éligibles », fourth item. Two of the three figures are needed, centre and company before the total;
exactly half passes. Three figures that contradict each other, no hour in company, or all at a distance are for a person; a
`fail` recalls the exception (a référentiel that asks for more).
"""

from checks.found import number
from checks.rule import Judgement, Rule, doubtful, fail, missing, ok, unsure
from values import french
from values.dossier import Dossier
from values.facts import Facts
from values.form import Form

CENTRE, COMPANY, TOTAL = "training.centre_hours", "training.company_hours", "training.total_hours"
ROUNDING = 1.0
"""Hours by which three figures may differ before they contradict each other."""


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """The share of the hours in company."""
    form = dossier.form
    known = tuple(key for key in (CENTRE, COMPANY, TOTAL) if key in form)
    if len(known) < 2:
        return missing(*(key for key in (CENTRE, COMPANY) if key not in form))
    return doubtful(form, *known[:2]) or _share(dossier, facts, *_hours(form))


def _hours(form: Form) -> tuple[float, float, float]:
    """Centre, company and total, the absent one worked out from the two others."""
    if TOTAL not in form:
        centre, company = number(form, CENTRE), number(form, COMPANY)
        return centre, company, centre + company
    total = number(form, TOTAL)
    centre = number(form, CENTRE) if CENTRE in form else total - number(form, COMPANY)
    company = number(form, COMPANY) if COMPANY in form else total - centre
    return centre, company, total


def _share(dossier: Dossier, facts: Facts, centre: float, company: float, total: float) -> Judgement:
    fields, percent = (CENTRE, COMPANY, TOTAL), facts.regulation.figures["company_percent"]
    message = f"{french.number(company)} h en entreprise sur {french.number(total)} h"
    if min(centre, company) < 0 or abs(centre + company - total) > ROUNDING:
        return unsure("Les heures en centre, en entreprise et au total se contredisent.", *fields)
    if dossier.all_remote or company == 0:
        what = "toute la formation est à distance" if dossier.all_remote else "aucune heure en entreprise"
        return unsure(f"{message} : {what}.", *fields)
    if round(company * 100, 2) <= round(total * percent, 2):
        return ok(f"{message} : {percent} % au plus.", *fields)
    return fail(f"{message} : plus de {percent} %, sauf si le référentiel l'exige.", *fields)


RULE = Rule(
    id="training.company_share",
    cites="training.company_share",
    judge=judge,
)
