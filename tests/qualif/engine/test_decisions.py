"""People's words: corrections examined at once, decisions recorded, a rejection withdrawn by letter."""

import pytest

from qualif.engine import outbox as people
from qualif.engine.decisions import correct, decide
from qualif.store import dossiers, events, examinations, filing, ledger, outbox
from values.document import Source
from values.errors import NoSuchThing, WrongCall
from values.finding import Verdict

REF = "QI-2026-00001"
ANA = {"by": "Ana", "reason": "lu sur le devis"}


def last(house):
    with house.parts.database.read() as session:
        return examinations.last(session, dossiers.find(session, REF).id)[0]


@pytest.fixture
def rejected(house, late, mail):
    """A house whose one dossier was rejected by the machine."""
    house.deliver(mail(late()))
    house.cycle()
    return house


def test_a_correction_is_a_sure_reading_of_a_person(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    before = last(house)
    correct(house.parts, REF, "training.cost", "3 450,50 €", now=house.instant[0], **ANA)
    reading = last(house).dossier.form.readings["training.cost"]
    assert (reading.value, reading.source, reading.sure) == (3450.5, Source.OPERATOR, True)
    assert before.dossier.form.get("training.cost") is None
    with house.parts.database.read() as session:
        assert [one.cause for one in examinations.entries(session, 1)] == ["mail", "correction"]
        assert [one.by for one in events.of_dossier(session, REF) if one.action == "dossier.corrected"] == ["Ana"]


def test_a_correction_never_rejects_by_itself(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    assert correct(house.parts, REF, "training.start_date", "2026-02-20", now=house.instant[0], **ANA) is Verdict.REJECTED
    assert (house.dossiers[0].verdict, house.dossiers[0].status) == ("rejected", "open")
    assert len(house.replies) == 1


def test_a_corrected_rejection_is_withdrawn_by_a_letter_that_waits(rejected) -> None:
    correct(rejected.parts, REF, "training.start_date", "04/05/2026", now=rejected.instant[0], **ANA)
    (dossier,) = rejected.dossiers
    assert dossier.status == "open"
    assert dossier.verdict != "rejected"
    letter = rejected.replies[-1]
    assert (letter.template, letter.state, letter.hold_reason) == ("rejection_withdrawn", "held", "letter")
    assert letter.to == ("lea.martin@example.org",)
    correct(rejected.parts, REF, "training.level", "3", now=rejected.instant[0], **ANA)
    assert len(rejected.replies) == 2, "one letter is enough"
    assert people.resend(rejected.parts, letter.id, rejected.instant[0], sender=rejected.sender) == "sent"
    assert rejected.dossiers[0].status == "open"


def test_a_correction_that_changes_nothing_of_the_ground_leaves_the_rejection(rejected) -> None:
    assert correct(rejected.parts, REF, "candidate.city", "Rouen", now=rejected.instant[0], **ANA) is Verdict.REJECTED
    assert rejected.dossiers[0].status == "rejected"
    assert len(rejected.replies) == 1


def test_a_person_s_word_survives_a_further_mail(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    correct(house.parts, REF, "training.start_date", "2026-05-11", now=house.instant[0], **ANA)
    house.deliver(mail("Encore.\n" + form(), subject="Encore", In_Reply_To=house.replies[0].message_id))
    house.cycle()
    assert str(last(house).dossier.form.value("training.start_date")) == "2026-05-11"
    assert last(house).dossier.form.sure("training.start_date")


def test_a_held_rejection_of_a_corrected_dossier_does_not_leave(build, late, mail) -> None:
    house = build(decision={"under_one_month": "propose"})
    house.deliver(mail(late()))
    house.cycle()
    held = next(one for one in house.replies if one.state == "held")
    correct(house.parts, REF, "training.start_date", "04/05/2026", now=house.instant[0], **ANA)
    with pytest.raises(NoSuchThing, match="n'est plus rejeté"):
        people.resend(house.parts, held.id, house.instant[0], sender=house.sender)
    assert house.dossiers[0].status == "open"


def test_a_rejection_without_address_leaves_once_a_person_gives_one(house, late, mail) -> None:
    house.deliver(mail(late(Courriel=None), "someone@elsewhere.example"))
    house.cycle()
    held = next(one for one in house.replies if one.state == "held")
    assert (held.hold_reason, held.to) == ("no_address", ())
    with pytest.raises(NoSuchThing, match="adresse"):
        people.resend(house.parts, held.id, house.instant[0], sender=house.sender)
    correct(house.parts, REF, "candidate.email", "lea.martin@example.org", now=house.instant[0], **ANA)
    assert people.resend(house.parts, held.id, house.instant[0], sender=house.sender) == "sent"
    assert house.sender.sent[-1][0] == ("lea.martin@example.org",)


def test_a_decision_is_recorded(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    decide(house.parts, REF, "favourable", by="Ana", reason="complet", now=house.instant[0])
    decide(house.parts, REF, "granted", by="Ana", reason="CP du 6 mars", now=house.instant[0])
    assert house.dossiers[0].status == "granted"
    with house.parts.database.read() as session:
        assert [(one.before, one.status) for one in examinations.decisions(session, 1)] == [
            ("open", "favourable"),
            ("favourable", "granted"),
        ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("candidate.shoe_size", "42"),
        ("training.start_date", "31/02/2026"),
        ("training.start_date", "bientôt"),
        ("candidate.jobseeker", "peut-être"),
        ("training.level", "12"),
        ("training.cost", "cher"),
        ("support.type", "pole_emploi"),
        ("candidate.postal_code", "1400"),
        ("candidate.email", "lea"),
        ("training.title", "  "),
    ],
)
def test_a_wrong_value_is_a_wrong_call(house, form, mail, field: str, value: str) -> None:
    house.deliver(mail(form()))
    house.cycle()
    with pytest.raises(WrongCall, match=field):
        correct(house.parts, REF, field, value, now=house.instant[0], **ANA)
    with house.parts.database.read() as session:
        assert len(examinations.entries(session, 1)) == 1


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("candidate.jobseeker", "oui", True),
        ("candidate.psad", "false", False),
        ("training.level", "4", 4),
        ("training.pace", "part_time", "part_time"),
        ("support.type", "mission_locale", "mission_locale"),
        ("candidate.phone", "02 31 45 67 89", "+33231456789"),
        ("training.total_hours", "420", 420.0),
        ("candidate.civility", "Madame", "Mme"),
    ],
)
def test_a_value_as_people_write_it(house, form, mail, field: str, value: str, kept: object) -> None:
    house.deliver(mail(form()))
    house.cycle()
    correct(house.parts, REF, field, value, now=house.instant[0], **ANA)
    assert last(house).dossier.form.value(field) == kept


def test_who_and_why_are_asked(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    for by, reason in ((" ", "x"), ("Ana", "")):
        with pytest.raises(WrongCall):
            decide(house.parts, REF, "granted", by=by, reason=reason, now=house.instant[0])
    with pytest.raises(WrongCall, match="valeurs possibles"):
        decide(house.parts, REF, "merged", by="Ana", reason="x", now=house.instant[0])
    with pytest.raises(NoSuchThing):
        decide(house.parts, "QI-2026-00009", "granted", by="Ana", reason="x", now=house.instant[0])
    with house.parts.database.write() as session:
        filing.create(session, house.instant[0], last(house), house.instant[0])
        filing.merge(session, 1, 2, house.instant[0])
    with pytest.raises(NoSuchThing, match="QI-2026-00002"):
        decide(house.parts, REF, "granted", by="Ana", reason="x", now=house.instant[0])


def test_the_ledger_and_outbox_of_the_dossier_stand(rejected) -> None:
    with rejected.parts.database.read() as session:
        assert ledger.get(session, 1).dossiers == (REF,)
        assert [one.template for one in outbox.of_dossier(session, 1)] == ["rejected_one_month"]
