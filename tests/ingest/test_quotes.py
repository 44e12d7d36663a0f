"""What the writer wrote, apart from what his mail client quoted."""

from datetime import UTC, datetime

import pytest

from ingest import message, quotes

WRITTEN = {
    "a French reply of Thunderbird": "Le 02/03/2026 à 10:12, Région Normandie a écrit :\n> Votre dossier\n> est reçu",
    "a French reply of Gmail on two lines": (
        "Le lun. 2 mars 2026 à 10:12, Région Normandie <qualif@example.org>\na écrit :\n\n> Votre dossier"
    ),
    "an English reply": "On Mon, Mar 2, 2026 at 10:12 AM Region <qualif@example.org> wrote:\n> Votre dossier",
    "a French reply of Outlook": (
        "De : Région <qualif@example.org>\nEnvoyé : lundi 2 mars 2026 10:12\nÀ : Zoé\nObjet : Dossier\n\nVotre dossier"
    ),
    "an old Outlook": "-----Message d'origine-----\nDe : Région\nVotre dossier",
    "an English Outlook": "-----Original Message-----\nFrom: Region\nVotre dossier",
}


@pytest.mark.parametrize("quotation", WRITTEN.values(), ids=WRITTEN)
def test_the_quotation_is_split_off(quotation):
    split = quotes.split(f"Voici ma réponse.\n\n{quotation}", "Re: Dossier", reply=True)
    assert split.text == "Voici ma réponse."
    assert "Votre dossier" in split.quoted


def test_answers_written_between_quoted_lines_stay():
    split = quotes.split("Le 2 mars 2026, X a écrit :\n> Votre nom ?\nDUPONT\n> Votre date ?\n01/02/1990", "Re: x", reply=True)
    assert split.text == "DUPONT\n01/02/1990"


@pytest.mark.parametrize("subject", ["Tr: Dossier", "TR : dossier", "Fwd: Dossier", "FW: Dossier"])
def test_a_forward_keeps_its_text(subject):
    head = "De : Zoé <zoe@example.org>\nEnvoyé : lundi 2 mars 2026 10:12\nÀ : moi\nObjet : Dossier"
    text = f"Pour suite à donner\n\n{head}\n\nNom : DUPONT"
    assert quotes.split(text, subject, reply=True) == quotes.Split(text, "", forward=True)


def test_a_forward_is_known_by_its_mark_when_the_subject_was_rewritten():
    text = "Bonjour\n---------- Message transféré ---------\nDe : Zoé <zoe@example.org>\nNom : DUPONT"
    assert quotes.split(text, "Dossier", reply=False).forward


def test_a_form_typed_in_a_first_mail_is_not_taken_for_a_quotation():
    text = "De : Zoé\nDate : 2 mars\nObjet : candidature\nÀ : vous\nNom : DUPONT"
    assert quotes.split(text, "Ma candidature", reply=False).text == text


def test_the_dates_of_a_forwarded_text_are_clocks_of_the_original():
    read = message.read(
        "Subject: TR: Dossier\n\nDe : Zoé\nEnvoyé : lundi 2 mars 2026 10:12\nÀ : moi\n\n"
        "Sent: Sunday, March 1, 2026 9:05 PM\n".encode()
    )
    assert read.original_dates == (datetime(2026, 3, 2, 9, 12, tzinfo=UTC), datetime(2026, 3, 1, 20, 5, tzinfo=UTC))
