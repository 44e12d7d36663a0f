"""What kind of mail it is, case by case: a machine's is never answered, a person's always is."""

import pytest

from config.vocabulary import load
from ingest import classify
from ingest.classify import Evidence
from values.document import DocumentType
from values.mail import Kind

OWN = ("qualif@example.net", "formation@example.net")
PERSON = {"user_agent": "Mozilla Thunderbird"}

AUTOMATIC = {
    "an automatic reply says so": {"auto_submitted": "auto-replied"},
    "an automatic mail with a comment": {"auto_submitted": "auto-generated (vacation)"},
    "bulk": {"precedence": "bulk"},
    "a list, even written with a mail client": {"list_id": "<liste.example.org>", **PERSON},
    "an unsubscription is offered": {"list_unsubscribe": "<mailto:x@example.org>"},
    "it asks for no automatic answer": {"x_auto_response_suppress": "DR, OOF, AutoReply"},
    "an autoresponder": {"x_autoreply": "yes"},
    "a null return path": {"return_path": "<>"},
    "a noreply address": {"from": "no-reply@example.org"},
    "a noreply address of a service": {"from": "noreply-dossiers@example.org"},
    "a French noreply": {"from": "Service <ne-pas-repondre@example.org>"},
    "a postmaster": {"from": "postmaster@example.org"},
    "a copier": {"from": "copieur-rdc@example.org", "subject": "Message from RICOH"},
    "a scanner with a person's address": {"from": "accueil@example.org", "subject": "Numérisation à partir d'un périphérique"},
    "our own address": {"from": "Qualif@Example.net"},
    "our own alias": {"from": "formation@example.net"},
    "a French out of office": {"subject": "Réponse automatique : votre dossier"},
    "an absence": {"subject": "Absence : de retour lundi"},
    "an English out of office": {"subject": "Automatic reply: Dossier"},
    "an absence told in the text alone": {
        "subject": "Re: votre dossier",
        "text": "Je suis absent jusqu'au 12 mars. En cas d'urgence, appelez l'accueil.",
    },
    "a platform's automatic text": {"text": "Votre compte est créé. Ceci est un message automatique."},
    "an abuse report": {"content_type": "multipart/report; report-type=feedback-report; boundary=b"},
}

HUMAN = {
    "a plain mail": {},
    "a mail client that quotes an absence": {"subject": "Absence : excuses", **PERSON},
    "an absence of something": {"subject": "Absence de réponse à ma demande"},
    "a person who will be away": {"text": "Je suis absent la semaine prochaine, voici mon dossier."},
    "a person who forwards an automatic message": {"subject": "TR: Inscription", "text": "Ceci est un message automatique."},
    "Auto-Submitted: no": {"auto_submitted": "no"},
    "only out-of-office answers are unwanted": {"x_auto_response_suppress": "OOF"},
    "a name like a machine's": {"from": "root.martin@example.org"},
    "a person who scans": {"subject": "Scan de mon dossier"},
    "a person complaining of a failed delivery": {
        "subject": "Message non remis",
        "text": "Mon courriel n'a pas pu être remis hier, le revoici.",
        **PERSON,
    },
    "a person who forwards a bounce": {"subject": "TR: Undeliverable: dossier", "text": "user unknown", **PERSON},
    "a mail in Cc": {"to": "autre@example.org", "cc": "qualif@example.net"},
}


@pytest.mark.parametrize("given", AUTOMATIC.values(), ids=AUTOMATIC)
def test_automatic(mail, vocabulary, given):
    sorting = classify.machine(mail(**given), vocabulary, OWN)
    assert sorting is not None
    assert sorting.kind is Kind.AUTOMATIC


@pytest.mark.parametrize("given", HUMAN.values(), ids=HUMAN)
def test_a_person(mail, vocabulary, given):
    assert classify.machine(mail(**given), vocabulary, OWN) is None


@pytest.mark.parametrize("given", [*AUTOMATIC.values(), *HUMAN.values()], ids=[*AUTOMATIC, *HUMAN])
def test_the_packaged_vocabulary_decides_the_same(mail, given):
    sorting = classify.machine(mail(**given), load(), OWN)
    assert (sorting is not None) == any(given is case for case in AUTOMATIC.values())


KINDS = {
    "an answer to a thread of ours": (Evidence(thread="<qi.a>", has_form=True), Kind.FOLLOW_UP),
    "a reference from an address of the dossier": (Evidence(known_reference=True), Kind.FOLLOW_UP),
    "pieces from a known address": (Evidence(known_sender=True, piece_types=frozenset({DocumentType.OTHER})), Kind.FOLLOW_UP),
    "a form from a known address": (Evidence(known_sender=True, has_form=True), Kind.APPLICATION),
    "a known address without a piece": (Evidence(known_sender=True), Kind.OTHER),
    "a form": (Evidence(has_form=True), Kind.APPLICATION),
    "a file that could not be read": (Evidence(unreadable=True), Kind.APPLICATION),
    "a quote alone": (Evidence(piece_types=frozenset({DocumentType.QUOTE})), Kind.APPLICATION),
    "an identity card alone": (Evidence(piece_types=frozenset({DocumentType.IDENTITY}), attachments=True), Kind.OTHER),
    "a link to a file share": (Evidence(links=True), Kind.APPLICATION),
    "a candidature announced": (Evidence(candidature=True), Kind.APPLICATION),
    "nothing of these": (Evidence(), Kind.OTHER),
}


@pytest.mark.parametrize(("evidence", "kind"), KINDS.values(), ids=KINDS)
def test_the_kind_of_a_persons_mail(mail, evidence, kind):
    sorting = classify.sort(mail("Voici mon dossier."), None, evidence)
    assert sorting.kind is kind
    assert sorting.thread == evidence.thread


def test_a_question_stays_other_whatever_it_names(mail):
    asked = mail("Comment puis-je envoyer ma candidature au Qualif individuel ?")
    assert classify.sort(asked, None, Evidence(candidature=True)).kind is Kind.OTHER
    assert classify.sort(asked, None, Evidence(candidature=True, attachments=True)).kind is Kind.APPLICATION


def test_asking_for_a_receipt_is_no_question(mail):
    sent = mail("Ci-joint mon dossier. Pouvez-vous m'en accuser réception ?")
    assert classify.sort(sent, None, Evidence(candidature=True)).kind is Kind.APPLICATION


def test_a_machine_stays_a_machine_whatever_it_carries(mail, vocabulary):
    machine = classify.machine(mail(precedence="list"), vocabulary, OWN)
    assert classify.sort(mail(), machine, Evidence(has_form=True, thread="<qi.a>")).kind is Kind.AUTOMATIC
