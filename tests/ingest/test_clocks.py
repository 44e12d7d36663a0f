"""Which clock counts, and which others are told."""

from datetime import UTC, datetime, timedelta, timezone

from ingest import clocks, message
from values.facts import ReceivedFrom

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
MAIL = message.read(
    b"Received: from a by b; Mon, 2 Mar 2026 23:30:00 +0000\nReceived: from c by a; Mon, 2 Mar 2026 22:59:00 +0000\n"
    b"From: Zoe <zoe@caen.example.org>\nDate: Sun, 1 Mar 2026 10:00:00 +0100\n\nx"
)


def test_the_servers_clock_counts_in_paris_and_the_others_are_told():
    received = clocks.receipt(MAIL, None, datetime(2026, 3, 2, 23, 30, 5, tzinfo=UTC), NOW, ())
    assert (received.source, received.day.isoformat()) == (ReceivedFrom.INTERNALDATE, "2026-03-03")
    assert [clock.isoformat() for clock in received.others] == [
        "2026-03-03T00:30:00+01:00",
        "2026-03-01T10:00:00+01:00",
        "2026-03-02T23:59:00+01:00",
    ]


def test_without_it_the_topmost_received_counts():
    received = clocks.receipt(MAIL, None, None, NOW, ())
    assert (received.source, received.at.isoformat()) == (ReceivedFrom.RECEIVED_HEADER, "2026-03-03T00:30:00+01:00")
    assert received.at not in received.others


def test_without_it_the_senders_date_counts():
    received = clocks.receipt(message.read(b"Date: Sun, 1 Mar 2026 10:00:00 +0100\n\nx"), None, None, NOW, ())
    assert (received.source, received.others) == (ReceivedFrom.DATE_HEADER, ())


def test_without_any_the_moment_of_the_call_counts():
    assert clocks.receipt(message.read(b"Date: hier\n\nx"), None, None, NOW, ()).source is ReceivedFrom.CALL
    assert clocks.receipt(None, None, None, NOW, ()).at == NOW


def test_with_the_option_that_instant_alone_counts():
    option = datetime(2026, 3, 5, 8, 0, tzinfo=timezone(timedelta(hours=5)))
    received = clocks.receipt(MAIL, option, datetime(2026, 3, 2, tzinfo=UTC), NOW, ())
    assert (received.source, received.at, received.others) == (ReceivedFrom.OPTION, option, ())
    assert received.at.isoformat() == "2026-03-05T04:00:00+01:00"


def test_a_colleague_is_known_by_his_domain():
    assert clocks.receipt(MAIL, None, None, NOW, ("example.org",)).internal
    assert not clocks.receipt(MAIL, None, None, NOW, ("ample.org", "")).internal


def test_absurd_dates_are_no_clocks():
    read = message.read(b"Received: x; Mon, 1 Jan 1890 00:00:00 +2359\nDate: Fri, 31 Dec 9999 23:59:59 -2359\n\n")
    assert (read.received, read.date) == ((), None)
