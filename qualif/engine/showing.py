"""One dossier with all that is known of it: for `dossiers show`, and for the console's page."""

from dataclasses import dataclass

from qualif.engine.contract import document_json, finding_json, form_json
from qualif.store import dossiers, events, examinations, ledger, outbox
from qualif.store.database import Session
from qualif.store.views import DecisionView, DossierView, EventView, ExaminationView, MessageView, ReplyView
from qualif.words import (
    DOCUMENT_TYPES,
    FIELDS,
    HOLD_REASONS,
    KINDS,
    OUTCOMES,
    PROBLEMS,
    REPLY_STATES,
    RULES,
    STATUSES,
    TEMPLATES,
    VALUES,
    VERDICTS,
)
from values.codec import Json
from values.document import DocumentRecord
from values.examination import Examination, Examined
from values.facts import Receipt
from values.form import FIELDS as KEYS
from values.form import Form, Reading
from values.french import day, instant
from values.reply import Reply


@dataclass(frozen=True, slots=True)
class Whole:
    """A dossier: its row, its last examination, its mails, replies, decisions and history."""

    view: DossierView
    examination: Examination
    receipt: Receipt
    examinations: tuple[ExaminationView, ...]
    mails: tuple[MessageView, ...]
    replies: tuple[ReplyView, ...]
    decisions: tuple[DecisionView, ...]
    events: tuple[EventView, ...]

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents of the last examination."""
        return self.examination.dossier.documents


def whole(session: Session, ref: str) -> Whole:
    """The dossier of a reference; raises NoSuchThing when there is none."""
    view = dossiers.get(session, ref)
    examination, receipt = examinations.last(session, view.id)
    return Whole(
        view,
        examination,
        receipt,
        examinations.entries(session, view.id),
        tuple(ledger.get(session, message) for message in view.messages),
        tuple(outbox.of_dossier(session, view.id)),
        examinations.decisions(session, view.id),
        events.of_dossier(session, ref),
    )


def dossier_json(session: Session, ref: str) -> dict[str, Json]:
    """The object of `dossiers show --json`: the row, then form, documents, findings, examinations, decisions, history."""
    found = whole(session, ref)
    return {
        **found.view.as_json(),
        "form": form_json(found.examination.dossier.form),
        "documents": [document_json(record) for record in found.documents],
        "findings": [finding_json(finding) for finding in found.examination.findings],
        "examinations": [one.as_json() for one in found.examinations],
        "decisions": [one.as_json() for one in found.decisions],
        "history": [one.as_json() for one in found.events],
        "replies": [one.as_json() for one in found.replies],
    }


def value_text(reading: Reading) -> str:
    """A value as a person reads it."""
    value = reading.value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if hasattr(value, "isoformat"):
        return day(value)  # type: ignore[arg-type]
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return VALUES.get(str(value), str(value))


def place_text(reading: Reading, names: dict[str, str]) -> str:
    """Where a value was read, as a person reads it."""
    page = f", page {reading.page}" if reading.page else ""
    return f"{names.get(reading.document, 'courriel')}{page}"


def document_names(records: tuple[DocumentRecord, ...]) -> dict[str, str]:
    """Document id to the name a person knows it by."""
    return {record.id: record.name or "texte du courriel" for record in records}


def examined_text(source: str, examined: Examined, replies: tuple[Reply, ...]) -> list[str]:
    """The text of `qualif examine` for one file."""
    lines = [f"{source} : {KINDS[examined.kind.value]} ({examined.kind_reason}), reçu le {instant(examined.receipt.at)}"]
    names = document_names(examined.documents)
    for record in examined.documents:
        problem = f" — {PROBLEMS.get(record.problem, record.problem)}" if record.problem else ""
        lines.append(f"  {names[record.id]} : {DOCUMENT_TYPES[record.type.value]}{problem}")
    for one in examined.examinations:
        lines += ["", f"  {VERDICTS[one.verdict.value].capitalize()}"]
        lines += _form_lines(one.dossier.form, names)
        lines += _finding_lines(one)
    for reply in replies:
        held = f" (retenue : {HOLD_REASONS[reply.hold_reason.value]})" if reply.hold_reason else ""
        lines.append(f"  → {TEMPLATES[reply.template]}{held}, à {', '.join((*reply.to, *reply.cc)) or 'personne'}")
    return lines


def _form_lines(form: Form, names: dict[str, str]) -> list[str]:
    lines = []
    for key in KEYS:
        if reading := form.get(key):
            doubt = "" if reading.sure else "  (à vérifier)"
            lines.append(f"  {FIELDS[key]:<34} {value_text(reading)}  [{place_text(reading, names)}]{doubt}")
    return lines


def _finding_lines(examination: Examination) -> list[str]:
    return [f"  {OUTCOMES[f.outcome.value]:<14} {RULES[f.rule]} : {f.message}" for f in examination.findings]


def dossier_text(session: Session, ref: str) -> str:
    """The text of `dossiers show`."""
    found = whole(session, ref)
    view, names = found.view, document_names(found.documents)
    lines = [
        f"{view.ref} · {STATUSES[view.status]} · {VERDICTS[view.verdict]}",
        f"reçu le {instant(view.received_at)}",
        "",
        "Formulaire",
    ]
    lines += _form_lines(found.examination.dossier.form, names)
    lines += ["", "Règles"]
    lines += _finding_lines(found.examination)
    lines += ["", "Réponses"]
    lines += [f"  {REPLY_STATES[r.state]:<14} {TEMPLATES.get(r.template, r.template)} → {', '.join(r.to)}" for r in found.replies]
    lines += ["", "Décisions"]
    lines += [f"  {instant(d.at)} : {STATUSES[d.status]}, par {d.by} ({d.reason})" for d in found.decisions]
    return "\n".join(lines)
