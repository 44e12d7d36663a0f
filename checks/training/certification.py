"""training.certification: aims at a certification in force in the RNCP on the start day, or asks for the derogation.

Regulation, « Formations éligibles », first item. The derogation (an occupation too new to have a certification) is weighed by a
person whenever it is asked for, even beside a number: the form then says two things. A start date that is doubtful counts with
all its readings; a number that the table calls inactive is never confirmed, whatever its dates.
"""

from checks.certificate import CODE, confirmed, is_whole
from checks.found import text
from checks.rule import Judgement, Rule, doubtful, fail, lacking, ok, unsure
from values import french
from values.dossier import Dossier
from values.facts import Certification, Facts

DEROGATION = "training.new_occupation"


def judge(dossier: Dossier, facts: Facts) -> Judgement:
    """The derogation, else the number."""
    form = dossier.form
    if form.flag(DEROGATION):
        return unsure("La dérogation pour un métier nouveau est demandée : à apprécier.", DEROGATION, CODE)
    if unclear := lacking(form, CODE) or doubtful(form, CODE, DEROGATION):
        return unclear
    code = text(form, CODE)
    if code.startswith("RS"):
        return fail(f"{code} relève du Répertoire spécifique, non du RNCP.", CODE)
    if confirmed(form, facts):
        return ok(f"{code} est en vigueur au RNCP.", CODE, "training.start_date")
    return unsure(f"{code} : {_why(code, facts)}.", CODE)


def _why(code: str, facts: Facts) -> str:
    record = facts.references.certification
    if not is_whole(code):
        return "un bloc de compétences, non une certification entière"
    if not facts.references.rncp_loaded:
        return "le répertoire n'est pas chargé, le numéro n'a pas été vérifié"
    return "inconnu du RNCP" if record is None else _expired(record, facts)


def _expired(record: Certification, facts: Facts) -> str:
    ends = f" (fin d'enregistrement le {french.day(record.ends_on)})" if record.ends_on else ""
    chain = ", ".join(one.code for one in facts.references.successors)
    return f"pas en vigueur au démarrage{ends}" + (f", remplacé par {chain}" if chain else "")


RULE = Rule(
    id="training.certification",
    cites="training.certification",
    judge=judge,
)
