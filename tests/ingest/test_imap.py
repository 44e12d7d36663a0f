"""The mailbox over real IMAP: Dovecot for everything, the demo's pymap for what the demo needs."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from imapclient import IMAPClient

from config.sections import ImapSettings
from ingest import imap
from ingest.mailbox import FolderMissing, TooLarge
from ingest.poller import Known, Limits, new_mails
from qualif.demonstration.servers import PASSWORD, USER, imap_server
from tests.servers import Dovecot
from values.errors import MailboxError, WrongCall
from values.mail import RawMail

WHEN = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def mail(number: int = 1) -> bytes:
    """A small mail."""
    return f"From: zoe@example.org\r\nMessage-ID: <{number}@example.org>\r\nSubject: Dossier {number}\r\n\r\nBonjour\r\n".encode()


def settings(dovecot: Dovecot, **changed: object) -> ImapSettings:
    """The settings that reach the server, some of them changed."""
    given = {
        "host": "127.0.0.1",
        "port": dovecot.port,
        "username": "demo",
        "password": "secret",
        "security": "none",
        "timeout_s": 5,
    }
    return ImapSettings.model_validate(given | changed)


def at(port: int) -> ImapSettings:
    """The settings of a server that is waited for one second."""
    return ImapSettings(host="127.0.0.1", port=port, username="demo", password="secret", security="none", timeout_s=1)


def everything(mailbox: imap.ImapMailbox, folder: str = "INBOX", known: Known | None = None, **limits: int):
    """What one cycle takes."""
    return list(new_mails(mailbox, folder, lambda *_: known or Known(), Limits(**limits)))


def test_every_way_to_encrypt_reads_the_same_mailbox(dovecot):
    dovecot.append(mail())
    for changed in (
        {},
        {"security": "starttls", "ca_file": dovecot.ca_file},
        {"security": "tls", "port": dovecot.tls_port, "ca_file": dovecot.ca_file},
    ):
        with imap.open_mailbox(settings(dovecot, **changed)) as mailbox:
            assert len(everything(mailbox)) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(dovecot):
    with pytest.raises(MailboxError, match="certificate"):
        imap.open_mailbox(settings(dovecot, security="tls", port=dovecot.tls_port))
    with pytest.raises(MailboxError, match="certificate"):
        imap.open_mailbox(settings(dovecot, security="starttls"))


def test_a_refused_password_is_one_line_without_the_password(dovecot):
    with pytest.raises(MailboxError, match="refusé") as failure:
        imap.open_mailbox(settings(dovecot, password="autre"))
    assert "autre" not in str(failure.value)


def test_missing_settings_are_a_wrong_call(dovecot):
    for changed in ({"host": None}, {"username": None}, {"password": None}, {"auth": "xoauth2"}):
        with pytest.raises(WrongCall):
            imap.open_mailbox(settings(dovecot, **changed))


def test_a_mail_comes_with_its_bytes_its_clock_and_its_flag_and_nothing_is_marked(dovecot):
    dovecot.append(mail(1), internaldate=WHEN, flags=[rb"\Answered"])
    dovecot.append(mail(2), internaldate=WHEN)
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        first, second = everything(mailbox)
    assert isinstance(first, RawMail)
    assert (first.content, first.sha256, first.received_at) == (mail(1), sha256(mail(1)).hexdigest(), WHEN)
    assert (first.answered, second.answered) == (True, False)
    with dovecot.client() as client:
        client.select_folder("INBOX", readonly=True)
        assert {flag for flags in client.get_flags(client.search()).values() for flag in flags} - {rb"\Recent"} == {rb"\Answered"}


def test_bytes_that_are_no_mail_come_unchanged(dovecot):
    odd = b"\xff\xfe\x00 rien\r\n" * 3
    dovecot.append(odd)
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        assert everything(mailbox)[0].content.replace(b"\x80", b"\x00") == odd.replace(b"\x80", b"\x00")


def test_a_large_mail_gives_its_headers_only(dovecot):
    dovecot.append(mail() + b"x" * 5_000)
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        (large,) = everything(mailbox, message_bytes=1_000)
    assert isinstance(large, TooLarge)
    assert large.head.startswith(b"From: zoe@example.org")
    assert b"xxx" not in large.head


def test_the_gaps_of_the_ledger_are_asked_of_the_server(dovecot):
    for number in range(12):
        dovecot.append(mail(number))
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        uids = [one.uid for one in everything(mailbox, batch=5)]
        assert uids == sorted(uids)
        known = Known(frozenset(uids) - {uids[3], uids[4]})
        assert [one.uid for one in everything(mailbox, known=known)] == uids[3:5]
        assert everything(mailbox, known=Known(frozenset(uids))) == []


def test_a_missing_folder_is_named_and_the_others_are_read(dovecot):
    dovecot.append(mail(), folder="À traiter")
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        with pytest.raises(FolderMissing, match="Absent"):
            everything(mailbox, "Absent")
        assert len(everything(mailbox, "À traiter")) == 1


def test_a_flag_set_by_a_colleague_is_seen_on_an_open_connection(dovecot):
    dovecot.append(mail())
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        (taken,) = everything(mailbox)
        assert not mailbox.is_answered("INBOX", taken.uidvalidity, taken.uid)
        with dovecot.client() as client:
            client.select_folder("INBOX")
            client.add_flags([taken.uid], [rb"\Answered"])
        assert mailbox.is_answered("INBOX", taken.uidvalidity, taken.uid)
        assert not mailbox.is_answered("INBOX", taken.uidvalidity + 1, taken.uid)
        assert not mailbox.is_answered("INBOX", taken.uidvalidity, taken.uid + 50)


def test_an_answer_in_the_sent_folder_is_found_by_its_thread(dovecot):
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        assert not mailbox.holds("Sent", ["In-Reply-To", "References"], "<1@example.org>", TODAY)
        mailbox.append("Sent", b"References: <0@x> <1@example.org>\r\nSubject: Re\r\n\r\nx", WHEN)
        assert mailbox.holds("Sent", ["In-Reply-To", "References"], "<1@example.org>", TODAY)
        assert not mailbox.holds("Sent", ["In-Reply-To"], "<1@example.org>", TODAY)
        assert not mailbox.holds("Sent", ["References"], "<1@example.org>\r\nA1 LOGOUT", TODAY)


def test_a_copy_in_the_sent_folder_is_read_and_dated(dovecot):
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        mailbox.append("Sent", mail(), WHEN)
    with dovecot.client() as client:
        client.select_folder("Sent", readonly=True)
        (stored,) = client.fetch(client.search(), ["FLAGS", "INTERNALDATE"]).values()
    assert rb"\Seen" in stored[b"FLAGS"]
    assert stored[b"INTERNALDATE"] == WHEN


def test_a_mail_is_moved_once(dovecot):
    dovecot.append(mail())
    dovecot.append(mail(2), folder="Traités")
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        (taken,) = everything(mailbox)
        assert mailbox.move("INBOX", taken.uidvalidity, taken.uid, "Traités")
        assert not mailbox.move("INBOX", taken.uidvalidity, taken.uid, "Traités")
        assert len(everything(mailbox, "Traités")) == 2


def test_moving_to_a_missing_folder_is_an_error_that_leaves_the_mail(dovecot):
    dovecot.append(mail())
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        (taken,) = everything(mailbox)
        with pytest.raises(MailboxError, match="Absent"):
            mailbox.move("INBOX", taken.uidvalidity, taken.uid, "Absent")
        assert len(everything(mailbox)) == 1


def test_waiting_ends_with_news_or_with_the_time(dovecot):
    with imap.open_mailbox(settings(dovecot)) as mailbox:
        assert not mailbox.wait("INBOX", 0.2)
        arrival = threading.Timer(0.3, dovecot.append, [mail()])
        arrival.start()
        assert mailbox.wait("INBOX", 10)
        arrival.join()
        assert len(everything(mailbox)) == 1


@contextmanager
def broken_server(*lines: bytes) -> Iterator[int]:
    """A server that says some lines, one a command, then hangs up (an empty line: it stays mute)."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        with suppress(OSError), connection, connection.makefile("rb") as commands:
            connection.sendall(b"* OK ready\r\n")
            for line in lines:
                tag = commands.readline().split(b" ")[0]
                connection.sendall(line.replace(b"TAG", tag))
            if not lines[-1]:
                commands.read()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()
        thread.join(10)


