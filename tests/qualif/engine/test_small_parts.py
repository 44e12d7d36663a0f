"""Business days, DMARC, forwards, alerts, the facts of an outage."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from ingest.message import read
from qualif.engine.alerts import alert
from qualif.engine.authenticity import fails_dmarc
from qualif.engine.forwards import original_sender, told_by
from qualif.engine.workdays import after_business_days, before_business_days, easter, holidays, is_business_day
from values.document import Source
from values.form import Form, Reading
from values.mail import Address

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("year", "day"), [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))]
)
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day


def test_the_eleven_holidays() -> None:
    assert len(holidays(2026)) == 11
    assert date(2026, 5, 14) in holidays(2026)
    assert not is_business_day(date(2026, 11, 11))
    assert not is_business_day(date(2026, 2, 14))


@pytest.mark.parametrize(
    ("start", "after", "before"),
    [
        (datetime(2026, 2, 10, 9, tzinfo=PARIS), datetime(2026, 2, 11, 9, tzinfo=PARIS), datetime(2026, 2, 9, 9, tzinfo=PARIS)),
        (datetime(2026, 2, 13, 9, tzinfo=PARIS), datetime(2026, 2, 16, 9, tzinfo=PARIS), datetime(2026, 2, 12, 9, tzinfo=PARIS)),
        (datetime(2026, 2, 16, 9, tzinfo=PARIS), datetime(2026, 2, 17, 9, tzinfo=PARIS), datetime(2026, 2, 13, 9, tzinfo=PARIS)),
        (datetime(2026, 3, 27, 9, tzinfo=PARIS), datetime(2026, 3, 30, 9, tzinfo=PARIS), datetime(2026, 3, 26, 9, tzinfo=PARIS)),
    ],
)
def test_a_business_day_more_or_less(start: datetime, after: datetime, before: datetime) -> None:
    assert (after_business_days(start, 1), before_business_days(start, 1)) == (after, before)


@pytest.mark.parametrize(
    ("header", "fails"),
    [
        ("mx.normandie.fr; spf=pass smtp.mailfrom=x.example; dmarc=fail header.from=x.example", True),
        ("mx.normandie.fr; dmarc=pass header.from=x.example", False),
        ("elsewhere.example; dmarc=fail header.from=x.example", False),
        ("spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example; dmarc=fail action=none header.from=x.example", True),
        ("rubbish ;;; =", False),
        (None, False),
    ],
)
def test_dmarc_by_our_own_server_only(header: str | None, fails: bool) -> None:
    head = f"Authentication-Results: {header}\r\n" if header else ""
    message = read(f"{head}From: x@x.example\r\n\r\n".encode())
    assert fails_dmarc(message, "mx.normandie.fr") is fails
    assert not fails_dmarc(message, None)


def forward(text: str, sender: str = "agent@normandie.fr"):
    return read(f"From: {sender}\r\nSubject: TR: dossier\r\n\r\n{text}".encode())


def test_whom_a_colleague_forwards() -> None:
    own = ("qualif.individuel@normandie.fr",)
    text = "Pour vous.\n\n-----Message d'origine-----\nDe : Léa Martin <lea@example.org>\nÀ : agent@normandie.fr\n"
    found = original_sender(forward(text), ("normandie.fr",), own)
    assert found is not None
    assert found.address == "lea@example.org"
    inside = "De : Autre Agent <autre@dir.normandie.fr>\nFrom: qualif.individuel@normandie.fr\n"
    assert original_sender(forward(inside), ("normandie.fr",), own) is None
    assert original_sender(forward(text, "lea@example.org"), ("normandie.fr",), own) is None
    assert original_sender(None, ("normandie.fr",), own) is None


def carrying(*senders: str, media_type: str = "message/rfc822", name: str = "") -> bytes:
    """A colleague's mail with mails attached, each inside the one before."""
    mail = b"Subject: x\r\n\r\nLe dossier.\r\n"
    for sender in (*reversed(senders), "Agent <agent@normandie.fr>"):
        inner, mail = mail, f"From: {sender}\r\nMIME-Version: 1.0\r\n".encode()
        mail += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n" % len(inner)
        mail += b"--b%d\r\nContent-Type: %s; name=%s\r\n\r\n" % (len(inner), media_type.encode(), name.encode())
        mail += inner + b"\r\n--b%d--\r\n" % len(inner)
    return mail


@pytest.mark.parametrize(
    ("mail", "found"),
    [
        (carrying("=?utf-8?q?L=C3=A9a?= <lea@example.org>"), Address("lea@example.org", "Léa")),
        (carrying("Autre <autre@dir.normandie.fr>", "Léa <lea@example.org>"), Address("lea@example.org", "Léa")),
        (carrying("conseil@ml.example", "lea@example.org"), Address("conseil@ml.example")),
        (carrying("lea@example.org", media_type="application/octet-stream", name="dossier.eml"), Address("lea@example.org")),
        (carrying("qualif.individuel@normandie.fr"), None),
        (carrying(), None),
    ],
    ids=["attached", "by a colleague of his", "two outside", "as a file", "our own", "nothing"],
)
def test_whom_a_colleague_forwards_attached(mail: bytes, found: Address | None) -> None:
    assert original_sender(read(mail), ("normandie.fr",), ("qualif.individuel@normandie.fr",)) == found


def form(**emails: str) -> Form:
    """A form that gives addresses."""
    return Form({f"{who}.email": Reading(email, 0.99, "2", email, Source.TEXT) for who, email in emails.items()})


def test_alone_only_an_address_of_every_form_counts() -> None:
    lea = Address("Lea@example.org")
    assert told_by(lea, (form(candidate="lea@example.org"), form(support="lea@example.org"))) == lea
    assert told_by(lea, (form(candidate="lea@example.org"), form())) is None
    assert told_by(lea, ()) is None
    assert told_by(None, (form(candidate="lea@example.org"),)) is None


def test_an_alert_goes_by_mail_and_by_command(build, tmp_path) -> None:
    told = tmp_path / "told"
    house = build(alert={"to": "garde@normandie.fr", "command": f"/usr/bin/tee {told}"})
    alert(house.parts, house.sender, "disjoncteur", "Rien ne part.")
    assert "Rien ne part." in told.read_text()
    ((to, mime),) = house.sender.sent
    assert to == ("garde@normandie.fr",)
    assert b"[qualif] disjoncteur" in mime
    house.sender.away = True
    alert(house.parts, house.sender, "x", "y")


def test_a_command_that_fails_is_no_failure(build) -> None:
    house = build(alert={"command": "/nonexistent/command"})
    alert(house.parts, house.sender, "x", "y")
