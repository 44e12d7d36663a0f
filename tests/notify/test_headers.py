"""The MIME of a reply, read back by the standard library; no foreign text makes a header."""

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest

from notify.headers import MOST_REFERENCES, mime, shown, thread
from notify.samples import DESK, PARIS, by_template
from values.reply import Reply

OUR_ID = "<qi.abcdefghijklmnopqrstuvwxyz.abcdefghijklmnop@region.example>"
AT = datetime(2026, 2, 3, 14, 6, tzinfo=PARIS)
REPLY = by_template()["receivable"][1].reply(DESK)


def parsed(reply: Reply = REPLY) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(mime(reply, DESK, OUR_ID, AT), policy=default))


def test_every_header_of_rfc_5322_and_3834() -> None:
    mail = parsed()
    assert mail["From"] == "Région Normandie – Qualif individuel <qualif.individuel@region.example>"
    assert mail["Reply-To"] == mail["From"]
    assert mail["To"] == "conseil@structure.example"
    assert mail["Cc"] == "lea.durand@example.org"
    assert mail["Subject"] == REPLY.subject
    assert mail["Date"] == "Tue, 03 Feb 2026 14:06:00 +0100"
    assert mail["Message-ID"] == OUR_ID
    assert mail["In-Reply-To"] == "<demande@structure.example>"
    assert mail["References"] == "<demande@structure.example>"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Content-Language"] == "fr"
    assert "Bcc" not in mail
    assert all(count == 1 for count in (len(mail.get_all(name, [])) for name in mail))


def test_text_and_html_are_twins_in_utf8() -> None:
    mail = parsed()
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == REPLY.text
    assert html.get_content().replace("\r\n", "\n") == REPLY.html


def test_the_bytes_are_seven_bits_with_crlf_and_short_lines_and_always_the_same() -> None:
    content = mime(REPLY, DESK, OUR_ID, AT)
    assert content.isascii()
    assert content.replace(b"\r\n", b"").count(b"\n") == content.replace(b"\r\n", b"").count(b"\r") == 0
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content == mime(REPLY, DESK, OUR_ID, AT)


def test_a_reply_shows_the_headers_that_stop_loops() -> None:
    assert dict(REPLY.headers)["Auto-Submitted"] == "auto-replied"
    assert dict(REPLY.headers)["In-Reply-To"] == "<demande@structure.example>"
    assert "In-Reply-To" not in dict(shown(None, ("<a@b>",)))


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
def test_nothing_foreign_makes_a_header(break_: str) -> None:
    hostile = f"DURAND{break_}Bcc: pirate@example.net"
    reply = replace(REPLY, subject=hostile, headers=shown(f"<a@b>{break_}Bcc: pirate@example.net", (hostile,)))
    mail = cast(EmailMessage, message_from_bytes(mime(reply, replace(DESK, service=hostile), OUR_ID, AT), policy=default))
    assert "Bcc" not in mail
    assert mail["Subject"] is not None
    assert mail["In-Reply-To"] == "<a@b>"


def test_an_id_that_is_none_is_shown_but_never_sent() -> None:
    reply = replace(REPLY, headers=shown("sans chevrons é", ()))
    assert dict(reply.headers)["In-Reply-To"] == "sans chevrons é"
    assert parsed(reply)["In-Reply-To"] is None


def test_long_ids_are_folded_and_never_encoded() -> None:
    long = f"<{'x' * 300}@example.org>"
    references = (long, *(f"<{n}@example.org>" for n in range(40)))
    content = mime(replace(REPLY, headers=shown(long, references)), DESK, OUR_ID, AT)
    assert b"=?" not in content.split(b"References:")[1].split(b"\r\nContent")[0]
    mail = cast(EmailMessage, message_from_bytes(content, policy=default))
    assert mail["In-Reply-To"] == long
    assert len(mail["References"].split()) <= MOST_REFERENCES


def test_the_thread_keeps_its_first_and_its_last_ids() -> None:
    ids = tuple(f"<{n}@x>" for n in range(40))
    kept = thread(ids, "<last@x>")
    assert (len(kept), kept[0], kept[-1], kept[-2]) == (MOST_REFERENCES, "<0@x>", "<last@x>", "<39@x>")


def test_addresses_outside_ascii() -> None:
    reply = replace(REPLY, to=("léa@région.example",), cc=("a@région.example",))
    content = mime(reply, DESK, OUR_ID, AT)
    assert "léa@xn--rgion-bsa.example".encode() in content
    assert b"a@xn--rgion-bsa.example" in content
