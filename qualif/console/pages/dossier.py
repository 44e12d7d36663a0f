"""One dossier: what was read and where, the 21 findings, the documents, what was answered, what happened."""

from dataclasses import dataclass

from qualif.engine.outbox import text_in
from qualif.engine.showing import Whole, document_names, height_text, place_text, value_text, whole
from qualif.store import outbox
from qualif.store.database import Session
from qualif.store.views import EventView, ReplyView
from qualif.words import (
    DOCUMENT_TYPES,
    EVENTS,
    FIELDS,
    HOLD_REASONS,
    OUTCOMES,
    PROBLEMS,
    REPLY_STATES,
    RULES,
    STATUSES,
    TEMPLATES,
    VERDICTS,
)
from values.document import DocumentRecord
from values.finding import Finding
from values.form import FIELDS as KEYS
from values.form import Reading
from values.french import day, instant

SOURCES = {"form_fields": "champs de formulaire", "text": "texte", "ocr": "reconnaissance de caractères", "none": "rien"}
ACTORS = {"machine": "la machine", "operator": "un agent"}
ORDER = ("fail", "unsure", "missing", "pass", "not_applicable")


@dataclass(frozen=True, slots=True)
class Value:
    """One field: its words, value, place, text as written when it says more, what makes it doubtful, and its rivals."""

    label: str
    value: str
    place: str
    raw: str | None
    doubt: str | None
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding in words."""

    label: str
    outcome: str
    outcome_words: str
    message: str
    citation: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document in words."""

    name: str
    type: str
    pages: str
    source: str
    problem: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply: its number, what it is, its state, what stood in its way, to whom, and its text."""

    id: int
    title: str
    state: str
    trouble: str | None
    when: str
    to: str
    subject: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """What the template `dossier.html` shows."""

    ref: str
    candidate: str
    training: str
    status: str
    verdict: str
    verdict_words: str
    facts: tuple[tuple[str, str], ...]
    values: tuple[Value, ...]
    findings: tuple[Judged, ...]
    papers: tuple[Paper, ...]
    answers: tuple[Answer, ...]
    history: tuple[tuple[str, str], ...]


def page(session: Session, ref: str) -> Page:
    """The page of a reference; raises NoSuchThing when there is none."""
    found = whole(session, ref)
    names = document_names(found.documents)
    form = found.examination.dossier.form
    findings = sorted(found.examination.findings, key=lambda finding: ORDER.index(finding.outcome.value))
    return Page(
        ref=ref,
        candidate=found.view.candidate or "Candidat non identifié",
        training=found.view.training or "Formation non lue",
        status=STATUSES[found.view.status],
        verdict=found.view.verdict,
        verdict_words=VERDICTS[found.view.verdict],
        facts=_facts(found),
        values=tuple(_value(key, form.readings[key], names, found.documents) for key in KEYS if key in form),
        findings=tuple(_judged(finding) for finding in findings),
        papers=_papers(found),
        answers=tuple(_answer(session, reply) for reply in found.replies),
        history=tuple((instant(event.at), _event(event)) for event in found.events),
    )


def _facts(found: Whole) -> tuple[tuple[str, str], ...]:
    first, *others = found.mails or (None,)
    facts = [("Reçu le", instant(found.view.received_at))]
    if first is not None:
        facts += [("Expéditeur", first.sender or "—"), ("Objet", first.subject or "—")]
    facts += [("Puis", f"{instant(mail.received_at)} : {mail.subject or 'sans objet'}") for mail in others if mail]
    if found.view.start_date:
        facts.append(("Début de la formation", day(found.view.start_date)))
    if found.view.pieces_due:
        facts.append(("Pièces attendues jusqu'au", day(found.view.pieces_due)))
    return tuple(facts)


def _event(event: EventView) -> str:
    """What happened, by whom, and what he said of it."""
    told = f"{EVENTS.get(event.action, event.action)}, par {ACTORS.get(event.by, event.by)}"
    field, reason = event.details.get("field"), event.details.get("reason")
    what = f" : {FIELDS[str(field)]}" if field in FIELDS else ""
    return f"{told}{what}{f' ({reason})' if reason else ''}"


def _value(key: str, reading: Reading, names: dict[str, str], records: tuple[DocumentRecord, ...]) -> Value:
    value = value_text(key, reading)
    return Value(
        label=FIELDS[key],
        value=value,
        place=", ".join(filter(None, (place_text(reading, names), height_text(reading, records)))),
        raw=None if _plain(reading.raw) in ("", _plain(value)) else reading.raw,
        doubt=None
        if reading.sure
        else "les documents diffèrent"
        if reading.rivals
        else f"lu à {int(reading.confidence * 100)} %",
        rivals=tuple(f"{value_text(key, rival)} ({place_text(rival, names)})" for rival in reading.rivals),
    )


def _plain(text: str) -> str:
    """A text for comparing: one blank between words, of one kind."""
    return " ".join(text.split())


def _judged(finding: Finding) -> Judged:
    return Judged(
        label=RULES[finding.rule],
        outcome=finding.outcome.value,
        outcome_words=OUTCOMES[finding.outcome.value],
        message=finding.message,
        citation=finding.citation,
        evidence=tuple(FIELDS[key] for key in finding.evidence),
    )


def _papers(found: Whole) -> tuple[Paper, ...]:
    return tuple(
        Paper(
            name=record.name or "texte du courriel",
            type=DOCUMENT_TYPES[record.type.value],
            pages="—" if record.pages is None else str(record.pages),
            source=SOURCES[record.text_source],
            problem=PROBLEMS.get(record.problem, record.problem) if record.problem else None,
        )
        for record in found.documents
    )


def _answer(session: Session, reply: ReplyView) -> Answer:
    state = REPLY_STATES[reply.state]
    if reply.state == "held" and reply.hold_reason:
        state += f" : {HOLD_REASONS[reply.hold_reason]}"
    return Answer(
        id=reply.id,
        title=TEMPLATES.get(reply.template, reply.template),
        state=state,
        trouble=None if reply.sent_at else reply.last_error,
        when=instant(reply.sent_at or reply.created_at),
        to=", ".join((*reply.to, *reply.cc)) or "personne pour l'instant",
        subject=reply.subject,
        text=text_in(outbox.load(session, reply.id).mime),
    )
