"""What little the values do by themselves."""

from datetime import datetime, timedelta, timezone

import pytest

from values.document import Document, Line, Page, Word
from values.dossier import Dossier
from values.errors import QualifError, SandboxError, WorldError, WrongCall
from values.examination import Examination, Examined, Versions
from values.facts import Article, Receipt, ReceivedFrom
from values.finding import Finding, Outcome, Verdict
from values.mail import Kind, Message
from values.vocabulary import Label

PARIS = timezone(timedelta(hours=1))
RECEIPT = Receipt(datetime(2026, 3, 2, 0, 30, tzinfo=PARIS), ReceivedFrom.OPTION)


def test_a_document_s_text() -> None:
    first = Line((Word("Nom"), Word(""), Word(": DURAND")))
    document = Document("1", None, "text/plain", (Page(1, (first,)), Page(2, (Line((Word("fin"),)),))))
    assert document.text == "Nom : DURAND\nfin"
    assert len(document.lines) == 2


def test_headers_are_found_in_any_case() -> None:
    headers = (("Received", "b"), ("received", "a"), ("Subject", "x"))
    message = Message(None, None, (), (), (), None, None, (), (), None, (), headers, "", ())
    assert message.all("RECEIVED") == ("b", "a")
    assert message.first("received") == "b"
    assert message.first("Date") is None


def test_a_receipt_has_a_day_and_an_article_a_citation() -> None:
    assert RECEIPT.day.isoformat() == "2026-03-02"
    assert Article("Titre", "1er tiret", "…").citation == "Titre · 1er tiret"


def test_a_finding_is_found_by_its_rule() -> None:
    found = Finding("a.rule", Outcome.PASS, "…", "…")
    examination = Examination(Dossier(), (found,), Verdict.RECEIVABLE, (), Versions("1", "r", "v"))
    assert examination.finding("a.rule") is found
    with pytest.raises(KeyError):
        examination.finding("another.rule")
    examined = Examined(None, RECEIPT, Kind.APPLICATION, "un formulaire", (), (examination,))
    assert examined.received_from is ReceivedFrom.OPTION


def test_errors_carry_their_exit_code() -> None:
    error = SandboxError("timeout", "trop long")
    assert (error.problem, str(error), error.exit_code) == ("timeout", "trop long", 1)
    assert isinstance(error, WorldError)
    assert isinstance(WrongCall("x"), QualifError)
    assert WrongCall.exit_code == 2


def test_a_label_may_name_several_fields() -> None:
    label = Label("candidate.last_name", "nom et prenom", None, "names", ("candidate.first_name",))
    assert label.keys == ("candidate.last_name", "candidate.first_name")
