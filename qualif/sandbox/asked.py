"""What the outside asks of the sandbox, and the names of the steps that the inside tells. Light: both sides import it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest import attachments
from parsers.readers.limits import Limits
from values.vocabulary import Vocabulary

GATHER_SECONDS = 30.0
DOCUMENTS_IN_ALL = 3.0
"""All documents of a mail take at most so many times the limit of one."""

MESSAGE = "message"
GATHER = "gather"
EVERY = "*"
"""Steps that are no document; in `skip`, `*` stands for all documents."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What is the same for every mail. `own` are our addresses: our own mail coming back is no candidate's."""

    vocabulary: Vocabulary
    limits: Limits = Limits()
    budget: attachments.Budget = attachments.Budget()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One mail or document: its source's name, and the documents not to be read again, each with its problem."""

    source: str
    loose: bool
    skip: Mapping[str, str] = field(default_factory=dict)
