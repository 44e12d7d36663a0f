"""Which stored dossier does a mail's dossier belong to, and what the two make together.

A form joins the dossier of the same candidate and session when identity is certain; in an answer to our mail, when nothing tells
another request. Pieces without a form join the dossier that the thread, the reference or the sender names alone. Together: the
first form, completed by the later ones; where they disagree the readings are rivals, and a person decides.
"""

from collections.abc import Mapping
from dataclasses import replace

from qualif.engine.threads import Thread
from qualif.store import dossiers, identity
from qualif.store.database import Session
from qualif.store.dossiers import NO_DUPLICATE, Known
from values.document import DocumentRecord
from values.dossier import Dossier, MailReading
from values.form import Form, Reading


def of_form(session: Session, dossier: Dossier, thread: Thread, alone: bool) -> Known | None:
    """The stored dossier that a form joins, None for a new one; `alone`: it is the only form of its mail."""
    who, what = identity.identity(dossier.form), identity.session(dossier.form)
    for known in (thread.certain, *thread.told):
        if known is not None and _goes_on(known, who, what, alone):
            return known
    for known in dossiers.alike(session, who):
        alive = known.status not in NO_DUPLICATE
        if alive and identity.same_person(known.who, who) and identity.compatible_session(known.what, what):
            return known
    return None


def _goes_on(known: Known, who: identity.Identity, what: identity.Session, alone: bool) -> bool:
    """Whether a form in a thread is that of the thread's dossier: the same person, and no other training named."""
    if known.formless:
        return alone
    return identity.same_person(known.who, who) and not identity.another_training(known.what, what)


def of_pieces(session: Session, reading: MailReading, thread: Thread) -> Known | None:
    """The stored dossier that pieces without a form join, None when no single one is named."""
    if thread.certain is not None:
        return thread.certain
    for found in (thread.told, thread.by_sender):
        if len(found) == 1:
            return found[0]
        named = [one for one in found if _names(reading, one.who)]
        if len(named) == 1:
            return named[0]
    return None


def _names(reading: MailReading, who: identity.Identity) -> bool:
    """Whether subject, text or file names hold the candidate's names."""
    message = reading.message
    texts = [message.subject or "", message.text] if message else []
    words = identity.searchable(*texts, *(record.name or "" for record in reading.documents))
    lasts = [name for name in (who.last_name, who.birth_name) if name]
    return who.first_name is not None and f" {who.first_name} " in words and any(f" {name} " in words for name in lasts)


def together(stored: Dossier, further: Dossier, mark: str) -> Dossier:
    """A stored dossier with what a further mail brought; its document ids are marked (`12:2/scan.pdf`) to stay unique."""
    return replace(
        stored,
        form=Form(_readings(stored.form.readings, _marked(further.form.readings, mark))),
        documents=stored.documents + _records(further.documents, mark),
        orphans=stored.orphans + _records(further.orphans, mark),
        scheme=stored.scheme or further.scheme,
        all_remote=stored.all_remote or further.all_remote,
        machine=stored.machine and further.machine,
        sender=stored.sender or further.sender,
    )


def pieces(reading: MailReading) -> Dossier:
    """What a mail without a form brings to a dossier: its attachments, or its text when it has none."""
    attached = tuple(record for record in reading.documents if record.id != reading.body_id)
    return Dossier(documents=attached, sender=reading.message.sender if reading.message else None)


def corrected(dossier: Dossier, corrections: Mapping[str, Reading]) -> Dossier:
    """A dossier as people said its fields are: their word stands above what was read, without rivals."""
    return replace(dossier, form=Form({**dossier.form.readings, **corrections}))


def _readings(first: Mapping[str, Reading], later: Mapping[str, Reading]) -> dict[str, Reading]:
    merged = dict(first)
    for key, reading in later.items():
        merged[key] = merged[key].against(reading, *reading.rivals) if key in merged else reading
    return merged


def _marked(readings: Mapping[str, Reading], mark: str) -> dict[str, Reading]:
    return {key: _mark(reading, mark) for key, reading in readings.items()}


def _mark(reading: Reading, mark: str) -> Reading:
    rivals = tuple(_mark(rival, mark) for rival in reading.rivals)
    return replace(reading, document=f"{mark}{reading.document}", rivals=rivals)


def _records(records: tuple[DocumentRecord, ...], mark: str) -> tuple[DocumentRecord, ...]:
    return tuple(replace(record, id=f"{mark}{record.id}") for record in records)
