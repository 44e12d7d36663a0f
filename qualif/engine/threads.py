"""To what does a mail answer? Its ids, the references it quotes and its sender, looked up in the ledger.

A Message-ID of ours with a true seal is certain. A reference counts only from an address of its dossier: from another one
nothing is joined and nothing told (contract §3). A mail's own earlier ids (a candidate who answers himself) count when the
sender is the same.
"""

from dataclasses import dataclass
from datetime import datetime

from ingest.threads import answered_ids
from qualif.engine.examine import Threads
from qualif.store import dossiers, ledger
from qualif.store.database import Session
from qualif.store.dossiers import Known
from values.dossier import MailReading
from values.token import is_ours


@dataclass(frozen=True, slots=True)
class Thread:
    """What a mail answers.

    `answers`: our Message-ID; `dossier`: the one that our reply was about; `quoted`: the one whose reference it quotes from
    one of its addresses; `by_sender`: the active dossiers that know its sender; `told`: the dossiers of the mails it goes on
    from, of the same sender. `earlier` and `doubtful`: when the mails of the thread were received (`Ties`).
    """

    answers: str | None = None
    dossier: Known | None = None
    quoted: Known | None = None
    by_sender: tuple[Known, ...] = ()
    told: tuple[Known, ...] = ()
    earlier: tuple[datetime, ...] = ()
    doubtful: tuple[datetime, ...] = ()

    @property
    def certain(self) -> Known | None:
        """The dossier that the mail is about for certain."""
        return self.dossier or self.quoted

    @property
    def for_examination(self) -> Threads:
        """What decides the mail's kind."""
        return Threads(
            answers=self.answers,
            known_reference=self.quoted is not None,
            known_sender=bool(self.by_sender),
            rejected=self.certain is not None and self.certain.rejected,
        )


def thread(session: Session, reading: MailReading, keys: tuple[bytes, ...], received_at: datetime) -> Thread:
    """What a mail answers; nothing for a mail without a usable sender or of a machine."""
    message = reading.message
    if message is None or message.sender is None or reading.machine is not None:
        return Thread()
    sender, ids = message.sender.address.lower(), answered_ids(message)
    ours = [one for one in ids if is_ours(one, keys)]
    answered = next((found for one in ours if (found := dossiers.of_reply(session, one))), None)
    earlier, doubtful, told = _theirs(session, [one for one in ids if one not in ours], sender, received_at)
    dossier = None
    if answered is not None:
        mail, dossier = answered[0], answered[1] or _only(dossiers.of_message(session, answered[0]))
        earlier.append(ledger.get(session, mail).received_at)
    return Thread(
        answers=ours[0] if ours else None,
        dossier=_alive(session, dossier),
        quoted=_alive(session, _quoted(session, reading.references, sender)),
        by_sender=tuple(dossiers.of_address(session, sender)),
        told=told,
        earlier=tuple(earlier),
        doubtful=tuple(doubtful),
    )


def _theirs(
    session: Session, ids: list[str], sender: str, received_at: datetime
) -> tuple[list[datetime], list[datetime], tuple[Known, ...]]:
    """The mails of the ledger that it goes on from: of the same sender (certain), and of others (doubtful)."""
    certain, doubtful, told = [], [], []
    for mail in ledger.by_message_ids(session, ids):
        if mail.received_at > received_at:
            continue
        if (mail.sender or "").lower() == sender:
            certain.append(mail.received_at)
            told += [one for one in dossiers.of_message(session, mail.id) if one not in told]
        else:
            doubtful.append(mail.received_at)
    return certain, doubtful, tuple(told)


def _quoted(session: Session, references: tuple[str, ...], sender: str) -> Known | None:
    """The one dossier quoted, if its sender is one of its addresses; two that are leave the choice to a person."""
    known = [one for one in dossiers.by_ref(session, references) if sender in dossiers.addresses(session, one.id)]
    return _only(known)


def _only(found: list[Known]) -> Known | None:
    return found[0] if len(found) == 1 else None


def _alive(session: Session, dossier: Known | None) -> Known | None:
    """The dossier that goes on for one that was merged."""
    return None if dossier is None else dossiers.heir(session, dossier)
