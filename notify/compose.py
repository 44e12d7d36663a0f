"""The replies to one mail: for each dossier its template, its words, its addressees, and why it waits if it does."""

from dataclasses import replace
from datetime import date

from notify import policy, recipients
from notify.case import CONTEXTS, Case, needed, pieces_due
from notify.desk import Desk as Desk
from notify.headers import shown
from notify.letters import rendered
from notify.policy import Circumstances
from values.examination import Examined
from values.mail import Kind
from values.reply import Reply


def replies(
    examined: Examined, refs: tuple[str | None, ...], desk: Desk, circumstances: Circumstances, today: date
) -> tuple[Reply, ...]:
    """Every reply to one mail, in the order of its dossiers; none to a machine, to nobody or to ourselves.

    `refs` are the dossiers' references, place by place; a mail without a dossier may carry one, that of its thread.
    """
    if examined.message is None or not policy.may_answer(examined.message, examined.kind, desk.own_addresses).yes:
        return ()
    return tuple(reply for case in _cases(examined, refs, desk, circumstances, today) for reply in _of_case(case))


def again(
    template: str,
    place: int | None,
    examined: Examined,
    refs: tuple[str | None, ...],
    desk: Desk,
    circumstances: Circumstances,
    today: date,
) -> Reply:
    """One reply made anew, as when a person releases a held one: the words, date and signatory of that day.

    `circumstances` are those of the release: what held the reply is left out, so that only what still stands in the way
    (no signatory, no address…) is in `hold_reason`. Raises ValueError when the mail cannot have such a reply.
    """
    if examined.message is None or template not in CONTEXTS:
        raise ValueError(f"no reply {template} to this mail")
    ref = _ref(refs, place)
    return _reply(template, Case(examined, examined.message, place, ref, desk, circumstances, today))


def _ref(refs: tuple[str | None, ...], place: int | None) -> str | None:
    return next(iter(refs[place or 0 :]), None)


def _cases(
    examined: Examined, refs: tuple[str | None, ...], desk: Desk, circumstances: Circumstances, today: date
) -> tuple[Case, ...]:
    assert examined.message is not None
    message = examined.message
    if examined.kind is Kind.OTHER:
        # A question is told nothing of any dossier, whoever asks.
        return (Case(examined, message, None, None, desk, circumstances, today),)
    places: tuple[int | None, ...] = tuple(range(len(examined.examinations))) or (None,)
    return tuple(Case(examined, message, place, _ref(refs, place), desk, circumstances, today) for place in places)


def _of_case(case: Case) -> tuple[Reply, ...]:
    """The reply to one case; beside a rejection that waits, the plain receipt."""
    template = _template(case)
    reply = _reply(template, case)
    if template in policy.REJECTIONS and policy.receipt_beside(reply.hold_reason, case.circumstances):
        return _reply("receipt", case), reply
    return (reply,)


def _template(case: Case) -> str:
    if case.examined.kind is Kind.FOLLOW_UP:
        return "contested" if case.examined.contests else "follow_up"
    if case.examined.kind is Kind.OTHER or case.examination is None:
        return "receipt"
    return policy.template_of(case.examination)


def _reply(template: str, case: Case) -> Reply:
    own, circumstances = case.desk.own_addresses, case.circumstances
    if template in policy.REJECTIONS:
        examination = needed(case)
        to = recipients.of_rejection(case.message, examination, own, circumstances.internal)
        hold = policy.hold_of_rejection(template, examination, to, case.desk, circumstances)
        candidate = recipients.sure_address(examination.dossier)
        case = replace(case, forward=not any(recipients.same(candidate, address) for address in to.to))
    else:
        to = recipients.of_receipt(case.message, case.dossiers, own, circumstances.internal, circumstances.original_sender)
        hold = policy.hold_of_receipt(to, circumstances)
    headers = shown(case.message.message_id, case.message.references or case.message.in_reply_to)
    reply = rendered(template, case.place, case.ref, to, CONTEXTS[template](case), case.desk, headers, hold)
    return replace(reply, pieces_due=pieces_due(template, case))
