"""candidate.initial_education: left initial education over 9 months ago, or followed by the Mission locale within the PSAD.

Regulation, « Bénéficiaires », second item. « Over 9 months » is counted on the day of receipt and on the start day (on the
receipt alone without a start); where the two, or the two ends of an exit known by its month, differ, a person looks. A start
date that is doubtful counts with all its readings, and a `fail` that rests on it is only `unsure`.
An exit long enough ago passes whatever is said of the PSAD; a PSAD followed by a Mission locale passes whatever the date.
"""

from checks.calendar import months_after
from checks.found import START, days, in_words, request, span
from checks.rule import Judgement, Rule, doubtful, fail, missing, ok, unsure
from values.dossier import Dossier
from values.facts import Facts
from values.form import Form

EXIT, PSAD, SUPPORT = "candidate.education_exit_date", "candidate.psad", "support.type"


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """The date when it passes for sure, else the PSAD, else what the date says."""
    form = dossier.form
    months = facts.regulation.figures["education_exit_months"]
    answers = _answers(form, facts, months)
    if form.sure(EXIT) and answers == {True}:
        return ok(f"Sortie de formation initiale {in_words(form, EXIT)}, il y a plus de {months} mois.", EXIT)
    if form.flag(PSAD):
        return _psad(form)
    if EXIT not in form:
        return doubtful(form, PSAD) or missing(EXIT)
    return doubtful(form, EXIT, PSAD) or _by_date(form, answers, months)


def _answers(form: Form, facts: Facts, months: int) -> set[bool]:
    """Whether the exit is that old: every answer that its two ends, the receipt and the start give."""
    if EXIT not in form:
        return set()
    against = (request(facts).date(), *days(form, START))
    return {months_after(end, months) < moment for end in span(form, EXIT) for moment in against}


def _psad(form: Form) -> Judgement:
    if form.sure(PSAD) and form.sure(SUPPORT) and form.text(SUPPORT) == "mission_locale":
        return ok("Suivi par la Mission locale dans le cadre de la PSAD.", PSAD, SUPPORT)
    message = "Le suivi dans le cadre de la PSAD est indiqué, mais pas avec certitude celui de la Mission locale."
    return unsure(message, PSAD, SUPPORT, EXIT)


def _by_date(form: Form, answers: set[bool], months: int) -> Judgement:
    message = f"Sortie de formation initiale {in_words(form, EXIT)}"
    if answers != {False} or doubtful(form, START):
        return unsure(f"{message} ; plus ou moins de {months} mois selon la date retenue.", EXIT, START)
    return fail(f"{message}, il y a {months} mois ou moins, sans suivi dans le cadre de la PSAD.", EXIT, PSAD)


RULE = Rule(
    id="candidate.initial_education",
    cites="candidate.initial_education",
    judge=judge,
)
