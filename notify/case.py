"""One reply to be, and what its template may say: from an examined mail to a context."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from notify import contexts, wording
from notify.calendar import deemed_rejected_on
from notify.desk import Desk
from notify.pieces import COMPLETE, due_on, pieces, unread
from notify.policy import Circumstances
from values import french
from values.dossier import Dossier
from values.examination import Examination, Examined
from values.finding import Outcome
from values.form import Form
from values.mail import Message


@dataclass(frozen=True, slots=True)
class Case:
    """One reply to be: the mail, the dossier it is about (None: the mail as a whole) and what surrounds it."""

    examined: Examined
    message: Message
    place: int | None
    ref: str | None
    desk: Desk
    circumstances: Circumstances
    today: date
    forward: bool = False

    @property
    def examination(self) -> Examination | None:
        """The examination of the dossier, None when the mail as a whole is answered."""
        return None if self.place is None else self.examined.examinations[self.place]

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """The dossiers whose addresses may be written to."""
        chosen = self.examined.examinations if self.examination is None else (self.examination,)
        return tuple(examination.dossier for examination in chosen)


def pieces_due(template: str, case: Case) -> str | None:
    """The last day to send what is missing (ISO), when the template asks for it."""
    if case.examination is None or template not in ("flagged", "incomplete", "follow_up"):
        return None
    return due_on(case.examination, case.desk.completion_days, case.today, case.circumstances.pieces_due)


def needed(case: Case) -> Examination:
    """The examination of a case that must have one; raises ValueError."""
    if case.examination is None:
        raise ValueError("a decision without a dossier")
    return case.examination


# The contexts, one function a template.


def _about(case: Case) -> contexts.About:
    return wording.about(case.examination.dossier.form if case.examination else Form(), case.ref)


def _received_at(case: Case) -> datetime:
    """R of the request for a decision; a receipt speaks of its own mail."""
    return (case.examination and case.examination.request_received_at) or case.examined.receipt.at


def _silence(case: Case) -> str | None:
    """The day from which silence is a rejection, in the first receipt of an application only."""
    if case.examination is None or not case.circumstances.first(case.place):
        return None
    return french.day(deemed_rejected_on(case.examined.receipt.at.astimezone(wording.PARIS).date()))


def _unread(case: Case) -> tuple[contexts.Unread, ...]:
    if case.examination is None:
        return unread(case.examined.documents)
    complete = case.examination.finding(COMPLETE).outcome is Outcome.PASS
    return unread(case.examination.dossier.documents, complete)


def _pieces(case: Case) -> contexts.Pieces | None:
    if case.examination is None:
        return None
    return pieces(case.examination, case.desk.completion_days, case.today, case.circumstances.pieces_due)


def _links(case: Case) -> bool:
    return bool(case.examined.links)


def _orphans(case: Case) -> bool:
    return case.examination is not None and bool(case.examination.dossier.orphans)


def _common(case: Case) -> tuple[contexts.Office, str, contexts.About]:
    return wording.office(case.desk), wording.instant(case.examined.receipt.at), _about(case)


def _receipt(case: Case) -> contexts.Context:
    return contexts.Receipt(*_common(case), case.examination is not None, _silence(case), _unread(case), _links(case))


def _receivable(case: Case) -> contexts.Context:
    return contexts.Receivable(*_common(case), _silence(case))


def _flagged(case: Case) -> contexts.Context:
    return contexts.Flagged(*_common(case), _silence(case), _pieces(case), _unread(case), _links(case), _orphans(case))


def _incomplete(case: Case) -> contexts.Context:
    return contexts.Incomplete(*_common(case), _silence(case), _pieces(case), _unread(case), _links(case), _orphans(case))


def _follow_up(case: Case) -> contexts.Context:
    return contexts.FollowUp(*_common(case), _pieces(case), _unread(case), _links(case), _orphans(case))


def _contested(case: Case) -> contexts.Context:
    day = case.examined.receipt.at.astimezone(wording.PARIS).date()
    return contexts.Contested(*_common(case), french.day(deemed_rejected_on(day)))


def _rejected(template: str) -> Callable[[Case], contexts.Context]:
    def context(case: Case) -> contexts.Context:
        return contexts.Rejected(
            office=wording.office(case.desk),
            received=wording.instant(_received_at(case)),
            about=_about(case),
            ground=wording.ground(template, needed(case)),
            signatory=case.desk.signatory,
            decided=french.day(case.today),
            silence=_silence(case),
            forward=case.forward,
        )

    return context


CONTEXTS: Mapping[str, Callable[[Case], contexts.Context]] = {
    "receipt": _receipt,
    "receivable": _receivable,
    "flagged": _flagged,
    "incomplete": _incomplete,
    "rejected_after_start": _rejected("rejected_after_start"),
    "rejected_one_month": _rejected("rejected_one_month"),
    "follow_up": _follow_up,
    "contested": _contested,
}
