"""The dossiers as they are found: by reference, by who asks for what, by mail, reply and address; and as lists show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from qualif.store import identity
from qualif.store.mapping import identity_of, need, session_of
from qualif.store.tables.dossier import DossierMessageRow, DossierRow
from qualif.store.tables.mail import MessageRow
from qualif.store.tables.outbox import OutboxRow
from qualif.store.views import DossierView
from values.errors import NoSuchThing

COUNTED = ("open", "awaiting_pieces", "favourable", "granted")
"""The statuses that the quota counts (contract §1)."""
NO_DUPLICATE = ("withdrawn", "refused", "merged")
"""The statuses among which no duplicate is sought (contract §1)."""
ACTIVE = ("open", "awaiting_pieces", "rejected", "favourable")
"""The statuses of a dossier to which a further mail may belong."""


@dataclass(frozen=True, slots=True)
class Known:
    """A stored dossier as identity and session see it."""

    id: int
    ref: str
    status: str
    received_at: datetime
    candidate: str | None
    who: identity.Identity
    what: identity.Session
    rejected: bool
    verdict: str

    @property
    def formless(self) -> bool:
        """Whether no form has come yet: nobody and nothing is named."""
        return self.who == identity.Identity() and self.what == identity.Session()


def pieces_due(session: Session, dossier: int) -> date | None:
    """Until when pieces are awaited."""
    return need(session, DossierRow, dossier).pieces_due


def find(session: Session, ref: str) -> Known:
    """A dossier by its reference; raises NoSuchThing."""
    row = session.exec(select(DossierRow).where(DossierRow.ref == ref)).first()
    if row is None:
        raise NoSuchThing(f"dossier {ref} : il n'y en a pas de cette référence")
    return _known(row)


def by_ref(session: Session, refs: Sequence[str]) -> list[Known]:
    """The dossiers of these references that exist."""
    return [_known(row) for row in session.exec(select(DossierRow).where(col(DossierRow.ref).in_(refs)))]


def refs(session: Session, dossiers: Sequence[int]) -> tuple[str, ...]:
    """The references of some dossiers, in their order."""
    found = dict(session.exec(select(DossierRow.id, DossierRow.ref).where(col(DossierRow.id).in_(dossiers))).all())
    return tuple(found[one] for one in dossiers)


def by_id(session: Session, dossier: int) -> Known:
    """A dossier that must be there."""
    return _known(need(session, DossierRow, dossier))


def heir(session: Session, dossier: Known) -> Known:
    """The dossier that goes on for one that was merged, however often; itself when it was not."""
    row = need(session, DossierRow, dossier.id)
    seen = {row.id}
    while row.merged_into is not None and row.merged_into not in seen:
        row = need(session, DossierRow, row.merged_into)
        seen.add(row.id)
    return _known(row)


def alike(session: Session, who: identity.Identity) -> list[Known]:
    """The stored dossiers that may be of this candidate, earliest receipt first: by names, birth date or address."""
    tests = _name_tests(who)
    if who.birth_date:
        tests.append(col(DossierRow.birth_date) == who.birth_date)
    if who.email:
        tests.append(col(DossierRow.email) == who.email)
    return _where(session, or_(*tests)) if tests else []


def _name_tests(who: identity.Identity) -> list[ColumnElement[bool]]:
    lasts = [name for name in (who.last_name, who.birth_name) if name]
    if who.first_name is None or not lasts:
        return []
    named = or_(col(DossierRow.last_name_key).in_(lasts), col(DossierRow.birth_name_key).in_(lasts))
    return [(col(DossierRow.first_name_key) == who.first_name) & named]


def starting_on(session: Session, day: date) -> list[Known]:
    """The stored dossiers whose training starts on a day, earliest receipt first."""
    return _where(session, col(DossierRow.start_date) == day)


def of_message(session: Session, message: int) -> list[Known]:
    """The dossiers of a mail, by place."""
    query = (
        select(DossierRow)
        .join(DossierMessageRow, col(DossierMessageRow.dossier_id) == col(DossierRow.id))
        .where(DossierMessageRow.message_id == message)
        .order_by(col(DossierMessageRow.place), col(DossierRow.id))
    )
    return [_known(row) for row in session.exec(query)]


def of_reply(session: Session, reply_message_id: str) -> tuple[int, Known | None] | None:
    """What a Message-ID of ours answered: the mail, and the dossier if it spoke of one; None for an unknown id."""
    row = session.exec(select(OutboxRow).where(OutboxRow.reply_message_id == reply_message_id)).first()
    if row is None:
        return None
    return row.message_id, None if row.dossier_id is None else by_id(session, row.dossier_id)


def of_address(session: Session, address: str) -> list[Known]:
    """The active dossiers to which an address is known: the candidate's, the adviser's, or a sender's; newest first."""
    senders = (
        select(DossierMessageRow.dossier_id)
        .join(MessageRow, col(MessageRow.id) == col(DossierMessageRow.message_id))
        .where(MessageRow.sender_key == address)
    )
    test = or_(col(DossierRow.email) == address, col(DossierRow.advisor_email) == address, col(DossierRow.id).in_(senders))
    return _where(session, test & col(DossierRow.status).in_(ACTIVE))[::-1]


