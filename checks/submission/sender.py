"""submission.sender: sent by the candidate or by the adviser.

Regulation, « Modalités d'instruction », adressé, third dash. Known by the address, else by the name, else by the domain of
the structure (never one that a public provider shares with everybody). Pole-emploi.fr is francetravail.fr. Anyone else, and a
machine, is for a person; a paper that no mail brought has no sender.
"""

from checks.people import is_named, same_domain, typical_domain
from checks.rule import Judgement, Rule, not_applicable, ok, unsure
from values.dossier import Dossier
from values.facts import Facts

PEOPLE = {"candidate.email": "le candidat", "support.email": "le conseiller"}
NAMES = ("candidate.first_name", "candidate.last_name", "candidate.birth_name", "support.advisor")


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """Who sent it."""
    form, sender = dossier.form, dossier.sender
    if not form.readings:
        return not_applicable("Sans formulaire, l'expéditeur ne peut pas être comparé au candidat.")
    if dossier.machine:
        return unsure("Le courriel a été envoyé par une machine.")
    if sender is None:
        return (
            not_applicable("Le document n'est pas venu par courriel.")
            if dossier.loose
            else unsure("Le courriel n'a pas d'expéditeur.")
        )
    for key, person in PEOPLE.items():
        if sender.address.lower() == (form.text(key) or "").lower():
            return ok(f"Envoyé par {person} (même adresse).", key)
    if is_named(sender, form):
        return ok("Envoyé par le candidat ou le conseiller (même nom).", *NAMES)
    if same_domain(sender, form, facts) or typical_domain(sender, form, facts):
        return ok("Envoyé par la structure d'accompagnement (même domaine).", "support.email", "support.type")
    return unsure("L'expéditeur n'est reconnu ni comme le candidat ni comme son conseiller.", *PEOPLE)


RULE = Rule(
    id="submission.sender",
    cites="submission.sender",
    judge=judge,
)
