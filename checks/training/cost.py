"""training.cost: a cost is stated, within the credits that remain when a budget is set.

Regulation, « Modalités d'instruction », au regard, third dash. Never a ground for an automatic refusal, hence never `fail`; a
cost of nothing is no cost to finance, and is for a person.
"""

from checks.found import number
from checks.rule import Judgement, Rule, ok, unsure
from values import french
from values.dossier import Dossier
from values.facts import Facts

COST = "training.cost"


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """The cost against the credits."""
    cost, left = number(dossier.form, COST), facts.history.credits_left
    if cost <= 0:
        return unsure(f"Coût demandé : {french.euros(cost)}.")
    if left is not None and cost > left:
        return unsure(f"Coût demandé : {french.euros(cost)}, au-delà des crédits restants ({french.euros(left)}).")
    return ok(f"Coût demandé : {french.euros(cost)}.")


RULE = Rule(
    id="training.cost",
    cites="training.cost",
    needs=(COST,),
    judge=judge,
)
