"""What is missing or could not be read, as a mail asks for it."""

from datetime import date, timedelta

from notify.contexts import Pieces, Unread
from notify.foreign import clean, one_line
from notify.typography import french
from values import french as words
from values.document import DocumentRecord
from values.examination import Examination
from values.finding import Finding, Outcome, Verdict

COMPLETE = "submission.complete"
READABLE_FORM = "Le formulaire de candidature, dans un fichier que nous pouvons lire"
UNNAMED = "une pièce jointe sans nom"

ADVICE = {
    "encrypted": "ce fichier est protégé par un mot de passe. Envoyez-le sans mot de passe.",
    "corrupt": "ce fichier est abîmé. Enregistrez-le de nouveau, en PDF si possible, et renvoyez-le.",
    "too_large": "ce fichier est trop lourd. Envoyez un fichier plus léger, ou plusieurs courriels.",
    "too_many_pages": "ce fichier a trop de pages. Envoyez seulement les pages du dossier.",
    "timeout": "ce fichier n'a pas pu être lu dans le temps prévu. Envoyez-le en PDF.",
    "unsupported": "nous ne pouvons pas lire ce format. Envoyez le document en PDF.",
    "no_text": "nous n'avons pas pu lire le texte. Envoyez une copie plus nette, en PDF si possible.",
    "malware": "notre antivirus a bloqué ce fichier. Envoyez le document en PDF, depuis un autre appareil si possible.",
}
OTHERWISE = "nous n'avons pas pu lire ce fichier. Envoyez le document en PDF."

_MINOR = frozenset({"no_text", "unsupported"})


def missing(examination: Examination) -> tuple[Finding, ...]:
    """The findings that ask for something; none once the request is rejected."""
    if examination.verdict is Verdict.REJECTED:
        return ()
    return tuple(found for found in examination.findings if found.outcome is Outcome.MISSING)


def pieces(examination: Examination, days: int, today: date, running: date | None = None) -> Pieces | None:
    """What to ask for and until when; None when nothing is missing. A delay that already runs is kept while it lasts."""
    found = missing(examination)
    if not found:
        return None
    due = running if running is not None and running >= today else today + timedelta(days=days)
    first = tuple(finding for finding in found if finding.rule == COMPLETE)
    others = tuple(finding for finding in found if finding.rule != COMPLETE)
    # Without a form that could be read, the form is what is asked for; what it must say comes second.
    form = not examination.dossier.form.readings
    wanted, told = (_asked(first) or (READABLE_FORM,), _asked(others)) if form else (_asked((*first, *others)), ())
    return Pieces(wanted, (due - today).days, words.day(due), form, told)


def due_on(examination: Examination, days: int, today: date, running: date | None = None) -> str | None:
    """The last day of the delay (ISO), None when nothing is missing."""
    if not missing(examination):
        return None
    return (running if running is not None and running >= today else today + timedelta(days=days)).isoformat()


def _asked(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What the findings ask for, each once, in their order."""
    asked = (wish for finding in findings for wish in _wishes(finding))
    return tuple(dict.fromkeys(_item(wish) for wish in asked if wish.strip()))


def _wishes(finding: Finding) -> tuple[str, ...]:
    """Our own words, else the finding's message, which may quote a stranger's."""
    return tuple(one_line(wish) for wish in finding.wanted) or (clean(finding.message, 300),)


def _item(wish: str) -> str:
    line = french(wish).rstrip(" .;")
    return line[:1].upper() + line[1:]


def unread(documents: tuple[DocumentRecord, ...], complete: bool = False) -> tuple[Unread, ...]:
    """The files that could not be read, and what to do with each.

    Beside a whole dossier (`complete`) a picture without text, a logo mostly, is not worth a word.
    """
    return tuple(
        Unread(clean(record.name) if record.name else UNNAMED, french(ADVICE.get(record.problem, OTHERWISE)))
        for record in documents
        if record.problem is not None and not (complete and record.problem in _MINOR and _picture(record))
    )


def _picture(record: DocumentRecord) -> bool:
    return record.media_type.startswith("image/")
