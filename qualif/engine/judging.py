"""One dossier judged by what the world says of it now: facts, then the 21 rules (steps 7 and 8)."""

from dataclasses import replace
from datetime import datetime

from qualif.engine.examine import examination
from qualif.engine.facts import Ties, facts
from qualif.engine.parts import Parts
from qualif.engine.versions import versions
from qualif.store import references
from qualif.store.database import Session
from values.dossier import Dossier
from values.examination import Examination
from values.facts import Facts, Receipt


def judged(session: Session, parts: Parts, dossier: Dossier, received: Receipt, ties: Ties, anew: bool = False) -> Examination:
    """The findings and the verdict on one dossier.

    `anew`: it was judged before, and nothing will be sent for it: that a rejection left does not change what is judged.
    """
    known = facts(session, parts.books, dossier, received, ties)
    if anew:
        known = replace(known, history=replace(known.history, already_rejected=False))
    judged_by = versions(known.regulation, parts.vocabulary, references.version(session))
    return replace(examination(dossier, known, judged_by), request_received_at=_request(known))


def _request(known: Facts) -> datetime | None:
    """R of the request when an earlier mail of it came first."""
    first = known.history.first_received_at
    return first if first is not None and first < known.receipt.at else None
