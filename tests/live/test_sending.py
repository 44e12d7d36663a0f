"""What the SMTP server says, what becomes of the replies (sent, refused, later, uncertain), and what people do with them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.live.box import Box
from tests.live.installation import Done, Installation, Rows, problem_line
from tests.live.mails import question, sample
from tests.live.post import Delivered, PostOffice, post_office

LATE, ALSO_LATE = sample("rejected_one_month"), sample("late_1_february")
CANDIDATE, ADVISER = "bastien.bellenrault79@example.org", "emile.mauqusant@mission-locale-evreux.example"
OTHER, OTHERS_ADVISER = "oscar.savignrault97@example.org", "diane.noblenay@mission-locale-bernay.example"


def person(name: str) -> str:
    """The address of somebody who asks a question."""
    return f"{name}@example.org"


@dataclass
class Story:
    """Two cycles and what people did then: the rows by first addressee at each step, and what each call said."""

    first: dict[str, dict[str, object]]
    second: dict[str, dict[str, object]] = field(default_factory=dict)
    last: dict[str, dict[str, object]] = field(default_factory=dict)
    taken: list[Delivered] = field(default_factory=list)
    calls: dict[str, Done] = field(default_factory=dict)

    def to(self, address: str) -> list[Delivered]:
        """What an address got, in order."""
        return [one for one in self.taken if address in one.recipients]


def by_addressee(rows: Rows) -> dict[str, dict[str, object]]:
    """The replies by their first addressee."""
    return {row["to"][0]: row for row in rows}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, new_box: Callable[[], Box]) -> Iterator[Story]:
    """The server refuses, defers and breaks off; then it behaves, and people settle what is left."""
    box = new_box()
    names = ("inconnue", "pleine", "refus", "coupure", "rupture", "bonne")
    box.put(LATE, ALSO_LATE, *(question(f"Une personne <{person(name)}>") for name in names))
    with post_office() as office:
        office.answers |= {
            ADVISER: "550 5.1.1 inconnu",
            OTHERS_ADVISER: "451 4.7.1 plus tard",
            person("inconnue"): "550 5.1.1 non",
        }
        office.data_answers |= {person("pleine"): "452 4.3.1 plein", person("refus"): "554 5.7.1 refus"}
        office.cuts |= {person("coupure"), person("rupture")}
        qualif = Installation(tmp_path_factory.mktemp("sending"), box.settings | office.settings)
        qualif.poll()
        told = Story(by_addressee(qualif.outbox()))
        told.calls["status"] = qualif("status", "--json")
        office.behave()
        qualif.poll()
        told.second = by_addressee(qualif.outbox())
        ids = {address: str(row["id"]) for address, row in told.first.items()}
        for name, words in (
            ("resend failed", ("resend", ids[person("inconnue")])),
            ("resend uncertain", ("resend", ids[person("rupture")])),
            ("settle", ("settle", ids[person("coupure")], "--sent")),
            ("cancel failed", ("cancel", ids[person("refus")], "--reason", "répondu par téléphone")),
            ("cancel sent", ("cancel", ids[person("bonne")], "--reason", "trop tard")),
            ("settle sent", ("settle", ids[person("bonne")], "--sent")),
            ("resend cancelled", ("resend", ids[person("refus")])),
            ("resend nothing", ("resend", "999")),
        ):
            told.calls[name] = qualif("outbox", *words)
        told.last, told.taken = by_addressee(qualif.outbox()), list(office.taken)
        yield told


@pytest.mark.parametrize(
    ("address", "state", "refused"),
    [
        (person("inconnue"), "failed", [person("inconnue")]),
        (person("refus"), "failed", [person("refus")]),
        (person("pleine"), "pending", []),
        (person("coupure"), "uncertain", []),
        (person("rupture"), "uncertain", []),
        (person("bonne"), "sent", []),
        (CANDIDATE, "sent", [ADVISER]),
        (OTHER, "pending", []),
    ],
)
def test_each_outcome_has_its_state(story: Story, address: str, state: str, refused: list[str]) -> None:
    row = story.first[address]
    assert (row["state"], row["refused"]) == (state, refused)
    assert (row["sent_at"] is not None) == (state == "sent")


def test_a_person_must_act_on_what_failed_or_is_uncertain(story: Story) -> None:
    found = json.loads(story.calls["status"].stdout)
    assert story.calls["status"].returncode == 1
    assert (found["failed"], found["uncertain"]) == (2, 2)
    assert any("incertain" in line for line in found["must_act"])
    assert any("refusée" in line for line in found["must_act"])


def test_what_is_pending_is_tried_again_and_nothing_else(story: Story) -> None:
    states = {address: row["state"] for address, row in story.second.items()}
    assert states[person("pleine")] == states[OTHER] == "sent"
    assert states[person("inconnue")] == states[person("refus")] == "failed"
    assert states[person("coupure")] == states[person("rupture")] == "uncertain"
    assert story.second[person("inconnue")]["attempts"] == 1


def test_an_addressee_who_has_it_does_not_get_it_twice(story: Story) -> None:
    assert [one.recipients for one in story.to(OTHER)] == [(OTHER,)]
    assert [one.recipients for one in story.to(OTHERS_ADVISER)] == [(OTHERS_ADVISER,)]
    assert story.to(OTHER)[0].content == story.to(OTHERS_ADVISER)[0].content
    assert len(story.to(CANDIDATE)) == len(story.to(person("bonne"))) == 1


def test_resend_gives_the_same_bytes_under_the_same_name(story: Story) -> None:
    assert story.calls["resend failed"].returncode == story.calls["resend uncertain"].returncode == 0
    first, again = story.to(person("rupture"))
    assert first.content == again.content
    (delivered,) = story.to(person("inconnue"))
    assert delivered.mail["Message-ID"] == story.first[person("inconnue")]["message_id"]
    assert story.last[person("inconnue")]["state"] == story.last[person("rupture")]["state"] == "sent"


def test_a_person_says_that_it_arrived(story: Story) -> None:
    assert story.calls["settle"].returncode == 0
    assert story.last[person("coupure")]["state"] == "sent"
    assert story.last[person("coupure")]["sent_at"] is not None
    assert len(story.to(person("coupure"))) == 1


def test_a_person_cancels(story: Story) -> None:
    assert story.calls["cancel failed"].returncode == 0
    assert story.last[person("refus")]["state"] == "cancelled"


@pytest.mark.parametrize("call", ["cancel sent", "settle sent", "resend cancelled", "resend nothing"])
def test_a_state_that_does_not_allow_it(story: Story, call: str) -> None:
    assert story.calls[call].returncode == 3
    assert problem_line(story.calls[call])


def test_the_server_is_away_then_back(qualif: Installation, box: Box, office: PostOffice) -> None:
    box.put(LATE)
    done = qualif("poll", SMTP__PORT="1")
    assert done.returncode == 0
    assert "Envoi impossible pour l'instant" in done.stdout
    assert qualif.only_reply()["state"] == "pending"
    assert qualif.dossiers()[0]["status"] == "open", "a rejection that has not left decides nothing"
    qualif.poll()
    assert qualif.only_reply()["state"] == "sent"
    assert qualif.dossiers()[0]["status"] == "rejected"
    assert len(office.taken) == 1


def test_above_the_limit_of_an_hour_nothing_leaves_until_resume(qualif: Installation, box: Box, office: PostOffice) -> None:
    qualif.settings["REPLY__PER_HOUR"] = "2"
    box.put(*(question(f"Une personne <{person(str(n))}>") for n in range(3)))
    qualif.poll()
    assert sorted(reply["state"] for reply in qualif.outbox()) == ["pending", "sent", "sent"]
    status = qualif("status", "--json")
    assert (status.returncode, json.loads(status.stdout)["breaker"]) == (1, "open")
    qualif.poll()
    assert len(office.taken) == 2
    assert qualif("outbox", "resume").returncode == 0
    qualif.poll()
    assert {reply["state"] for reply in qualif.outbox()} == {"sent"}
    assert qualif("outbox", "resume").returncode == 3, "a closed breaker is not closed again"


def test_above_the_limits_of_an_address_and_of_a_day_replies_are_held(qualif: Installation, box: Box, office: PostOffice) -> None:
    qualif.settings |= {"REPLY__PER_ADDRESS_PER_DAY": "2", "DECISION__DAILY_LIMIT": "1"}
    box.put(LATE, ALSO_LATE, *(question(f"Une personne <{person('bavarde')}>", f"Question {n}") for n in range(3)))
    qualif.poll()
    found = sorted((reply["template"], reply["state"], reply["hold_reason"]) for reply in qualif.outbox())
    assert found == [
        ("receipt", "held", "rate"),
        ("receipt", "sent", None),
        ("receipt", "sent", None),
        ("receipt", "sent", None),
        ("rejected_one_month", "held", "rate"),
        ("rejected_one_month", "sent", None),
    ], "the receipt of the held rejection leaves, the third question's does not"
    assert sorted(one["status"] for one in qualif.dossiers()) == ["open", "rejected"]
    held = next(reply for reply in qualif.outbox() if reply["state"] == "held" and reply["template"] == "receipt")
    assert qualif("outbox", "resend", str(held["id"])).returncode == 0, "a person lets it go"
    assert len(office.to(person("bavarde"))) == 3


def test_no_signatory_no_rejection(qualif: Installation, box: Box, office: PostOffice) -> None:
    box.put(LATE)
    nobody = dict.fromkeys(("SIGNATORY__FIRST_NAME", "SIGNATORY__LAST_NAME", "SIGNATORY__TITLE"), None)
    assert qualif("poll", **nobody).returncode == 0
    held = next(reply for reply in qualif.outbox() if reply["template"] == "rejected_one_month")
    assert (held["state"], held["hold_reason"]) == ("held", "no_signatory")
    (receipt,) = office.taken
    assert "rejet" not in receipt.text.partition("Si la Région ne vous répond pas")[0]
    refused = qualif("outbox", "resend", str(held["id"]), **nobody)
    assert refused.returncode == 3
    assert "signataire" in problem_line(refused)
    assert qualif("outbox", "resend", str(held["id"])).returncode == 0
    assert qualif.dossiers()[0]["status"] == "rejected"
    rejection = office.taken[-1]
    assert rejection.mail["To"] == CANDIDATE
    assert "Camille SIGNATAIRE" in rejection.text
