"""Whom a colleague forwards: the first outside sender of the mails attached, else of a « De : » line of the text, or none."""

import re
from collections.abc import Iterator, Sequence

from ingest.clocks import is_internal
from values.form import Form
from values.mail import Address, Message

ON_THE_FORM = ("candidate.email", "support.email")

_FROM = re.compile(r"(?im)^[ \t>*]*(?:de|from|exp[ée]diteur)[ \t*]*:[ \t*]*(.{1,300})$")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")


def original_sender(message: Message | None, internal_domains: tuple[str, ...], own: tuple[str, ...]) -> Address | None:
    """The sender of the mail that a colleague forwards; a person reads it before anything leaves."""
    if message is None or not is_internal(message, internal_domains):
        return None
    ours = {address.lower() for address in own}
    for sender in (*message.original_senders, *_written(message)):
        outside = not any(_within(sender.address, domain) for domain in internal_domains)
        if outside and sender.address.lower() not in ours:
            return sender
    return None


def told_by(sender: Address | None, forms: Sequence[Form]) -> Address | None:
    """The sender when each form of the mail gives his address as the candidate's or the adviser's: what a mail judged alone,
    without the ledger that a person looks at, can prove (contract §3, « To whom »)."""
    if sender is None or not forms:
        return None
    told = all(any((form.text(key) or "").lower() == sender.address.lower() for key in ON_THE_FORM) for form in forms)
    return sender if told else None


def _written(message: Message) -> Iterator[Address]:
    for line in _FROM.findall(f"{message.text}\n{message.quoted}"):
        yield from map(Address, _ADDRESS.findall(line))


def _within(address: str, domain: str) -> bool:
    host = address.rpartition("@")[2].lower()
    return host == domain.lower() or host.endswith(f".{domain.lower()}")
