"""Bytes of bad will: nothing raises, nothing takes long."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ingest import attachments, classify, message

BUDGET_S = 10.0

PIECES = some.sampled_from(
    [
        b"From: ", b"Subject: ", b"Date: ", b"Received: ", b"In-Reply-To: <", b"a@example.org",
        b"\n\n", b"\r\n", b"\r", b"\x00", b"\xe9",
        b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: message/rfc822\n", b"--b\n", b"--b--\n", b'"', b"(", b";",
        b"=?utf-8?q?", b"=?utf-8?b?w6k=?=", b"Content-Disposition: attachment; filename*0*=", b"charset*1=",
        b"Content-Transfer-Encoding: base64\n", b"Content-Type: text/html; charset=utf-7\n",
        b"<table><tr><td>", b"> ", b"De : x\n",
        b"Content-Type: text/plain; charset=punycode\n", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-",
        b"Content-Type: message/delivery-status\n", b"Final-Recipient: rfc822;",
    ]
)  # fmt: skip
MAILS = some.one_of(
    some.binary(max_size=400), some.lists(some.one_of(PIECES, some.binary(max_size=8)), max_size=40).map(b"".join)
)
NAMES = some.sampled_from(["From", "Date", "Content-Type", "Message-ID", "Subject", "References"])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(content=MAILS)
def test_nothing_raises(vocabulary, content):
    read = message.read(content)
    classify.machine(read, vocabulary)
    attachments.unpack(read)
    str(read).encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(name=NAMES, value=some.binary(max_size=200))
def test_no_header_raises(name, value):
    message.read(name.encode() + b": " + value + b"\n\nBonjour")


HOSTILE = {
    "fifty thousand parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000,
    "deep multiparts": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)),
    "deep mails": b"Content-Type: message/rfc822\n\n" * 20_000,
    "a header without an end": b"Subject: " + b"a" * 5_000_000,
    "many headers": b"".join(b"X-%d: y\n" % n for n in range(100_000)),
    "many continuation lines": b"Subject: x\n" + b" y\n" * 500_000,
    "many addresses": b"From: " + b"a@b.example, " * 100_000,
    "open comments": b"From: " + b"(" * 200_000,
    "many parameters": b"Content-Type: multipart/mixed; " + b'a=";"; ' * 100_000,
    "many encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 70_000,
    "false boundaries": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--bx\n" * 1_000_000,
    "open tags": b"Content-Type: text/html\n\n" + b"<div><table><tr><td>" * 150_000,
    "open comments of a page": b"Content-Type: text/html\n\n" + b"<!--" * 500_000,
    "quoted lines": b"Subject: Re: x\n\n" + b"> x\n" * 500_000,
    "lines like a quotation's head": b"Subject: Re: x\n\n" + b"le x\n" * 200_000,
    "base64 in shreds": b"Content-Transfer-Encoding: base64\n\n" + b"Q=" * 1_000_000,
    "dots": b"Subject: x\n\n" + b"a." * 500_000,
    "NUL bytes": b"\x00" * 1_000_000,
    "nothing": b"",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_the_cost_stays_bounded(vocabulary, content):
    begun = time.monotonic()
    read = message.read(content)
    classify.machine(read, vocabulary)
    attachments.unpack(read)
    assert time.monotonic() - begun < BUDGET_S
