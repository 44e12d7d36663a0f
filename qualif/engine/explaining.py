"""`dossiers explain`: the four items that CRPA R311-3-1-2 gives to whoever asks how an algorithm treated his request."""

from qualif.engine.showing import document_names, place_text, value_text, whole
from qualif.store.database import Session
from qualif.words import FIELDS, OUTCOMES, RULES, VERDICTS
from values.finding import Outcome
from values.form import FIELDS as KEYS
from values.french import instant


def explanation(session: Session, ref: str) -> str:
    """The degree and mode of contribution, the data and their sources, the parameters and their weights, the operations."""
    found = whole(session, ref)
    dossier, names = found.examination.dossier, document_names(found.documents)
    decided = found.view.verdict == "rejected"
    lines = [
        f"Dossier {ref}, reçu le {instant(found.view.received_at)} : {VERDICTS[found.view.verdict]}",
        "",
        "1. Le degré et le mode de contribution du traitement algorithmique à la décision",
        "   Le traitement a lu les documents et vérifié 21 règles du règlement. "
        + (
            "Il fonde à lui seul le rejet, sur la seule date de dépôt ; une personne le réexamine sur simple demande."
            if decided
            else "Il n'a rien décidé : il a accusé réception et signalé ce qu'une personne doit vérifier."
        ),
        "",
        "2. Les données traitées et leurs sources",
    ]
    for key in KEYS:
        if reading := dossier.form.get(key):
            lines.append(f"   {FIELDS[key]} : {value_text(reading)} (lu dans : {place_text(reading, names)})")
    lines += [f"   Date de réception : {instant(found.receipt.at)} (horloge du serveur de courriel de la Région)", ""]
    lines += [
        "3. Les paramètres du traitement et leur pondération, appliqués à la situation de l'intéressé",
        f"   Version du programme {found.examination.versions.program}, règlement {found.examination.versions.regulation[:12]}, "
        f"vocabulaire {found.examination.versions.vocabulary[:12]}.",
        "   Aucune pondération : chaque règle est vérifiée séparément ; seule une règle de délai peut conduire à un rejet.",
        "",
        "4. Les opérations effectuées par le traitement",
    ]
    for finding in found.examination.findings:
        if finding.outcome is not Outcome.NOT_APPLICABLE:
            lines.append(f"   {RULES[finding.rule]} ({finding.citation}) : {OUTCOMES[finding.outcome.value]}. {finding.message}")
    return "\n".join(lines)
