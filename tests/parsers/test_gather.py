"""The documents of a mail become dossiers: what each is, whose it is, and what contradicts what."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from parsers.gather import Gathered
from values.document import Document, DocumentType

Read = Callable[..., Document]
Gather = Callable[..., Gathered]

MAIL = "Bonjour,\nVeuillez trouver ci-joint le dossier.\nSophie Bernard\nTél : 02 31 99 88 77\n"


def form(last: str, first: str, start: str = "02/03/2026", *, born: str = "14/07/1990", provider: str = "AFPA Caen") -> str:
    return (
        f"Dossier QUALIF individuel\nLe candidat\nNom : {last}\nPrénom : {first}\nDate de naissance : {born}\n"
        f"Code postal : 14000\nVille : Caen\n"
        f"Demandeur d'emploi : oui\nFormation demandée\nIntitulé : Soudeur\nDate de début : {start}\n"
        f"Organisme : {provider}\nCoût pédagogique : 3 450,00 €\n"
    )


def quote(person: str, start: str = "02/03/2026") -> str:
    return (
        f"DEVIS n° 2026-14\nAFPA Caen\nSIRET : 732 829 320 00074\nDate du devis : 05/01/2026\n"
        f"Offre valable jusqu'au : 05/04/2026\n"
        f"Stagiaire : {person}\n"
        f"Intitulé de la formation : Soudeur\nDates : du {start} au 18/12/2026\nTotal HT : 3 450,00 €\nNet à payer : 3 450,00 €\n"
    )


def cv(person: str) -> str:
    experiences = "Expériences professionnelles\n2020 : serveur\nFormation\n2017 : Bac\nCompétences\nLangues : anglais\n"
    return f"{person}\n12 rue X 14000 Caen\n{experiences}"


PROGRAMME = (
    "Programme de formation\nSoudeur\nObjectifs pédagogiques\nPrérequis : aucun\nDurée : 600 heures\n"
    "Sessions : du 02/03/2026 au 18/12/2026\n"
)
LETTER = (
    "Objet : lettre de motivation\nMadame, Monsieur,\nJe souhaite me former.\n"
    "Je vous prie d'agréer mes salutations distinguées.\n"
)
CERTIFICATE = "ATTESTATION D'INSCRIPTION\nFrance Travail atteste que Mme Léa DURAND est inscrite.\nFait à Caen, le 02/01/2026\n"
TESTS = "Résultats des tests de positionnement\nCandidat : DURAND Léa\nFrançais : 15/20\nScore : 80 %\n"
IDENTITY = "RÉPUBLIQUE FRANÇAISE\nCARTE NATIONALE D'IDENTITÉ\nNom : DURAND\nPrénom : LÉA\nNationalité : française\n"


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        (form("DURAND", "Léa"), DocumentType.FORM),
        (quote("DURAND Léa"), DocumentType.QUOTE),
        (PROGRAMME, DocumentType.PROGRAMME),
        (cv("Léa DURAND"), DocumentType.CV),
        (LETTER, DocumentType.COVER_LETTER),
        (CERTIFICATE, DocumentType.CERTIFICATE),
        (TESTS, DocumentType.TEST_RESULT),
        (IDENTITY, DocumentType.IDENTITY),
        ("Bonjour, à demain.", DocumentType.OTHER),
    ],
    ids=lambda value: value if isinstance(value, DocumentType) else "",
)
def test_what_a_document_is(text: str, type_: DocumentType, document: Read, gathered: Gather) -> None:
    assert gathered(document(text)).records[0].type is type_


def test_one_form_takes_every_piece(document: Read, gathered: Gather) -> None:
    texts = (MAIL, form("DURAND", "Léa"), quote("Léa DURAND"), PROGRAMME, cv("Léa DURAND"), LETTER, CERTIFICATE)
    got = gathered(*(document(text, path=str(n)) for n, text in enumerate(texts, 1)))
    (dossier,) = got.dossiers
    assert [record.id for record in dossier.documents] == ["1", "2", "3", "4", "5", "6", "7"]
    assert dossier.orphans == ()
    assert dossier.scheme == "qualif_individuel"
    assert dossier.form.sure("training.start_date")


def test_another_start_on_the_quote_is_a_rival(document: Read, gathered: Gather) -> None:
    got = gathered(document(form("DURAND", "Léa")), document(quote("DURAND Léa", "05/10/2026"), path="3"))
    reading = got.dossiers[0].form.readings["training.start_date"]
    assert [(rival.value, rival.document) for rival in reading.rivals] == [(date(2026, 10, 5), "3")]


def test_another_start_in_the_mail_is_a_rival(document: Read, gathered: Gather) -> None:
    got = gathered(document("Bonjour,\nLa formation commence le 3 mars 2026.", path="1"), document(form("DURAND", "Léa")))
    assert [rival.value for rival in got.dossiers[0].form.readings["training.start_date"].rivals] == [date(2026, 3, 3)]


def test_the_same_start_in_the_mail_is_none(document: Read, gathered: Gather) -> None:
    got = gathered(document("Bonjour,\nLa formation commence le 2 mars 2026.", path="1"), document(form("DURAND", "Léa")))
    assert got.dossiers[0].form.sure("training.start_date")


def test_a_quote_never_fills_what_the_form_lacks(document: Read, gathered: Gather) -> None:
    got = gathered(document(form("DURAND", "Léa", start="")), document(quote("DURAND Léa"), path="3"))
    assert "training.start_date" not in got.dossiers[0].form


def test_a_quote_alone_makes_no_dossier(document: Read, gathered: Gather) -> None:
    assert gathered(document(MAIL, path="1"), document(quote("DURAND Léa"))).dossiers == ()


def test_two_candidates(document: Read, gathered: Gather) -> None:
    one, two = form("DURAND", "Léa"), form("PETIT", "Tom", "01/06/2026", provider="GRETA")
    texts = (MAIL, one, two, quote("DURAND Léa"), cv("Tom PETIT"), cv("Gérard TOUTAIN"))
    got = gathered(*(document(text, path=str(n)) for n, text in enumerate(texts, 1)))
    assert [[record.id for record in dossier.documents] for dossier in got.dossiers] == [["2", "4"], ["3", "5"]]
    assert [[record.id for record in dossier.orphans] for dossier in got.dossiers] == [["6"], ["6"]]


def test_a_piece_of_another_person_is_an_orphan(document: Read, gathered: Gather) -> None:
    got = gathered(document(form("DURAND", "Léa")), document(quote("Gérard TOUTAIN", "05/10/2026"), path="3"))
    (dossier,) = got.dossiers
    assert [record.id for record in dossier.orphans] == ["3"]
    assert dossier.form.sure("training.start_date")


def test_a_folder_tells_whose_a_piece_is(document: Read, gathered: Gather) -> None:
    paths = ("2/a.zip/un/form.txt", "2/a.zip/un/programme.txt", "2/a.zip/deux/form.txt")
    texts = (form("DURAND", "Léa"), PROGRAMME, form("PETIT", "Tom"))
    got = gathered(*(document(text, path=path) for text, path in zip(texts, paths, strict=True)))
    assert [[record.id for record in dossier.documents] for dossier in got.dossiers] == [list(paths[:2]), [paths[2]]]


def test_two_copies_that_disagree(document: Read, gathered: Gather) -> None:
    got = gathered(document(form("DURAND", "Léa")), document(form("Durand", "Léa", "09/03/2026"), path="3"))
    (dossier,) = got.dossiers
    assert [rival.value for rival in dossier.form.readings["training.start_date"].rivals] == [date(2026, 3, 9)]
    assert dossier.form.sure("candidate.last_name")


def test_namesakes_of_different_age_are_two(document: Read, gathered: Gather) -> None:
    got = gathered(document(form("DURAND", "Léa")), document(form("DURAND", "Léa", born="01/01/2000"), path="3"))
    assert len(got.dossiers) == 2


def test_a_form_in_two_files_is_one(document: Read, gathered: Gather) -> None:
    candidate, training = form("DURAND", "Léa").split("Formation demandée")
    second = "Dossier QUALIF individuel\nFormation demandée" + training + "SIRET : 732 829 320 00074\n"
    got = gathered(document(candidate), document(second, path="3"))
    (dossier,) = got.dossiers
    assert [record.type for record in dossier.documents] == [DocumentType.FORM, DocumentType.FORM]
    assert dossier.form.date("training.start_date") == date(2026, 3, 2)


def test_a_form_typed_in_the_mail(document: Read, gathered: Gather) -> None:
    got = gathered(document(form("DURAND", "Léa"), path="1"), document(quote("DURAND Léa"), path="2"))
    assert [record.id for record in got.dossiers[0].documents] == ["1", "2"]
    assert got.records[0].type is DocumentType.FORM


def test_an_unreadable_file_stays_listed(document: Read, gathered: Gather) -> None:
    broken: Any = document(b"%PDF-1.4 rubbish", "application/pdf", path="3")
    got = gathered(document(form("DURAND", "Léa")), broken)
    assert got.records[1].problem == "corrupt"
    assert [record.id for record in got.dossiers[0].documents] == ["2", "3"]


def test_the_paper_of_another_scheme(document: Read, gathered: Gather) -> None:
    text = form("DURAND", "Léa").replace("Dossier QUALIF individuel", "Région Bretagne\nAide individuelle régionale")
    assert gathered(document(text)).dossiers[0].scheme == "other_region"


def test_the_signature_of_the_mail_is_the_senders(document: Read, gathered: Gather) -> None:
    text = form("DURAND", "Léa") + "Le candidat\nVille : Caen\nCordialement,\nSophie Bernard\nTéléphone : 02 31 99 88 77\n"
    assert "candidate.phone" not in gathered(document(text, path="1")).dossiers[0].form


def test_a_form_without_a_first_name_is_a_form(document: Read, gathered: Gather) -> None:
    (dossier,) = gathered(document(form("DURAND", ""))).dossiers
    assert "candidate.first_name" not in dossier.form


def test_the_other_half_without_a_title(document: Read, gathered: Gather) -> None:
    candidate, training = form("DURAND", "Léa").split("Formation demandée")
    second = "Formation demandée" + training + "SIRET : 732 829 320 00074\nDurée totale : 600 heures\n"
    assert gathered(document(candidate), document(second, path="3")).dossiers[0].form.sure("training.start_date")
