"""What people do with a dossier: correct, decide, ask why; and what a rejection that left becomes then."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.live.box import Box
from tests.live.installation import Done, Installation, Rows, problem_line
from tests.live.mails import sample
from tests.live.post import Delivered, post_office

BY = ("--by", "Alix INSTRUCTRICE")
WHY = ("--reason", "date vérifiée auprès de l'organisme")


@dataclass
class Story:
    """A rejection, corrected: what the lists said at each step and what each call said."""

    calls: dict[str, Done] = field(default_factory=dict)
    dossiers: dict[str, Rows] = field(default_factory=dict)
    outbox: dict[str, Rows] = field(default_factory=dict)
    taken: list[Delivered] = field(default_factory=list)

    def shown(self, step: str) -> dict[str, Any]:
        """The object of `dossiers show --json` at a step."""
        found: dict[str, Any] = json.loads(self.calls[step].stdout)
        return found


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, new_box: Callable[[], Box]) -> Iterator[Story]:
    """A late dossier is rejected; a person corrects the start, signs the letter, decides."""
    box, told = new_box(), Story()
    box.put(sample("rejected_one_month"))
    with post_office() as office:
        qualif = Installation(tmp_path_factory.mktemp("acts"), box.settings | office.settings)
        qualif.poll()
        (dossier,) = told.dossiers["rejected"] = qualif.dossiers()
        ref = dossier["ref"]
        told.calls["show rejected"] = qualif("dossiers", "show", ref, "--json")
        told.calls["explain"] = qualif("dossiers", "explain", ref)
        told.calls["wrong value"] = qualif("dossiers", "correct", ref, "training.start_date", "demain", *BY, *WHY)
        told.calls["wrong field"] = qualif("dossiers", "correct", ref, "training.colour", "bleu", *BY, *WHY)
        told.calls["nobody"] = qualif("dossiers", "correct", ref, "training.start_date", "2026-06-16", *WHY)
        told.calls["correct"] = qualif("dossiers", "correct", ref, "training.start_date", "2026-06-16", *BY, *WHY)
        told.dossiers["corrected"], told.outbox["corrected"] = qualif.dossiers(), qualif.outbox()
        told.calls["show corrected"] = qualif("dossiers", "show", ref, "--json")
        qualif.poll()
        told.outbox["polled"] = qualif.outbox()
        letter = next(row for row in told.outbox["polled"] if row["template"] == "rejection_withdrawn")
        told.calls["sign"] = qualif("outbox", "resend", str(letter["id"]))
        told.calls["decide"] = qualif("dossiers", "decide", ref, "favourable", *BY, "--reason", "avis favorable")
        told.calls["show decided"] = qualif("dossiers", "show", ref, "--json")
        told.calls["plain show"] = qualif("dossiers", "show", ref)
        told.calls["unknown"] = qualif("dossiers", "show", "QI-1999-00001")
        told.dossiers["decided"], told.taken = qualif.dossiers(), list(office.taken)
        yield told


def test_the_rejection_left_and_is_a_decision(story: Story) -> None:
    (dossier,) = story.dossiers["rejected"]
    assert (dossier["status"], dossier["verdict"], dossier["reasons"]) == ("rejected", "rejected", ["deadline.one_month"])
    shown = story.shown("show rejected")
    assert len(shown["findings"]) == 21
    assert shown["form"]["training.start_date"]["value"] == "2026-03-16"
    assert [one["status"] for one in shown["decisions"]] == ["rejected"]


def test_explain_gives_the_four_items_in_french(story: Story) -> None:
    text = story.calls["explain"].stdout
    assert story.calls["explain"].returncode == 0
    for word in ("degré", "données", "source", "paramètres", "pondération", "opérations", "16 mars 2026", "3 mars 2026"):
        assert word in text, word


@pytest.mark.parametrize(("call", "code"), [("wrong value", 2), ("wrong field", 2), ("nobody", 2), ("unknown", 3)])
def test_a_wrong_call_changes_nothing(story: Story, call: str, code: int) -> None:
    assert story.calls[call].returncode == code
    assert problem_line(story.calls[call])
    assert story.calls[call].stdout == ""


def test_a_correction_opens_the_dossier_and_the_letter_waits(story: Story) -> None:
    (dossier,) = story.dossiers["corrected"]
    assert (dossier["status"], dossier["start_date"]) == ("open", "2026-06-16")
    assert dossier["verdict"] != "rejected"
    letters = [row for row in story.outbox["corrected"] if row["template"] == "rejection_withdrawn"]
    assert [(row["state"], row["hold_reason"]) for row in letters] == [("held", "letter")]
    assert story.outbox["polled"] == story.outbox["corrected"], "no cycle sends it"


def test_an_examination_is_added_and_none_overwritten(story: Story) -> None:
    before, after = story.shown("show rejected")["examinations"], story.shown("show corrected")["examinations"]
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    reading = story.shown("show corrected")["form"]["training.start_date"]
    assert (reading["value"], reading["document"]) == ("2026-06-16", "operator")


def test_signed_the_letter_goes_to_those_who_had_the_rejection(story: Story) -> None:
    assert story.calls["sign"].returncode == 0
    rejection, letter = story.taken
    assert letter.recipients == rejection.recipients
    for word in ("retirée", "L. 243-3", "Camille SIGNATAIRE", "16 juin 2026"):
        assert word in letter.text, word


def test_a_person_decides(story: Story) -> None:
    assert story.calls["decide"].returncode == 0
    assert story.dossiers["decided"][0]["status"] == "favourable"
    last = story.shown("show decided")["decisions"][-1]
    assert (last["status"], last["by"], last["reason"]) == ("favourable", BY[1], "avis favorable")
    assert "avis favorable" in story.calls["plain show"].stdout
