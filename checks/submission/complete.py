"""submission.complete: every document asked for is there and could be read.

Regulation, « Modalités d'instruction », au regard, first dash; which documents are asked for is a setting. A document that
could not be read may be the one that is missing: `unsure`, a person opens it. A paper of another scheme is read all the same,
and is for a person, as is a piece of the mail that belongs to no candidate for sure.
"""

from checks.rule import Judgement, Rule, missing, ok, unsure
from values.document import DocumentType
from values.dossier import Dossier
from values.facts import Facts

OUR_SCHEME = "qualif_individuel"

DOCUMENT_NAMES = {
    DocumentType.FORM: "le formulaire de candidature",
    DocumentType.QUOTE: "le devis de l'organisme de formation",
    DocumentType.PROGRAMME: "le programme de la formation",
    DocumentType.CV: "le curriculum vitæ",
    DocumentType.COVER_LETTER: "la lettre de motivation",
    DocumentType.IDENTITY: "la copie d'une pièce d'identité",
    DocumentType.CERTIFICATE: "l'attestation demandée",
    DocumentType.TEST_RESULT: "le résultat des tests de positionnement",
    DocumentType.OTHER: "un autre document",
}


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """The two doubts, which hold whatever else is absent; then the documents of the dossier against those asked for."""
    there = {record.type.value for record in dossier.documents if record.problem is None}
    absent = tuple(name for name in facts.required_documents if name not in there)
    if dossier.scheme not in (None, OUR_SCHEME):
        return unsure("Le formulaire est celui d'un autre dispositif.")
    if dossier.orphans:
        return unsure("Une pièce du courriel n'est rattachée à aucun candidat avec certitude.")
    if absent:
        return _absent(dossier, absent)
    return ok("Les documents demandés sont là et ont pu être lus.")


def _absent(dossier: Dossier, absent: tuple[str, ...]) -> Judgement:
    unreadable = [record.name or "sans nom" for record in dossier.documents if record.problem]
    if unreadable:
        return unsure(f"Document(s) illisible(s) : {', '.join(unreadable)}.")
    return missing(wanted=tuple(DOCUMENT_NAMES[DocumentType(name)] for name in absent))


RULE = Rule(
    id="submission.complete",
    cites="submission.complete",
    judge=judge,
)
