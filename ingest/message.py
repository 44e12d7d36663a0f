"""The bytes of a mail to a `Message` (RFC 5322, RFC 2045 to 2049): whatever the bytes are, something is read and nothing raises.

mail-parser reads the addresses and the clocks of the header block and names its defects; it is given the headers only, already
repaired, because it crashes on some bodies and its cost on large ones is not ours to bear. Where it fails, the standard library
reads in its place. Parts are ours (`ingest.mime`).
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message as StdMessage

import mailparser  # type: ignore[import-untyped]

from ingest import addresses, charsets, headers, html, instants, mime, quotes
from values.mail import Address, Message, Part
from values.nir import mask

MAX_TEXT = 1_000_000
MAX_ADDRESS_HEADER = 20_000

logging.getLogger("mailparser").disabled = True

# The headers that hold addresses, and mail-parser's names for them.
_ADDRESS_HEADERS = {"from": "from_", "reply-to": "reply_to", "to": "to", "cc": "cc"}
_MASKED = frozenset({"subject", "thread-topic", "comments", "keywords"})


@dataclass(frozen=True, slots=True)
class _Heads:
    """What was read of the header block."""

    addresses: dict[str, tuple[Address, ...]] = field(default_factory=dict)
    date: datetime | None = None
    received: tuple[datetime, ...] = ()
    defects: tuple[str, ...] = ()


def read(content: bytes) -> Message:
    """The mail that some bytes are; never raises, whatever they are."""
    block = headers.split(mime.prepared(content))
    leaves, defects = mime.leaves(block)
    heads = _heads(block)
    subject = _subject(block)
    answered = addresses.message_ids(block.all("in-reply-to"))
    references = addresses.message_ids(block.all("references"))
    split = quotes.split(_body(leaves), subject or "", bool(answered or references))
    parts = tuple(leaf.part for leaf in leaves)
    carried = _carried(parts)
    return Message(
        message_id=_message_id(block.first("message-id")),
        sender=next(iter(heads.addresses.get("from", ())), None),
        reply_to=heads.addresses.get("reply-to", ()),
        to=heads.addresses.get("to", ()),
        cc=heads.addresses.get("cc", ()),
        return_path=_return_path(block.all("return-path")),
        subject=subject,
        in_reply_to=answered,
        references=references,
        date=heads.date,
        received=heads.received,
        headers=tuple((name, _shown(name, value)) for name, value in block.items),
        text=mask(split.text),
        quoted=mask(split.quoted),
        parts=parts,
        original_dates=_original_dates(carried, split),
        original_senders=_original_senders(carried),
        defects=tuple(dict.fromkeys((*block.defects, *heads.defects, *defects))),
    )


def _subject(block: headers.Block) -> str | None:
    value = block.first("subject")
    return mask(" ".join(charsets.clean(headers.words(value)).split())[:2_000]) or None if value else None


def _shown(name: str, value: str) -> str:
    text = charsets.clean(headers.words(value))
    return mask(text) if name.lower() in _MASKED else text


def _message_id(value: str) -> str | None:
    found = addresses.message_ids((value,))
    bare = value if value and " " not in value and len(value) <= 900 else None
    return found[0] if found else bare


def _return_path(values: tuple[str, ...]) -> str | None:
    """The bare address of the return path, "" for the null one, None when there is no such header."""
    if not values:
        return None
    value = values[0].strip()
    if value in ("", "<>", '<"">'):
        return "" if value else None
    found = addresses.read((value,))
    return found[0].address if found else value.strip("<>")[:300] or ""


def _heads(block: headers.Block) -> _Heads:
    """Addresses and clocks: by mail-parser, completed by the standard library where it found nothing."""
    ours = _by_standard_library(block)
    theirs = _by_mail_parser(block)
    found = {name: theirs.addresses.get(name) or ours.addresses.get(name, ()) for name in _ADDRESS_HEADERS}
    received = ours.received or theirs.received
    return _Heads(found, theirs.date or ours.date, received, theirs.defects)


def _by_standard_library(block: headers.Block) -> _Heads:
    received = (instants.header_date(value.rpartition(";")[2]) for value in block.all("received")[:100])
    return _Heads(
        addresses={name: addresses.read(_capped(block, name)) for name in _ADDRESS_HEADERS},
        date=instants.header_date(block.first("date")),
        received=tuple(instant for instant in received if instant),
    )


def _capped(block: headers.Block, name: str) -> tuple[str, ...]:
    return tuple(value[:MAX_ADDRESS_HEADER] for value in block.all(name)[:1])


def _by_mail_parser(block: headers.Block) -> _Heads:
    """mail-parser on the repaired headers alone; it leaks bare exceptions, so each of them means: nothing found."""
    std = StdMessage()
    for name in (*_ADDRESS_HEADERS, "date"):
        for value in _capped(block, name):
            std[name] = value
    try:
        parser = mailparser.MailParser(std)
        pairs = {name: getattr(parser, attribute) for name, attribute in _ADDRESS_HEADERS.items()}
        date, defects = parser.date, sorted(parser.defects_categories)
    except Exception as failure:  # noqa: BLE001 - whatever it raises, the standard library reads in its place
        return _Heads(defects=(f"MailParser{type(failure).__name__}",))
    found = {name: _usable(value) for name, value in pairs.items()}
    return _Heads(found, instants.sane(date), (), tuple(defects))


def _usable(pairs: object) -> tuple[Address, ...]:
    """mail-parser's (name, address) pairs as addresses."""
    if not isinstance(pairs, list):
        return ()
    found = (addresses.address(pair) for pair in pairs[: addresses.MAX_ADDRESSES] if isinstance(pair, tuple) and len(pair) == 2)
    return tuple(one for one in found if one)


