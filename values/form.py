"""What was read on a form: a reading per field, each with the place where it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from values.document import Box, Source

Value = str | bool | int | float | date

CONFIDENCE_LIMIT = 0.9
"""Below it a reading is doubtful: a rule that needs it is `unsure` (regulation.md, order of outcomes)."""

TEXT_FIELDS = frozenset(
    {
        "candidate.last_name",
        "candidate.birth_name",
        "candidate.first_name",
        "candidate.street",
        "candidate.city",
        "candidate.jobseeker_id",
        "candidate.project",
        "candidate.prospects",
        "support.name",
        "support.advisor",
        "training.title",
        "training.provider",
        "training.street",
        "training.city",
        "training.placement_test",
    }
)
DATE_FIELDS = frozenset(
    {
        "candidate.birth_date",
        "candidate.jobseeker_since",
        "candidate.education_exit_date",
        "candidate.signed_on",
        "support.signed_on",
        "training.start_date",
        "training.end_date",
    }
)
BOOL_FIELDS = frozenset(
    {
        "candidate.jobseeker",
        "candidate.jobseeker_registered",
        "candidate.psad",
        "candidate.recent_funding",
        "candidate.project_validated",
        "training.travel_over_one_hour",
        "training.new_occupation",
        "training.collective",
    }
)

FIELDS: tuple[str, ...] = (
    "candidate.civility",
    "candidate.last_name",
    "candidate.birth_name",
    "candidate.first_name",
    "candidate.birth_date",
    "candidate.street",
    "candidate.postal_code",
    "candidate.city",
    "candidate.phone",
    "candidate.email",
    "candidate.jobseeker",
    "candidate.jobseeker_registered",
    "candidate.jobseeker_id",
    "candidate.jobseeker_since",
    "candidate.education_exit_date",
    "candidate.psad",
    "candidate.recent_funding",
    "candidate.project_validated",
    "candidate.project",
    "candidate.prospects",
    "support.type",
    "support.name",
    "support.advisor",
    "support.phone",
    "support.email",
    "training.title",
    "training.provider",
    "training.provider_siret",
    "training.street",
    "training.postal_code",
    "training.city",
    "training.travel_over_one_hour",
    "training.certification_code",
    "training.level",
    "training.new_occupation",
    "training.start_date",
    "training.end_date",
    "training.centre_hours",
    "training.company_hours",
    "training.total_hours",
    "training.pace",
    "training.cost",
    "training.placement_test",
    "training.collective",
    "candidate.signed_on",
    "support.signed_on",
)
"""The keys of contract §3, in its order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value, and where and how it was read.

    `value`: a str, bool, int (level), float (hours, euros) or date, by field; a date known by month or year is the first of
    it and says so in `precision`. `page` counts from 1. `rivals` are readings of the same field that disagree.
    """

    value: Value
    confidence: float
    document: str
    raw: str
    source: Source
    page: int | None = None
    bbox: Box | None = None
    precision: str | None = None
    rivals: tuple["Reading", ...] = ()

    @property
    def sure(self) -> bool:
        """Undisputed and at or above the confidence limit."""
        return not self.rivals and self.confidence >= CONFIDENCE_LIMIT

    def against(self, *rivals: "Reading") -> "Reading":
        """The same reading with these rivals added; those that agree with it are left out."""
        others = tuple(replace(rival, rivals=()) for rival in rivals if rival.value != self.value)
        return replace(self, rivals=self.rivals + others)


@dataclass(frozen=True, slots=True)
class Form:
    """The readings of one candidate's dossier, by field; a field that was not found is absent."""

    readings: Mapping[str, Reading] = field(default_factory=dict)

    def get(self, key: str) -> Reading | None:
        """The reading of a field, or None."""
        return self.readings.get(key)

    def __contains__(self, key: str) -> bool:
        return key in self.readings

    def value(self, key: str) -> Value | None:
        """The value of a field, or None when it was not found."""
        reading = self.readings.get(key)
        return None if reading is None else reading.value

    def text(self, key: str) -> str | None:
        """The value of a text field, or None when it was not found."""
        value = self.value(key)
        return value if isinstance(value, str) else None

    def date(self, key: str) -> date | None:
        """The value of a date field, or None when it was not found."""
        value = self.value(key)
        return value if isinstance(value, date) else None

    def flag(self, key: str) -> bool | None:
        """The value of a yes-no field, or None when it was not found."""
        value = self.value(key)
        return value if isinstance(value, bool) else None

    def number(self, key: str) -> float | None:
        """The value of a number field (level, hours, euros), or None when it was not found."""
        value = self.value(key)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def sure(self, key: str) -> bool:
        """Whether the field was found, undisputed, at or above the confidence limit."""
        reading = self.readings.get(key)
        return reading is not None and reading.sure
