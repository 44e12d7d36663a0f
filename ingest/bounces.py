"""Is it a report of delivery or of reading? By its structure (RFC 3464, RFC 8098), else by who wrote it and what it says."""

import re

from ingest import marks, matching, reports
from values.mail import Kind, Message, Sorting
from values.vocabulary import Vocabulary

_REPORTS = {
    "delivery-status": "rapport de remise (RFC 3464)",
    "disposition-notification": "accusé de lecture (RFC 8098)",
}
_PARTS = {
    "message/delivery-status": _REPORTS["delivery-status"],
    "message/global-delivery-status": _REPORTS["delivery-status"],
    "message/disposition-notification": _REPORTS["disposition-notification"],
}
_RETURNED = re.compile(
    r"(?im)^(?:received: |return-path: |[\W_]*(?:returned message|original message|message d'origine|message headers follow"
    r"|diagnostic information|informations de diagnostic|the following sentences|for further assistance))"
)
_LATE = re.compile(r"delayed|warning|retard|differe|temporar", re.IGNORECASE)


def sort(message: Message, vocabulary: Vocabulary) -> Sorting | None:
    """The sorting of a bounce, with what it says of our mails and addresses; None for any other mail."""
    reason = _reason(message, vocabulary)
    if reason is None:
        return None
    told = reports.undelivered(message)
    if not told.refused and not told.temporary and reason is not _REPORTS["disposition-notification"]:
        told = _by_text(message)
    return Sorting(Kind.BOUNCE, reason, bounced=reports.bounced_ids(message), refused=told.refused, temporary=told.temporary)


def _reason(message: Message, vocabulary: Vocabulary) -> str | None:
    kind, report = marks.content_type(message)
    if kind == "multipart/report" and report in _REPORTS:
        return _REPORTS[report]
    marked = marks.of_headers(message) is not None or marks.daemon(message)
    if marks.client(message) and not marked:
        return None
    for part in message.parts:
        if part.nested_in is None and part.media_type in _PARTS:
            return _PARTS[part.media_type]
    if message.all("x-failed-recipients") and marked:
        return "destinataires en échec (X-Failed-Recipients)"
    return _by_words(message, vocabulary, marked)


def _by_words(message: Message, vocabulary: Vocabulary, marked: bool) -> str | None:
    """A failure told in prose, in French or English, by a mail system."""
    subject = _failure(message.subject or "", vocabulary, marked)
    text = bool(matching.found(message.text[:5_000], vocabulary, "bounce_texts"))
    if marks.daemon(message) and (subject or text):
        return "échec de remise annoncé par un système de messagerie"
    if marked and subject and (text or _names_failures(message)):
        return "échec de remise (objet et texte)"
    if subject and text and not message.in_reply_to and _names_failures(message):
        return "échec de remise (objet et destinataires en échec)"
    return None


def _failure(subject: str, vocabulary: Vocabulary, marked: bool) -> bool:
    """A failure subject; on a mail that machines marked a long word is enough (`Undeliverable message`)."""
    words = matching.found(subject, vocabulary, "bounce_subjects") if marked else ()
    return matching.opens(subject, vocabulary, "bounce_subjects") or any(len(word) >= 8 for word in words)


def _names_failures(message: Message) -> bool:
    told = reports.by_prose(message)
    return bool(told.refused or told.temporary)


def _by_text(message: Message) -> reports.Undelivered:
    """The one address that the prose names beside writer and reader, else the one that the returned mail was sent to."""
    known = {address.address.lower() for address in (*message.to, *message.cc, *filter(None, (message.sender,)))}
    prose = _RETURNED.split(f"{message.text}\n{message.quoted}"[:20_000], maxsplit=1)[0]
    for named in (reports.named(prose) - known, reports.returned_to(message) - known):
        if len(named) == 1:
            late = _LATE.search(f"{message.subject} {message.text[:500]}")
            return reports.Undelivered(temporary=tuple(named)) if late else reports.Undelivered(refused=tuple(named))
    return reports.Undelivered()
