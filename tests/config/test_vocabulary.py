"""The packaged vocabulary holds together, and a wrong one is refused in one line that says where."""

from pathlib import Path

import pytest

from config import vocabulary
from parsers.fields import by_label
from values.document import DocumentType
from values.errors import WrongCall
from values.form import BOOL_FIELDS, FIELDS
from values.vocabulary import words

WORDS = vocabulary.load()
PACKAGED = Path(vocabulary.__file__).with_name("vocabulary.toml")


def test_the_readers_are_those_of_the_parsers() -> None:
    assert set(by_label.READERS) == vocabulary.READERS


def test_every_reader_is_used_but_the_one_of_answers() -> None:
    assert vocabulary.READERS - {label.reader for label in WORDS.labels} == {"booleans", "texts"} - {"texts"}


def test_every_field_can_be_found() -> None:
    found = {key for label in WORDS.labels for key in label.keys}
    found |= {question.key for question in WORDS.questions} | {choice.key for choice in WORDS.choices}
    found |= {key for choice in WORDS.choices for option in choice.options for key, _ in option.also}
    assert found == set(FIELDS)


def test_every_yes_no_field_has_questions() -> None:
    assert {question.key for question in WORDS.questions} == BOOL_FIELDS


def test_texts_are_folded_and_the_longest_come_first() -> None:
    texts = [label.text for label in WORDS.labels]
    assert texts == sorted(texts, key=lambda text: -len(text))
    for text in (*texts, *WORDS.decoys, *WORDS.sections, *WORDS.structures):
        assert words(text) == text


def test_what_domain_and_forms_name_is_there() -> None:
    texts = {label.text for label in WORDS.labels}
    for text in (
        "Né(e) le",
        "N° de demandeur d'emploi",
        "Date prévisionnelle d'entrée",
        "Nombre d'heures en entreprise",
        "Mél.",
        "CP / Ville",
        "N° RNCP",
    ):
        assert words(text) in texts, text
    for text in (
        "Date du devis",
        "Validité du devis",
        "Date de jury",
        "Date limite d'inscription",
        "Lieu de naissance",
        "N° de déclaration d'activité",
    ):
        assert words(text) in WORDS.decoys, text


def test_no_label_of_the_start_date_is_a_date_that_is_never_ours() -> None:
    never = (
        "naissance",
        "devis",
        "signature",
        "jury",
        "examen",
        "test",
        "validite",
        "stage en entreprise",
        "commission",
        "inscription",
        "contrat",
    )
    starts = [label.text for label in WORDS.labels if "training.start_date" in label.keys]
    assert [text for text in starts if any(word in text for word in never)] == []


def test_titles_name_types_of_documents() -> None:
    assert set(WORDS.titles) == {str(kind) for kind in DocumentType} - {"other"}


def test_hosts_and_local_parts_stay_as_written() -> None:
    assert "we.tl" in WORDS.lists["file_shares"]
    assert "noreply" in WORDS.lists["machine_locals"]


def test_the_version_is_the_hash_of_the_file(tmp_path: Path) -> None:
    copy = tmp_path / "mots.toml"
    copy.write_bytes(PACKAGED.read_bytes())
    assert vocabulary.load(copy) == WORDS
    copy.write_bytes(PACKAGED.read_bytes() + b"\n# un mot de plus\n")
    assert vocabulary.load(copy).version != WORDS.version


REST = """
[sections]
candidate = ["Le candidat"]
[decoys]
labels = ["Date du devis"]
[structures]
[titles]
[lists]
"""
FIELD = '[[field]]\nkey = "candidate.phone"\nreader = "phones"\nlabels = ["Téléphone"]\n'
QUESTION = '[[question]]\nkey = "candidate.psad"\nasks = ["PSAD"]\n'
CHOICE = '[[choice]]\nkey = "training.pace"\nheads = ["Rythme"]\nsections = []\n'
CHOICE += 'options = [{ value = "full_time", texts = ["Plein"] }]\n'
GOOD = FIELD + QUESTION + CHOICE + REST


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('"candidate.phone"', '"candidate.telephone"', "candidate.telephone"),
        ('"phones"', '"telephones"', "telephones"),
        ('labels = ["Téléphone"]', 'labels = ["Téléphone"]\nsections = ["candidat"]', "candidat"),
        ('labels = ["Téléphone"]', 'labels = ["..."]', "candidate.phone"),
        ('labels = ["Téléphone"]', 'labels = "Téléphone"', "[[field]] candidate.phone"),
        ('labels = ["Téléphone"]', 'etiquettes = ["Téléphone"]', "etiquettes"),
        ('["Téléphone"]', '["Date du devis"]', "date du devis"),
        ('"candidate.psad"', '"candidate.phone"', "candidate.phone"),
        ('"full_time"', '"fast"', "fast"),
        ('"training.pace"', '"training.cost"', "training.cost"),
        ("[structures]", '[structures]\nanpe = ["ANPE"]', "anpe"),
        ("[titles]", '[titles]\nlettre = ["Lettre"]', "lettre"),
        ("[lists]", "[liste]", "liste"),
        ("[lists]", "[lists", "vocabulaire"),
        ('asks = ["PSAD"]', 'asks = ["PSAD"]\ndenies = ["PSAD"]', "psad"),
        ("candidate = [", 'support = ["Le candidat"]\ncandidate = [', "le candidat"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line_that_says_where(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    file = tmp_path / "vocabulaire.toml"
    file.write_text(GOOD)
    vocabulary.load(file)
    assert was in GOOD
    file.write_text(GOOD.replace(was, becomes, 1))
    with pytest.raises(WrongCall) as error:
        vocabulary.load(file)
    assert str(file) in str(error.value)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_an_absent_or_unreadable_file_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="absent.toml"):
        vocabulary.load(tmp_path / "absent.toml")
    binary = tmp_path / "binaire.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WrongCall, match=r"binaire\.toml"):
        vocabulary.load(binary)
