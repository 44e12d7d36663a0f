"""The desk: who writes the mails, what they say of the service, and where their templates lie."""

from dataclasses import dataclass
from pathlib import Path

from config.sections import AgentSettings, PersonSettings
from config.settings import Settings


@dataclass(frozen=True, slots=True)
class Person:
    """An agent or signatory: first name, name and quality (CRPA L111-2, L212-1); the act of delegation and its basis."""

    first_name: str
    last_name: str
    title: str
    delegation: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a mail needs to know of the service (contract §2); the defaults are those of the settings.

    `signatory` is None until it is set whole: no rejection leaves without one. `templates` is a folder whose templates
    replace the packaged ones.
    """

    service: str = "Région Normandie – Qualif individuel"
    address: str = ""
    phone: str = "0800 050 000"
    email: str | None = None
    mailbox: str = "qualif.individuel@normandie.fr"
    aliases: tuple[str, ...] = ()
    agent: Person | None = None
    signatory: Person | None = None
    completion_days: int = 30
    templates: Path | None = None

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """Our address and its aliases: nothing is ever sent there."""
        return (self.mailbox, *self.aliases)

    @property
    def contact(self) -> str:
        """The e-mail address that people are told to write to."""
        return self.email or self.mailbox


def desk(settings: Settings) -> Desk:
    """The desk that the settings describe; the agent is the signatory when unset."""
    signatory = _person(settings.signatory)
    return Desk(
        service=settings.service.name,
        address=settings.service.address,
        phone=settings.service.phone,
        email=settings.service.email,
        mailbox=settings.mailbox.address,
        aliases=settings.mailbox.aliases,
        agent=_person(settings.agent) or signatory,
        signatory=signatory,
        completion_days=settings.dossier.completion_days,
        templates=settings.templates.dir,
    )


def _person(person: PersonSettings | AgentSettings) -> Person | None:
    """The person, or None unless first name, name and quality are all set."""
    if not (person.first_name and person.last_name and person.title):
        return None
    delegation, basis = (person.delegation, person.basis) if isinstance(person, PersonSettings) else (None, None)
    return Person(person.first_name, person.last_name, person.title, delegation, basis)
