"""What the law and the regulation want in each mail: template × obligation × words that must be there."""

from collections.abc import Mapping

import pytest

from notify.contexts import TEMPLATES
from values.reply import Reply

ALL = tuple(TEMPLATES)
REJECTIONS = ("rejected_after_start", "rejected_one_month")
RECEIPTS = ("receipt", "receivable", "flagged", "incomplete", "follow_up", "contested")
FIRST = ("receivable", "flagged", "incomplete")

OBLIGATIONS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("date and time of receipt (R112-11-1 1°)", ALL, ("3 février 2026 à 14 h 05 (heure de Paris)",)),
    ("the date counts (L112-13)", (*RECEIPTS, *REJECTIONS), ("Cette date fait foi", "L. 112-13")),
    (
        "service, address, e-mail, phone (R112-11-1 2°)",
        ALL,
        ("Région Normandie – Qualif individuel", "place de l'Exemple, 14000 Caen", "qualif@region.example", "0800 050 000"),
    ),
    ("agent's first name, name, quality (L111-2)", ALL, ("Alex PETIT, instructeur",)),
    (
        "use of the data (GDPR 13)",
        ALL,
        ("responsable du traitement", "instruire les demandes", "droit de consulter", "DPO", "CNIL", "lit automatiquement"),
    ),
    ("the mail can be answered", ALL, ("Vous pouvez répondre à ce courriel",)),
    ("what happens next", (*RECEIPTS[1:], "rejection_withdrawn"), ("Ce qui va se passer",)),
    ("no promise of funding", (*FIRST, "follow_up", "contested", "rejection_withdrawn"), ("ne vaut pas accord de financement",)),
    (
        "the Commission Permanente decides",
        (*FIRST, "follow_up", "rejection_withdrawn"),
        ("élus régionaux", "Commission Permanente"),
    ),
    (
        "silence of two months (R112-11-1, L231-4 3°)",
        FIRST,
        ("deux mois vaut décision de rejet", "L. 231-4, 3°", "si elle est complète", "3 avril 2026"),
    ),
    (
        "remedies and delays of the silence",
        FIRST,
        ("recours gracieux", "Président de la Région", "tribunal administratif de Caen", "deux mois", "Télérecours citoyens"),
    ),
    ("delay to complete, clock suspended (L114-5)", ("incomplete",), ("30 jours", "5 mars 2026", "est suspendu", "L. 114-5")),
    ("ground in law", REJECTIONS, ("En droit", "CP du 3 juin 2019", "Modalités d'instruction")),
    (
        "ground in fact",
        REJECTIONS,
        ("En fait", "a été reçue le 3 février 2026", "la formation commence le", "a été lue dans", "au plus tard le"),
    ),
    (
        "signatory (L212-1)",
        (*REJECTIONS, "rejection_withdrawn"),
        ("Signature", "Camille MOREL", "cheffe du service Qualif individuel"),
    ),
    (
        "remedies (R421-5)",
        REJECTIONS,
        (
            "Vos recours",
            "dans les deux mois",
            "recours gracieux",
            "Président de la Région",
            "tribunal administratif de Caen",
            "Télérecours citoyens",
            "L. 411-2",
        ),
    ),
    (
        "algorithmic mention (L311-3-1, R311-3-1-1)",
        REJECTIONS,
        (
            "sur le fondement d'un traitement algorithmique",
            "finalité",
            "L. 311-3-1",
            "R. 311-3-1-1",
            "communication des règles de ce traitement",
            "principales caractéristiques de sa mise en œuvre",
            "écrivez à qualif@region.example",
            "d'un mois",
            "deux mois",
            "CADA",
        ),
    ),
    ("a person looks again (GDPR 22)", (*REJECTIONS, "contested"), ("personne", "réexamine")),
    (
        "silence and its date, an answer being given",
        REJECTIONS,
        ("silence", "3 avril 2026", "si elle est complète", "L. 231-4, 3°"),
    ),
    (
        "the ground of one month",
        ("rejected_one_month",),
        ("un mois au moins avant l'entrée en formation", "2 février 2026", "page 2", "formulaire.pdf", "02/03/2026"),
    ),
    (
        "the ground of the start",
        ("rejected_after_start",),
        ("déposé après le démarrage", "dans le texte du courriel", "lundi 2 février 2026"),
    ),
    (
        "a contestation's own two months (L110-1, L411-7)",
        ("contested",),
        ("L. 110-1", "L. 411-7", "3 avril 2026", "tribunal administratif"),
    ),
    ("the withdrawal (L243-3)", ("rejection_withdrawn",), ("est retirée", "L. 243-3", "3 février 2026")),
)

