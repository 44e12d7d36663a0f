"""The object of `qualif examine --json` (contract §3), made from an examined mail and its replies."""

from datetime import date

from values.codec import Json
from values.document import DocumentRecord
from values.examination import Examination, Examined
from values.finding import Finding
from values.form import FIELDS, Form, Reading
from values.mail import Message
from values.reply import Reply


def document_json(record: DocumentRecord) -> dict[str, Json]:
    """One of `documents`."""
    return {
        "id": record.id,
        "name": record.name,
        "media_type": record.media_type,
        "type": record.type.value,
        "pages": record.pages,
        "text_source": record.text_source,
        "problem": record.problem,
    }


def reading_json(reading: Reading) -> dict[str, Json]:
    """One value of `form`; `precision` and `rivals` only where there are any."""
    value = reading.value
    found: dict[str, Json] = {
        "value": value.isoformat() if isinstance(value, date) else value,
        "confidence": round(reading.confidence, 3),
        "document": reading.document,
        "page": reading.page,
        "bbox": [round(edge, 2) for edge in reading.bbox] if reading.bbox else None,
        "raw": reading.raw,
    }
    if reading.precision:
        found["precision"] = reading.precision
    if reading.rivals:
        found["rivals"] = [reading_json(rival) for rival in reading.rivals]
    return found


def form_json(form: Form) -> dict[str, Json]:
    """The readings of a form, in the order of the contract's table."""
    return {key: reading_json(form.readings[key]) for key in FIELDS if key in form}


def finding_json(finding: Finding) -> dict[str, Json]:
    """One of `findings`."""
    return {
        "rule": finding.rule,
        "outcome": finding.outcome.value,
        "message": finding.message,
        "citation": finding.citation,
        "evidence": list(finding.evidence),
    }


def examination_json(examination: Examination) -> dict[str, Json]:
    """One of `dossiers`."""
    return {
        "form": form_json(examination.dossier.form),
        "documents": [document_json(record) for record in examination.dossier.documents],
        "findings": [finding_json(finding) for finding in examination.findings],
        "verdict": examination.verdict.value,
        "reasons": list(examination.reasons),
    }


def reply_json(reply: Reply) -> dict[str, Json]:
    """One of `replies`."""
    return {
        "template": reply.template,
        "dossier": reply.place,
        "to": list(reply.to),
        "cc": list(reply.cc),
        "subject": reply.subject,
        "text": reply.text,
        "html": reply.html,
        "headers": dict(reply.headers),
        "hold_reason": reply.hold_reason.value if reply.hold_reason else None,
    }


def _message_json(message: Message | None, received_at: str) -> Json:
    if message is None:
        return None
    return {
        "message_id": message.message_id,
        "from": message.sender.address if message.sender else None,
        "subject": message.subject,
        "received_at": received_at,
    }


def examined_json(source: str, examined: Examined, replies: tuple[Reply, ...]) -> dict[str, Json]:
    """The whole object for one file."""
    received_at = examined.receipt.at.isoformat()
    return {
        "schema": 1,
        "source": source,
        "received_at": received_at,
        "received_from": examined.received_from.value,
        "message": _message_json(examined.message, received_at),
        "kind": examined.kind.value,
        "kind_reason": examined.kind_reason,
        "documents": [document_json(record) for record in examined.documents],
        "dossiers": [examination_json(examination) for examination in examined.examinations],
        "replies": [reply_json(reply) for reply in replies],
    }
