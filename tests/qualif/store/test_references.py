"""Reference tables: replaced whole or not at all, looked up for one dossier."""

from datetime import date, datetime

import pytest

from qualif.store import references
from qualif.store.database import Database
from qualif.store.references import Source
from values.dossier import Dossier
from values.facts import Certification, CollectiveSession, HealthSocial, References

SOURCE = Source("file.csv", "f" * 64, date(2026, 2, 1))
CHAIN = [Certification(f"RNCP{n}", f"Titre {n}", 4, n == 3, date(2030, 1, 1), None, ("AFPA",)) for n in (1, 2, 3)]
DAY = date(2026, 2, 11)
BUILT_IN = (HealthSocial("DE infirmier", ("RNCP39923",), 6),)


def load(db: Database, now: datetime) -> None:
    with db.write() as session:
        references.replace_rncp(session, CHAIN, [("RNCP1", "RNCP2"), ("RNCP2", "RNCP3"), ("RNCP2", "RNCP3")], SOURCE, now)
        references.replace_postal(session, [("14000", "CAEN"), ("14000", "CAEN"), ("50000", "ST LO")], SOURCE, now)
        rows = [
            CollectiveSession("Cuisinier", "RNCP3", 4, "GRETA", "14000", "Caen", None, None),
            CollectiveSession("Agent d'entretien", None, 3, "AFPA", "76000", "Rouen", None, None),
        ]
        references.replace_collective(session, rows, SOURCE, now)


def test_nothing_imported_is_not_an_empty_table(db: Database, form) -> None:
    with db.read() as session:
        assert references.for_dossier(session, Dossier(form()), DAY, BUILT_IN) == References(health_social=BUILT_IN)
        assert references.version(session) == ""


def test_a_certification_with_its_chain(db: Database, now: datetime, form) -> None:
    load(db, now)
    with db.read() as session:
        found = references.for_dossier(session, Dossier(form(training__certification_code="RNCP1BC02")), DAY)
        assert found.certification == CHAIN[0]
        assert found.successors == (CHAIN[1], CHAIN[2])
        assert found.predecessors == ()
        assert found.ages == {"rncp": 10, "postal": 10, "collective": 10}
        assert [row.title for row in found.collective] == ["Cuisinier"], "a successor's code counts"
        last = references.for_dossier(session, Dossier(form(training__certification_code="RNCP3")), DAY)
        assert (last.successors, last.predecessors) == ((), ("RNCP1", "RNCP2"))
        assert references.for_dossier(session, Dossier(form(training__certification_code="RNCP9")), DAY).certification is None


def test_towns_and_like_titles(db: Database, now: datetime, form) -> None:
    load(db, now)
    made = form(candidate__postal_code="14000", training__title="Agent d’entretiens")
    with db.read() as session:
        found = references.for_dossier(session, Dossier(made), DAY)
        assert found.towns == ("CAEN",)
        assert [row.title for row in found.collective] == ["Agent d'entretien"]


def test_a_loop_of_successors_ends(db: Database, now: datetime, form) -> None:
    with db.write() as session:
        references.replace_rncp(session, CHAIN, [("RNCP1", "RNCP2"), ("RNCP2", "RNCP1")], SOURCE, now)
        found = references.for_dossier(session, Dossier(form(training__certification_code="RNCP1")), DAY)
    assert found.successors == (CHAIN[1],)
    assert found.predecessors == ("RNCP2",)


def test_an_import_that_fails_changes_nothing(db: Database, now: datetime, form) -> None:
    load(db, now)

    def broken():  # type: ignore[no-untyped-def]
        yield from CHAIN[:1]
        raise ValueError("row 2")

    with pytest.raises(ValueError, match="row 2"), db.write() as session:
        references.replace_rncp(session, broken(), [], SOURCE, now)
    with db.read() as session:
        assert references.for_dossier(session, Dossier(form(training__certification_code="RNCP2")), DAY).certification == CHAIN[1]


def test_an_imported_list_stands_above_the_built_in_one(db: Database, now: datetime, form) -> None:
    with db.write() as session:
        references.replace_health_social(session, [HealthSocial("DEAS", ("RNCP4495", "RNCP40692"), 4)], SOURCE, now)
        found = references.for_dossier(session, Dossier(form()), DAY, BUILT_IN)
    assert [one.title for one in found.health_social] == ["DEAS"]
    with db.read() as session:
        assert references.imports(session)["health_social"].rows == 1
        assert references.version(session) == "health_social:ffffffffffff"
