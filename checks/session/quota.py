"""session.quota: at most 5 financed paths for one training session.

Regulation, « Modalités d'instruction », au regard, fourth dash. Counted are the other candidates whose dossier for the
session came earlier and counts (the ledger's work). From 5 on a person looks. Without the ledger there is nothing to ask.
"""

from checks.rule import Judgement, Rule, not_applicable, ok, unsure
from values.dossier import Dossier
from values.facts import Facts


def stateless(dossier: Dossier, facts: Facts) -> Judgement | None:
    """Without the ledger nothing can be asked."""
    return not_applicable("Sans registre, les autres dossiers ne sont pas connus.") if facts.history.stateless else None


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """How many came before."""
    earlier, paths = facts.history.session, facts.regulation.figures["session_paths"]
    if len(earlier) < paths:
        return ok(f"{len(earlier)} autre(s) candidat(s) avant celui-ci pour cette session ({paths} parcours au plus).")
    named = ", ".join(other.ref for other in earlier)
    message = f"{len(earlier)} autres candidats avant celui-ci pour cette session ({paths} parcours au plus) : {named}."
    return unsure(message if facts.history.session_certain else f"{message} La session n'est pas identifiée avec certitude.")


RULE = Rule(
    id="session.quota",
    cites="session.quota",
    needs=(
        ("training.provider", "training.provider_siret"),
        ("training.title", "training.certification_code"),
        "training.start_date",
    ),
    judge=judge,
    first=stateless,
)
