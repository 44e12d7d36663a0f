"""The letter that withdraws a rejection: to those who had it, waiting for a signature (CRPA L243-1, L243-3)."""

from notify.letters import Withdrawal, withdrawal
from qualif.engine.parts import Parts
from qualif.store import dossiers, examinations, ledger, outbox
from qualif.store.clock import paris
from qualif.store.database import Session
from qualif.store.dossiers import Known
from qualif.store.views import ReplyView
from values.reply import Reply

TEMPLATE = "rejection_withdrawn"


def rejection(session: Session, dossier: int) -> ReplyView | None:
    """The last rejection of a dossier that left, None when none did."""
    sent = [one for one in outbox.of_dossier(session, dossier) if one.template.startswith("rejected_") and one.sent_at]
    return sent[-1] if sent else None


def letter(session: Session, parts: Parts, known: Known) -> Reply | None:
    """The letter for a dossier as it is known now, None when no rejection left."""
    left = rejection(session, known.id)
    if left is None or left.sent_at is None:
        return None
    found, _receipt = examinations.last(session, known.id)
    said = Withdrawal(
        place=left.place,
        ref=known.ref,
        form=found.dossier.form,
        received_at=paris(dossiers.by_id(session, known.id).received_at),
        rejected_on=paris(left.sent_at).date(),
        to=left.to,
        cc=left.cc,
        message_id=ledger.get(session, left.message).message_id,
    )
    return withdrawal(said, parts.desk, parts.today)
