"""What kind of mail it is (contract §3): the first that applies of bounce, automatic, follow_up, application, other."""

from dataclasses import dataclass

from ingest import bounces, marks, threads
from values.document import DocumentType
from values.mail import Kind, Message, Sorting
from values.vocabulary import Vocabulary

PIECES = frozenset(
    {
        DocumentType.QUOTE,
        DocumentType.PROGRAMME,
        DocumentType.CV,
        DocumentType.COVER_LETTER,
        DocumentType.CERTIFICATE,
        DocumentType.TEST_RESULT,
    }
)
"""The pieces that make an application of a mail without a form."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a mail beside its headers.

    `piece_types`: the types of its readable pieces. `unreadable`: a file of it could not be read. `thread`: the Message-ID of
    ours that it answers, its seal verified. `known_reference`: it quotes a dossier, from an address of that dossier.
    `known_sender`: its address is known to an active dossier. `attachments`: it carries a file beside a letterhead's pictures.
    """

    has_form: bool = False
    piece_types: frozenset[DocumentType] = frozenset()
    unreadable: bool = False
    links: bool = False
    candidature: bool = False
    thread: str | None = None
    known_reference: bool = False
    known_sender: bool = False
    attachments: bool = False


def machine(message: Message, vocabulary: Vocabulary, own: tuple[str, ...] = ()) -> Sorting | None:
    """Bounce or automatic, from the mail alone, or None for a person's mail; `own` are our address and its aliases."""
    if bounce := bounces.sort(message, vocabulary):
        return bounce
    mark = marks.of_headers(message) or marks.of_sender(message, vocabulary, own) or marks.of_words(message, vocabulary)
    return Sorting(Kind.AUTOMATIC, mark) if mark else None


def sort(message: Message, machine: Sorting | None, evidence: Evidence) -> Sorting:
    """The final kind of a mail, and why, in French."""
    if machine is not None:
        return machine
    if evidence.thread is not None:
        return Sorting(Kind.FOLLOW_UP, "réponse à l'un de nos courriels", thread=evidence.thread)
    if reason := _follow_up(evidence):
        return Sorting(Kind.FOLLOW_UP, reason)
    if reason := _application(message, evidence):
        return Sorting(Kind.APPLICATION, reason)
    return Sorting(Kind.OTHER, "message d'une personne, sans formulaire ni candidature")


def _follow_up(evidence: Evidence) -> str | None:
    if evidence.known_reference:
        return "référence d'un dossier connu, depuis une adresse de ce dossier"
    pieces = bool(evidence.piece_types) or evidence.unreadable or evidence.attachments
    if evidence.known_sender and pieces and not evidence.has_form:
        return "pièces sans formulaire, depuis l'adresse d'un dossier en cours"
    return None


def _application(message: Message, evidence: Evidence) -> str | None:
    if evidence.has_form:
        return "formulaire de candidature"
    if evidence.unreadable:
        return "pièce jointe illisible"
    if pieces := sorted(evidence.piece_types & PIECES):
        return f"pièce d'un dossier sans formulaire ({', '.join(pieces)})"
    if evidence.links:
        return "lien vers un partage de fichiers"
    if evidence.candidature and (evidence.attachments or not threads.is_question(message)):
        return "candidature annoncée dans l'objet ou le texte"
    return None
