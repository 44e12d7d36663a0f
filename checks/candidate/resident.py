"""candidate.resident: the candidate lives in Normandie, by the postal code of the home.

Regulation, « Bénéficiaires », heading sentence. The two first digits are the department: no ordinary postal code of Normandie
straddles its border. With the postal table, a town that the code does not serve makes it `unsure`; a code that the table does
not know (CEDEX) is judged by its digits alone.
"""

import re

from checks.found import text
from checks.rule import Judgement, Rule, fail, ok, unsure
from values.dossier import Dossier
from values.facts import Facts
from values.fold import fold

CODE, TOWN = "candidate.postal_code", "candidate.city"


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """Whether the department is one of the five."""
    code, town = text(dossier.form, CODE), dossier.form.text(TOWN)
    if town and facts.references.towns and not any(same_town(town, served) for served in facts.references.towns):
        return unsure(f"Le code postal {code} n'est pas celui de la commune indiquée.", TOWN)
    if code[:2] in facts.regulation.lists["norman_departments"]:
        return ok(f"Domicile en Normandie (code postal {code}).")
    return fail(f"Domicile hors de Normandie (code postal {code}).")


def same_town(written: str, served: str) -> bool:
    """Whether a town as written is the post office's: « St », « CEDEX 4 » and a shorter or longer name are no difference."""
    one, other = _words(written), _words(served)
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _words(town: str) -> str:
    folded = re.sub(r"\bcedex\b.*", "", fold(town).replace("'", " "))
    folded = re.sub(r"\bst\b", "saint", re.sub(r"\bste\b", "sainte", folded))
    return " ".join(re.sub(r"\d", " ", folded).split())


RULE = Rule(
    id="candidate.resident",
    cites="candidate.resident",
    needs=(CODE,),
    judge=judge,
)
