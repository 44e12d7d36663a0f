"""What the rules are told of the world: clocks, figures in force, reference tables, history. Values, looked up once (step 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class ReceivedFrom(StrEnum):
    """Where the instant of receipt comes from (contract §3; `internaldate` in the daemon)."""

    INTERNALDATE = "internaldate"
    OPTION = "option"
    RECEIVED_HEADER = "received_header"
    DATE_HEADER = "date_header"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Receipt:
    """R: when the request was received (aware, Europe/Paris), whence that is known, and the other clocks of the mail.

    `others` never make a rule pass, but if one would, a deadline's `fail` becomes `unsure`. `internal`: it came from a colleague.
    """

    at: datetime
    source: ReceivedFrom
    others: tuple[datetime, ...] = ()
    internal: bool = False

    @property
    def day(self) -> date:
        """The day of receipt in Europe/Paris."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Article:
    """What the regulation says for one rule: heading and item of the page, and our paraphrase of it (French)."""

    heading: str
    item: str
    paraphrase: str
    source: str = "CP du 3 juin 2019"

    @property
    def citation(self) -> str:
        """The heading and the item, as they are printed in findings and mails."""
        return f"{self.heading} · {self.item}"


@dataclass(frozen=True, slots=True)
class Regulation:
    """The figures and lists in force on the day of receipt, by rule.

    `articles`: rule id to article. `figures`: name to number (`notice_months`, `education_exit_months`, …).
    `lists`: name to folded words (`norman_departments`, `regulatory_terms`, `non_technical_terms`, …).
    """

    articles: Mapping[str, Article]
    figures: Mapping[str, int]
    lists: Mapping[str, tuple[str, ...]]
    version: str = ""


@dataclass(frozen=True, slots=True)
class Certification:
    """A record of the RNCP or RS (France compétences): `code` is `RNCP12345` or `RS1234`, `level` 3 to 8 or None."""

    code: str
    title: str
    level: int | None
    active: bool
    ends_on: date | None = None
    starts_on: date | None = None
    certifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectiveSession:
    """A row of the Qualif collectif catalogue (columns of contract §1)."""

    title: str
    code: str | None
    level: int | None
    provider: str
    postal_code: str
    city: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class HealthSocial:
    """A diploma of the Schéma des formations sanitaires et sociales: its codes (old and new) and title, folded words."""

    title: str
    codes: tuple[str, ...] = ()
    level: int | None = None


@dataclass(frozen=True, slots=True)
class References:
    """What the reference tables say about this dossier; a table that was never imported is `False`, not empty.

    `certification` is the record of the form's code, `successors` its chain, `predecessors` what it replaced.
    `towns` are the towns of the candidate's postal code, upper case without accents (La Poste).
    `collective` are the catalogue's rows with the same code or a like title. `health_social` is the whole list.
    """

    rncp_loaded: bool = False
    certification: Certification | None = None
    successors: tuple[Certification, ...] = ()
    predecessors: tuple[str, ...] = ()
    postal_loaded: bool = False
    towns: tuple[str, ...] = ()
    collective_loaded: bool = False
    collective: tuple[CollectiveSession, ...] = ()
    health_social: tuple[HealthSocial, ...] = ()
    ages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier dossier of the ledger: its reference, instant of receipt, and candidate as `NOM Prénom`."""

    ref: str
    received_at: datetime
    candidate: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What the ledger knows. `stateless` (examine): nothing is known, quota and duplicates are not applicable.

    `first_received_at`: the earliest certain message of the same request. `doubtful_earlier`: instants of earlier mails that may
    belong to the request, not linked with certainty. `already_rejected`: this dossier was rejected before.
    `session`: other candidates of the session that came earlier and count; `session_certain`: by SIRET or code.
    `duplicates`: stored dossiers of the same person and session. `credits_left`: euros, None without a budget.
    """

    stateless: bool = True
    first_received_at: datetime | None = None
    doubtful_earlier: tuple[datetime, ...] = ()
    already_rejected: bool = False
    session: tuple[Earlier, ...] = ()
    session_certain: bool = True
    duplicates: tuple[Earlier, ...] = ()
    credits_left: float | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules may know beside the dossier."""

    receipt: Receipt
    regulation: Regulation
    references: References = References()
    history: History = History()
    required_documents: tuple[str, ...] = ("form",)
