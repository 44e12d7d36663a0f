"""Invented mails and dossiers, one or more a template: what `templates check`, `templates preview` and the tests render.

All names and addresses are invented; domains are reserved ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from notify.compose import again
from notify.desk import Desk, Person
from notify.letters import Withdrawal, withdrawal
from notify.policy import Circumstances
from notify.render import templates
from values.document import DocumentRecord, DocumentType, Source
from values.dossier import Dossier
from values.errors import WrongCall
from values.examination import Examination, Examined, Versions
from values.facts import Receipt, ReceivedFrom
from values.finding import Finding, Outcome, Verdict
from values.form import Form, Reading, Value
from values.mail import Address, Kind, Message
from values.reply import Reply

PARIS = ZoneInfo("Europe/Paris")
CANDIDATE, ADVISER = "lea.durand@example.org", "conseil@structure.example"
RECEIVED = datetime(2026, 2, 3, 14, 5, tzinfo=PARIS)
TODAY = RECEIVED.date()
REF = "QI-2026-00042"
FORM = DocumentRecord("2", "formulaire.pdf", "application/pdf", DocumentType.FORM, 3, "form_fields", None)
BODY = DocumentRecord("1", None, "text/plain", DocumentType.OTHER, None, "text", None)
LOCKED = DocumentRecord("3", "devis.pdf", "application/pdf", DocumentType.OTHER, None, "none", "encrypted")

_PERSON = Person("Camille", "MOREL", "cheffe du service Qualif individuel", "arrêté du 5 janvier 2026 (exemple)")
DESK = Desk(address="place de l'Exemple, 14000 Caen", email="qualif@region.example", mailbox="qualif.individuel@region.example",
            agent=Person("Alex", "PETIT", "instructeur"), signatory=_PERSON)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A reply to be: its template, a name, and what it is made from."""

    template: str
    name: str
    examined: Examined
    circumstances: Circumstances = Circumstances()
    ref: str | None = REF

    def reply(self, desk: Desk) -> Reply:
        """The reply as this desk would write it."""
        place = 0 if self.examined.examinations else None
        if self.template != "rejection_withdrawn":
            return again(self.template, place, self.examined, (self.ref,), desk, self.circumstances, TODAY)
        form = self.examined.examinations[0].dossier.form
        to = form.text("candidate.email") or ADVISER
        letter = Withdrawal(place, self.ref, form, RECEIVED, TODAY, (to,), (), "<demande@structure.example>")
        return withdrawal(letter, desk, date(2026, 2, 20))


def reading(value: Value, raw: str | None = None, document: str = "2", source: Source = Source.FORM_FIELD) -> Reading:
    """A sure reading of the sample form."""
    return Reading(value, 0.99, document, str(value) if raw is None else raw, source, None if document == "1" else 2)


def form(**more: Reading | None) -> Form:
    """The sample form; `candidate__email=None` leaves a field out, `__` stands for the dot."""
    readings: dict[str, Reading | None] = {
        "candidate.first_name": reading("Léa"),
        "candidate.last_name": reading("DURAND"),
        "candidate.email": reading(CANDIDATE),
        "support.email": reading(ADVISER),
        "training.title": reading("Soudage à l'arc"),
        "training.start_date": reading(date(2026, 3, 2), "02/03/2026"),
    }
    readings |= {key.replace("__", "."): value for key, value in more.items()}
    return Form({key: value for key, value in readings.items() if value is not None})


def finding(rule: str, outcome: Outcome = Outcome.PASS, *wanted: str) -> Finding:
    """A finding with the words to ask for what is missing; the deadlines carry their citation."""
    item = "adressé à la Région, 2e tiret" if rule == "deadline.one_month" else "dépôt après le démarrage de la formation"
    return Finding(rule, outcome, "Lu sur le formulaire.", f"Modalités d'instruction et d'attribution · {item}", (), wanted)


def examination(
    verdict: Verdict, *found: Finding, filled: Form | None = None, documents: tuple[DocumentRecord, ...] = (FORM,)
) -> Examination:
    """An examination with these findings; the others that a reply looks at pass."""
    given = {one.rule: one for one in found}
    rules = ("deadline.after_start", "deadline.one_month", "submission.sender", "submission.complete")
    rows = {rule: finding(rule) for rule in rules} | given
    reasons = tuple(one.rule for one in found if one.outcome is not Outcome.PASS)
    dossier = Dossier(form() if filled is None else filled, documents)
    return Examination(dossier, tuple(rows.values()), verdict, reasons, Versions("0", "0", "0"))


def message(sender: str | None = CANDIDATE, *, reply_to: tuple[str, ...] = (), references: tuple[str, ...] = ()) -> Message:
    """A mail from a sender."""
    return Message(
        message_id="<demande@structure.example>",
        sender=None if sender is None else Address(sender),
        reply_to=tuple(Address(address) for address in reply_to),
        to=(Address(DESK.mailbox),),
        cc=(),
        return_path=sender,
        subject="Demande de formation",
        in_reply_to=(),
        references=references,
        date=RECEIVED,
        received=(RECEIVED,),
        headers=(),
        text="Bonjour",
        parts=(),
    )


