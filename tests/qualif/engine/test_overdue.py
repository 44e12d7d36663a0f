"""A reply that could not leave for long: what it promises is looked at before it leaves, and its bytes stay as they were."""

from datetime import date

import pytest

from notify.transport import Refusal
from qualif.engine import outbox as people
from qualif.engine.decisions import correct
from qualif.engine.freshness import frozen_on
from qualif.store import outbox, states

LEA = "lea.martin@example.org"
DUE, SILENCE = "12 mars 2026", "10 avril 2026"


def bytes_of(house) -> bytes:
    with house.parts.database.read() as session:
        return outbox.load(session, house.replies[0].id).mime


def text(mime: bytes) -> str:
    return (people.text_in(mime) or "").replace("\u00a0", " ")


def waits(house, content: bytes, **span: float) -> bytes:
    """A mail is answered while the server is away for some time; the frozen bytes."""
    house.sender.away = True
    house.deliver(content)
    house.cycle()
    frozen = bytes_of(house)
    house.pass_time(**span)
    house.cycle(whatever=False)
    house.sender.away = False
    return frozen


@pytest.mark.parametrize("days", [3, 29, 30])
def test_it_leaves_as_it_was_while_its_days_are_to_come(house, form, mail, days: int) -> None:
    frozen = waits(house, mail(form()), days=days)
    assert f"au plus tard le {DUE}" in text(frozen)
    house.cycle()
    assert (house.states()[0][1], house.sender.sent[0][1]) == ("sent", frozen)


def test_after_a_day_it_gives_it_waits_for_a_person_who_lets_it_go_written_anew(house, form, mail) -> None:
    frozen = waits(house, mail(form()), days=31)
    house.cycle()
    assert house.sender.sent == []
    (reply,) = house.replies
    assert (reply.state, reply.hold_reason) == ("held", "proposed")
    assert DUE in (reply.last_error or "")
    assert bytes_of(house) == frozen, "what was frozen stays"
    assert house.cycle().sent.held == 0, "it is held once"
    assert people.resend(house.parts, reply.id, house.instant[0], sender=house.sender) == "sent"
    said = text(house.sender.sent[0][1])
    assert DUE not in said
    assert "au plus tard le 12 avril 2026" in said
    assert f"sera donc considérée comme rejetée le {SILENCE}" in said
    assert house.dossiers[0].pieces_due == date(2026, 4, 12)


def test_after_the_day_of_silence_too(house, late, mail) -> None:
    waits(house, mail(late()), days=70)
    house.cycle()
    (reply,) = house.replies
    assert (reply.template, reply.state, reply.hold_reason) == ("rejected_one_month", "held", "proposed")
    assert house.dossiers[0].status == "open"
    people.resend(house.parts, reply.id, house.instant[0], sender=house.sender)
    said = text(house.sender.sent[0][1])
    assert f"depuis le {SILENCE}" in said
    assert "n'avez donc pas à attendre" not in said
    assert "Le 21 avril 2026" in said, "the decision is of the day of its signature"
    assert house.dossiers[0].status == "rejected"


def test_a_question_is_promised_no_day_and_leaves(house, mail) -> None:
    frozen = waits(house, mail("Quels sont vos horaires ?", subject="Question"), days=200)
    house.cycle()
    assert house.sender.sent[0][1] == frozen


def test_an_old_mail_is_answered_in_words_of_today(build, form, mail) -> None:
    house = build(mailbox={"answer_since": "2025-01-01T00:00:00+01:00"})
    house.deliver(mail(form()), at=house.instant[0])
    house.pass_time(days=90)
    house.cycle()
    assert house.states()[0][1] == "sent"
    assert f"est donc considérée comme rejetée depuis le {SILENCE}" in text(house.sender.sent[0][1])


def test_the_breaker_may_stay_open_for_long(house, form, mail) -> None:
    with house.parts.database.write() as session:
        states.set_breaker(session, True, house.instant[0], "essai")
    house.deliver(mail(form()))
    house.cycle()
    house.pass_time(days=40)
    people.resume(house.parts.database, house.instant[0])
    assert house.cycle().sent.held == 1


def test_who_has_it_does_not_get_it_again(house, form, mail) -> None:
    house.sender.answers[LEA] = Refusal(451, "greylisted")
    house.deliver(mail(form(), "conseil@ml.example"))
    house.cycle()
    house.pass_time(days=40)
    house.sender.answers.clear()
    house.cycle()
    (reply,) = house.replies
    assert (reply.state, reply.hold_reason) == ("held", "proposed")
    people.resend(house.parts, reply.id, house.instant[0], sender=house.sender)
    assert [to for to, _mime in house.sender.sent] == [("conseil@ml.example",), (LEA,)]


def test_a_person_sends_what_was_refused_with_the_same_bytes(house, form, mail) -> None:
    house.sender.answers[LEA] = Refusal(550, "inconnu")
    house.deliver(mail(form()))
    house.cycle()
    frozen = bytes_of(house)
    house.sender.answers.clear()
    house.pass_time(days=40)
    people.resend(house.parts, house.replies[0].id, house.instant[0], sender=house.sender)
    assert house.sender.sent[0][1] == frozen


def test_a_withdrawal_names_the_day_of_the_decision_not_of_its_leaving(house, late, mail) -> None:
    frozen = waits(house, mail(late()), days=5)
    house.cycle()
    assert house.states()[0][1] == "sent"
    assert frozen_on(frozen) == date(2026, 2, 10)
    correct(
        house.parts, house.dossiers[0].ref, "training.start_date", "2026-06-01", "Anne", "erreur de lecture", house.instant[0]
    )
    _view, said = people.text_of(house.parts, house.replies[1].id, house.instant[0])
    assert "La décision du 10 février 2026" in said.replace("\u00a0", " ")


def test_a_further_mail_released_later_speaks_of_no_silence(build, form, mail) -> None:
    house = build(reply={"per_address_per_day": 1})
    house.deliver(mail(form()))
    house.cycle()
    house.deliver(mail(form(Ville="Bayeux"), subject="Encore"))
    house.cycle()
    first, second = house.replies
    assert (second.state, second.hold_reason, second.dossier) == ("held", "rate", first.dossier)
    people.resend(house.parts, second.id, house.instant[0], sender=house.sender)
    assert "vaut décision de rejet" in text(house.sender.sent[0][1])
    assert "vaut décision de rejet" not in text(house.sender.sent[1][1])
