"""May we answer, and why a reply waits: the contract's order, reason by reason."""

from dataclasses import replace

import pytest

from notify.compose import again, replies
from notify.policy import Circumstances, may_answer
from notify.samples import (
    ADVISER,
    AFTER_START,
    CANDIDATE,
    DESK,
    TODAY,
    UNDER_ONE_MONTH,
    examination,
    examined,
    finding,
    form,
    message,
    reading,
)
from values.examination import Examined
from values.finding import Outcome, Verdict
from values.mail import Kind
from values.reply import HoldReason, Reply

ORDER = [
    "before_answer_since", "recovery", "other_instance", "junk", "internal", "already_answered",
    "no_signatory", "proposed", "unidentified", "no_address", "sender_doubtful", "clock", "rate",
]  # fmt: skip
WHOLE = ORDER[:6]
UNSIGNED = replace(DESK, signatory=None)


def late(**more: object) -> Examined:
    """A rejection under one month for the sample candidate, sent by the adviser."""
    filled = form(**more)  # type: ignore[arg-type]
    return examined(Kind.APPLICATION, examination(Verdict.REJECTED, UNDER_ONE_MONTH, filled=filled), mail=message(ADVISER))


def by_template(found: tuple[Reply, ...]) -> dict[str, Reply]:
    return {reply.template: reply for reply in found}


@pytest.mark.parametrize(
    ("sender", "kind", "yes"),
    [
        (CANDIDATE, Kind.APPLICATION, True),
        (CANDIDATE, Kind.OTHER, True),
        (CANDIDATE, Kind.AUTOMATIC, False),
        (CANDIDATE, Kind.BOUNCE, False),
        (None, Kind.APPLICATION, False),
        ("pas une adresse", Kind.OTHER, False),
        (DESK.mailbox.upper(), Kind.OTHER, False),
        ("alias@region.example", Kind.OTHER, False),
    ],
)
def test_who_may_be_answered(sender: str | None, kind: Kind, yes: bool) -> None:
    desk = replace(DESK, aliases=("alias@region.example",))
    found = may_answer(message(sender), kind, desk.own_addresses)
    assert found.yes is yes
    assert bool(found.why) is not yes
    mail = examined(kind, *([examination(Verdict.RECEIVABLE)] if kind is not Kind.OTHER else []), mail=message(sender))
    assert bool(replies(mail, (), desk, Circumstances(), TODAY)) is yes


def test_a_loose_document_is_not_answered() -> None:
    assert replies(replace(examined(Kind.APPLICATION), message=None), (), DESK, Circumstances(), TODAY) == ()


def test_a_robots_mail_waits_for_a_person() -> None:
    mail = examined(Kind.OTHER, mail=message("nepasrepondre@plateforme.example"))
    [reply] = replies(mail, (), DESK, Circumstances(), TODAY)
    assert (reply.to, reply.hold_reason) == ((), HoldReason.NO_ADDRESS)


@pytest.mark.parametrize("reason", WHOLE)
def test_what_holds_every_reply(reason: str) -> None:
    circumstances = replace(Circumstances(), **{reason: True})
    mail = examined(Kind.APPLICATION, examination(Verdict.RECEIVABLE), late().examinations[0], mail=message(ADVISER))
    found = replies(mail, (), UNSIGNED, circumstances, TODAY)
    assert [(reply.template, reply.hold_reason) for reply in found] == [
        ("receivable", HoldReason(reason)),
        ("rejected_one_month", HoldReason(reason)),
    ]


def test_the_first_reason_that_applies_is_told() -> None:
    """All reasons at once; taking them away one by one, in the contract's order, uncovers the next."""
    sender = finding("submission.sender", Outcome.UNSURE)
    filled = form(candidate__first_name=None, candidate__email=None)
    mail = examined(
        Kind.APPLICATION, examination(Verdict.REJECTED, UNDER_ONE_MONTH, sender, filled=filled), mail=message(ADVISER)
    )
    everything = Circumstances(
        **dict.fromkeys(WHOLE, True), sender_doubtful=True, clock=True, rate_rejections=True, under_one_month="propose"
    )
    desk = UNSIGNED
    for reason in ORDER:
        rejection = by_template(replies(mail, (), desk, everything, TODAY))["rejected_one_month"]
        assert rejection.hold_reason == reason
        if reason in WHOLE or reason in ("sender_doubtful", "clock"):
            everything = replace(everything, **{reason: False})
        elif reason == "no_signatory":
            desk = DESK
        elif reason == "proposed":
            everything = replace(everything, under_one_month="auto")
        elif reason == "unidentified":
            mail = late(candidate__email=None)
            mail = replace(
                mail, examinations=(examination(Verdict.REJECTED, UNDER_ONE_MONTH, sender, filled=form(candidate__email=None)),)
            )
        elif reason == "no_address":
            mail = late()
    assert reason == "rate"
    [sent] = replies(mail, (), desk, replace(everything, rate_rejections=False), TODAY)
    assert sent.hold_reason is None


