"""submission.duplicate: not the same candidate and training as a stored dossier.

A rule of the service (regulation.md, last line). The earliest receipt wins: only a dossier received before this one, or at the
same instant, makes it doubtful. Without the ledger there is nothing to ask.
"""

from checks.found import request
from checks.rule import Judgement, Rule, not_applicable, ok, unsure
from values import french
from values.dossier import Dossier
from values.facts import Facts


def stateless(dossier: Dossier, facts: Facts) -> Judgement | None:
    """Without the ledger nothing can be asked."""
    return not_applicable("Sans registre, les autres dossiers ne sont pas connus.") if facts.history.stateless else None


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """Whether one of the same person and session came earlier."""
    earlier = [other for other in facts.history.duplicates if other.received_at <= request(facts)]
    if earlier:
        named = ", ".join(f"{other.ref} (reçu le {french.day(other.received_at)})" for other in earlier)
        return unsure(f"Le même candidat a déjà un dossier pour cette session : {named}.")
    later = ", ".join(other.ref for other in facts.history.duplicates)
    return ok(
        "Pas d'autre dossier" + (f" plus ancien ; plus récent : {later}." if later else " du même candidat pour cette session.")
    )


RULE = Rule(
    id="submission.duplicate",
    cites="submission.duplicate",
    needs=(
        ("candidate.last_name", "candidate.birth_name"),
        "candidate.first_name",
        ("training.title", "training.certification_code"),
    ),
    judge=judge,
    first=stateless,
)
