"""The outbox: what leaves, what is tried again, what is uncertain, when all stops."""

from datetime import timedelta

import pytest

from notify.transport import Refusal
from qualif.engine import outbox as people
from qualif.engine.decisions import decide
from qualif.store import outbox, states
from values.errors import NoSuchThing, SendingError

LEA = "lea.martin@example.org"


@pytest.fixture
def asked(house, mail):
    """A house with one question that waits."""
    house.deliver(mail("Quels sont vos horaires ?", subject="Question"))
    return house


def test_a_server_away_leaves_replies_pending(asked) -> None:
    asked.sender.away = True
    report = asked.cycle()
    assert report.sent.problem == "serveur SMTP injoignable"
    assert asked.states()[0][1] == "pending"
    asked.sender.away = False
    assert asked.cycle(whatever=False).sent.sent == 0, "the daemon keeps the back-off"
    assert asked.cycle().sent.sent == 1, "a poll tries at once"


def test_a_temporary_refusal_is_tried_again(asked) -> None:
    asked.sender.answers[LEA] = Refusal(451, "plus tard")
    asked.cycle()
    (reply,) = asked.replies
    assert (reply.state, reply.attempts, reply.last_error) == ("pending", 1, "451 plus tard")
    assert reply.next_try_at == asked.instant[0] + timedelta(minutes=1)
    asked.sender.answers.clear()
    asked.pass_time(minutes=2)
    asked.cycle(whatever=False)
    assert (asked.replies[0].state, asked.replies[0].attempts) == ("sent", 2)


def test_a_temporary_refusal_ends_after_days(asked) -> None:
    asked.sender.answers[LEA] = Refusal(451, "plus tard")
    asked.cycle()
    asked.pass_time(days=6)
    asked.cycle()
    assert (asked.replies[0].state, asked.replies[0].refused) == ("failed", ((LEA, "451 plus tard"),))


def test_a_refusal_for_good_fails(asked) -> None:
    asked.sender.answers[LEA] = Refusal(550, "inconnu")
    asked.cycle()
    (reply,) = asked.replies
    assert (reply.state, reply.refused, reply.attempts) == ("failed", ((LEA, "550 inconnu"),), 1)
    asked.cycle()
    assert asked.replies[0].attempts == 1


def test_refused_by_some_only_is_sent(house, form, mail) -> None:
    house.sender.answers[LEA] = Refusal(550, "inconnu")
    house.deliver(mail(form(), "conseil@ml.example"))
    house.cycle()
    (reply,) = house.replies
    assert reply.cc == (LEA,)
    assert (reply.state, reply.as_json()["refused"]) == ("sent", [LEA])


def test_one_who_is_asked_to_wait_gets_it_later_alone(house, form, mail) -> None:
    house.sender.answers[LEA] = Refusal(451, "greylisted")
    house.deliver(mail(form(), "conseil@ml.example"))
    house.cycle()
    assert house.states()[0][1] == "pending"
    house.sender.answers.clear()
    house.cycle()
    assert house.states()[0][1] == "sent"
    assert [to for to, _mime in house.sender.sent] == [("conseil@ml.example",), (LEA,)]


def test_a_broken_connection_is_uncertain_and_never_repeated(asked) -> None:
    asked.sender.breaks = "connexion perdue"
    asked.cycle()
    asked.sender.breaks = ""
    asked.cycle()
    assert (asked.states()[0][1], asked.sender.sent) == ("uncertain", [])
    people.settle(asked.parts, 1, asked.instant[0])
    assert asked.states()[0][1] == "sent"


def test_a_kill_while_sending_is_uncertain(asked) -> None:
    asked.sender.breaks = "kill"
    with pytest.raises(KeyboardInterrupt):
        asked.cycle()
    assert asked.states()[0][1] == "sending"
    asked.sender.breaks = ""
    asked.cycle()
    assert (asked.states()[0][1], asked.sender.sent) == ("uncertain", [])


def test_the_breaker_opens_and_a_person_closes_it(build, mail) -> None:
    house = build(reply={"per_hour": 2})
    for n in range(3):
        house.deliver(mail("Bonjour ?", f"p{n}@example.org"))
    report = house.cycle()
    assert [state[1] for state in house.states()] == ["sent", "sent", "pending"]
    assert "arrêt de sécurité" in (report.sent.problem or "")
    house.pass_time(hours=2)
    house.cycle()
    assert house.states()[-1][1] == "pending", "it stays open"
    people.resume(house.parts.database, house.instant[0])
    house.cycle()
    assert house.states()[-1][1] == "sent"
    with pytest.raises(NoSuchThing):
        people.resume(house.parts.database, house.instant[0])


