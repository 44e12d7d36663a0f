"""What the outside asks of the sandbox, and the names of the steps that the inside tells. Light: both sides import it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest import attachments
from parsers.readers.limits import Limits
from values.vocabulary import Vocabulary

GATHER_SECONDS = 30.0
READING = 0.7
"""The share of a mail's seconds (`limits.seconds`) that its files may take, unpacked and read; the rest is for what they tell."""

ENDING = 0.92
"""When, in a mail's seconds, what its files tell must be put together."""

LEAST = 5.0
"""The seconds that a mail still gets after its files killed one worker after another."""

MESSAGE = "message"
GATHER = "gather"
EVERY = "*"
"""Steps that are no document; in `skip`, `*` stands for all documents."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What is the same for every mail. `own` are our addresses: our own mail coming back is no candidate's.

    `gather_seconds`: how long the documents of a mail may take to become dossiers.
    """

    vocabulary: Vocabulary
    limits: Limits = Limits()
    budget: attachments.Budget = attachments.Budget()
    own: tuple[str, ...] = ()
    gather_seconds: float = GATHER_SECONDS


@dataclass(frozen=True, slots=True)
class Request:
    """One mail or document: its source's name, the documents not to be read again, each with its problem, and the seconds left.

    Without `seconds` it has all those of the limits.
    """

    source: str
    loose: bool
    skip: Mapping[str, str] = field(default_factory=dict)
    seconds: float | None = None
