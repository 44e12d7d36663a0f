"""What a report of delivery says: whom the mail did not reach (RFC 3464), and which mail it was (the headers returned)."""

import logging
import re
from dataclasses import dataclass
from email.message import Message as StdMessage
from email.parser import BytesParser

from flufl.bounce import all_failures

from ingest import addresses, charsets, headers, mime
from values.mail import Message, Part

logging.getLogger("flufl.bounce").disabled = True

MAX_RECIPIENTS = 200
MAX_SCANNED = 100_000

_OURS = re.compile(r"<qi\.[a-z2-7]{26}\.[a-z2-7]{16}@[^<>\s]{1,200}>")
_RETURNED = ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
_STATUS = ("message/delivery-status", "message/global-delivery-status")
_BLANK = re.compile(rb"(?:\r?\n[ \t]*){2,}")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{1,190}\.[A-Za-z]{2,20}")


@dataclass(frozen=True, slots=True)
class Undelivered:
    """The addresses that a report names: refused for good, or late."""

    refused: tuple[str, ...] = ()
    temporary: tuple[str, ...] = ()


def undelivered(message: Message) -> Undelivered:
    """Whom a mail did not reach: by the report's fields, else X-Failed-Recipients, else flufl.bounce's reading of the prose."""
    told = _by_fields(message)
    if told.refused or told.temporary:
        return told
    if failed := addresses.read(message.all("x-failed-recipients")):
        return Undelivered(tuple(dict.fromkeys(one.address.lower() for one in failed)))
    return by_prose(message)


def bounced_ids(message: Message) -> tuple[str, ...]:
    """The Message-IDs that a report speaks of: of the mail returned, of the thread, and ours wherever they stand."""
    returned = [headers.split(mime.prepared(part.content)) for part in _own(message) if part.media_type in _RETURNED]
    ids = [addresses.message_ids(block.all("message-id")) for block in returned]
    ids += [message.in_reply_to, message.references]
    texts = [
        message.text,
        message.quoted,
        *(_readable(part) for part in _own(message) if part.media_type.startswith(("text/", "message/"))),
    ]
    ids += [tuple(_OURS.findall(text)) for text in texts]
    return tuple(dict.fromkeys(found for group in ids for found in group))[:MAX_RECIPIENTS]


def _own(message: Message) -> list[Part]:
    return [part for part in message.parts if part.nested_in is None]


def _readable(part: Part) -> str:
    return charsets.decode(part.content[:MAX_SCANNED], part.charset)


def _by_fields(message: Message) -> Undelivered:
    refused: dict[str, None] = {}
    temporary: dict[str, None] = {}
    groups = [group for part in _own(message) if part.media_type in _STATUS for group in _BLANK.split(part.content[:MAX_SCANNED])]
    for group in groups[:MAX_RECIPIENTS]:
        fields = headers.split(group + b"\n\n")
        address = _recipient(fields)
        if address is None:
            continue
        action, status = fields.first("action").lower(), fields.first("status").strip()
        if action.startswith("delayed") or action.startswith("failed") and status.startswith("4"):
            temporary[address] = None
        elif action.startswith("failed") or not action and status.startswith("5"):
            refused[address] = None
    return Undelivered(tuple(refused), tuple(temporary))


def _recipient(fields: headers.Block) -> str | None:
    """The address of a group: the one that we wrote to (Original-Recipient), else the final one."""
    for name in ("original-recipient", "final-recipient"):
        value = fields.first(name).rpartition(";")[2].strip().strip("<>")
        if found := _ADDRESS.fullmatch(value):
            return found[0].lower()
    return None


def by_prose(message: Message) -> Undelivered:
    """What flufl.bounce reads in the prose of a mail system; it may fail on anything, then nothing was read."""
    try:
        temporary, permanent = all_failures(_standard(message))
    except Exception:  # noqa: BLE001 - its detectors leak whatever broken mails make them raise
        return Undelivered()
    return Undelivered(_texts(permanent), _texts(temporary))


def _texts(found: frozenset[bytes]) -> tuple[str, ...]:
    texts = (address.decode("utf-8", "replace").strip("<> ").lower() for address in sorted(found)[:MAX_RECIPIENTS])
    return tuple(text for text in texts if _ADDRESS.fullmatch(text))


def _standard(message: Message) -> StdMessage:
    """The mail as the standard library would hold it, its parts cut short: what flufl.bounce asks for."""
    std = StdMessage()
    for name, value in message.headers:
        if name.lower() not in ("content-transfer-encoding", "content-length"):
            std[name] = value
    parts = _own(message)
    if std.get_content_maintype() != "multipart":
        std.set_payload(_readable(parts[0]) if parts else "")
        return std
    std.set_payload([_standard_part(part) for part in parts])
    return std


def _standard_part(part: Part) -> StdMessage:
    content = part.content[:MAX_SCANNED]
    if part.media_type.startswith("message/"):
        return BytesParser().parsebytes(f"Content-Type: {part.media_type}\n\n".encode() + content)
    std = StdMessage()
    std["Content-Type"] = part.media_type
    std.set_payload(_readable(part) if part.media_type.startswith("text/") else "")
    return std


def named(text: str) -> set[str]:
    """The addresses that a text names, lower case; our Message-IDs are none."""
    return {found.lower().rstrip(".") for found in _ADDRESS.findall(_OURS.sub(" ", text))}


def returned_to(message: Message) -> set[str]:
    """The addresses that the mail returned was sent to, by its headers."""
    blocks = [headers.split(mime.prepared(part.content)) for part in _own(message) if part.media_type in _RETURNED]
    return {address for block in blocks for address in named(" ".join(block.all("to")))}