def examined(
    kind: Kind, *examinations: Examination, mail: Message | None = None, links: tuple[str, ...] = (), contests: bool = False
) -> Examined:
    """A mail of this kind with these dossiers."""
    seen = dict.fromkeys(record for one in examinations for record in one.dossier.documents)
    receipt = Receipt(RECEIVED, ReceivedFrom.INTERNALDATE)
    return Examined(mail or message(), receipt, kind, "exemple", tuple(seen), examinations, contests, links)


COST = finding("training.cost", Outcome.MISSING, "le coût pédagogique de la formation")
RESIDENT = finding("candidate.resident", Outcome.MISSING, "le code postal du candidat")
LEVEL = finding("training.level", Outcome.UNSURE)
NO_FORM = finding("submission.complete", Outcome.MISSING, "le formulaire de candidature")
UNREAD = finding("submission.complete", Outcome.UNSURE)
UNDER_ONE_MONTH = finding("deadline.one_month", Outcome.FAIL)
AFTER_START = finding("deadline.after_start", Outcome.FAIL)


def _late(**more: Reading | None) -> Examination:
    return examination(Verdict.REJECTED, UNDER_ONE_MONTH, filled=form(**more))


def _written() -> Examination:
    """The start stands in the mail's own text."""
    start = reading(date(2026, 2, 2), "lundi 2 février 2026", "1", Source.TEXT)
    return examination(Verdict.REJECTED, AFTER_START, filled=form(training__start_date=start), documents=(BODY, FORM))


def _corrected() -> Examination:
    start = reading(date(2026, 3, 23), "", "", Source.OPERATOR)
    return examination(Verdict.RECEIVABLE, filled=form(training__start_date=start))


def samples() -> tuple[Sample, ...]:
    """Every sample, by template."""
    whole = examination(Verdict.RECEIVABLE)
    flagged = examination(Verdict.FLAGGED, LEVEL, COST, RESIDENT)
    locked = examination(Verdict.FLAGGED, UNREAD, documents=(FORM, LOCKED))
    bare = examination(Verdict.INCOMPLETE, COST, RESIDENT, NO_FORM, filled=Form(), documents=(BODY,))
    by_adviser, application = message(ADVISER), Kind.APPLICATION
    alone = form(candidate__email=None)
    return (
        Sample("receipt", "question", examined(Kind.OTHER), ref=None),
        Sample("receipt", "beside_a_held_rejection", examined(application, _late())),
        Sample("receivable", "candidate", examined(application, whole)),
        Sample("receivable", "adviser_stateless", examined(application, whole, mail=by_adviser), ref=None),
        Sample("flagged", "missing", examined(application, flagged)),
        Sample("flagged", "nothing_to_send", examined(application, examination(Verdict.FLAGGED, LEVEL))),
        Sample("flagged", "unreadable_and_link", examined(application, locked, links=("https://partage.example/x",))),
        Sample("incomplete", "one_answer", examined(application, examination(Verdict.INCOMPLETE, COST))),
        Sample("incomplete", "no_form", examined(application, bare), ref=None),
        Sample("rejected_after_start", "mail_text", examined(application, _written())),
        Sample("rejected_one_month", "candidate", examined(application, _late())),
        Sample("rejected_one_month", "to_the_adviser", examined(application, _late(candidate__email=None), mail=by_adviser)),
        Sample("follow_up", "nothing_to_send", examined(Kind.FOLLOW_UP, whole), Circumstances(further=True)),
        Sample("follow_up", "still_missing", examined(Kind.FOLLOW_UP, flagged), Circumstances(further=True)),
        Sample("contested", "rejection", examined(Kind.FOLLOW_UP, contests=True), Circumstances(further=True)),
        Sample("rejection_withdrawn", "start_corrected", examined(application, _corrected())),
        Sample("rejection_withdrawn", "to_the_adviser", examined(application, examination(Verdict.FLAGGED, LEVEL, filled=alone))),
    )


def by_template() -> Mapping[str, tuple[Sample, ...]]:
    """The samples of each template."""
    found: dict[str, tuple[Sample, ...]] = {}
    for sample in samples():
        found[sample.template] = (*found.get(sample.template, ()), sample)
    return found


def preview(template: str, desk: Desk) -> Reply:
    """The first sample of a template as this desk would write it; raises WrongCall for an unknown name or a faulty template."""
    if template not in by_template():
        raise WrongCall(f"modèle {template} : inconnu, il y a {', '.join(by_template())}")
    return by_template()[template][0].reply(desk)


def check(desk: Desk) -> tuple[str, ...]:
    """What is wrong with the desk's templates, one French line each: every sample rendered, every variable known."""
    problems: dict[str, None] = {}
    # A desk without agent or signatory is checked too: a first installation has neither.
    for writer in (desk, DESK, replace(DESK, agent=None, signatory=None, address="", templates=desk.templates)):
        for sample in samples():
            try:
                sample.reply(replace(writer, templates=desk.templates))
            except WrongCall as error:
                problems[str(error)] = None
    try:
        unknown = tuple(line for template in by_template() for line in templates(desk.templates).unknown(template))
    except WrongCall as error:
        unknown = (str(error),)
    return (*problems, *(f"modèle {line} : variable inconnue" for line in unknown))
