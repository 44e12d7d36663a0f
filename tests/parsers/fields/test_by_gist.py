"""Words of a form that the vocabulary does not hold: told by what any wording holds, or left alone."""

import pytest

from config import vocabulary
from parsers.fields import by_gist

WORDS = vocabulary.load()
KNOWN_QUESTIONS = [question for question in WORDS.questions if not question.statement]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Jour prévu pour le démarrage de votre formation", "training.start_date"),
        ("Date à laquelle débute la formation :", "training.start_date"),
        ("La rentrée de la session est prévue le", "training.start_date"),
        ("Dates de formation (début et fin)", "training.start_date"),
        ("La formation se termine le (date prévue)", "training.end_date"),
        ("Nombre d'heures passées au centre", "training.centre_hours"),
        ("Heures effectuées en entreprise", "training.company_hours"),
        ("N° de SIRET de l'organisme formateur", "training.provider_siret"),
        ("Votre numéro d'inscription à France Travail", "candidate.jobseeker_id"),
        ("Date de votre inscription à France Travail", "candidate.jobseeker_since"),
        ("Vous avez quitté le système scolaire en", "candidate.education_exit_date"),
        ("Montant demandé au titre de la formation", "training.cost"),
    ],
)
def test_an_unknown_wording_of_a_label(text: str, key: str) -> None:
    label = by_gist.label_of(text, None, WORDS)
    assert label is not None
    assert label.key == key


@pytest.mark.parametrize(
    "text",
    [
        "Date de début de validité du devis",
        "Date d'entrée prévue en stage",
        "Date d'entrée dans l'entreprise",
        "Début du contrat de formation en alternance, date d'embauche",
        "Date des tests d'entrée en formation",
        "Date limite d'entrée en formation",
        "Date de début de la formation précédente",
        "Date de la réunion d'information avant l'entrée en formation",
        "Début de la période en entreprise",
        "Niveau du diplôme obtenu",
        "Niveau d'entrée en formation",
        "Coût horaire de la formation",
        "SIRET de l'entreprise d'accueil",
        "Date de naissance du candidat à l'entrée en formation",
        "Fait à Caen, le début de la formation",
        "Nom",
        "",
    ],
)
def test_words_of_another_matter_are_left_alone(text: str) -> None:
    assert by_gist.label_of(text, None, WORDS) is None


@pytest.mark.parametrize(
    ("text", "key", "positive"),
    [
        ("Jeune suivi dans le cadre de la PSAD", "candidate.psad", True),
        ("Formation qualifiante financée ces 12 derniers mois", "candidate.recent_funding", True),
        ("Financement Région ou Agefiph d'une formation au cours des 12 derniers mois", "candidate.recent_funding", True),
        ("Le candidat n'a reçu aucun financement ces douze derniers mois", "candidate.recent_funding", False),
        ("Votre conseiller a-t-il validé ce projet ?", "candidate.project_validated", True),
        ("Trajet aller de plus d'une heure depuis chez vous", "training.travel_over_one_hour", True),
        ("Le trajet dure-t-il moins d'une heure ?", "training.travel_over_one_hour", False),
        ("Une dérogation est-elle demandée ?", "training.new_occupation", True),
        ("La formation est au catalogue collectif de la Région", "training.collective", True),
        ("Êtes-vous actuellement inscrite à Pôle emploi ?", "candidate.jobseeker_registered", True),
        ("Êtes-vous aujourd'hui demandeur d'emploi ?", "candidate.jobseeker", True),
    ],
)
def test_an_unknown_wording_of_a_question(text: str, key: str, positive: bool) -> None:
    question = by_gist.question_of(text, None, WORDS)
    assert question is not None
    assert (question.key, question.positive) == (key, positive)


@pytest.mark.parametrize(
    "text", ["Avez-vous le permis B ?", "Êtes-vous indemnisé(e) ?", "Projet", "Date de validation du projet", "RQTH", ""]
)
def test_a_question_of_another_matter_is_left_alone(text: str) -> None:
    assert by_gist.question_of(text, None, WORDS) is None


def test_no_gist_contradicts_a_label_or_a_question_that_is_known() -> None:
    keys: dict[str, set[str]] = {}
    for label in WORDS.labels:
        keys.setdefault(label.text, set()).add(label.key)
    for text, expected in keys.items():
        found = by_gist.label_of(text, None, WORDS)
        assert found is None or found.key in expected, text
    for question in KNOWN_QUESTIONS:
        asked = by_gist.question_of(question.text, None, WORDS)
        # Who is registered is a job seeker: the weaker answer contradicts nothing.
        weaker = question.key == "candidate.jobseeker_registered" and asked is not None and asked.key == "candidate.jobseeker"
        same = asked is None or (asked.key, asked.positive) == (question.key, question.positive)
        assert weaker or same, question.text


def test_no_gist_of_a_date_holds_a_decoy() -> None:
    dated = [gist for gist in WORDS.gists if gist.reader == "dates"]
    assert [text for text in WORDS.decoys for gist in dated if gist.held_by(text)] == []