def addresses(session: Session, dossier: int) -> set[str]:
    """The addresses of a dossier: the candidate's, the adviser's, and those that its mails came from."""
    row = need(session, DossierRow, dossier)
    query = select(MessageRow.sender_key).join(DossierMessageRow, col(DossierMessageRow.message_id) == col(MessageRow.id))
    senders = session.exec(query.where(DossierMessageRow.dossier_id == dossier)).all()
    return {address.lower() for address in (row.email, row.advisor_email, *senders) if address}


def messages(session: Session, dossier: int) -> list[tuple[int, int | None]]:
    """The mails of a dossier with its place in each, in the order of receipt."""
    query = (
        select(DossierMessageRow.message_id, DossierMessageRow.place)
        .join(MessageRow, col(MessageRow.id) == col(DossierMessageRow.message_id))
        .where(DossierMessageRow.dossier_id == dossier)
        .order_by(col(MessageRow.received_at), col(MessageRow.id))
    )
    return [(message, place) for message, place in session.exec(query)]


def get(session: Session, ref: str) -> DossierView:
    """One dossier as the lists show it; raises NoSuchThing."""
    row = session.exec(select(DossierRow).where(DossierRow.ref == ref)).first()
    if row is None:
        raise NoSuchThing(f"dossier {ref} : il n'y en a pas de cette référence")
    return next(_views(session, [row]))


def entries(session: Session, status: str | None = None) -> Iterator[DossierView]:
    """All dossiers, by reference; one status only when it is named."""
    query = select(DossierRow).order_by(col(DossierRow.year), col(DossierRow.number))
    if status is not None:
        query = query.where(DossierRow.status == status)
    return _views(session, session.exec(query).all())


def credits_used(session: Session, year: int) -> float:
    """The costs of the dossiers of a year (of their start) that were granted or go to the Commission."""
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    query = select(DossierRow.cost).where(col(DossierRow.status).in_(("granted", "favourable")))
    query = query.where(col(DossierRow.start_date) >= start, col(DossierRow.start_date) < end)
    return float(sum(cost or 0 for cost in session.exec(query)))


def _where(session: Session, test: ColumnElement[bool]) -> list[Known]:
    query = select(DossierRow).where(test).order_by(col(DossierRow.received_at), col(DossierRow.id))
    return [_known(row) for row in session.exec(query)]


def _known(row: DossierRow) -> Known:
    return Known(
        id=row.id or 0,
        ref=row.ref,
        status=row.status,
        received_at=row.received_at,
        candidate=row.candidate,
        who=identity_of(row),
        what=session_of(row),
        rejected=row.rejected_at is not None or row.status == "rejected",
        verdict=row.verdict,
    )


def _views(session: Session, rows: Sequence[DossierRow]) -> Iterator[DossierView]:
    """The views of some rows, their mails and merges looked up once."""
    ids = [row.id or 0 for row in rows]
    merged = [row.merged_into for row in rows if row.merged_into]
    into = dict(session.exec(select(DossierRow.id, DossierRow.ref).where(col(DossierRow.id).in_(merged))).all())
    links: dict[int, tuple[int, ...]] = {}
    query = select(DossierMessageRow.dossier_id, DossierMessageRow.message_id)
    if len(ids) == 1:
        query = query.where(DossierMessageRow.dossier_id == ids[0])
    for dossier, message in session.exec(query.order_by(col(DossierMessageRow.message_id))):
        links[dossier] = (*links.get(dossier, ()), message)
    return (_view(row, links.get(row.id or 0, ()), into.get(row.merged_into)) for row in rows)


def _view(row: DossierRow, mails: tuple[int, ...], merged_into: str | None) -> DossierView:
    return DossierView(
        id=row.id or 0,
        ref=row.ref,
        status=row.status,
        verdict=row.verdict,
        reasons=tuple(row.reasons),
        received_at=row.received_at,
        candidate=row.candidate,
        training=row.training,
        start_date=row.start_date,
        pieces_due=row.pieces_due,
        merged_into=merged_into,
        messages=mails,
        contested_at=row.contested_at,
        rejected_at=row.rejected_at,
        updated_at=row.updated_at,
        version=row.version,
        email=row.email,
    )
