"""What each template may say: one frozen dataclass a template, its fields are the template's variables.

Days and instants are already in words; foreign text has passed `notify.foreign.clean`. A variable that is not here fails
(`StrictUndefined`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from notify.desk import Person


@dataclass(frozen=True, slots=True)
class Office:
    """The service in charge (CRPA R112-11-1, L111-2)."""

    name: str
    address: str
    email: str
    phone: str
    agent: Person | None


@dataclass(frozen=True, slots=True)
class About:
    """Which request the mail is about; what is not sure is None and is not written."""

    reference: str | None = None
    candidate: str | None = None
    training: str | None = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """What is missing, the days left to send it and the last of them. `form`: it is the form itself; `told`: what it must say."""

    wanted: tuple[str, ...]
    days: int
    due: str
    form: bool = False
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, and what to do."""

    name: str
    advice: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A rejection's ground in law (clause) and in fact (dates, as read and where, and the limit that follows)."""

    heading: str
    item: str | None
    start: str
    where: str
    raw: str | None
    limit: str


@dataclass(frozen=True, slots=True)
class Common:
    """What every mail says: the service, the instant of receipt that counts, the request."""

    office: Office
    received: str
    about: About


@dataclass(frozen=True, slots=True)
class Receipt(Common):
    """`receipt`: a question's (`application` is False), or the plain one beside a rejection that waits."""

    application: bool
    silence: str | None
    unread: tuple[Unread, ...] = ()
    links: bool = False


@dataclass(frozen=True, slots=True)
class Receivable(Common):
    """`receivable`: nothing is missing."""

    silence: str | None


@dataclass(frozen=True, slots=True)
class Flagged(Common):
    """`flagged`: a person checks; what is missing is asked for."""

    silence: str | None
    pieces: Pieces | None
    unread: tuple[Unread, ...] = ()
    links: bool = False
    orphans: bool = False


@dataclass(frozen=True, slots=True)
class Incomplete(Common):
    """`incomplete`: nothing but pieces or answers is missing."""

    silence: str | None
    pieces: Pieces | None
    unread: tuple[Unread, ...] = ()
    links: bool = False
    orphans: bool = False


@dataclass(frozen=True, slots=True)
class Rejected(Common):
    """`rejected_after_start` and `rejected_one_month`: a decision. `forward`: it is not the candidate who gets it."""

    ground: Ground
    signatory: Person | None
    decided: str
    silence: str | None
    forward: bool = False


@dataclass(frozen=True, slots=True)
class FollowUp(Common):
    """`follow_up`: a further mail of a known request."""

    pieces: Pieces | None
    unread: tuple[Unread, ...] = ()
    links: bool = False
    orphans: bool = False


@dataclass(frozen=True, slots=True)
class Contested(Common):
    """`contested`: a decision is contested; silence has its own two months (CRPA L110-1, L411-7)."""

    silence: str


@dataclass(frozen=True, slots=True)
class Withdrawn(Common):
    """`rejection_withdrawn`: the letter that takes a rejection back; `start` is the date that a person confirmed.

    `withdrawn` within the four months of CRPA L243-3; later it is repealed for the time to come (L243-1).
    """

    rejected_on: str
    withdrawn: bool
    start: str | None
    signatory: Person | None
    decided: str
    forward: bool = False


Context = Receipt | Receivable | Flagged | Incomplete | Rejected | FollowUp | Contested | Withdrawn

TEMPLATES: Mapping[str, type[Context]] = {
    "receipt": Receipt,
    "receivable": Receivable,
    "flagged": Flagged,
    "incomplete": Incomplete,
    "rejected_after_start": Rejected,
    "rejected_one_month": Rejected,
    "follow_up": FollowUp,
    "contested": Contested,
    "rejection_withdrawn": Withdrawn,
}
"""Every template and what it may say."""