HOLDING = {
    "no_signatory": (UNSIGNED, Circumstances(), late()),
    "proposed": (DESK, Circumstances(under_one_month="propose"), late()),
    "unidentified": (DESK, Circumstances(), late(candidate__first_name=None)),
    "no_address": (DESK, Circumstances(), replace(late(candidate__email=None), message=message("tiers@autre.example"))),
    "sender_doubtful": (DESK, Circumstances(sender_doubtful=True), late()),
    "clock": (DESK, Circumstances(clock=True), late()),
    "rate": (DESK, Circumstances(rate_rejections=True), late()),
}


@pytest.mark.parametrize("reason", HOLDING)
def test_the_plain_receipt_leaves_beside_a_rejection_that_alone_is_held(reason: str) -> None:
    desk, circumstances, mail = HOLDING[reason]
    if reason == "no_address":
        unsure = finding("submission.sender", Outcome.UNSURE)
        late_one = examination(Verdict.REJECTED, UNDER_ONE_MONTH, unsure, filled=form(candidate__email=None))
        mail = replace(mail, examinations=(late_one,))
    receipt, rejection = replies(mail, ("QI-2026-00042",), desk, circumstances, TODAY)
    assert (receipt.template, receipt.hold_reason, receipt.place) == ("receipt", None, 0)
    assert (rejection.template, rejection.hold_reason) == ("rejected_one_month", HoldReason(reason))
    assert "3 avril 2026" in receipt.text


@pytest.mark.parametrize("mode", ["after_start", "under_one_month"])
def test_each_deadline_has_its_own_mode(mode: str) -> None:
    circumstances = replace(Circumstances(), **{mode: "propose"})
    started = examined(Kind.APPLICATION, examination(Verdict.REJECTED, AFTER_START))
    held = {
        "after_start": by_template(replies(started, (), DESK, circumstances, TODAY))["rejected_after_start"].hold_reason,
        "under_one_month": by_template(replies(late(), (), DESK, circumstances, TODAY))["rejected_one_month"].hold_reason,
    }
    assert held == {"after_start": None, "under_one_month": None} | {mode: HoldReason.PROPOSED}


def test_the_limit_of_an_address_holds_every_reply() -> None:
    held = replies(late(), (), DESK, Circumstances(rate_reply=True), TODAY)
    assert [(reply.template, reply.hold_reason) for reply in held] == [("rejected_one_month", HoldReason.RATE)]
    [receipt] = replies(examined(Kind.OTHER), (), DESK, Circumstances(rate_reply=True), TODAY)
    assert receipt.hold_reason is HoldReason.RATE


@pytest.mark.parametrize(
    ("fields", "held"),
    [
        ({}, False),
        ({"candidate__last_name": None, "candidate__birth_name": reading("MARTIN")}, False),
        ({"candidate__last_name": None}, True),
        ({"candidate__first_name": None}, True),
        ({"candidate__first_name": reading("Léa").against(reading("Lia"))}, True),
        ({"candidate__last_name": replace(reading("DURAND"), confidence=0.6)}, True),
        ({"candidate__email": replace(reading(CANDIDATE), confidence=0.6)}, True),
    ],
)
def test_an_unidentified_candidate_is_never_rejected_by_machine(fields: dict[str, object], held: bool) -> None:
    rejection = by_template(replies(late(**fields), (), DESK, Circumstances(), TODAY))["rejected_one_month"]
    assert (rejection.hold_reason is HoldReason.UNIDENTIFIED) is held


def test_a_further_mail_speaks_of_no_silence() -> None:
    mail = examined(Kind.APPLICATION, examination(Verdict.RECEIVABLE), examination(Verdict.RECEIVABLE))
    first, known = replies(mail, (), DESK, Circumstances(known=(1,)), TODAY)
    assert "silence" in first.text
    assert "silence" not in known.text


def test_a_follow_up_never_rejects_and_a_contestation_is_told_so() -> None:
    rejected = late().examinations[0]
    [follow_up] = replies(examined(Kind.FOLLOW_UP, rejected), ("QI-2026-00042",), DESK, Circumstances(further=True), TODAY)
    assert (follow_up.template, follow_up.pieces_due) == ("follow_up", None)
    [contested] = replies(examined(Kind.FOLLOW_UP, contests=True), ("QI-2026-00042",), DESK, Circumstances(further=True), TODAY)
    assert (contested.template, contested.place, contested.ref) == ("contested", None, "QI-2026-00042")


def test_a_held_rejection_is_made_anew_when_released() -> None:
    released = again("rejected_one_month", 0, late(), ("QI-2026-00042",), DESK, Circumstances(), TODAY.replace(day=9))
    assert released.hold_reason is None
    assert "Le 9 février 2026" in released.text
    with pytest.raises(ValueError, match="no reply"):
        again("rejection_withdrawn", 0, late(), (), DESK, Circumstances(), TODAY)
