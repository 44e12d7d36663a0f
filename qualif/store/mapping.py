"""Rows to values and back: the JSON columns are written and read by `values.codec`, here and nowhere else."""

from dataclasses import replace
from typing import Any, TypeVar, cast

from sqlmodel import Session

from qualif.store.identity import Identity, display_name, identity
from qualif.store.identity import Session as TrainingSession
from qualif.store.identity import session as training_session
from qualif.store.tables.dossier import DossierRow
from qualif.store.tables.mail import MessageRow
from qualif.store.views import MessageView
from values.codec import Malformed, decode, encode
from values.errors import DatabaseError
from values.form import Form

T = TypeVar("T")


def to_json(value: object) -> dict[str, Any]:
    """The JSON object of a value of `values/`."""
    return cast(dict[str, Any], encode(value))


def from_json(kind: type[T], data: object, where: str) -> T:
    """The value that a JSON column stands for; raises DatabaseError when the row does not hold one."""
    try:
        return decode(kind, data, where)
    except Malformed as error:
        raise DatabaseError(f"base de données : contenu illisible ({error})") from error


def write_form(row: DossierRow, form: Form) -> None:
    """Copy to the row of a dossier what lists show and what identity and session are compared by."""
    who, what = identity(form), training_session(form)
    row.candidate, row.training, row.start_date = display_name(form), form.text("training.title"), what.start
    row.last_name_key, row.birth_name_key, row.first_name_key = who.last_name, who.birth_name, who.first_name
    row.birth_date, row.email, row.home_key, row.identified = who.birth_date, who.email, who.home, who.sure
    row.advisor_email = (form.text("support.email") or "").lower() or None
    row.provider_siret, row.provider_key = what.siret, what.provider
    row.certification_code, row.title_key = what.code, what.title
    row.cost = form.number("training.cost")


def identity_of(row: DossierRow) -> Identity:
    """The candidate of a stored dossier."""
    return Identity(
        last_name=row.last_name_key,
        birth_name=row.birth_name_key,
        first_name=row.first_name_key,
        birth_date=row.birth_date,
        email=row.email,
        home=row.home_key,
        sure=row.identified,
    )


def session_of(row: DossierRow) -> TrainingSession:
    """The training session of a stored dossier."""
    return TrainingSession(row.provider_siret, row.provider_key, row.certification_code, row.title_key, row.start_date)


def message_view(row: MessageRow, refs: tuple[str, ...] = ()) -> MessageView:
    """A row of the ledger as it is shown."""
    return MessageView(
        id=row.id or 0,
        sha256=row.sha256,
        message_id=row.message_id,
        folder=row.folder,
        uidvalidity=row.uidvalidity,
        uid=row.uid,
        received_at=row.received_at,
        sender=row.sender,
        subject=row.subject,
        kind=row.kind,
        state=row.state,
        attempts=row.attempts,
        problem=row.problem,
        same_as=row.same_as,
        dossiers=refs,
        kind_reason=row.kind_reason,
        size=row.size,
        taken_at=row.taken_at,
        examined_at=row.examined_at,
        same_how=row.same_how,
        traceback=row.traceback,
        junk=row.junk,
        answered=row.answered,
        thread=row.thread,
    )


def with_refs(view: MessageView, refs: tuple[str, ...]) -> MessageView:
    """The same row with its dossiers."""
    return replace(view, dossiers=refs)


def need(session: Session, kind: type[T], key: object) -> T:
    """A row that must be there, by its key."""
    row = session.get(kind, key)
    if row is None:
        raise DatabaseError(f"base de données : ligne {key} absente ({kind.__name__})")
    return row