def test_a_person_sends_again_what_failed_with_the_same_bytes(asked) -> None:
    asked.sender.answers[LEA] = Refusal(550, "inconnu")
    asked.cycle()
    with asked.parts.database.read() as session:
        mime = outbox.load(session, 1).mime
    asked.sender.answers.clear()
    assert people.resend(asked.parts, 1, asked.instant[0], sender=asked.sender) == "sent"
    assert asked.sender.sent == [((LEA,), mime)]
    with pytest.raises(NoSuchThing, match="sent"):
        people.resend(asked.parts, 1, asked.instant[0], sender=asked.sender)


def test_sending_again_while_the_server_is_away_leaves_it_pending(asked) -> None:
    asked.sender.answers[LEA] = Refusal(550, "inconnu")
    asked.cycle()
    asked.sender.away = True
    with pytest.raises(SendingError, match="partira"):
        people.resend(asked.parts, 1, asked.instant[0], sender=asked.sender)
    assert asked.states()[0][1] == "pending"


def test_a_held_rejection_is_rendered_for_the_day_it_is_signed(build, late, mail) -> None:
    house = build(decision={"under_one_month": "propose"})
    house.deliver(mail(late()))
    house.cycle()
    held = next(one for one in house.replies if one.state == "held")
    assert held.message_id is None
    house.pass_time(days=1)
    view, text = people.text_of(house.parts, held.id, house.instant[0])
    assert view.id == held.id
    assert "11 février 2026" in text
    assert people.resend(house.parts, held.id, house.instant[0], by="Anne", sender=house.sender) == "sent"
    assert house.dossiers[0].status == "rejected"
    assert house.sender.sent[-1][0] == (LEA,)
    with house.parts.database.read() as session:
        from qualif.store import examinations

        assert examinations.decisions(session, 1)[0].by == "Anne"


def test_what_still_stands_in_the_way_is_told(build, late, mail) -> None:
    house = build(signatory={})
    house.deliver(mail(late()))
    house.cycle()
    held = next(one for one in house.replies if one.state == "held")
    assert held.hold_reason == "no_signatory"
    with pytest.raises(NoSuchThing, match="signataire"):
        people.resend(house.parts, held.id, house.instant[0], sender=house.sender)
    assert house.states()[-1][1] == "held" or house.states()[0][1] == "held"


def test_a_held_receipt_of_old_mail_can_be_sent(build, form, mail) -> None:
    house = build(mailbox={})
    house.deliver(mail(form(**{"Organisme de formation": None})), house.instant[0] - timedelta(days=3))
    house.cycle()
    assert house.dossiers[0].status == "open"
    people.resend(house.parts, 1, house.instant[0], sender=house.sender)
    assert house.states()[0][1] == "sent"
    assert house.dossiers[0].pieces_due is not None


def test_what_waits_can_be_cancelled(build, form, mail) -> None:
    house = build(mailbox={})
    house.deliver(mail(form()), house.instant[0] - timedelta(days=3))
    house.cycle()
    people.cancel(house.parts, 1, "répondu au téléphone", house.instant[0])
    assert house.states()[0][1] == "cancelled"
    with pytest.raises(NoSuchThing):
        people.cancel(house.parts, 1, "encore", house.instant[0])
    with pytest.raises(NoSuchThing):
        people.settle(house.parts, 1, house.instant[0])
    with pytest.raises(NoSuchThing):
        people.resend(house.parts, 7, house.instant[0], sender=house.sender)


def test_a_rejection_that_people_overtook_does_not_leave(house, late, mail) -> None:
    house.deliver(mail(late()))
    house.sender.away = True
    house.cycle()
    assert house.states() == [("rejected_one_month", "pending", None)]
    decide(house.parts, "QI-2026-00001", "favourable", by="Ana", reason="erreur de date", now=house.instant[0])
    house.sender.away = False
    house.cycle()
    assert house.states() == [("rejected_one_month", "held", "proposed")]
    assert house.dossiers[0].status == "favourable"


def test_the_breaker_state_is_kept(asked) -> None:
    with asked.parts.database.write() as session:
        states.set_breaker(session, True, asked.instant[0], "test")
    asked.cycle()
    assert asked.states()[0][1] == "pending"
