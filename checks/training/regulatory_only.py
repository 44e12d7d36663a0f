"""training.regulatory_only: technical skills of a trade, not only a regulatory obligation (FCO, FIMO, CACES).

Regulation, « Formations éligibles », second item. « Uniquement »: a title that holds anything beside regulatory terms passes, and
so does any title with a certification in force. A number that cannot be confirmed (doubtful, unknown, a block, expired) beside
such a title is never a `fail`. Titles that are no technical skills (languages, refresher, exam preparation) are for a person.
"""

from checks.certificate import CODE, confirmed
from checks.found import text
from checks.rule import Judgement, Rule, fail, ok, unsure
from checks.wording import held, without
from values.dossier import Dossier
from values.facts import Facts
from values.form import Form

TITLE = "training.title"


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """The title against two lists, unless a certification in force settles it."""
    lists, title = facts.regulation.lists, text(dossier.form, TITLE)
    if confirmed(dossier.form, facts):
        return ok("Une certification en vigueur au RNCP est visée.", CODE)
    terms = held(title, lists["regulatory_terms"])
    if terms and not without(title, lists["regulatory_terms"] + lists["neutral_terms"]):
        return _only(terms, dossier.form)
    if other := held(title, lists["non_technical_terms"]):
        return unsure(f"L'intitulé ne désigne pas des compétences techniques ({', '.join(other)}).", CODE)
    return ok("L'intitulé ne se limite pas à des exigences réglementaires.")


def _only(terms: tuple[str, ...], form: Form) -> Judgement:
    message = f"L'intitulé ne porte que sur des exigences réglementaires ({', '.join(terms)})"
    if CODE in form and not (form.sure(CODE) and text(form, CODE).startswith("RS")):
        return unsure(f"{message}, avec un numéro RNCP qui n'a pas pu être confirmé.", CODE)
    return fail(f"{message}, sans certification au RNCP.", CODE)


RULE = Rule(
    id="training.regulatory_only",
    cites="training.regulatory_only",
    needs=(TITLE,),
    judge=judge,
)
