"""candidate.support: followed by a support structure, or an operator of Construction de parcours, CAQ or Réussir.

Regulation, « Bénéficiaires », fifth item, and the first sentence of « Modalités d'instruction »: the dossier is built with an
adviser. So a structure of which no adviser's name, contact or signature stands anywhere is for a person to look at; so is one
that the list does not name, as it ends in « etc. ».
"""

from checks.found import text
from checks.rule import Judgement, Rule, fail, ok, unsure
from values.dossier import Dossier
from values.facts import Facts

STRUCTURE = "support.type"
TRACES = ("support.advisor", "support.phone", "support.email", "support.signed_on")


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """Whether the structure is listed, and an adviser is seen."""
    structure = text(dossier.form, STRUCTURE)
    if structure == "none":
        return fail("Le candidat déclare n'être suivi par aucune structure.")
    if structure not in facts.regulation.lists["support_structures"]:
        return unsure("La structure d'accompagnement n'est pas de celles que le dispositif nomme.", "support.name")
    if not any(key in dossier.form for key in TRACES):
        return unsure("Une structure est indiquée, sans nom, coordonnées ni signature d'un conseiller.")
    return ok("Le candidat est suivi par une structure du dispositif.", *TRACES)


RULE = Rule(
    id="candidate.support",
    cites="candidate.support",
    needs=(STRUCTURE,),
    judge=judge,
)
