"""What cannot be examined: tried again, set aside with its traceback, and its person is told all the same."""

import pytest

from qualif.store import examinations, ledger
from values.errors import DatabaseError, SandboxError


def failing(house, problem: Exception, only: bytes = b"poison"):
    """The house's sandbox, failing on mails that hold a word; how often it was asked for one of them."""
    read, asked = house.read, []

    def fails(content: bytes, source: str):
        if only in content:
            asked.append(source)
            raise problem
        return read(content, source)

    house.read = fails
    return asked


@pytest.mark.parametrize("problem", [SandboxError("timeout", "trop long"), ValueError("bare"), RecursionError()])
def test_a_poison_mail_is_set_aside_and_the_others_go_on(house, form, mail, problem: Exception) -> None:
    house.deliver(mail("poison", subject="Question"))
    house.deliver(mail(form(), subject="Candidature"))
    asked = failing(house, problem)
    report = house.cycle()
    poison, good = house.mails
    assert len(asked) == poison.attempts == 3
    assert (poison.state, poison.problem) == ("quarantined", getattr(problem, "problem", "crashed"))
    assert type(problem).__name__ in (poison.traceback or "")
    assert good.state == "examined"
    assert (report.examining.quarantined, report.examining.examined) == (1, 1)
    receipt = next(one for one in house.replies if one.message == poison.id)
    assert (receipt.template, receipt.state, receipt.to) == ("receipt", "sent", ("lea.martin@example.org",))
    house.cycle()
    assert len(asked) == 3, "a quarantined mail is left alone"


def test_a_machine_that_is_set_aside_gets_nothing(house, mail) -> None:
    house.deliver(mail("poison", Auto_Submitted="auto-generated"))
    failing(house, ValueError())
    house.cycle()
    assert (house.mails[0].state, house.mails[0].kind) == ("quarantined", "automatic")
    assert house.replies == []


def test_a_mail_taken_up_again_is_examined_and_not_answered_twice(house, mail) -> None:
    house.deliver(mail("poison", subject="Question"))
    working = house.read
    failing(house, ValueError())
    house.cycle()
    house.read = working
    with house.parts.database.write() as session:
        ledger.retry(session, house.mails[0].id)
    house.cycle()
    assert (house.mails[0].state, house.mails[0].problem) == ("examined", None)
    assert len(house.sender.sent) == 1


def test_a_sandbox_that_does_not_start_is_no_mails_fault(house, form, mail) -> None:
    house.deliver(mail(form()))
    failing(house, SandboxError("crashed", "ne démarre pas"), only=b"")
    assert house.cycle().problems == ["ne démarre pas"]
    assert (house.mails[0].state, house.mails[0].attempts) == ("received", 0)


def test_a_database_that_fails_is_no_mails_fault(house, form, mail) -> None:
    house.deliver(mail(form()))
    failing(house, DatabaseError("disque plein"), only=b"Candidature")
    with pytest.raises(DatabaseError):
        house.cycle()
    assert house.mails[0].state == "received"


def test_a_kill_in_the_middle_loses_nothing(house, form, mail) -> None:
    house.deliver(mail(form()))
    working = house.read

    def killed(content: bytes, source: str):
        raise KeyboardInterrupt

    house.read = killed
    with pytest.raises(KeyboardInterrupt):
        house.cycle()
    assert (house.mails[0].state, house.mails[0].attempts) == ("received", 1)
    house.read = working
    house.cycle()
    assert house.mails[0].state == "examined"
    assert len(house.sender.sent) == 1


def test_damaged_evidence_is_set_aside_at_once(house, form, mail) -> None:
    house.deliver(mail(form()))
    put_all = house.parts.blobs.put_all

    house.sender.away = True
    working, house.read = house.read, lambda content, source: (_ for _ in ()).throw(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        house.cycle()
    house.read = working
    house.parts.blobs.path(house.mails[0].sha256 or "").write_bytes(b"forged")
    house.cycle()
    assert (house.mails[0].state, house.mails[0].problem) == ("quarantined", "damaged")
    assert house.states()[0][:2] == ("receipt", "pending")
    assert put_all


def test_a_crash_while_judging_leaves_no_half_dossier(build, form, mail) -> None:
    house = build()
    house.deliver(mail(form()))
    from dataclasses import replace

    def no_regulation(day):
        raise ZeroDivisionError

    good = house.parts
    house.parts = replace(good, books=replace(good.books, regulation=no_regulation))
    house.cycle()
    assert house.dossiers == []
    assert house.mails[0].state == "quarantined"
    with house.parts.database.read() as session:
        assert ledger.reading(session, 1) is None
        assert examinations.last_of_mail(session, 1) is not None
