"""One candidate's dossier, as read from a mail, and all that one mail gave."""

from dataclasses import dataclass

from values.document import DocumentRecord
from values.form import Form
from values.mail import Address, Message, Sorting


@dataclass(frozen=True, slots=True)
class Dossier:
    """What one mail holds for one candidate.

    `scheme` is the scheme that the paper names: `qualif_individuel`, another's word (`aif`, `cerfa`, `other_region`, …), or None
    when it names none. `orphans` are pieces of the mail that belong to no candidate for sure; none of their dates was read
    into the form. `all_remote`: the paper says that the whole training is at a distance. `loose`: no mail brought it, a document
    was given by itself.
    """

    form: Form = Form()
    documents: tuple[DocumentRecord, ...] = ()
    sender: Address | None = None
    machine: bool = False
    scheme: str | None = None
    orphans: tuple[DocumentRecord, ...] = ()
    all_remote: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class MailReading:
    """What leaves the sandbox for one mail (steps 3 to 6), or for one loose document (`message` is None).

    `machine` is the sorting when the headers alone decide it (`bounce`, `automatic`), else None. `documents` are all of the
    mail, its own text included (`body_id`). `dossiers` holds one entry a candidate whose form was found. `candidature` are
    the terms of a candidature found in subject or text, `links` the file shares linked to, `references` the dossier
    references quoted (`QI-2026-00042`), `unread` the ids of attachments that could not be read and may be a piece (never
    a logo of a signature), `contests` whether the text reads like a contestation.
    """

    message: Message | None
    machine: Sorting | None
    documents: tuple[DocumentRecord, ...]
    dossiers: tuple[Dossier, ...]
    body_id: str | None = None
    candidature: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    contests: bool = False
    problem: str | None = None
