"""May we answer, and may the answer leave by itself? (contract §3, `hold_reason`; regulation, « When a rejection is held »)"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from notify.desk import Desk
from notify.recipients import CANDIDATE, Recipients, robot, same, usable
from values.examination import Examination
from values.finding import Verdict
from values.form import Form
from values.mail import Address, Kind, Message
from values.reply import HoldReason

Mode = Literal["auto", "propose"]

AFTER_START, ONE_MONTH = "rejected_after_start", "rejected_one_month"
REJECTIONS = frozenset({AFTER_START, ONE_MONTH})

HOLDS_ONLY_THE_REJECTION = frozenset(
    {
        HoldReason.NO_SIGNATORY,
        HoldReason.PROPOSED,
        HoldReason.UNIDENTIFIED,
        HoldReason.NO_ADDRESS,
        HoldReason.SENDER_DOUBTFUL,
        HoldReason.CLOCK,
    }
)
"""Under these the plain receipt leaves at once, as a reply of its own; so it does under the daily limit of rejections."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the roof knows about one mail when it is answered; by default nothing holds a reply.

    `junk`: from the junk folder; `internal`: from a colleague, `original_sender` being whom he forwards; `sender_doubtful`: From
    fails DMARC; `clock`: outage of the mailbox, or clocks that differ; `rate_rejections`: over the daily limit of rejections;
    `rate_reply`: over the limits of an address or domain. `further`: a further mail of a known dossier (`known`: the places of
    the dossiers for which it is one, when not for all). `pieces_due`: the delay that already runs for missing pieces.
    """

    before_answer_since: bool = False
    recovery: bool = False
    other_instance: bool = False
    junk: bool = False
    internal: bool = False
    already_answered: bool = False
    sender_doubtful: bool = False
    clock: bool = False
    rate_rejections: bool = False
    rate_reply: bool = False
    after_start: Mode = "auto"
    under_one_month: Mode = "auto"
    further: bool = False
    original_sender: Address | None = None
    known: tuple[int, ...] = ()
    pieces_due: date | None = None

    def first(self, place: int | None) -> bool:
        """Whether the mail is the first of its application: only then silence is spoken of."""
        return not self.further and place not in self.known


@dataclass(frozen=True, slots=True)
class Answerable:
    """Whether a mail may be answered at all; `why` not, in a few words for the log."""

    yes: bool
    why: str = ""


def may_answer(message: Message | None, kind: Kind, own_addresses: tuple[str, ...]) -> Answerable:
    """Whether a mail may be answered at all: never a machine, nobody, or ourselves (RFC 3834).

    A robot's address (`noreply@…`) that writes like a person is another matter: its reply is held, made out to nobody.
    """
    if kind in (Kind.AUTOMATIC, Kind.BOUNCE):
        return Answerable(False, f"kind {kind.value}")
    if message is None or message.sender is None:
        return Answerable(False, "no usable From")
    if any(same(message.sender.address, own) for own in own_addresses):
        return Answerable(False, "our own address")
    if not usable(message.sender.address, own_addresses):
        return Answerable(False, "no usable From")
    return Answerable(True)


def template_of(examination: Examination) -> str:
    """The template that answers an application's verdict (contract §3)."""
    if examination.verdict is not Verdict.REJECTED:
        return examination.verdict.value
    return AFTER_START if "deadline.after_start" in examination.reasons else ONE_MONTH


def identified(form: Form) -> bool:
    """Whether the candidate's first name, and his last or his birth name, are there, undisputed and trusted."""
    return form.sure("candidate.first_name") and (form.sure("candidate.last_name") or form.sure("candidate.birth_name"))


def hold_of_all(circumstances: Circumstances) -> HoldReason | None:
    """Why every reply to the mail waits, the first reason that applies; None when none does. `rate` comes last of all."""
    reasons = (
        (circumstances.before_answer_since, HoldReason.BEFORE_ANSWER_SINCE),
        (circumstances.recovery, HoldReason.RECOVERY),
        (circumstances.other_instance, HoldReason.OTHER_INSTANCE),
        (circumstances.junk, HoldReason.JUNK),
        (circumstances.internal, HoldReason.INTERNAL),
        (circumstances.already_answered, HoldReason.ALREADY_ANSWERED),
    )
    return next((reason for applies, reason in reasons if applies), None)


def hold_of_receipt(to: Recipients, circumstances: Circumstances) -> HoldReason | None:
    """Why a receipt waits; None: it leaves."""
    if whole := hold_of_all(circumstances):
        return whole
    if not to.to:
        return HoldReason.NO_ADDRESS
    return HoldReason.RATE if circumstances.rate_reply else None


def hold_of_rejection(
    template: str, examination: Examination, to: Recipients, desk: Desk, circumstances: Circumstances
) -> HoldReason | None:
    """Why a rejection waits for a person, the first reason in the contract's order; None: it leaves."""
    form = examination.dossier.form
    mode = circumstances.after_start if template == AFTER_START else circumstances.under_one_month
    # An address read with little confidence says as little of who the candidate is as a doubtful name.
    doubtful_address = CANDIDATE in form and not form.sure(CANDIDATE) and same(form.text(CANDIDATE), next(iter(to.to), None))
    reasons = (
        (desk.signatory is None, HoldReason.NO_SIGNATORY),
        (mode == "propose", HoldReason.PROPOSED),
        (not identified(form) or doubtful_address, HoldReason.UNIDENTIFIED),
        (not to.to, HoldReason.NO_ADDRESS),
        (circumstances.sender_doubtful or any(robot(address) for address in to.to), HoldReason.SENDER_DOUBTFUL),
        (circumstances.clock, HoldReason.CLOCK),
        (circumstances.rate_rejections or circumstances.rate_reply, HoldReason.RATE),
    )
    return hold_of_all(circumstances) or next((reason for applies, reason in reasons if applies), None)


def receipt_beside(hold: HoldReason | None, circumstances: Circumstances) -> bool:
    """Whether the plain receipt goes beside a rejection held for this reason."""
    return hold in HOLDS_ONLY_THE_REJECTION or (hold is HoldReason.RATE and circumstances.rate_rejections)
