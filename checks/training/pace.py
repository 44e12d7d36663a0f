"""training.pace: full time or part time.

Regulation, « Formations éligibles », fifth item: both are accepted, so a doubt between the two changes nothing, and nothing is
asked when neither is stated.
"""

from checks.rule import Judgement, Rule, not_applicable, ok
from values.dossier import Dossier
from values.facts import Facts

PACE = "training.pace"
_WORDS = {"full_time": "Formation à temps plein.", "part_time": "Formation à temps partiel."}


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """Either passes."""
    stated = _WORDS.get(dossier.form.text(PACE) or "")
    return ok(stated, PACE) if stated else not_applicable("Le rythme n'est pas indiqué ; rien n'est demandé.")


RULE = Rule(
    id="training.pace",
    cites="training.pace",
    judge=judge,
)
