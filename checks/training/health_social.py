"""training.health_social: not in the Schéma des formations sanitaires et sociales.

Regulation, « Non éligibles », second item. The list is data (references). A diploma is known by its chain of codes, or by its
title, words such as « diplôme d'État de » apart. A title that only holds the name of one, a match on a doubtful reading, and
the weak signs (domain.md, 3.3) are for a person.
"""

from checks.certificate import CODE, base
from checks.found import text
from checks.rule import Judgement, Rule, fail, ok, unsure
from checks.wording import held, without
from values.dossier import Dossier
from values.facts import Facts, HealthSocial
from values.form import Form

TITLE = "training.title"


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """The codes, the title, then the weak signs."""
    form, lists = dossier.form, facts.regulation.lists
    known = [(key, diploma) for diploma in facts.references.health_social for key in _keys(form, facts, diploma)]
    for key, diploma in known:
        if form.sure(key):
            return fail(f"Diplôme du Schéma des formations sanitaires et sociales : {diploma.title}.")
    if known:
        return unsure(f"Diplôme du Schéma, d'après une lecture incertaine : {known[0][1].title}.")
    title = form.text(TITLE) or ""
    names = tuple(name for diploma in facts.references.health_social if (name := " ".join(_bare(diploma.title, facts))))
    if signs := held(title, names + lists["weak_health_signs"]):
        return unsure(f"L'intitulé rappelle une formation sanitaire ou sociale ({', '.join(signs)}).")
    return ok("La formation ne relève pas du Schéma des formations sanitaires et sociales.")


def _keys(form: Form, facts: Facts, diploma: HealthSocial) -> tuple[str, ...]:
    """The fields that tell this diploma."""
    same_code = CODE in form and bool(_chain(text(form, CODE), facts) & set(diploma.codes))
    bare = _bare(diploma.title, facts)
    same_title = TITLE in form and bare != () and _bare(text(form, TITLE), facts) == bare
    return (CODE,) * same_code + (TITLE,) * same_title


def _bare(title: str, facts: Facts) -> tuple[str, ...]:
    """A title without the words that any diploma has."""
    return without(title, facts.regulation.lists["diploma_words"])


def _chain(code: str, facts: Facts) -> set[str]:
    """The number itself, those that it replaced, and those that replaced it."""
    references = facts.references
    return {base(code), *references.predecessors, *(one.code for one in references.successors)}


RULE = Rule(
    id="training.health_social",
    cites="training.health_social",
    needs=((TITLE, CODE),),
    judge=judge,
)
