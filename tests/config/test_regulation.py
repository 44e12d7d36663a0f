"""The regulation as data: what is packaged, what is refused, and what is in force on a day."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from config import regulation
from values.errors import WrongCall

PACKAGED = files("config").joinpath("regulation.toml").read_text(encoding="utf-8")
ONE_MONTH = """
since = 2019-06-03
source = "CP du 3 juin 2019"
figures = { notice_months = 1 }
"""
TWO_VERSIONS = """
since = 2019-06-03
until = 2026-12-31
source = "CP du 3 juin 2019"
figures = { notice_months = 1 }

[[rule]]
id = "deadline.one_month"
heading = "Titre nouveau"
item = "2e tiret"
paraphrase = "Deux mois au moins."
since = 2027-01-01
source = "texte nouveau"
figures = { notice_months = 2 }
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "reglement.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_packaged_regulation_is_sound() -> None:
    book = regulation.load()
    found = regulation.in_force(book, date(2026, 3, 2))
    assert len(found.articles) == 21
    assert found.figures["notice_months"] == 1
    assert found.lists["norman_departments"] == ("14", "27", "50", "61", "76")
    assert "habilitation electrique" in found.lists["regulatory_terms"]
    assert found.version == book.version
    assert all(article.paraphrase.endswith(".") for article in found.articles.values())


def test_a_paraphrase_is_no_copy() -> None:
    assert "ne sera pas instruit" not in PACKAGED


def test_the_built_in_list_of_diplomas() -> None:
    diplomas = regulation.health_social(regulation.load())
    nurses = [one for one in diplomas if "RNCP39923" in one.codes]
    assert {one.title for one in nurses} >= {"Diplôme d'État d'infirmier", "infirmière"}
    assert {one.level for one in nurses} == {6}


def test_the_same_file_as_an_override_gives_the_same_book(tmp_path: Path) -> None:
    assert regulation.load(written(tmp_path, PACKAGED)) == regulation.load()


def test_two_versions_stand_side_by_side(tmp_path: Path) -> None:
    assert ONE_MONTH in PACKAGED
    book = regulation.load(written(tmp_path, PACKAGED.replace(ONE_MONTH, TWO_VERSIONS)))
    months = {
        day: regulation.in_force(book, day).figures["notice_months"]
        for day in (date(2010, 1, 1), date(2019, 6, 3), date(2026, 12, 31), date(2027, 1, 1), date(2040, 1, 1))
    }
    assert list(months.values()) == [1, 1, 1, 2, 2]
    assert regulation.in_force(book, date(2027, 1, 1)).articles["deadline.one_month"].citation == "Titre nouveau · 2e tiret"
    assert book.version != regulation.load().version


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("notice_months = 1", 'notice_months = "un"', "deadline.one_month.figures.notice_months"),
        ("notice_months = 1", "notice_month = 1", "il manque notice_months"),
        ('id = "deadline.one_month"', 'id = "deadline.two_months"', "deadline.one_month"),
        (ONE_MONTH, TWO_VERSIONS.replace("2027-01-01", "2027-02-01"), "until = 2027-01-31 est attendu"),
        (ONE_MONTH, ONE_MONTH.replace("source", "until = 2030-01-01\nsource"), "pas de until est attendu"),
        (ONE_MONTH, ONE_MONTH.replace("since = 2019-06-03", 'since = "juin"'), "deadline.one_month.since"),
        (ONE_MONTH, ONE_MONTH.replace("source =", "sources ="), "sources"),
        ("education_exit_months = 9", "education_exit_months = 9, notice_months = 1", "notice_months est déjà à"),
        ("title = \"Diplôme d'État d'ambulancier\"", "title = 3", "title"),
        ("[[health_social]]", "[[diplomes]]", "entrée inconnue : diplomes"),
        ("figures = { notice_months = 1 }", "figures = {", "line"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in PACKAGED
    path = written(tmp_path, PACKAGED.replace(old, new))
    with pytest.raises(WrongCall) as caught:
        regulation.load(path)
    assert str(path) in str(caught.value)
    assert says in str(caught.value)


def test_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    entry = '[[rule]]\nid = "training.colour"\nheading = "H"\nitem = "I"\nparaphrase = "P"\nsince = 2020-01-01\nsource = "S"\n'
    path = written(tmp_path, f"{PACKAGED}\n{entry}")
    with pytest.raises(WrongCall, match=r"règle inconnue : training\.colour"):
        regulation.load(path)


@pytest.mark.parametrize("text", ["rule = 3", "rule = [3]", 'health_social = "x"'])
def test_a_wrong_shape_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(WrongCall):
        regulation.load(written(tmp_path, text))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "reglement.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WrongCall):
        regulation.load(path)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="règlement illisible"):
        regulation.load(tmp_path / "absent.toml")
