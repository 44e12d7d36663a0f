"""training.level: level 3 to 6; level 7 is for a person.

Regulation, « Formations éligibles », first item (3 to 6) and third (level 7 has a duration of its own): the two disagree on 7.
The old levels (V is 3, I is 7) are converted when the form is read, never by value.
"""

from checks.levels import CODE, LEVEL, level
from checks.rule import Judgement, Rule, fail, ok, unsure
from values.dossier import Dossier
from values.facts import Facts


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """Where the level lies."""
    found, figures = level(dossier.form, facts), facts.regulation.figures
    if isinstance(found, Judgement):
        return found
    if figures["level_min"] <= found <= figures["level_max"]:
        return ok(f"Formation de niveau {found}.", LEVEL, CODE)
    if found == figures["level_long"]:
        return unsure(f"Formation de niveau {found} : le règlement ne la prévoit que pour la durée.", LEVEL, CODE)
    return fail(f"Formation de niveau {found}, hors des niveaux du dispositif.", LEVEL, CODE)


RULE = Rule(
    id="training.level",
    cites="training.level",
    judge=judge,
)
