"""A rendered reply, and the letter that withdraws a rejection."""

from dataclasses import dataclass
from datetime import date, datetime

from notify import contexts, recipients, wording
from notify.calendar import WITHDRAWAL_MONTHS, months_after
from notify.desk import Desk
from notify.headers import shown
from notify.recipients import Recipients
from notify.render import templates
from values import french
from values.form import Form
from values.reply import HoldReason, Reply


def rendered(
    template: str,
    place: int | None,
    ref: str | None,
    to: Recipients,
    context: contexts.Context,
    desk: Desk,
    headers: tuple[tuple[str, str], ...],
    hold: HoldReason | None,
) -> Reply:
    """The reply that a context makes, with its addressees and why it waits."""
    done = templates(desk.templates).render(template, context)
    return Reply(template, place, to.to, to.cc, done.subject, done.text, done.html, headers, hold, ref)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What the letter rests on: the rejection that left (to whom, when), and the form as a person corrected it."""

    place: int | None
    ref: str | None
    form: Form
    received_at: datetime
    rejected_on: date
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    message_id: str | None = None
    references: tuple[str, ...] = ()


def withdrawal(letter: Withdrawal, desk: Desk, today: date) -> Reply:
    """The letter `rejection_withdrawn`, to those who had the rejection; it always waits for a signature (`letter`)."""
    start = letter.form.date(wording.START) if letter.form.sure(wording.START) else None
    context = contexts.Withdrawn(
        office=wording.office(desk),
        received=wording.instant(letter.received_at),
        about=wording.about(letter.form, letter.ref),
        rejected_on=french.day(letter.rejected_on),
        withdrawn=today <= months_after(letter.rejected_on, WITHDRAWAL_MONTHS),
        start=None if start is None else french.day(start),
        signatory=desk.signatory,
        decided=french.day(today),
        forward=not any(recipients.same(letter.form.text(recipients.CANDIDATE), to) for to in letter.to),
    )
    return rendered("rejection_withdrawn", letter.place, letter.ref, Recipients(letter.to, letter.cc), context, desk,
                     shown(letter.message_id, letter.references), HoldReason.LETTER)  # fmt: skip
