"""A paper: a document once read, with what it is, what it says, and whom it names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from parsers.index import norm
from values.document import Document, DocumentRecord, DocumentType
from values.form import Reading


class Half(StrEnum):
    """Which half of a form a paper is, when it holds one only."""

    WHOLE = "whole"
    CANDIDATE = "candidate"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document read: `half` is None for what is no form at all; `person` the folded last and first names of its candidate."""

    document: Document
    type: DocumentType
    readings: Mapping[str, Reading] = field(default_factory=dict)
    half: Half | None = None
    person: tuple[str, str] | None = None
    scheme: str | None = None
    all_remote: bool = False

    @property
    def id(self) -> str:
        """The document's id."""
        return self.document.id

    @property
    def record(self) -> DocumentRecord:
        """What is kept and shown of it."""
        document = self.document
        pages = document.page_count if document.page_count is not None else _numbered(document)
        return DocumentRecord(
            document.id, document.name, document.media_type, self.type, pages, document.text_source, document.problem
        )


def _numbered(document: Document) -> int | None:
    numbers = [page.number for page in document.pages if page.number is not None]
    return max(numbers) if numbers else None


def person_of(readings: Mapping[str, Reading]) -> tuple[str, str] | None:
    """The folded last (or birth) name and first name that readings give, or None."""
    last = readings.get("candidate.last_name") or readings.get("candidate.birth_name")
    first = readings.get("candidate.first_name")
    if last is None or first is None:
        return None
    return norm(str(last.value)), norm(str(first.value))


def last_names(readings: Mapping[str, Reading]) -> frozenset[str]:
    """The folded names, in use and at birth, that readings give."""
    keys = ("candidate.last_name", "candidate.birth_name")
    return frozenset(norm(str(readings[key].value)) for key in keys if key in readings)


def words_of(text: str) -> str:
    """A text as it is searched for names: folded words with a blank around each."""
    return f" {norm(text).replace(chr(39), ' ')} "