ROWS = [(template, what, words) for what, templates, words in OBLIGATIONS for template in templates]


@pytest.mark.parametrize(("template", "what", "words"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_a_mail_says_what_it_must(
    rendered: Mapping[str, tuple[Reply, ...]], template: str, what: str, words: tuple[str, ...]
) -> None:
    for reply in rendered[template]:
        text = reply.text.replace("\u00a0", " ")
        assert [word for word in words if word not in text] == [], what


@pytest.mark.parametrize("template", ALL)
def test_a_reference_is_named_when_there_is_one(rendered: Mapping[str, tuple[Reply, ...]], template: str) -> None:
    for reply in rendered[template]:
        assert ("Référence du dossier" in reply.text) is (reply.ref is not None)
        assert reply.ref is None or reply.ref in reply.text


def test_only_the_first_receipt_of_an_application_speaks_of_its_silence(rendered: Mapping[str, tuple[Reply, ...]]) -> None:
    question, beside = rendered["receipt"]
    assert "silence" not in question.text
    assert "réputée" not in question.text
    assert "considérée comme rejetée le 3 avril 2026" in beside.text
    assert all("silence" not in reply.text for reply in rendered["follow_up"])


def test_the_receipt_beside_a_held_rejection_tells_neither_rejection_nor_promise(
    rendered: Mapping[str, tuple[Reply, ...]],
) -> None:
    beside = rendered["receipt"][1]
    before_the_law = beside.text.split("Si la Région ne vous répond pas")[0]
    assert "rejet" not in before_the_law + beside.subject
    assert "tard" not in beside.text + beside.subject
    assert "le financement n'est pas accordé" in before_the_law


PROMISES = (
    "est accepté",
    "est éligible",
    "sera financé",
    "est accordé.",
    "félicitations",
    "est recevable",
    "dossier est complet",
)


@pytest.mark.parametrize("template", ALL)
def test_no_mail_promises(rendered: Mapping[str, tuple[Reply, ...]], template: str) -> None:
    for reply in rendered[template]:
        said = reply.text.lower().replace("n'est pas accordé.", "")
        assert [promise for promise in PROMISES if promise in said] == []


def test_missing_findings_are_listed_with_their_delay(rendered: Mapping[str, tuple[Reply, ...]]) -> None:
    for template in ("flagged", "follow_up"):
        missing = next(reply for reply in rendered[template] if reply.pieces_due)
        for words in (
            "Le coût pédagogique de la formation",
            "Le code postal du candidat",
            "5 mars 2026",
            "est suspendu",
        ):
            assert words in missing.text
        assert missing.pieces_due == "2026-03-05"


def test_what_to_do_comes_before_everything_but_the_date(rendered: Mapping[str, tuple[Reply, ...]]) -> None:
    for template in (*FIRST, "follow_up"):
        for reply in rendered[template]:
            doing = max(reply.text.find("Ce que vous devez faire"), reply.text.find("Vous n'avez rien à faire"))
            assert 0 < doing < reply.text.index("Ce qui va se passer")


def test_a_locked_file_and_a_link_are_told_what_to_do_with(rendered: Mapping[str, tuple[Reply, ...]]) -> None:
    reply = rendered["flagged"][2]
    assert "devis.pdf" in reply.text
    assert "sans mot de passe" in reply.text
    assert "Joignez le fichier lui-même" in reply.text
    assert "partage.example" not in reply.text + reply.html
