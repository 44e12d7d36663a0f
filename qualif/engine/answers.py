"""Step 9, the replies: rendered by `notify`, named by the secret key, frozen and put into the outbox, or held there."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from notify import headers
from qualif.engine.parts import Parts
from qualif.store import dossiers, events, filing, outbox
from qualif.store.database import Session
from qualif.store.outbox import NewReply
from qualif.store.views import MessageView
from values.reply import Reply
from values.token import message_id


def enter(
    session: Session,
    parts: Parts,
    mail: MessageView,
    replies: Sequence[Reply],
    ids: Sequence[int],
    mail_examination: int | None,
) -> None:
    """Put the replies to one mail into the outbox; `ids` are its dossiers by place."""
    for reply in replies:
        dossier = ids[reply.place or 0] if ids and (reply.place or 0) < len(ids) else None
        new = frozen(parts, mail, reply, dossier, mail_examination)
        added = outbox.add(session, new, parts.now())
        if added is None:
            continue
        action = "reply.held" if reply.hold_reason else "reply.pending"
        details = {"template": reply.template, "hold_reason": reply.hold_reason.value if reply.hold_reason else None}
        events.add(session, parts.now(), action, dossier=dossier, message=mail.id, reply=added, details=details)
        if dossier is not None and not reply.hold_reason:
            will_leave(session, parts, dossier, new)


def frozen(
    parts: Parts, mail: MessageView, reply: Reply, dossier: int | None, mail_examination: int | None, by: str | None = None
) -> NewReply:
    """A reply as the outbox takes it: what may leave gets its Message-ID and its bytes, for good."""
    name = identity(parts, mail, reply.place, reply.template)
    leaves = reply.hold_reason is None
    return NewReply(
        message=mail.id,
        dossier=dossier,
        template=reply.template,
        to=reply.to,
        cc=reply.cc,
        place=reply.place,
        mail_examination=mail_examination,
        in_reply_to=mail.message_id,
        hold_reason=reply.hold_reason,
        message_id=name if leaves else None,
        subject=headers.one_line_subject(reply.subject),
        mime=headers.mime(reply, parts.desk, name, parts.now()) if leaves else None,
        pieces_due=date.fromisoformat(reply.pieces_due) if reply.pieces_due else None,
        by=by,
    )


def identity(parts: Parts, mail: MessageView, place: int | None, template: str) -> str:
    """The Message-ID that this reply has whatever happens (restore, replay, crash)."""
    domain = parts.desk.mailbox.rpartition("@")[2]
    return message_id(parts.keys.current, mail_key(mail), place, template, domain)


def mail_key(mail: MessageView) -> str:
    """The hash of the mail's bytes; of its place in the mailbox when they were too many to fetch."""
    return mail.sha256 or sha256(f"{mail.folder}\n{mail.uidvalidity}\n{mail.uid}".encode()).hexdigest()


def will_leave(session: Session, parts: Parts, dossier: int, reply: NewReply) -> None:
    """What a reply that leaves does to its dossier: pieces are awaited from the day that it says."""
    if reply.pieces_due is None:
        return
    known = dossiers.by_id(session, dossier)
    if known.status == "open" and known.verdict == "incomplete":
        filing.set_status(session, dossier, "awaiting_pieces", parts.now(), reply.pieces_due)
    elif known.status in ("open", "awaiting_pieces"):
        filing.await_pieces(session, dossier, reply.pieces_due, parts.now())
