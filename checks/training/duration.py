"""training.duration: the training lasts at most 12 months, 24 at level 7.

Regulation, « Formations éligibles », third item. Counted date to date, by clamped months; the level is only needed when it is
longer. Where a date is known by its month, both of its ends must give the same answer. Longer at level 8, of which the
regulation says nothing, is `unsure`.
"""

from checks.calendar import months_after
from checks.found import END, START, in_words, span
from checks.levels import CODE, LEVEL, level
from checks.rule import Judgement, Rule, fail, ok, unsure
from values.dossier import Dossier
from values.facts import Facts


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """The two dates against 12 months, then the level."""
    form, figures = dossier.form, facts.regulation.figures
    message = f"Début {in_words(form, START)}, fin {in_words(form, END)}"
    if span(form, END)[1] < span(form, START)[0]:
        return unsure(f"{message} : la fin vient avant le début.")
    if _within(dossier, figures["longest_months"]) == {True}:
        return ok(f"{message} : {figures['longest_months']} mois au plus.")
    found = level(form, facts)
    return found if isinstance(found, Judgement) else _longer(dossier, facts, found, message)


def _within(dossier: Dossier, months: int) -> set[bool]:
    """Whether the training fits, for the shortest and for the longest time that its dates may mean."""
    (first, last), (earliest, latest) = span(dossier.form, START), span(dossier.form, END)
    return {latest <= months_after(first, months), earliest <= months_after(last, months)}


def _longer(dossier: Dossier, facts: Facts, found: int, message: str) -> Judgement:
    figures = facts.regulation.figures
    if found > figures["level_long"]:
        return unsure(f"{message} : plus de {figures['longest_months']} mois au niveau {found}.", LEVEL, CODE)
    months = figures["longest_months_level_long" if found == figures["level_long"] else "longest_months"]
    fits = _within(dossier, months)
    if len(fits) > 1:
        return unsure(f"{message} : {months} mois au plus, ou davantage, selon les jours.", LEVEL, CODE)
    if True in fits:
        return ok(f"{message} : {months} mois au plus, au niveau {found}.", LEVEL, CODE)
    return fail(f"{message} : plus de {months} mois.", LEVEL, CODE)


RULE = Rule(
    id="training.duration",
    cites="training.duration",
    needs=(START, END),
    judge=judge,
)