def is_body(part: Part) -> bool:
    """Whether a leaf is text to be read as the mail itself, not a file of it."""
    return (
        part.media_type in ("text/plain", "text/html")
        and part.disposition != "attachment"
        and part.filename is None
        and part.problem in (None, "encoding")
    )


def _body(leaves: tuple[mime.Leaf, ...]) -> str:
    """The text of the mail's own text parts; of an alternative the plain one, unless the page says much more."""
    texts: list[str] = []
    mine = [leaf for leaf in leaves if leaf.part.nested_in is None and is_body(leaf.part)]
    seen: set[str] = set()
    for leaf in mine:
        if leaf.group is None:
            texts.append(_text(leaf))
        elif leaf.group not in seen:
            seen.add(leaf.group)
            texts.append(_alternative([other for other in mine if other.group == leaf.group]))
    return "\n\n".join(text for text in texts if text)[:MAX_TEXT]


def _alternative(group: list[mime.Leaf]) -> str:
    plain = "\n\n".join(filter(None, (_text(leaf) for leaf in group if leaf.part.media_type == "text/plain")))
    page = "\n\n".join(filter(None, (_text(leaf) for leaf in group if leaf.part.media_type == "text/html")))
    return page if len(page) > 2 * len(plain) + 200 else plain or page


def _text(leaf: mime.Leaf) -> str:
    part = leaf.part
    content = part.content[: 4 * MAX_TEXT]
    if part.media_type == "text/html":
        return html.to_text(charsets.decode(content, part.charset or charsets.declared_in_html(content)))
    text = charsets.decode(content, part.charset)
    return (_unflowed(text, leaf.del_space) if leaf.flowed else text).strip("\n").rstrip()


def _unflowed(text: str, del_space: bool) -> str:
    """The lines of a flowed text (RFC 3676) joined again; quoted lines and the signature mark stay."""
    out: list[str] = []
    joining = False
    for line in text.split("\n"):
        line = line[1:] if line.startswith(" ") else line
        if joining and not line.startswith(">"):
            out[-1] += line
        else:
            out.append(line)
        joining = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if joining and del_space:
            out[-1] = out[-1][:-1]
    return "\n".join(out)


def _carried(parts: tuple[Part, ...]) -> tuple[headers.Block, ...]:
    """The header blocks of the mails attached to this one, declared as such or by their ending, outermost first."""
    mails = (part for part in parts if part.media_type in mime.MAILS or (part.filename or "").lower().endswith(".eml"))
    return tuple(headers.split(mime.prepared(part.content)) for part in mails)


def _original_dates(carried: tuple[headers.Block, ...], split: quotes.Split) -> tuple[datetime, ...]:
    """The dates of the mails that this one carries: attached, or forwarded in the text."""
    attached = [date for block in carried if (date := instants.header_date(block.first("date")))]
    return tuple(dict.fromkeys([*attached, *(instants.forwarded_dates(split.text) if split.forward else ())]))


def _original_senders(carried: tuple[headers.Block, ...]) -> tuple[Address, ...]:
    """Who wrote the mails that this one carries."""
    found = (sender for block in carried for sender in addresses.read(_capped(block, "from"))[:1])
    return tuple(dict.fromkeys(found))
