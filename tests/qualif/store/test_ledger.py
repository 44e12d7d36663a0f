"""The ledger: every mail once by its place, doubles linked, tries counted."""

from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy.exc import IntegrityError

from qualif.store import ledger
from qualif.store.database import Database
from qualif.store.ledger import Taken
from values.document import DocumentRecord, DocumentType
from values.dossier import MailReading
from values.errors import NoSuchThing
from values.mail import Address, Message


def taken(uid: int, content: str, at: datetime, **more: object) -> Taken:
    digest = sha256(content.encode()).hexdigest()
    given = {"message_id": f"<{content}@example.org>", "sender": "Lea@example.org", "sent_at": at} | more
    return Taken("INBOX", 7, uid, at, len(content), digest, **given)  # type: ignore[arg-type]


def test_a_place_of_the_mailbox_stands_once(db: Database, now: datetime) -> None:
    with db.write() as session:
        ledger.take(session, [taken(1, "a", now)], now)
    with pytest.raises(IntegrityError), db.write() as session:
        ledger.take(session, [taken(1, "b", now)], now)


def test_the_same_bytes_are_linked_to_the_first(db: Database, now: datetime) -> None:
    with db.write() as session:
        ids = ledger.take(session, [taken(1, "a", now), taken(2, "a", now), taken(3, "a", now)], now)
        views = [ledger.get(session, one) for one in ids]
    assert [(view.same_as, view.same_how) for view in views] == [(None, None), (ids[0], "bytes"), (ids[0], "bytes")]


def test_the_same_id_sender_and_date_are_linked_otherwise(db: Database, now: datetime) -> None:
    with db.write() as session:
        first, again, other = ledger.take(
            session,
            [
                taken(1, "a", now),
                taken(2, "b", now, message_id="<a@example.org>"),
                taken(3, "c", now, message_id="<a@example.org>", sent_at=now + timedelta(seconds=1)),
            ],
            now,
        )
        assert (ledger.get(session, again).same_as, ledger.get(session, again).same_how) == (first, "headers")
        assert ledger.get(session, other).same_as is None


def test_a_mail_without_message_id_is_no_double(db: Database, now: datetime) -> None:
    with db.write() as session:
        ids = ledger.take(session, [taken(n, f"m{n}", now, message_id=None) for n in (1, 2)], now)
        assert [ledger.get(session, one).same_as for one in ids] == [None, None]


def test_what_waits_comes_by_receipt_doubles_last(db: Database, now: datetime) -> None:
    with db.write() as session:
        late, double, early = ledger.take(
            session, [taken(1, "a", now), taken(2, "a", now - timedelta(days=2)), taken(3, "b", now - timedelta(days=1))], now
        )
        assert [view.id for view in ledger.waiting(session, now)] == [early, late, double]


def test_a_mail_too_large_is_set_aside_and_fetched_when_asked(db: Database, now: datetime) -> None:
    with db.write() as session:
        (large,) = ledger.take(session, [Taken("INBOX", 7, 1, now, 10**9, None)], now)
        view = ledger.get(session, large)
        assert (view.state, view.problem, view.sha256) == ("quarantined", "too_large", None)
        ledger.retry(session, large)
        assert [one.uid for one in ledger.without_bytes(session, "INBOX", 7)] == [1]
        assert ledger.waiting(session, now) == []
        ledger.still_too_large(session, large)
        assert ledger.get(session, large).state == "quarantined"
        ledger.retry(session, large)
        ledger.give_bytes(session, large, "f" * 64, 12, now)
        assert [one.id for one in ledger.waiting(session, now)] == [large]


def test_only_a_quarantined_mail_is_taken_up_again(db: Database, now: datetime) -> None:
    with db.write() as session:
        (one,) = ledger.take(session, [taken(1, "a", now)], now)
    with pytest.raises(NoSuchThing, match="received"), db.write() as session:
        ledger.retry(session, one)
    with pytest.raises(NoSuchThing), db.write() as session:
        ledger.retry(session, 99)
    with db.write() as session:
        ledger.begin(session, one)
        ledger.quarantine(session, one, "crashed", "Traceback …")
        ledger.retry(session, one)
        view = ledger.get(session, one)
    assert (view.state, view.attempts, view.problem, view.traceback, view.kind) == ("received", 0, None, None, None)


def test_a_state_says_the_kind(db: Database, now: datetime) -> None:
    with db.write() as session:
        (one,) = ledger.take(session, [taken(1, "a", now)], now)
    with db.write() as session:
        ledger.examined(session, one, now, "other", "une question")
        assert ledger.get(session, one).as_json()["kind"] == "other"
    with pytest.raises(IntegrityError), db.write() as session:
        ledger.examined(session, one, now, "nonsense", "")


def test_a_reading_comes_back_and_is_searched_by_names(db: Database, now: datetime) -> None:
    message = Message(
        "<a@example.org>", Address("lea@example.org"), (), (), (), None, "Dossier MARTIN", (), (), None, (), (), "Léa…", ()
    )
    record = DocumentRecord("2", "Cv_d'Élise.pdf", "application/pdf", DocumentType.CV, 1, "text", None)
    reading = MailReading(message, None, (record,), ())
    with db.write() as session:
        (one,) = ledger.take(session, [taken(1, "a", now)], now)
        ledger.keep_reading(session, one, reading, "1", now)
    with db.read() as session:
        assert ledger.reading(session, one) == reading
        span = (now - timedelta(days=1), now + timedelta(days=1))
        assert [view.id for view in ledger.naming(session, ("martin", "lea"), *span)] == [one]
        assert ledger.naming(session, ("martin", "paul"), *span) == []
        assert ledger.naming(session, ("mart",), *span) == []
        assert ledger.naming(session, ("martin",), now - timedelta(days=9), now) == []
        assert ledger.reading(session, 77) is None


def test_the_sender_is_found_in_any_case(db: Database, now: datetime) -> None:
    with db.write() as session:
        ledger.take(session, [taken(1, "a", now)], now)
        assert ledger.get(session, 1).sender == "Lea@example.org"
        assert len(ledger.from_sender(session, "LEA@example.org", now + timedelta(days=1))) == 1


def test_instants_come_back_aware_and_are_shown_in_paris(db: Database, now: datetime) -> None:
    with db.write() as session:
        ledger.take(session, [taken(1, "a", now)], now)
    with db.read() as session:
        view = ledger.get(session, 1)
    assert view.received_at == now
    assert view.as_json()["received_at"] == "2026-02-10T09:30:00+01:00"


def test_uids_are_known_by_validity(db: Database, now: datetime) -> None:
    with db.write() as session:
        ledger.take(session, [taken(3, "a", now), taken(9, "b", now)], now)
        assert ledger.known_uids(session, "INBOX", 7) == {3, 9}
        assert ledger.last_uid(session, "INBOX", 7) == 9
        assert ledger.last_uid(session, "INBOX", 8) == 0
        assert ledger.uid_count(session, "INBOX", 7) == 2
