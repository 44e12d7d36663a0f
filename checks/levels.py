"""The level of the training: the form's, else its certification's in the RNCP; shared by the rules on level and duration."""

from checks.found import number
from checks.rule import Judgement, doubtful, missing, unsure
from values.facts import Facts
from values.form import Form

LEVEL, CODE = "training.level", "training.certification_code"


def level(form: Form, facts: Facts) -> int | Judgement:
    """The level, or why there is none to trust: absent, doubtful, or form and RNCP differ."""
    recorded = facts.references.certification.level if facts.references.certification else None
    written = int(number(form, LEVEL)) if LEVEL in form else None
    found = recorded if written is None else written
    if found is None:
        return missing(LEVEL)
    if doubt := doubtful(form, CODE if written is None else LEVEL):
        return doubt
    if recorded not in (None, found):
        return unsure(f"Niveau {found} sur le formulaire, {recorded} au RNCP.", LEVEL, CODE)
    return found
