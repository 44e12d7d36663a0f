"""The files of a mail, unpacked through archives and nested mails under one budget (depth, number, bytes, ratio).

A sender's name is shown, never used as a path of the disk. A container that was opened is told by its members; one that was not
is listed itself, with its problem: `encrypted`, `too_large`, `corrupt`, `unsupported`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest import archives, headers, message, sniff
from values.mail import Attachment, Message, Part

ORNAMENT_BYTES = 20_000

_REPORT_PARTS = ("message/delivery-status", "message/disposition-notification", "message/global-delivery-status")
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_CARDS = ("text/vcard", "text/calendar")
_UNSUPPORTED = (
    "application/ms-tnef", "application/vnd.ms-outlook", "application/gzip", "application/x-7z-compressed", "application/vnd.rar",
    "application/x-bzip2", "application/x-xz", "application/x-tar", "application/pkcs7-mime", "application/x-pkcs7-mime",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Budget:
    """What unpacking one mail may cost: levels of nesting, files, bytes in all, and how much a member may swell."""

    depth: int = 5
    count: int = 300
    total_bytes: int = 300_000_000
    ratio: int = 200


@dataclass(slots=True)
class _Left:
    """What is left of a budget, and the ids already given."""

    budget: Budget
    count: int = 0
    total: int = 0
    paths: set[str] = field(default_factory=set)

    def path(self, place: "_Place", label: str) -> str:
        """An id of its own for a file: two members of one name are told apart by a number."""
        wanted = f"{place.inside}/{label}" if place.inside else label
        path, number = wanted, 1
        while path in self.paths:
            number += 1
            path = f"{wanted}~{number}"
        self.paths.add(path)
        return path


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file stands: the id of what it came in (None for the mail itself), and how deep that is."""

    inside: str | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it came, before it is looked into."""

    content: bytes
    name: str | None
    declared: str = ""
    problem: str | None = None


def unpack(mail: Message, budget: Budget | None = None) -> tuple[Attachment, ...]:
    """The mail's own text ("1"), then its files in order ("2", "3", … and "2/dossier.zip/scan.pdf"); never raises."""
    return tuple(_mail(mail, _Place(), _Left(budget or Budget())))


def unpack_file(content: bytes, name: str | None, budget: Budget | None = None) -> tuple[Attachment, ...]:
    """A loose document ("1"), or the members of a loose archive ("1/dossier.zip/scan.pdf")."""
    return tuple(_file(_File(content, headers.file_name(name or "")), "1", _Place(), _Left(budget or Budget())))


def _mail(mail: Message, place: _Place, left: _Left) -> Iterator[Attachment]:
    """The text and the files of a mail; those of a nested mail are numbered under its own id."""
    text = mail.text.encode("utf-8", "replace")
    top = place.inside is None
    if top or text:
        name = None if top else mail.subject
        yield Attachment(left.path(place, "1"), name, "text/plain", text, body=top, inside=place.inside)
    dressed = any(part.media_type == "text/html" for part in mail.parts)
    for number, part in enumerate(_files(mail), 2):
        for found in _file(_File(part.content, part.filename, part.media_type, part.problem), str(number), place, left):
            yield _dressed(found, part) if dressed else found


def _files(mail: Message) -> list[Part]:
    """The leaves of the mail itself that are files: not its text, not the machine's part of a report, not a signature."""
    own = [part for part in mail.parts if part.nested_in is None]
    skipped = (*_REPORT_PARTS, *_SIGNATURES)
    return [part for part in own if not message.is_body(part) and part.media_type not in skipped]


def _dressed(found: Attachment, part: Part) -> Attachment:
    """Marked when it is a picture of the mail's dress (a logo shown inside the page), which stays listed."""
    small = found.media_type.startswith("image/") and len(found.content) <= ORNAMENT_BYTES
    inline = part.content_id is not None and part.disposition != "attachment"
    return replace(found, ornament=True) if small and inline else found


def _file(file: _File, label: str, place: _Place, left: _Left) -> Iterator[Attachment]:
    """One file: itself, or what it holds."""
    path = left.path(place, label)
    kind = sniff.media_type(file.content, file.declared, file.name)
    inner = _Place(path, place.depth + 1)
    if _stopped(file, left) or kind in (sniff.ZIP, sniff.MAIL) and place.depth >= left.budget.depth:
        yield Attachment(path, file.name, kind, b"", inside=place.inside, problem="too_large")
    elif kind == sniff.ZIP:
        yield from _archive(file, path, place, left)
    elif kind == sniff.MAIL:
        yield from _mail(message.read(file.content), inner, left)
    else:
        told = "encrypted" if kind == sniff.ENCRYPTED else "unsupported" if kind in _UNSUPPORTED else None
        yield Attachment(path, file.name, kind, file.content, inside=place.inside, problem=told, ornament=kind in _CARDS)


def _stopped(file: _File, left: _Left) -> bool:
    """Whether a file is not even looked into; it counts against the budget."""
    left.count += 1
    left.total += len(file.content)
    damaged = file.problem in ("too_deep", "too_many")
    return damaged or left.count > left.budget.count or left.total > left.budget.total_bytes


def _archive(file: _File, path: str, place: _Place, left: _Left) -> Iterator[Attachment]:
    """The members of an archive; folders are part of their ids."""
    limits = archives.Limits(left.budget.count - left.count, left.budget.total_bytes - left.total, left.budget.ratio)
    opened = archives.members(file.content, limits)
    if isinstance(opened, str):
        yield Attachment(path, file.name, sniff.ZIP, b"", inside=place.inside, problem=opened)
        return
    name = file.name or "archive.zip"
    folder = path if path.endswith(f"/{name}") else f"{path}/{name}"
    for member in opened:
        inside = f"{folder}/{member.folder}" if member.folder else folder
        yield from _member(member, _Place(inside, place.depth + 1), left)


def _member(member: archives.Member, place: _Place, left: _Left) -> Iterator[Attachment]:
    if member.problem is None:
        yield from _file(_File(member.content, member.name), member.name, place, left)
        return
    left.count += 1
    kind = sniff.media_type(b"", "", member.name)
    yield Attachment(left.path(place, member.name), member.name, kind, b"", inside=place.inside, problem=member.problem)