CAPABILITY = b"* CAPABILITY IMAP4rev1\r\nTAG OK\r\n"


@pytest.mark.parametrize(
    "lines",
    [(CAPABILITY,), (CAPABILITY, b"TAG OK logged in\r\n", CAPABILITY), (b"nonsense\r\n",)],
    ids=["it hangs up at login", "it hangs up later", "it speaks no IMAP"],
)
def test_a_server_that_breaks_off_is_one_error(lines):
    with broken_server(*lines) as port, pytest.raises(MailboxError), imap.open_mailbox(at(port)) as mailbox:
        mailbox.open("INBOX")


def test_a_mute_server_is_not_waited_for_for_ever():
    with broken_server(b"") as port, pytest.raises(MailboxError):
        imap.open_mailbox(
            ImapSettings(host="127.0.0.1", port=port, username="demo", password="secret", security="none", timeout_s=1)
        )


def test_nobody_listening_is_one_error():
    with pytest.raises(MailboxError, match="ne peut pas être ouverte"):
        imap.open_mailbox(
            ImapSettings(host="127.0.0.1", port=1, username="demo", password="secret", security="none", timeout_s=1)
        )


def test_the_demos_server_serves_a_cycle():
    with imap_server() as port:
        with IMAPClient("127.0.0.1", port=port, ssl=False, timeout=10) as client:
            client.login(USER, PASSWORD)
            for number in range(12):
                client.append("INBOX", mail(number), msg_time=WHEN)
        given = ImapSettings(host="127.0.0.1", port=port, username=USER, password=PASSWORD, security="none", timeout_s=10)
        with imap.open_mailbox(given) as mailbox:
            mails = everything(mailbox)
            assert [one.content for one in mails] == [mail(number) for number in range(12)]
            assert {one.received_at for one in mails} == {WHEN}
            assert everything(mailbox, known=Known(frozenset(one.uid for one in mails))) == []
            some = Known(frozenset(one.uid for one in mails[:5] + mails[6:]))
            assert [one.uid for one in everything(mailbox, known=some)] == [mails[5].uid]
            with pytest.raises(FolderMissing):
                mailbox.open("Absent")
            mailbox.append("INBOX", b"In-Reply-To: <1@example.org>\r\n\r\nx", WHEN)
            assert mailbox.holds("INBOX", ["In-Reply-To"], "<1@example.org>", TODAY)
