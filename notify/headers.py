"""The MIME of a reply: headers of RFC 5322 and 3834, a text and an HTML twin. The same inputs give the same bytes."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256

from notify.desk import Desk
from notify.foreign import one_line
from values.reply import Reply

_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]+>")
_THREADING = frozenset({"message-id", "in-reply-to", "references"})
MOST_REFERENCES = 12
LONGEST_ID = 900
MOST_ON_A_LINE = 78


class _Policy(EmailPolicy):
    """SMTP's line ends; ids are folded between them, never encoded (the standard library would encode a long one).

    What is plain ASCII and fits on a line is written as it is, and headers of ours that are the same in every mail are folded
    once: the standard library takes a millisecond for each.
    """

    def fold(self, name: str, value: str) -> str:
        if name.lower() in _THREADING:
            return f"{name}: {self.linesep.join(f' {word}' for word in str(value).split()).lstrip()}{self.linesep}"
        line = f"{name}: {value}"
        if value and line.isascii() and line.isprintable() and len(line) <= MOST_ON_A_LINE:
            return line + self.linesep
        return _folded(self, name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "surrogateescape")


@lru_cache(maxsize=16)
def _folded(policy: EmailPolicy, name: str, value: str) -> str:
    return str(EmailPolicy.fold(policy, name, value))


_POLICY = _Policy(linesep="\r\n", max_line_length=MOST_ON_A_LINE, cte_type="7bit")


def shown(message_id: str | None, references: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The headers that a reply shows before it has an identity of its own: they stop loops and make the thread."""
    headers = [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")]
    if message_id and (answered := one_line(message_id)):
        headers.append(("In-Reply-To", answered))
        if chain := thread(references, answered):
            headers.append(("References", " ".join(chain)))
    return tuple(headers)


def thread(references: tuple[str, ...], message_id: str) -> tuple[str, ...]:
    """The ids of the thread, bounded: the first, and the last ones up to the mail that is answered.

    >>> thread(("<a@x>", "rubbish", "<b@x>"), "<c@x>")
    ('<a@x>', '<b@x>', '<c@x>')
    """
    found = tuple(dict.fromkeys(id for text in (*references, message_id) for id in _ids(text)))
    return found if len(found) <= MOST_REFERENCES else (found[0], *found[1 - MOST_REFERENCES :])


def _ids(text: str) -> Iterable[str]:
    return (id for id in _ID.findall(text) if len(id) <= LONGEST_ID)


def mime(reply: Reply, desk: Desk, message_id: str, date: datetime) -> bytes:
    """The bytes to freeze and send: `message_id` is made by `values.token`, `date` is aware."""
    message = EmailMessage(policy=_policy(reply, desk))
    message["From"] = _mailbox(desk.mailbox, desk.service)
    message["To"] = tuple(_mailbox(address) for address in reply.to)
    if reply.cc:
        message["Cc"] = tuple(_mailbox(address) for address in reply.cc)
    message["Reply-To"] = _mailbox(desk.mailbox, desk.service)
    message["Subject"] = one_line_subject(reply.subject)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    for name, value in reply.headers:
        if name.lower() not in _THREADING or (ids := tuple(_ids(value))):
            message[name] = " ".join(ids) if name.lower() in _THREADING else one_line(value)
    _bodies(message, reply, message_id)
    message["Content-Language"] = "fr"
    return message.as_bytes()


def one_line_subject(text: str) -> str:
    """A subject without line breaks; its blanks that must not break are kept."""
    return " ".join(text.splitlines()).strip()


def _bodies(message: EmailMessage, reply: Reply, message_id: str) -> None:
    message.set_content(reply.text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(reply.html, subtype="html", charset="utf-8", cte="quoted-printable")
    # The boundary comes from the identity, so that the same reply has the same bytes whenever it is built.
    message.set_boundary(f"=_{sha256(message_id.encode()).hexdigest()[:32]}")


def _policy(reply: Reply, desk: Desk) -> EmailPolicy:
    """Addresses outside ASCII need SMTPUTF8; all others keep to seven bits."""
    plain = all(address.rpartition("@")[0].isascii() for address in (*reply.to, *reply.cc, desk.mailbox))
    return _POLICY if plain else _POLICY.clone(utf8=True)


def _mailbox(address: str, name: str = "") -> HeaderAddress:
    """A mailbox of a header; the domain in its ASCII form."""
    local, _, domain = address.rpartition("@")
    return HeaderAddress(display_name=one_line(name), username=local, domain=ascii_domain(domain))


def ascii_domain(domain: str) -> str:
    """A domain as DNS knows it; one that has no such form stays as it is.

    >>> ascii_domain("région.example")
    'xn--rgion-bsa.example'
    """
    try:
        return domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain
