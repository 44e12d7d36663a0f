"""Dossiers: a reference of their year, never given twice; joined, merged, found by who and what."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from qualif.store import dossiers, examinations, filing, identity, ledger
from qualif.store.database import Database
from qualif.store.ledger import Taken
from qualif.store.tables.dossier import DossierRow
from values.document import Source
from values.errors import NoSuchThing
from values.examination import Examined
from values.facts import Receipt, ReceivedFrom
from values.finding import Verdict
from values.form import Reading
from values.mail import Kind

PARIS = ZoneInfo("Europe/Paris")
LEA = {
    "candidate__last_name": "Martin",
    "candidate__first_name": "Léa",
    "candidate__birth_date": date(1990, 3, 12),
    "training__title": "Cuisinier",
    "training__provider": "AFPA Caen",
    "training__start_date": date(2026, 3, 2),
}


def test_the_year_is_that_of_receipt_in_paris(db: Database, now: datetime, form, examination) -> None:
    night = datetime(2025, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))
    with db.write() as session:
        ids = [filing.create(session, at, examination(form(**LEA)), now) for at in (now, night, now - timedelta(days=100))]
        refs = [dossiers.by_id(session, one).ref for one in ids]
    assert refs == ["QI-2026-00001", "QI-2026-00002", "QI-2025-00001"]


def test_a_number_is_never_given_twice(db: Database, now: datetime, form, examination) -> None:
    with db.write() as session:
        first = filing.create(session, now, examination(form(**LEA)), now)
        session.delete(session.get(DossierRow, first))
    with suppress(ZeroDivisionError), db.write() as session:
        filing.create(session, now, examination(form(**LEA)), now)
        raise ZeroDivisionError
    with db.write() as session:
        again = filing.create(session, now, examination(form(**LEA)), now)
        assert dossiers.by_id(session, again).ref == "QI-2026-00002"


def test_a_dossier_as_the_list_shows_it(db: Database, now: datetime, form, examination) -> None:
    with db.write() as session:
        one = filing.create(session, now, examination(form(**LEA), Verdict.REJECTED, ("deadline.one_month",)), now)
        (mail,) = ledger.take(session, [Taken("INBOX", 1, 1, now, 3, "a" * 64)], now)
        filing.link(session, one, mail, 0, now)
        filing.link(session, one, mail, 0, now)
    with db.read() as session:
        assert dossiers.get(session, "QI-2026-00001").as_json() == {
            "ref": "QI-2026-00001",
            "status": "open",
            "verdict": "rejected",
            "reasons": ["deadline.one_month"],
            "received_at": "2026-02-10T09:30:00+01:00",
            "candidate": "MARTIN Léa",
            "training": "Cuisinier",
            "start_date": "2026-03-02",
            "pieces_due": None,
            "merged_into": None,
            "messages": [mail],
        }
        assert ledger.get(session, mail).dossiers == ("QI-2026-00001",)
        assert [view.ref for view in dossiers.entries(session)] == ["QI-2026-00001"]
        with pytest.raises(NoSuchThing):
            dossiers.get(session, "QI-2026-00009")


def test_candidates_are_found_by_name_birth_date_or_address(db: Database, now: datetime, form, examination) -> None:
    with db.write() as session:
        one = filing.create(session, now, examination(form(**LEA)), now)
    with db.read() as session:
        for who in (
            identity.Identity(birth_name="martin", first_name="lea"),
            identity.Identity(birth_date=date(1990, 3, 12)),
        ):
            assert [known.id for known in dossiers.alike(session, who)] == [one]
        assert dossiers.alike(session, identity.Identity(last_name="martin", first_name="paul")) == []
        assert dossiers.alike(session, identity.Identity()) == []
        assert [known.id for known in dossiers.starting_on(session, date(2026, 3, 2))] == [one]


def test_r_moves_back_within_its_year_only(db: Database, now: datetime, form, examination) -> None:
    with db.write() as session:
        one = filing.create(session, now, examination(form(**LEA)), now)
        filing.judged(session, one, examination(form(**LEA)), now - timedelta(days=5), now)
        assert dossiers.by_id(session, one).received_at == now - timedelta(days=5)
        filing.judged(session, one, examination(form(**LEA)), now - timedelta(days=300), now)
        assert dossiers.by_id(session, one).received_at == now - timedelta(days=5)


def test_a_merged_dossier_has_an_heir(db: Database, now: datetime, form, examination) -> None:
    with db.write() as session:
        a, b, c = (filing.create(session, now, examination(form(**LEA)), now) for _ in range(3))
        filing.merge(session, a, b, now)
        filing.merge(session, b, c, now)
        assert dossiers.heir(session, dossiers.by_id(session, a)).id == c
        assert dossiers.get(session, "QI-2026-00001").merged_into == "QI-2026-00002"


def test_addresses_of_a_dossier(db: Database, now: datetime, form, examination) -> None:
    made = form(**LEA, candidate__email="Lea@example.org", support__email="conseil@ml.example")
    with db.write() as session:
        one = filing.create(session, now, examination(made), now)
        (mail,) = ledger.take(session, [Taken("INBOX", 1, 1, now, 3, "a" * 64, sender="Other@Example.org")], now)
        filing.link(session, one, mail, 0, now)
        assert dossiers.addresses(session, one) == {"lea@example.org", "conseil@ml.example", "other@example.org"}
        for address in ("lea@example.org", "conseil@ml.example", "other@example.org"):
            assert [known.id for known in dossiers.of_address(session, address)] == [one]
        filing.set_status(session, one, "withdrawn", now)
        assert dossiers.of_address(session, "lea@example.org") == []


def test_an_examination_is_written_once_and_comes_back_whole(db: Database, now: datetime, form, examination) -> None:
    receipt = Receipt(now, ReceivedFrom.INTERNALDATE)
    found = examination(form(**LEA))
    with db.write() as session:
        one = filing.create(session, now, found, now)
        (mail,) = ledger.take(session, [Taken("INBOX", 1, 1, now, 3, "a" * 64)], now)
        examined = Examined(None, receipt, Kind.APPLICATION, "un formulaire", (), (found,))
        whole = examinations.add_mail(session, mail, examined, ("QI-2026-00001",), now)
        examinations.add(session, one, found, receipt, "mail", now, mail_examination=whole, place=0)
        later = examination(form(**LEA), Verdict.FLAGGED, ("training.level",))
        assert examinations.last_correction(session, one, whole) is None
        examinations.add(session, one, later, receipt, "correction", now)
    with db.read() as session:
        assert examinations.of_mail(session, whole) == (examined, ("QI-2026-00001",))
        assert examinations.last(session, one) == (later, receipt)
        assert examinations.last_correction(session, one, whole) == later
        assert [(view.cause, view.verdict, view.message) for view in examinations.entries(session, one)] == [
            ("mail", "receivable", mail),
            ("correction", "flagged", None),
        ]


def test_the_last_word_of_a_person_counts(db: Database, now: datetime, form, examination) -> None:
    with db.write() as session:
        one = filing.create(session, now, examination(form(**LEA)), now)
        for value in (3, 4):
            reading = Reading(value, 1.0, "operator", str(value), Source.OPERATOR)
            examinations.correct(session, one, "training.level", reading, "Ana", "lu sur le devis", now)
        assert examinations.corrections(session, one)["training.level"].value == 4
        examinations.decide(session, one, "open", "granted", "Ana", "CP du 6 mars", now)
        assert examinations.decisions(session, one)[0].as_json()["status"] == "granted"


def test_credits_of_a_year(db: Database, now: datetime, form, examination) -> None:
    with db.write() as session:
        one = filing.create(session, now, examination(form(**LEA, training__cost=4000.0)), now)
        assert dossiers.credits_used(session, 2026) == 0
        filing.set_status(session, one, "granted", now)
        assert dossiers.credits_used(session, 2026) == 4000
        assert dossiers.credits_used(session, 2027) == 0
