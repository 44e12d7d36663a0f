"""The days that frozen bytes speak of: a reply that did not leave in time must not promise one that is past."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime

from notify.calendar import deemed_rejected_on
from qualif.store.clock import paris
from qualif.store.outbox import Outgoing
from qualif.store.views import MessageView

OF_SILENCE = frozenset(
    {"receipt", "receivable", "flagged", "incomplete", "contested", "rejected_after_start", "rejected_one_month"}
)
"""The templates that say from which day silence is a rejection; a receipt does when it is about a dossier."""


def frozen_on(mime: bytes) -> date:
    """The day, in Paris, on which a reply was written: that of its own Date header."""
    return paris(parsedate_to_datetime(str(message_from_bytes(mime, policy=default)["Date"]))).date()


def overdue(going: Outgoing, mail: MessageView, today: date) -> date | None:
    """The first day that was still to come when the reply was written and is past now; None: it may leave as it is."""
    written = frozen_on(going.mime)
    last_days = [going.pieces_due] if going.pieces_due else []
    if going.template in OF_SILENCE and (going.dossier is not None or going.template == "contested"):
        silence = deemed_rejected_on(paris(mail.received_at).date())
        if written < silence <= today:
            return min([silence, *(day for day in last_days if day < today)])
    return next((day for day in last_days if written <= day < today), None)
