"""A form was there, and making a dossier of it broke or took too long: nobody is asked for the form that he sent."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from config.settings import Settings
from qualif.engine.alone import examiner
from qualif.sandbox import inside
from qualif.sandbox.asked import Request, Setup
from qualif.sandbox.pool import Pool, PoolSettings
from qualif.store import ledger
from values.vocabulary import Vocabulary

MAIL = Path(__file__).parents[3] / "fixtures" / "mails" / "receivable_fields" / "message.eml"
BROKEN = Vocabulary(labels=(), sections={}, decoys=(None,), structures={}, titles={}, lists={})  # type: ignore[arg-type]
SETUPS = {
    "crashed": lambda words: Setup(replace(BROKEN, lists=words.lists)),
    "timeout": lambda words: Setup(words, gather_seconds=0),
}


def reading_with(house, setup: Setup, only: bytes = b""):
    """The house reads with the real inside of the sandbox, and mails that hold some bytes with this set-up."""
    good = Setup(house.parts.vocabulary)

    def read(content: bytes, source: str):
        return inside.examine(content, Request(source, loose=False), setup if only in content else good)

    house.read = read


@pytest.mark.parametrize("problem", SETUPS)
def test_the_mail_is_set_aside_and_its_person_gets_the_plain_receipt(house, form, mail, problem: str) -> None:
    house.deliver(MAIL.read_bytes())
    house.deliver(mail(form(), sender="autre@example.org"))
    reading_with(house, SETUPS[problem](house.parts.vocabulary), only=b"Content-Disposition: attachment")
    report = house.cycle()
    ill, good = house.mails
    assert (ill.state, ill.problem, ill.attempts) == ("quarantined", problem, 3)
    assert "SandboxError" in (ill.traceback or "")
    assert good.state == "examined"
    assert (report.examining.examined, report.examining.quarantined, report.problems) == (1, 1, [])
    (receipt,) = [one for one in house.replies if one.message == ill.id]
    assert (receipt.template, receipt.state) == ("receipt", "sent")
    text = next(mime for to, mime in house.sender.sent if set(to) == {*receipt.to, *receipt.cc}).decode()
    assert "au plus tard" not in text, "nobody is asked for what he sent"
    assert [one.messages for one in house.dossiers] == [(good.id,)]


def test_it_is_examined_once_the_fault_is_mended(house) -> None:
    house.deliver(MAIL.read_bytes())
    reading_with(house, SETUPS["timeout"](house.parts.vocabulary), only=b"Content-Disposition: attachment")
    house.cycle()
    reading_with(house, Setup(house.parts.vocabulary))
    with house.parts.database.write() as session:
        ledger.retry(session, house.mails[0].id)
    house.cycle()
    assert (house.mails[0].state, house.mails[0].kind, house.mails[0].problem) == ("examined", "application", None)
    assert [one.candidate for one in house.dossiers] != []


def test_when_no_mail_at_all_can_be_gathered_none_is_to_blame(house) -> None:
    house.deliver(MAIL.read_bytes())
    reading_with(house, SETUPS["crashed"](house.parts.vocabulary))
    (problem,) = house.cycle().problems
    assert "crashed" in problem
    assert (house.mails[0].state, house.mails[0].attempts) == ("received", 0)
    assert house.replies == []


@contextmanager
def examining(tmp_path: Path):
    """`examine` with a sandbox that has no time to gather."""
    with examiner(Settings(data_dir=tmp_path / "none"), datetime.fromisoformat("2026-02-10T14:00:00+01:00")) as one:
        setup = Setup(one.vocabulary, own=one.desk.own_addresses, gather_seconds=1e-5)
        with Pool(PoolSettings(setup)) as pool:
            yield replace(one, pool=pool)


def test_examine_names_the_problem_in_each_document(tmp_path: Path) -> None:
    with examining(tmp_path) as one:
        shown = one.as_json("message.eml", MAIL.read_bytes(), None)
        loose = one.as_json("piece.txt", b"Dossier de candidature\nNom : MARTIN\n", None)
    assert {record["problem"] for record in shown["documents"]} == {"timeout"}
    assert (shown["kind"], shown["message"]["from"] is not None) == ("application", True)
    (dossier,) = shown["dossiers"]
    assert (dossier["form"], dossier["verdict"]) == ({}, "flagged")
    complete = next(found for found in dossier["findings"] if found["rule"] == "submission.complete")
    assert complete["outcome"] == "unsure", "a document that was not read may be the form"
    assert [reply["template"] for reply in shown["replies"]] == ["flagged"]
    assert "pièce jointe sans nom" not in shown["replies"][0]["text"]
    assert [record["problem"] for record in loose["documents"]] == ["timeout"]
    assert (loose["kind"], loose["replies"]) == ("application", [])
