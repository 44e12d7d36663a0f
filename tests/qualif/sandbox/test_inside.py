"""The inside of the sandbox, in this process."""

import pytest

from parsers.readers.limits import Limits
from qualif.sandbox import inside
from qualif.sandbox.inside import Request, Setup
from qualif.sandbox.limited import TimeUp, limited
from values import codec
from values.dossier import MailReading


def test_a_mail(mail, text_pdf, vocabulary):
    reading = inside.read(mail(text_pdf), "m.eml", False, vocabulary)
    assert reading.message is not None
    assert reading.message.sender is not None
    assert reading.message.sender.address == "candidat@example.org"
    assert [(one.id, one.pages, one.text_source, one.problem) for one in reading.documents] == [
        ("1", None, "text", None),
        ("2", 1, "text", None),
    ]
    assert reading.body_id == "1"
    assert reading.references == ("QI-2026-00042",)
    assert all(part.content == b"" for part in reading.message.parts), "the bytes stay inside"
    assert codec.decode(MailReading, codec.encode(reading)) == reading


def test_a_loose_document(text_pdf, vocabulary):
    reading = inside.read(text_pdf, "formulaire.pdf", True, vocabulary)
    assert reading.message is None
    assert [(one.id, one.name) for one in reading.documents] == [("1", "formulaire.pdf")]
    assert reading.body_id is None


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 1000, b"From: x"])
@pytest.mark.parametrize("loose", [True, False])
def test_any_bytes(content, loose, vocabulary):
    assert isinstance(inside.read(content, "x", loose, vocabulary), MailReading)


def test_documents_to_skip_are_listed_with_their_problem(mail, text_pdf, vocabulary):
    content = mail(text_pdf, text_pdf, text_pdf)
    reading = inside.examine(content, Request("m.eml", False, {"3": "crashed"}), Setup(vocabulary))
    assert [one.problem for one in reading.documents] == [None, None, "crashed", None]
    reading = inside.examine(content, Request("m.eml", False, {"*": "memory"}), Setup(vocabulary))
    assert [one.problem for one in reading.documents] == [None, "memory", "memory", "memory"]


def test_when_gathering_is_skipped_the_documents_are_listed(mail, text_pdf, vocabulary):
    reading = inside.examine(mail(text_pdf), Request("m.eml", False, {"gather": "crashed"}), Setup(vocabulary))
    assert (reading.problem, reading.dossiers) == ("crashed", ())
    assert [one.id for one in reading.documents] == ["1", "2"]


def test_steps_are_told_in_order(mail, text_pdf, vocabulary):
    steps: list[str] = []
    inside.examine(mail(text_pdf), Request("m.eml", False), Setup(vocabulary), steps.append)
    assert steps == ["message", "1", "2", "gather"]


def test_a_document_that_takes_too_long_costs_that_document(mail, text_pdf, vocabulary):
    reading = inside.examine(mail(text_pdf), Request("m.eml", False), Setup(vocabulary, Limits(seconds=1e-6)))
    assert [one.problem for one in reading.documents] == ["timeout", "timeout"]
    assert reading.message is not None


def test_the_alarm_breaks_into_work_that_swallows_everything():
    def work() -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:  # noqa: BLE001, S112
                continue

    with pytest.raises(TimeUp):
        limited(0.05, work)
    assert limited(5, lambda: 3) == 3
