"""One dossier: what was read and where, the 21 findings, the documents, what was answered, what happened."""

from dataclasses import dataclass

from qualif.engine.outbox import text_in
from qualif.engine.showing import Whole, document_names, place_text, value_text, whole
from qualif.store import outbox
from qualif.store.database import Session
from qualif.store.views import ReplyView
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
from values.finding import Finding
from values.form import FIELDS as KEYS
from values.form import Reading
from values.french import day, instant

SOURCES = {"form_fields": "champs de formulaire", "text": "texte", "ocr": "reconnaissance de caractères", "none": "rien"}
ACTORS = {"machine": "la machine", "operator": "un agent"}
ORDER = ("fail", "unsure", "missing", "pass", "not_applicable")


@dataclass(frozen=True, slots=True)
class Value:
    """One field: its words, value, place, text as written, confidence in per cent, and the readings that disagree."""

    label: str
    value: str
    place: str
    raw: str
    confidence: int
    sure: bool
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
    """One reply: what it is, its state, to whom, and its text."""

    title: str
    state: str
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
        values=tuple(_value(key, form.readings[key], names) for key in KEYS if key in form),
        findings=tuple(_judged(finding) for finding in findings),
        papers=_papers(found),
        answers=tuple(_answer(session, reply) for reply in found.replies),
        history=tuple(
            (instant(event.at), f"{EVENTS.get(event.action, event.action)}, par {ACTORS.get(event.by, event.by)}")
            for event in found.events
        ),
    )


def _facts(found: Whole) -> tuple[tuple[str, str], ...]:
    mails = found.mails[0] if found.mails else None
    facts = [("Reçu le", instant(found.view.received_at))]
    if mails is not None:
        facts += [("Expéditeur", mails.sender or "—"), ("Objet", mails.subject or "—")]
    if found.view.start_date:
        facts.append(("Début de la formation", day(found.view.start_date)))
    if found.view.pieces_due:
        facts.append(("Pièces attendues jusqu'au", day(found.view.pieces_due)))
    return tuple(facts)


def _value(key: str, reading: Reading, names: dict[str, str]) -> Value:
    rivals = tuple(f"{value_text(rival)} ({place_text(rival, names)})" for rival in reading.rivals)
    return Value(
        label=FIELDS[key],
        value=value_text(reading),
        place=place_text(reading, names),
        raw=reading.raw,
        confidence=int(reading.confidence * 100),
        sure=reading.sure,
        rivals=rivals,
    )


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
        title=TEMPLATES.get(reply.template, reply.template),
        state=state,
        when=instant(reply.sent_at or reply.created_at),
        to=", ".join((*reply.to, *reply.cc)) or "personne pour l'instant",
        subject=reply.subject,
        text=text_in(outbox.load(session, reply.id).mime),
    )
