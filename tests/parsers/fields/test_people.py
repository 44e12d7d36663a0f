"""Names, addresses, mail addresses, structures, answers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.fields import addresses, booleans, civilities, emails, names, paces, postal_codes, supports, texts

STRUCTURES = {
    "france travail": "france_travail",
    "pole emploi": "france_travail",
    "ft": "france_travail",
    "mission locale": "mission_locale",
    "ml": "mission_locale",
    "afpa": "other",
}


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("DUPONT Jeanne", "DUPONT", "Jeanne"),
        ("Jeanne DUPONT", "DUPONT", "Jeanne"),
        ("Dupont Jeanne", "Dupont", "Jeanne"),
        ("Mme DE LA TOUR Anne-Marie", "DE LA TOUR", "Anne-Marie"),
        ("LE GOFF Jean", "LE GOFF", "Jean"),
        ("Le Goff Jean", "Le Goff", "Jean"),
        ("M. Jean-Pierre EL MANSOURI", "EL MANSOURI", "Jean-Pierre"),
        ("N'GUYEN Thi Lan", "N'GUYEN", "Thi Lan"),
        ("DUPONT, Jeanne", "DUPONT", "Jeanne"),
        ("Dupont / Jeanne", "Dupont", "Jeanne"),
        ("Mlle Léa ÉTIENNE", "ÉTIENNE", "Léa"),
        ("DUPONT née MARTIN Jeanne", "DUPONT", "Jeanne"),
        ("MARTIN épouse DUPONT Jeanne", "DUPONT", "Jeanne"),
        ("D'ALMEIDA Rose", "D'ALMEIDA", "Rose"),
        ("van der Berg Jan", "van der Berg", "Jan"),
    ],
)
def test_full_names(text: str, last: str, first: str) -> None:
    name = names.split(text)
    assert name is not None
    assert (name.last, name.first, name.certain) == (last, first, True)


def test_three_words_without_capitals_leave_a_doubt() -> None:
    name = names.split("dupont martin jeanne")
    assert name is not None
    assert not name.certain


def test_the_order_of_the_label_decides_without_capitals() -> None:
    name = names.split("Jeanne Dupont", last_first=False)
    assert name is not None
    assert (name.last, name.first, name.certain) == ("Dupont", "Jeanne", True)


@pytest.mark.parametrize(
    "text", ["", "XXX", "......", "12 rue des Lilas", "jeanne@example.org", "Néant", "Nom", "02/03/2026", "aaaa", "Mme", "☐"]
)
def test_what_is_no_name_gives_nothing(text: str) -> None:
    assert names.read(text) is None


@pytest.mark.parametrize(
    ("text", "street", "code", "city"),
    [
        ("12 rue des Lilas 14000 Caen", "12 rue des Lilas", "14000", "Caen"),
        ("12 bis, rue des Lilas\n14000 CAEN", "12 bis, rue des Lilas", "14000", "CAEN"),
        ("12 rue du 8 mai 1945 50100 Cherbourg-en-Cotentin", "12 rue du 8 mai 1945", "50100", "Cherbourg-en-Cotentin"),
        ("BP 12345 14000 Caen cedex 4", "BP 12345", "14000", "Caen"),
        ("3 place de la Gare, Caen (14000)", "3 place de la Gare", "14000", "Caen"),
        ("12 rue X - 14 000 Caen, France", "12 rue X", "14000", "Caen"),
        ("14000 Caen", None, "14000", "Caen"),
        ("12 rue des Lilas", "12 rue des Lilas", None, None),
        ("Le Bourg\n61000 Alençon", "Le Bourg", "61000", "Alençon"),
        ("12 rue X 14123 IFS tél 02 31 45 67 89", "12 rue X", "14123", "IFS"),
        ("...............", None, None, None),
        ("jeanne@example.org", None, None, None),
        ("", None, None, None),
    ],
)
def test_addresses(text: str, street: str | None, code: str | None, city: str | None) -> None:
    assert addresses.split(text) == addresses.Address(street, code, city)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("jeanne.martin@example.org", "jeanne.martin@example.org"),
        ("jeanne @ example.org", "jeanne@example.org"),
        ("<jeanne@example.org>.", "jeanne@example.org"),
        ("mailto:jeanne@example.org", "jeanne@example.org"),
        ("JEANNE@EXAMPLE.ORG", "jeanne@example.org"),
        ("j e a n @ e x a m p l e . o r g", "jean@example.org"),
        ("jeanne@example. org", "jeanne@example.org"),
        ("Mail : jeanne_m@example.org (perso)", "jeanne_m@example.org"),
        ("a@example.org A@example.org", "a@example.org"),
        ("jeanne arobase example.org", None),
        ("jeanne@example", None),
        ("a@example.org b@example.org", None),
        ("@", None),
        ("____@____", None),
        ("jeanne..x@example.org", None),
        ("jeanne.martin@example,org", None),
        ("rené@example.org", None),
        ("", None),
    ],
)
def test_mail_addresses(text: str, address: str | None) -> None:
    assert emails.read(text) == address


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pôle-Emploi Caen", "france_travail"),
        ("France Travail (ex Pôle emploi)", "france_travail"),
        ("ML de Lisieux", "mission_locale"),
        ("html", None),
        ("Mission locale, atelier AFPA", "mission_locale"),
        ("AFPA", "other"),
        ("Pôle emploi / Mission locale", None),
        ("Association Machin", None),
        ("", None),
    ],
)
def test_structures(text: str, kind: str | None) -> None:
    assert supports.read(text, STRUCTURES) == kind


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("oui", True),
        ("NON", False),
        ("Oui, Région", True),
        ("non, jamais", False),
        ("Non jamais", False),
        ("oui / non", None),
        ("non concerné", None),
        ("non inscrit", None),
        ("sans objet", None),
        ("", None),
        ("☒", None),
        ("oui non", None),
    ],
)
def test_answers(text: str, answer: bool | None) -> None:
    assert booleans.read(text) is answer


def test_civilities_and_paces_ask_for_one_answer() -> None:
    assert civilities.read("M. / Mme") is None
    assert civilities.read("Mlle") == "Mme"
    assert paces.read("temps plein / temps partiel") is None
    assert paces.read("À temps complet (35 h)") == "full_time"


@pytest.mark.parametrize(
    "text",
    [
        "Cliquez ici pour entrer du texte.",
        "XXX",
        "néant",
        "/",
        "à compléter",
        "[nom]",
        "…………",
        "N.C.",
        "Choisissez un élément.",
        "_____",
    ],
)
def test_what_a_blank_form_prints_is_no_text(text: str) -> None:
    assert texts.read(text) is None


def test_a_number_of_social_security_never_stays_in_a_text() -> None:
    read = texts.read("Mon numéro : 2 94 03 14 118 025 40, merci")
    assert read is not None
    assert "118" not in read


@given(st.text(max_size=200))
def test_no_text_breaks_them(text: str) -> None:
    names.split(text)
    names.full(text)
    addresses.split(text)
    emails.read(text)
    supports.read(text, STRUCTURES)
    booleans.read(text)
    texts.read(text)
    postal_codes.town(text)
