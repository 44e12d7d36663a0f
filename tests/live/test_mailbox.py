"""The shared inbox: old mail, colleagues, folders, copies, sizes, encryption, and servers that are away."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.live.box import Box
from tests.live.installation import Installation, problem_line
from tests.live.mails import OURS, question, sample
from tests.live.post import PostOffice, until
from tests.servers import Dovecot

FIRST_START: dict[str, str | None] = {"MAILBOX__ANSWER_SINCE": None}


def test_a_first_start_answers_no_old_mail_and_says_how_many_wait(qualif: Installation, box: Box, office: PostOffice) -> None:
    box.put(sample("rejected_one_month"), sample("question"), sample("absence_french"))
    box.put(question("Tout juste <avant@example.org>"), at=datetime.now(UTC) - timedelta(seconds=2))
    done = qualif("poll", **FIRST_START)
    assert done.returncode == 0
    assert "3 réponses" in done.stdout
    assert {(row["state"], row["hold_reason"]) for row in qualif.outbox()} == {("held", "before_answer_since")}
    assert [row["state"] for row in qualif.messages()] == ["examined"] * 4
    assert office.taken == []
    box.put(question("Ensuite <apres@example.org>"), at=datetime.now(UTC) + timedelta(seconds=1))
    assert qualif("poll", **FIRST_START).returncode == 0
    assert [one.recipients for one in office.taken] == [("apres@example.org",)]
    held = next(row for row in qualif.outbox() if row["template"] == "rejected_one_month")
    assert qualif("outbox", "resend", str(held["id"])).returncode == 0, "a person may let one go"
    assert office.taken[-1].recipients[0] == "bastien.bellenrault79@example.org"


def test_colleagues_answer_by_hand(qualif: Installation, box: Box, office: PostOffice) -> None:
    """Before the cycle (flag, or Sent folder), or between the cycle and the sending."""
    qualif.settings["IMAP__SENT_FOLDER"] = "Sent"
    box.put(question("Un <un@example.org>"), flags=[rb"\Answered", rb"\Seen"])
    box.put(question("Deux <deux@example.org>"), question("Trois <trois@example.org>"), question("Quatre <quatre@example.org>"))
    asked = next(mail for mail in box.contents("INBOX") if b"deux@" in mail)
    name = next(line for line in asked.splitlines() if line.startswith(b"Message-ID:"))[12:]
    by_hand = b"From: %s\r\nTo: deux@example.org\r\nSubject: Re: Une question\r\nIn-Reply-To: %s\r\n\r\nUn mois avant.\r\n"
    box.put(by_hand % (OURS.encode(), name), folder="Sent", flags=[rb"\Seen"])
    assert qualif("poll", SMTP__PORT="1").returncode == 0
    box.flag(3, rb"\Answered")
    qualif.poll()
    states = {row["to"][0]: (row["state"], row["hold_reason"]) for row in qualif.outbox()}
    held = ("held", "already_answered")
    assert states == {
        "un@example.org": held,
        "deux@example.org": held,
        "trois@example.org": held,
        "quatre@example.org": ("sent", None),
    }
    assert box.flags() == {1: (rb"\Answered", rb"\Seen"), 2: (), 3: (rb"\Answered",), 4: ()}
    (copy,) = [mail for mail in box.contents("Sent") if b"quatre@" in mail]
    assert copy.replace(b"\r\n", b"\n") == office.taken[0].content.replace(b"\r\n", b"\n")
    qualif.poll()
    assert len(box.contents("Sent")) == 2, "one copy, and the colleague's answer"


def test_folders_copies_and_a_missing_one(qualif: Installation, box: Box, office: PostOffice) -> None:
    qualif.settings |= {"IMAP__FOLDERS": "INBOX, Suivi/À traiter, Absent", "IMAP__JUNK_FOLDER": "Junk"}
    box.put(question("Un <un@example.org>"), sample("rejected_one_month"))
    box.copy(2, "Suivi/À traiter")
    box.put(question("Deux <deux@example.org>"), folder="Suivi/À traiter")
    box.put(question("Gagnez <pub@example.org>", "Gagnez"), folder="Junk")
    done = qualif("poll")
    assert done.returncode == 1
    assert "Absent" in problem_line(done)
    assert sorted(one.recipients[0] for one in office.taken) == [
        "bastien.bellenrault79@example.org",
        "deux@example.org",
        "un@example.org",
    ]
    rows = qualif.messages()
    (again,) = [row for row in rows if row["same_as"] is not None]
    assert again["folder"] == "Suivi/À traiter"
    assert again["sha256"] == next(row for row in rows if row["id"] == again["same_as"])["sha256"]
    assert [row["hold_reason"] for row in qualif.outbox() if row["state"] == "held"] == ["junk"]
    assert len(qualif.dossiers()) == 1


def test_a_folder_made_anew_answers_nobody_again(qualif: Installation, box: Box, office: PostOffice) -> None:
    qualif.settings["IMAP__FOLDERS"] = "Tri"
    box.put(question("Un <un@example.org>"), sample("rejected_one_month"), folder="Tri")
    qualif.poll()
    box.recreate("Tri")
    qualif.poll()
    rows = qualif.messages()
    assert [row["same_as"] for row in rows] == [None, None, rows[0]["id"], rows[1]["id"]]
    assert len({row["uidvalidity"] for row in rows}) == 2
    assert len(office.taken) == len(qualif.outbox()) == 2


def test_a_mail_above_the_size_limit(qualif: Installation, box: Box, office: PostOffice) -> None:
    big = question("Lourde <lourde@example.org>", text="Bonjour\n" + "x" * 70 + "\n" * 2 + ("y" * 70 + "\n") * 17_000)
    box.put(big)
    assert qualif("poll", LIMITS__MESSAGE_MB="1").returncode == 0
    (row,) = qualif.messages()
    assert (row["state"], row["problem"], row["sha256"]) == ("quarantined", "too_large", None)
    assert [one.recipients for one in office.taken] == [("lourde@example.org",)]
    assert qualif("messages", "retry", str(row["id"])).returncode == 0
    qualif.poll()
    (row,) = qualif.messages()
    assert row["state"] == "examined"
    assert row["sha256"] is not None
    assert len(office.taken) == 1, "its person had the receipt already"


def test_mails_are_moved_only_when_asked(qualif: Installation, box: Box, office: PostOffice) -> None:
    qualif.settings["IMAP__MOVE_TO"] = "Traités"
    box.put(question("Un <un@example.org>"), sample("rejected_one_month"))
    with box.dovecot.client(box.user) as client:
        client.create_folder("Traités")
    qualif.poll()
    qualif.poll()
    assert box.flags() == {}
    assert set(box.flags("Traités").values()) == {()}
    assert len(box.contents("Traités")) == 2
    assert len(office.taken) == len(qualif.messages()) == 2


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_over_tls(qualif: Installation, box: Box, office: PostOffice, dovecot: Dovecot, security: str) -> None:
    box.put(question("Un <un@example.org>"))
    port = dovecot.tls_port if security == "tls" else dovecot.port
    encrypted = {"IMAP__SECURITY": security, "IMAP__PORT": str(port)}
    refused = qualif("poll", **encrypted)
    assert refused.returncode == 1, "a certificate that nobody vouches for"
    assert "certificate" in problem_line(refused).lower()
    assert qualif("poll", **encrypted, IMAP__CA_FILE=str(dovecot.ca_file)).returncode == 0
    assert len(office.taken) == 1


def test_the_mailbox_is_away_or_the_password_wrong(qualif: Installation, box: Box, office: PostOffice) -> None:
    away = qualif("poll", IMAP__PORT="1")
    assert away.returncode == 1
    assert "127.0.0.1:1" in problem_line(away)
    wrong = qualif("poll", IMAP__PASSWORD="faux")
    assert wrong.returncode == 1
    assert "refusé" in problem_line(wrong)
    assert "faux" not in wrong.stderr


def test_a_second_poller_is_told_who_works(qualif: Installation, box: Box, office: PostOffice) -> None:
    box.put(question("Un <un@example.org>"))
    office.slow_s = 6
    with qualif.running("poll") as first:
        until(lambda: office.begun == 1)
        second = qualif("poll")
        assert second.returncode == 1
        assert str(first.pid) in problem_line(second)
        assert first.wait(60) == 0
    assert len(office.taken) == 1
