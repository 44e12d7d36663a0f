"""The outbox: one reply a mail, dossier and template; every state has its way in and out."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from qualif.store import filing, ledger, outbox, rates, transitions
from qualif.store.database import Database, Session
from qualif.store.ledger import Taken
from qualif.store.outbox import NewReply
from values.errors import NoSuchThing
from values.reply import HoldReason


@pytest.fixture
def mail(db: Database, now: datetime) -> int:
    with db.write() as session:
        return ledger.take(session, [Taken("INBOX", 1, 1, now, 3, "a" * 64, "<m@example.org>")], now)[0]


def reply(mail: int, template: str = "receipt", **more: object) -> NewReply:
    given = {"to": ("lea@example.org",), "message_id": f"<{template}@normandie.fr>", "subject": "Reçu", "mime": b"From: x"} | more
    return NewReply(mail, None, template, **given)  # type: ignore[arg-type]


def added(session: Session, new: NewReply, now: datetime) -> int:
    made = outbox.add(session, new, now)
    assert made is not None
    return made


def state(db: Database, one: int) -> tuple[str, int]:
    with db.read() as session:
        view = outbox.get(session, one)
    assert (view.sent_at is not None) == (view.state == "sent")
    return view.state, view.attempts


def test_one_reply_a_mail_dossier_and_template(db: Database, mail: int, now: datetime) -> None:
    with db.write() as session:
        assert outbox.add(session, reply(mail), now) is not None
        assert outbox.add(session, reply(mail, message_id="<other@normandie.fr>"), now) is None
        assert outbox.add(session, reply(mail, "flagged"), now) is not None
        assert len(outbox.of_message(session, mail)) == 2


def test_what_may_leave_is_rendered(db: Database, mail: int, now: datetime) -> None:
    with pytest.raises(IntegrityError), db.write() as session:
        outbox.add(session, reply(mail, mime=None), now)
    with db.write() as session:
        held = added(session, reply(mail, mime=None, message_id=None, hold_reason=HoldReason.RATE), now)
        assert outbox.get(session, held).state == "held"
        assert outbox.due(session, now, whatever=True) == []


def test_a_reply_on_its_way(db: Database, mail: int, now: datetime) -> None:
    with db.write() as session:
        one = added(session, reply(mail, cc=("cc@example.org",)), now)
        assert outbox.due(session, now) == [one]
        assert transitions.sending(session, one, now)
    with db.write() as session:
        assert not transitions.sending(session, one, now), "only one sends it"
        transitions.sent(session, one, {"cc@example.org": "550 non"}, now)
    assert state(db, one) == ("sent", 1)
    with db.read() as session:
        assert outbox.get(session, one).as_json()["refused"] == ["cc@example.org"]


def test_later_keeps_its_back_off_but_a_poll_tries_all(db: Database, mail: int, now: datetime) -> None:
    with db.write() as session:
        one = added(session, reply(mail, cc=("cc@example.org",)), now)
        transitions.later(session, one, now + timedelta(minutes=5), "451", delivered=["lea@example.org"])
        assert outbox.due(session, now) == []
        assert outbox.due(session, now, whatever=True) == [one]
        assert outbox.due(session, now + timedelta(minutes=6)) == [one]
        assert outbox.load(session, one).recipients == ("cc@example.org",)


def test_what_was_being_sent_at_the_end_is_uncertain(db: Database, mail: int, now: datetime) -> None:
    with db.write() as session:
        one = added(session, reply(mail), now)
        transitions.sending(session, one, now)
        assert transitions.broken_off(session) == [one]
        assert transitions.broken_off(session) == []
    assert state(db, one) == ("uncertain", 1)
    with db.write() as session:
        transitions.settled(session, one, now + timedelta(hours=1))
        assert outbox.get(session, one).sent_at == now
    assert state(db, one) == ("sent", 1)


def test_failed_held_cancelled(db: Database, mail: int, now: datetime) -> None:
    with db.write() as session:
        one = added(session, reply(mail), now)
        transitions.failed(session, one, {"lea@example.org": "550 inconnu"}, "550 inconnu")
    assert state(db, one) == ("failed", 1)
    with db.write() as session:
        transitions.pend(session, one)
        assert outbox.load(session, one).recipients == ("lea@example.org",)
        transitions.hold(session, one, HoldReason.ALREADY_ANSWERED)
    assert state(db, one) == ("held", 1)
    with db.write() as session:
        transitions.release(session, one, reply(mail, subject="Anew"), "Ana", now)
        assert outbox.load(session, one).released_by == "Ana"
        transitions.cancel(session, one)
    assert state(db, one) == ("cancelled", 1)


def test_a_bounce_names_only_whom_we_wrote_to(db: Database, mail: int, now: datetime) -> None:
    with db.write() as session:
        one = added(session, reply(mail), now)
        transitions.sent(session, one, {}, now)
        assert outbox.bounced(session, "<receipt@normandie.fr>", {"LEA@example.org": "bounce", "x@example.org": "bounce"}) == one
        assert outbox.get(session, one).refused == (("lea@example.org", "bounce"),)
        assert outbox.get(session, one).state == "sent"
        assert outbox.bounced(session, "<unknown@normandie.fr>", {"lea@example.org": "bounce"}) is None


def test_the_limits_count_mails_not_replies(db: Database, mail: int, now: datetime) -> None:
    with db.write() as session:
        for template in ("receipt", "rejected_one_month"):
            added(session, reply(mail, template), now)
        added(session, reply(mail, "flagged", hold_reason=HoldReason.RATE, mime=None, message_id=None), now)
        earlier, later = now - timedelta(hours=1), now + timedelta(hours=1)
        assert rates.count_mails(session, earlier, address="lea@example.org") == 1
        assert rates.count_mails(session, earlier, domain="example.org") == 1
        assert rates.count_mails(session, earlier, domain="example.com") == 0
        assert rates.count_mails(session, later, address="lea@example.org") == 0
        assert rates.count_mails(session, earlier, rejections=True) == 1
        assert rates.count_sent(session, earlier) == 0
        for one in outbox.due(session, now):
            transitions.sending(session, one, now)
        assert rates.count_sent(session, earlier) == 1


def test_a_rejection_counts_until_it_is_cancelled(db: Database, mail: int, now: datetime, form, examination) -> None:
    with db.write() as session:
        dossier = filing.create(session, now, examination(form()), now)
        held = NewReply(mail, dossier, "rejected_one_month", (), hold_reason=HoldReason.NO_ADDRESS)
        one = added(session, held, now)
        assert outbox.rejects(session, dossier)
        assert outbox.get(session, one).dossier == "QI-2026-00001"
        transitions.cancel(session, one)
        assert not outbox.rejects(session, dossier)


def test_an_unknown_reply_is_no_such_thing(db: Database) -> None:
    with db.read() as session:
        for ask in (outbox.get, outbox.load):
            with pytest.raises(NoSuchThing):
                ask(session, 12)
