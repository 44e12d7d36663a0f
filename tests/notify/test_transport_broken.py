"""Sending to a server that follows a script and breaks where it is told to: what is lost, what is refused, what is uncertain."""

import socket
import threading
from datetime import datetime
from typing import Any

import pytest

from config.sections import SmtpSettings
from notify.headers import mime
from notify.samples import DESK, PARIS, by_template
from notify.transport import Outcome, Smtp
from values.errors import SendingError

FROM = DESK.mailbox
ONE, TWO = "a@example.org", "b@example.org"
AT = datetime(2026, 2, 3, 14, 6, tzinfo=PARIS)
MIME = mime(by_template()["receivable"][0].reply(DESK), DESK, "<qi.x.y@region.example>", AT)


def settings(port: int, **more: Any) -> SmtpSettings:
    return SmtpSettings(**{"host": "127.0.0.1", "port": port, "security": "none", "auth": "none", "timeout_s": 3} | more)


# A server that follows a script, line by line: what it answers to each command, or None to hang up.


def scripted(answers: dict[str, str | None], said: list[str], times: int = 1) -> int:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(5)

    def talk() -> None:
        with listener:
            for _ in range(times):
                connection, _ = listener.accept()
                connection.settimeout(5)
                with connection, connection.makefile("rwb") as line:
                    _converse(line, answers, said)

    threading.Thread(target=talk, daemon=True).start()
    return int(listener.getsockname()[1])


def _converse(line: Any, answers: dict[str, str | None], said: list[str]) -> None:
    def answer(word: str, otherwise: str) -> bool:
        said.append(word)
        text = answers.get(word, otherwise)
        if text is None:
            return False
        line.write(f"{text}\r\n".encode())
        line.flush()
        return True

    if not answer("hello", "220 script"):
        return
    while command := line.readline():
        word = command.split()[0].decode().upper()
        if not answer(word, "354 go" if word == "DATA" else "250 OK"):
            return
        if word == "DATA" and answers.get("DATA", "354").startswith("354"):  # type: ignore[union-attr]
            while (content := line.readline()) not in (b".\r\n", b""):
                if answers.get("middle", "") is None and content == b"\r\n":
                    return
            if not answer("end", "250 queued"):
                return


Script = dict[str, str | None]


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ({"end": None}, Outcome.UNCERTAIN),
        ({"end": "421 closing"}, Outcome.REFUSED),
        ({"end": "99 nonsense"}, Outcome.UNCERTAIN),
        ({"end": "rubbish"}, Outcome.UNCERTAIN),
        ({"end": "354 again"}, Outcome.UNCERTAIN),
        ({"DATA": None}, Outcome.REFUSED),
        ({"DATA": "451 later"}, Outcome.REFUSED),
        ({"DATA": "503 no"}, Outcome.REFUSED),
        ({"end": "250 queued"}, Outcome.SENT),
    ],
)
def test_once_the_recipients_are_accepted(script: Script, outcome: Outcome) -> None:
    told: list[str] = []
    with Smtp(settings(scripted(script, []))) as smtp:
        result = smtp.send(MIME, FROM, (ONE,), lambda: told.append("accepted"))
    assert result.outcome is outcome
    assert told == ["accepted"]
    if script.get("DATA", "") is None:
        assert result.temporary


def test_silence_after_the_data_is_doubt() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def talk() -> None:
        with listener:
            connection, _ = listener.accept()
            with connection, connection.makefile("rwb") as line:
                line.write(b"220 slow\r\n")
                line.flush()
                while command := line.readline():
                    word = command.split()[0].upper() if command.split() else b""
                    line.write(b"354 go\r\n" if word == b"DATA" else b"250 OK\r\n")
                    line.flush()
                    if word == b"DATA":
                        done.wait(5)
                        return

    threading.Thread(target=talk, daemon=True).start()
    with Smtp(settings(int(listener.getsockname()[1]), timeout_s=1)) as smtp:
        result = smtp.send(MIME, FROM, (ONE,))
    done.set()
    assert (result.outcome, result.accepted) == (Outcome.UNCERTAIN, (ONE,))


@pytest.mark.parametrize(
    "script", [{"MAIL": None}, {"RCPT": None}, {"RCPT": "421 closing"}, {"MAIL": "421 closing"}, {"EHLO": None}]
)
def test_before_the_data_a_broken_line_sends_nothing(script: Script) -> None:
    told: list[str] = []
    with Smtp(settings(scripted(script, []))) as smtp, pytest.raises(SendingError):
        smtp.send(MIME, FROM, (ONE,), lambda: told.append("accepted"))
    assert told == []


def test_a_connection_that_the_server_closed_is_made_anew() -> None:
    said: list[str] = []
    port = scripted({"NOOP": None}, said, times=2)
    with Smtp(settings(port)) as smtp:
        assert smtp.send(MIME, FROM, (ONE,)).outcome is Outcome.SENT
        assert smtp.send(MIME, FROM, (TWO,)).outcome is Outcome.SENT
    assert said.count("hello") == 2
    assert said.count("end") == 2


def test_xoauth2_asks_for_a_token_at_each_connection() -> None:
    said: list[str] = []
    tokens = iter(["un", "deux"])
    script: Script = {"EHLO": "250-script\r\n250 AUTH XOAUTH2", "AUTH": "235 welcome"}
    port = scripted(script, said, times=2)
    for _ in range(2):
        with Smtp(settings(port, auth="xoauth2", username="boite"), token=lambda: next(tokens)) as smtp:
            assert smtp.send(MIME, FROM, (ONE,)).outcome is Outcome.SENT
    assert said.count("AUTH") == 2
    assert next(tokens, None) is None


def test_xoauth2_without_a_token_says_so() -> None:
    port = scripted({"EHLO": "250-script\r\n250 AUTH XOAUTH2"}, [])
    with Smtp(settings(port, auth="xoauth2", username="boite")) as smtp, pytest.raises(SendingError, match="XOAUTH2"):
        smtp.check()


def test_leave_is_taken_of_a_dead_server_too() -> None:
    smtp = Smtp(settings(scripted({"QUIT": None}, [])))
    smtp.check()
    smtp.close()
    smtp.close()
