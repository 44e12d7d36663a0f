"""To whom: the table of contract §3, a row a case."""

from dataclasses import dataclass, replace

import pytest

from notify.compose import replies
from notify.policy import Circumstances
from notify.recipients import Recipients, of_receipt, of_rejection
from notify.samples import (
    ADVISER,
    CANDIDATE,
    DESK,
    FORM,
    TODAY,
    UNDER_ONE_MONTH,
    examination,
    examined,
    finding,
    form,
    message,
    reading,
)
from values.document import Source
from values.finding import Outcome, Verdict
from values.form import Reading
from values.mail import Address, Kind
from values.reply import HoldReason

OWN = DESK.own_addresses
STRANGER = "tiers@autre.example"
SURE = reading(CANDIDATE)
SCANNED = reading(CANDIDATE, source=Source.OCR)
DISPUTED = SURE.against(reading("lea@autre.example"))
TIMID = replace(SURE, confidence=0.5)
ABSENT = None


@dataclass(frozen=True)
class Case:
    """A sender, what `submission.sender` says of him, the candidate's address on the form, and who gets the rejection."""

    sender: str
    passes: bool
    candidate: Reading | None
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()


REJECTIONS = {
    "candidate, sure": Case(CANDIDATE, True, SURE, (CANDIDATE,)),
    "candidate in capitals": Case(CANDIDATE.upper(), True, SURE, (CANDIDATE,)),
    "adviser, candidate sure": Case(ADVISER, True, SURE, (CANDIDATE,), (ADVISER,)),
    "adviser, candidate scanned": Case(ADVISER, True, SCANNED, (ADVISER,)),
    "adviser, candidate disputed": Case(ADVISER, True, DISPUTED, (ADVISER,)),
    "adviser, candidate without address": Case(ADVISER, True, ABSENT, (ADVISER,)),
    "adviser's colleague, candidate sure": Case("autre@structure.example", True, SURE, (CANDIDATE,)),
    "stranger, candidate sure": Case(STRANGER, False, SURE, (CANDIDATE,)),
    "stranger, candidate scanned": Case(STRANGER, False, SCANNED, ()),
    "stranger, candidate without address": Case(STRANGER, False, ABSENT, ()),
    "candidate, scanned": Case(CANDIDATE, True, SCANNED, (CANDIDATE,)),
    "adviser, candidate read with little confidence": Case(ADVISER, True, TIMID, (CANDIDATE,), (ADVISER,)),
    "adviser, candidate's address is ours": Case(ADVISER, True, reading(DESK.mailbox), (ADVISER,)),
    "adviser whose address stands as the candidate's": Case(ADVISER, True, reading(ADVISER), (ADVISER,)),
}


@pytest.mark.parametrize("case", REJECTIONS.values(), ids=list(REJECTIONS))
def test_rejections(case: Case) -> None:
    sender = finding("submission.sender", Outcome.PASS if case.passes else Outcome.UNSURE)
    late = examination(Verdict.REJECTED, UNDER_ONE_MONTH, sender, filled=form(candidate__email=case.candidate))
    assert of_rejection(message(case.sender), late, OWN) == Recipients(case.to, case.cc)


RECEIPTS = {
    "candidate": Case(CANDIDATE, True, SURE, (CANDIDATE,)),
    "adviser": Case(ADVISER, True, SURE, (ADVISER,), (CANDIDATE,)),
    "adviser, candidate scanned": Case(ADVISER, True, SCANNED, (ADVISER,)),
    "adviser, candidate disputed": Case(ADVISER, True, DISPUTED, (ADVISER,)),
    "stranger": Case(STRANGER, False, SURE, (STRANGER,), (CANDIDATE,)),
    "stranger, candidate without address": Case(STRANGER, False, ABSENT, (STRANGER,)),
    "robot": Case("no-reply@plateforme.example", False, SURE, ()),
}


@pytest.mark.parametrize("case", RECEIPTS.values(), ids=list(RECEIPTS))
def test_receipts(case: Case) -> None:
    dossier = examination(Verdict.RECEIVABLE, filled=form(candidate__email=case.candidate)).dossier
    assert of_receipt(message(case.sender), (dossier,), OWN) == Recipients(case.to, case.cc)


def test_a_scanned_page_gives_no_sure_address_whatever_the_reading_says() -> None:
    scan = replace(FORM, text_source="ocr")
    late = examination(Verdict.REJECTED, UNDER_ONE_MONTH, filled=form(), documents=(scan,))
    assert of_rejection(message(ADVISER), late, OWN) == Recipients((ADVISER,))


@pytest.mark.parametrize(
    ("reply_to", "expected"),
    [
        ((CANDIDATE,), CANDIDATE),
        ((ADVISER,), ADVISER),
        ((STRANGER,), STRANGER.replace("tiers", "poste")),
        ((STRANGER, ADVISER.upper()), ADVISER.upper()),
        ((DESK.mailbox,), STRANGER.replace("tiers", "poste")),
    ],
)
def test_reply_to_counts_only_when_it_stands_on_the_form(reply_to: tuple[str, ...], expected: str) -> None:
    dossier = examination(Verdict.RECEIVABLE).dossier
    mail = message("poste@autre.example", reply_to=reply_to)
    assert of_receipt(mail, (dossier,), OWN).to == (expected,)


def test_a_question_goes_to_from_alone() -> None:
    assert of_receipt(message(reply_to=(STRANGER,)), (), OWN) == Recipients((CANDIDATE,))


def test_each_dossier_of_a_mail_has_its_own_reply_and_addressees() -> None:
    second = reading("second@example.org")
    late = examination(Verdict.REJECTED, UNDER_ONE_MONTH, filled=form(candidate__email=second))
    mail = examined(Kind.APPLICATION, examination(Verdict.RECEIVABLE), late, mail=message(ADVISER))
    first, other = replies(mail, ("QI-2026-00001", "QI-2026-00002"), DESK, Circumstances(), TODAY)
    assert (first.template, first.place, first.to, first.cc) == ("receivable", 0, (ADVISER,), (CANDIDATE,))
    assert (other.template, other.place, other.to, other.cc) == ("rejected_one_month", 1, ("second@example.org",), (ADVISER,))
    assert "QI-2026-00001" in first.text
    assert "QI-2026-00001" not in other.text


def test_a_colleagues_forward_is_made_out_to_the_original_sender() -> None:
    mail = examined(Kind.APPLICATION, examination(Verdict.RECEIVABLE), mail=message("collegue@normandie.example"))
    known = Circumstances(internal=True, original_sender=Address(ADVISER))
    [reply] = replies(mail, (), DESK, known, TODAY)
    assert (reply.to, reply.cc, reply.hold_reason) == ((ADVISER,), (CANDIDATE,), HoldReason.INTERNAL)
    [unknown] = replies(mail, (), DESK, Circumstances(internal=True), TODAY)
    assert (unknown.to, unknown.cc, unknown.hold_reason) == ((), (), HoldReason.INTERNAL)


def test_a_colleague_never_gets_a_rejection() -> None:
    late = examination(Verdict.REJECTED, UNDER_ONE_MONTH, filled=form(candidate__email=None))
    [reply] = replies(
        examined(Kind.APPLICATION, late, mail=message("c@normandie.example")), (), DESK, Circumstances(internal=True), TODAY
    )
    assert (reply.template, reply.to, reply.cc) == ("rejected_one_month", (), ())
