"""training.collective: not in the Qualif collectif programme, unless over one hour's travel from home.

Regulation, « Objectif », and « Non éligibles », first item. A training given outside Normandie is not excluded when the form
says nothing of it. Where the regulation is silent: a title that is only like one of the catalogue, a row without a place, a
doubtful title, code, place or answer are for a person; without catalogue, a form that says « no » proves nothing and asks
nothing.
"""

from checks.certificate import CODE
from checks.rule import Judgement, Rule, doubtful, fail, not_applicable, ok, unsure
from checks.wording import words
from values.dossier import Dossier
from values.facts import CollectiveSession, Facts
from values.form import Form

SAID, TRAVEL, PLACE, TITLE = "training.collective", "training.travel_over_one_hour", "training.postal_code", "training.title"
FIELDS = (SAID, TRAVEL, PLACE, TITLE, CODE)


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """What the form says, then where the training is, then the catalogue."""
    form = dossier.form
    if doubt := doubtful(form, SAID):
        return doubt
    if form.flag(SAID):
        return _inside(form, "Le formulaire dit que la formation relève de Qualif collectif")
    if _outside(form, facts):
        return ok("La formation est dispensée hors de Normandie.", PLACE)
    if not facts.references.collective_loaded or not (TITLE in form or CODE in form):
        return not_applicable("Présence dans Qualif collectif à vérifier : rien ne le dit ici.", SAID)
    return _by_catalogue(form, facts)


def _outside(form: Form, facts: Facts) -> bool:
    place = form.text(PLACE)
    return place is not None and form.sure(PLACE) and place[:2] not in facts.regulation.lists["norman_departments"]


def _by_catalogue(form: Form, facts: Facts) -> Judgement:
    norman = facts.regulation.lists["norman_departments"]
    rows = [row for row in facts.references.collective if not row.postal_code or row.postal_code[:2] in norman]
    if any(row.postal_code and _same(form, row) for row in rows):
        return _inside(form, "La formation figure au catalogue de Qualif collectif, en Normandie")
    if rows:
        return unsure("Une formation voisine figure au catalogue de Qualif collectif.", TITLE, CODE)
    if not any(form.sure(key) for key in (TITLE, CODE)):
        return unsure("Ni l'intitulé ni le numéro RNCP ne sont lus avec certitude.", TITLE, CODE)
    return ok("La formation ne figure pas au catalogue de Qualif collectif.", TITLE, CODE)


def _same(form: Form, row: CollectiveSession) -> bool:
    """The same code or the same title, read for sure."""
    title, code = form.text(TITLE), form.text(CODE)
    same_title = title is not None and form.sure(TITLE) and words(title) == words(row.title)
    return same_title or (code is not None and form.sure(CODE) and code == row.code)


def _inside(form: Form, message: str) -> Judgement:
    if form.flag(TRAVEL):
        return unsure(f"{message} ; plus d'une heure de trajet est déclarée.", *FIELDS)
    return doubtful(form, TRAVEL, PLACE) or fail(f"{message}.", *FIELDS)


RULE = Rule(
    id="training.collective",
    cites="training.collective",
    judge=judge,
)
