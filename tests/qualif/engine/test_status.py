"""How the service stands, and why a person must act."""

from datetime import timedelta

from qualif.engine.status import status
from qualif.store import states

QUIET = {
    "unanswered": 0,
    "held": 0,
    "uncertain": 0,
    "failed": 0,
    "quarantined": 0,
    "contested": 0,
    "breaker": "closed",
    "must_act": [],
}


def test_a_new_installation_needs_nobody(house) -> None:
    found = status(house.parts).as_json()
    assert found == QUIET | {
        "last_cycle": None,
        "oldest_unexamined": None,
        "tables": {"rncp": None, "postal": None, "collective": None, "health-social": None},
    }


def test_all_is_well_after_a_cycle(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    found = status(house.parts)
    assert found.last_cycle == house.instant[0]
    assert found.must_act == ()


def test_what_waits_is_counted_and_told(build, late, mail) -> None:
    house = build(decision={"under_one_month": "propose"})
    house.deliver(mail(late()))
    house.cycle()
    found = status(house.parts)
    assert found.held == 1
    assert found.must_act == ("1 réponse(s) retenue(s) attendent une personne",)


def test_old_mail_waits_without_asking_for_anybody(build, form, mail) -> None:
    house = build(mailbox={})
    house.deliver(mail(form()), house.instant[0] - timedelta(days=30))
    house.cycle()
    assert (status(house.parts).held, status(house.parts).must_act, status(house.parts).unanswered) == (1, (), 0)


def test_a_mail_without_answer_for_a_business_day(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.sender.away = True
    house.cycle()
    assert status(house.parts).unanswered == 0
    house.pass_time(days=1, minutes=1)
    assert status(house.parts).unanswered == 1


def test_a_breaker_an_outage_and_silence_are_told(house) -> None:
    house.cycle()
    house.pass_time(hours=5)
    with house.parts.database.write() as session:
        states.set_breaker(session, True, house.instant[0], "test")
        states.cycle_failed(session, house.instant[0], "loin")
    found = status(house.parts)
    assert found.breaker == "open"
    assert len(found.must_act) == 3
