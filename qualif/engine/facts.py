"""Step 7: the last look at the world. Figures in force on R, reference tables, and what the ledger knows of the request."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qualif.store import dossiers, identity, ledger, outbox, references
from qualif.store.clock import paris
from qualif.store.database import Session
from qualif.store.dossiers import COUNTED, NO_DUPLICATE, Known
from qualif.store.views import MessageView
from values.dossier import Dossier
from values.facts import Earlier, Facts, HealthSocial, History, Receipt, Regulation

LOOK_BACK = timedelta(days=400)
"""How far back an earlier mail of the same request is sought."""
LATE_FROM = timedelta(days=32)
"""A request that came longer than this before the start is in time whatever the month: no earlier mail need be sought."""


@dataclass(frozen=True, slots=True)
class Books:
    """What the facts are taken from, beside the database."""

    regulation: Callable[[date], Regulation]
    health_social: tuple[HealthSocial, ...] = ()
    required_documents: tuple[str, ...] = ("form",)
    year_euros: float | None = None


@dataclass(frozen=True, slots=True)
class Ties:
    """How a dossier of a mail hangs together with what is stored.

    `message`: the mail's id; `joined`: the stored dossier that it is part of; `earlier`: instants of receipt of mails of the same
    thread, for certain; `doubtful`: of mails whose thread it claims from another address; `rejected`: a rejection was sent there.
    """

    message: int | None = None
    joined: Known | None = None
    earlier: tuple[datetime, ...] = ()
    doubtful: tuple[datetime, ...] = ()
    rejected: bool = False


def facts(session: Session, books: Books, dossier: Dossier, receipt: Receipt, ties: Ties) -> Facts:
    """All that the rules may know about one dossier."""
    known = history(session, books, dossier, receipt, ties)
    first = known.first_received_at
    day = paris(min(receipt.at, first) if first else receipt.at).date()
    return Facts(
        receipt=receipt,
        regulation=books.regulation(day),
        references=references.for_dossier(session, dossier, day, books.health_social),
        history=known,
        required_documents=books.required_documents,
    )


def history(session: Session, books: Books, dossier: Dossier, receipt: Receipt, ties: Ties) -> History:
    """What the ledger knows of the request: when it first came, who came before, what was said before."""
    who, what = identity.identity(dossier.form), identity.session(dossier.form)
    same = [one for one in dossiers.alike(session, who) if one.id != _id(ties)]
    twins = [one for one in same if _twin(one, who, what)]
    first = _first(ties, [one for one in same if identity.same_person(one.who, who) and identity.same_session(one.what, what)])
    duplicates = [one for one in twins if one.status not in NO_DUPLICATE]
    received = min(receipt.at, first) if first else receipt.at
    return History(
        stateless=False,
        first_received_at=paris(first) if first else None,
        doubtful_earlier=_doubtful(session, dossier, receipt, ties, received),
        already_rejected=ties.rejected or any(_rejected(session, one) for one in [*twins, *_joined(ties)]),
        session=_session(session, who, what, received, ties),
        session_certain=what.certain,
        duplicates=tuple(_earlier(one) for one in duplicates),
        credits_left=_credits(session, books, what.start or received.date()),
    )


def _id(ties: Ties) -> int | None:
    return None if ties.joined is None else ties.joined.id


def _joined(ties: Ties) -> list[Known]:
    return [] if ties.joined is None else [ties.joined]


def _rejected(session: Session, one: Known) -> bool:
    """Whether a rejection of a stored dossier left, will leave, or waits for a person."""
    return one.rejected or outbox.rejects(session, one.id)


def _twin(one: Known, who: identity.Identity, what: identity.Session) -> bool:
    """A stored dossier that may be of the same person and session."""
    return identity.maybe_same_person(one.who, who) and identity.compatible_session(one.what, what)


def _first(ties: Ties, certain: list[Known]) -> datetime | None:
    """The earliest receipt of the request: of its dossier, of its thread, or of the same person's for the same session."""
    instants = [one.received_at for one in [*_joined(ties), *certain]] + list(ties.earlier)
    return min(instants, default=None)


def _session(
    session: Session, who: identity.Identity, what: identity.Session, received: datetime, ties: Ties
) -> tuple[Earlier, ...]:
    """The other candidates of the session that came earlier and count, each once."""
    if what.start is None:
        return ()
    found: list[Known] = []
    for one in dossiers.starting_on(session, what.start):
        counts = one.status in COUNTED and one.id != _id(ties) and _came_before(one, received, ties)
        people = (who, *(other.who for other in found))
        if (
            counts
            and identity.same_session(one.what, what)
            and not any(identity.maybe_same_person(one.who, each) for each in people)
        ):
            found.append(one)
    return tuple(_earlier(one) for one in found)


def _came_before(one: Known, received: datetime, ties: Ties) -> bool:
    """Whether a dossier's request came first; at the same second, the one that was opened first."""
    same = one.received_at == received
    return one.received_at < received or (same and (ties.joined is None or one.id < ties.joined.id))


def _doubtful(session: Session, dossier: Dossier, receipt: Receipt, ties: Ties, received: datetime) -> tuple[datetime, ...]:
    """The receipts of earlier mails that may be of this request: they name the candidate, or hold what could not be read."""
    start = dossier.form.date("training.start_date")
    if start is not None and paris(received).date() < start - LATE_FROM:
        return ()
    own = {ties.message} | ({mail for mail, _place in dossiers.messages(session, ties.joined.id)} if ties.joined else set())
    found = {
        mail.id: mail.received_at
        for mail in _maybe_earlier(session, dossier, receipt, received)
        if mail.id not in own and not _of_another_request(session, dossier, mail)
    }
    return tuple(sorted({paris(instant) for instant in (*found.values(), *ties.doubtful)}))


def _maybe_earlier(session: Session, dossier: Dossier, receipt: Receipt, received: datetime) -> Iterator[MessageView]:
    who = identity.identity(dossier.form)
    for last in {who.last_name, who.birth_name} - {None}:
        if who.first_name and last:
            yield from ledger.naming(session, (last, who.first_name), received - LOOK_BACK, received)
    sender = dossier.sender.address.lower() if dossier.sender else None
    if sender is not None:
        for mail in ledger.from_sender(session, sender, received):
            if mail.received_at >= received - LOOK_BACK and _unread(session, mail):
                yield mail


def _unread(session: Session, mail: MessageView) -> bool:
    """Whether a mail holds an attachment that could not be read; one never read at all may hold anything."""
    reading = ledger.reading(session, mail.id)
    return mail.same_as is None and (reading is None or bool(reading.unread))


def _of_another_request(session: Session, dossier: Dossier, mail: MessageView) -> bool:
    """Whether an earlier mail belongs, form in hand, to other requests only."""
    what = identity.session(dossier.form)
    linked = dossiers.of_message(session, mail.id)
    return bool(linked) and all(not one.formless and not identity.compatible_session(one.what, what) for one in linked)


def _credits(session: Session, books: Books, day: date) -> float | None:
    if books.year_euros is None:
        return None
    return books.year_euros - dossiers.credits_used(session, day.year)


def _earlier(one: Known) -> Earlier:
    return Earlier(one.ref, paris(one.received_at), one.candidate or "")
