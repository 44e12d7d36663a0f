"""What `qualif status` counts: what waits, how long, and for whom."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from qualif.store.tables.dossier import DossierRow
from qualif.store.tables.mail import MessageRow
from qualif.store.tables.outbox import OutboxRow
from values.mail import Kind
from values.reply import HoldReason, ReplyState

PEOPLE = (Kind.APPLICATION, Kind.FOLLOW_UP, Kind.OTHER)
NO_ACT = (HoldReason.BEFORE_ANSWER_SINCE, HoldReason.ALREADY_ANSWERED)
"""Replies held for these reasons ask nothing of a person: the mail is older than the service, or was answered."""


def oldest_unexamined(session: Session) -> datetime | None:
    """When the oldest mail that waits for its examination was received."""
    return session.exec(select(func.min(MessageRow.received_at)).where(MessageRow.state == "received")).one()


def unanswered(session: Session, after: datetime, before: datetime) -> int:
    """How many people's mails, received within these instants, got no reply of ours and none by hand."""
    done = select(OutboxRow.message_id).where(col(OutboxRow.state).in_((ReplyState.SENT, ReplyState.CANCELLED)))
    query = select(func.count()).where(MessageRow.received_at >= after, MessageRow.received_at < before)
    query = query.where(col(MessageRow.answered).is_(False), col(MessageRow.junk).is_(False), col(MessageRow.same_as).is_(None))
    people = col(MessageRow.kind).is_(None) | col(MessageRow.kind).in_(PEOPLE)
    return session.exec(query.where(people, col(MessageRow.id).not_in(done))).one()


def messages_in(session: Session, state: str) -> int:
    """How many mails are in a state."""
    return session.exec(select(func.count()).where(MessageRow.state == state)).one()


def seen_again_differently(session: Session) -> int:
    """How many mails have the Message-ID, sender and date of another, and other bytes."""
    return session.exec(select(func.count()).where(MessageRow.same_how == "headers")).one()


def held_for_a_person(session: Session) -> int:
    """How many held replies ask something of a person."""
    query = select(func.count()).where(OutboxRow.state == ReplyState.HELD, col(OutboxRow.hold_reason).not_in(NO_ACT))
    return session.exec(query).one()


def contested(session: Session) -> int:
    """How many rejected dossiers are contested."""
    query = select(func.count()).where(col(DossierRow.contested_at).is_not(None), DossierRow.status == "rejected")
    return session.exec(query).one()
