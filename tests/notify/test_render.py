"""Templates: packaged or replaced, sandboxed, strict about variables."""

from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import pytest

from notify.contexts import TEMPLATES
from notify.render import Templates
from notify.samples import DESK, by_template, check, preview, samples
from values.errors import WrongCall


def test_every_template_is_whole_and_no_other_is_there() -> None:
    folder = files("notify") / "templates"
    there = {place.name for place in folder.iterdir() if place.is_dir()}
    assert there == set(TEMPLATES) == set(by_template())
    assert all((folder / name / file).is_file() for name in there for file in ("subject.txt", "body.txt", "body.html"))


@pytest.mark.parametrize("name", list(TEMPLATES))
def test_templates_name_no_unknown_variable_and_leave_no_mark(name: str) -> None:
    assert Templates().unknown(name) == ()
    for sample in by_template()[name]:
        reply = sample.reply(DESK)
        assert not any(mark in text for mark in ("{{", "{%", "{#", "None") for text in (reply.subject, reply.text, reply.html))


def test_the_packaged_templates_pass_the_check() -> None:
    assert check(DESK) == ()
    assert check(replace(DESK, signatory=None, agent=None, address="")) == ()


def test_a_first_installation_writes_mails_without_holes() -> None:
    bare = replace(DESK, signatory=None, agent=None, address="", email=None)
    reply = preview("rejected_one_month", bare)
    assert "Signataire à désigner" in reply.text
    assert "Adresse" not in reply.text
    assert "Agent chargé" not in reply.text
    assert "Courriel\u00a0: qualif.individuel@region.example" in reply.text


def override(folder: Path, name: str, source: str) -> Path:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(source, encoding="utf-8")
    return folder


def test_a_folder_replaces_one_file_and_typography_is_set(tmp_path: Path) -> None:
    desk = replace(DESK, templates=override(tmp_path, "receipt/subject.txt", "Reçu : {{ received }} !"))
    reply = preview("receipt", desk)
    assert reply.subject == "Reçu\u00a0: 3 février 2026 à 14 h 05 (heure de Paris)\u00a0!"
    assert reply.text == preview("receipt", DESK).text


@pytest.mark.parametrize(
    "source",
    [
        "{{ recieved }}",
        "{{ received",
        "{{ office.__class__.__mro__ }}",
        "{{ received.__init__.__globals__ }}",
        "{{ 1 / 0 }}",
        "{% include 'absent.txt' %}",
    ],
)
def test_a_faulty_template_is_named(tmp_path: Path, source: str) -> None:
    desk = replace(DESK, templates=override(tmp_path, "receipt/body.txt", source))
    with pytest.raises(WrongCall, match=r"receipt/body.txt"):
        preview("receipt", desk)
    assert any("receipt/body.txt" in line for line in check(desk))


def test_a_variable_in_a_branch_that_no_sample_takes_is_found(tmp_path: Path) -> None:
    desk = replace(DESK, templates=override(tmp_path, "receipt/body.txt", "{% if received == 'x' %}{{ faute }}{% endif %}Reçu"))
    assert check(desk) == ("modèle receipt/body.txt : faute : variable inconnue",)


def test_an_unknown_template_is_a_wrong_call() -> None:
    with pytest.raises(WrongCall, match="inconnu"):
        preview("refus", DESK)


def test_every_field_of_a_context_is_said_by_some_template() -> None:
    """A variable that no template uses is dead."""
    folder = files("notify") / "templates"
    shared = "".join(p.read_text(encoding="utf-8") for p in folder.iterdir() if p.is_file())
    for name, kind in TEMPLATES.items():
        said = shared + (folder / name / "body.txt").read_text(encoding="utf-8")
        assert [field.name for field in fields(kind) if field.name not in said] == []


def test_samples_have_names_of_their_own() -> None:
    names = [(sample.template, sample.name) for sample in samples()]
    assert len(names) == len(set(names))
