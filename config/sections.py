"""The groups of settings (contract §2), one class a group: frozen, checked, no secret ever printed."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from values.errors import WrongCall


def _words(value: object) -> object:
    """A list is written with commas, or as a TOML array."""
    if isinstance(value, str):
        return tuple(word.strip() for word in value.split(",") if word.strip())
    return value


def _blank(value: object) -> object:
    """An empty text stands for an unset value."""
    return None if isinstance(value, str) and not value.strip() else value


def _number(value: object) -> object:
    """true is no number, though Python counts it as 1."""
    if isinstance(value, bool):
        raise ValueError("a number is expected")
    return value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Text = Annotated[str | None, BeforeValidator(_blank)]
File = Annotated[Path | None, BeforeValidator(_blank)]
Secret = Annotated[SecretStr | None, BeforeValidator(_blank)]
Port = Annotated[int, BeforeValidator(_number), Field(ge=1, le=65535)]
Count = Annotated[int, BeforeValidator(_number), Field(ge=0)]
Positive = Annotated[int, BeforeValidator(_number), Field(ge=1)]
Security = Literal["tls", "starttls", "none"]


def _from_file(path: Path | None, given: SecretStr | None, key: str) -> str | None:
    if path is None:
        return given.get_secret_value() if given else None
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCall(f"{key} : le fichier {path} ne peut pas être lu ({type(error).__name__})") from None


class Section(BaseModel):
    """A group of settings: frozen, no unknown key, no value printed in an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class DatabaseSettings(Section):
    """Where the ledger is kept; without a URL, SQLite in the data folder."""

    url: Secret = None


class ImapSettings(Section):
    """The mailbox that is read."""

    host: Text = None
    port: Port = 993
    username: Text = None
    password: Secret = None
    password_file: File = None
    security: Security = "tls"
    auth: Literal["password", "xoauth2"] = "password"
    ca_file: File = None
    folders: Words = ("INBOX",)
    junk_folder: Text = None
    move_to: Text = None
    sent_folder: Text = None
    timeout_s: Positive = 60

    def secret(self) -> str | None:
        """The password, read anew from its file when it has one."""
        return _from_file(self.password_file, self.password, "imap.password_file")


class SmtpSettings(Section):
    """The server that takes the replies."""

    host: Text = None
    port: Port = 465
    username: Text = None
    password: Secret = None
    password_file: File = None
    security: Security = "tls"
    auth: Literal["password", "xoauth2", "none"] = "password"
    ca_file: File = None
    timeout_s: Positive = 60

    def secret(self) -> str | None:
        """The password, read anew from its file when it has one."""
        return _from_file(self.password_file, self.password, "smtp.password_file")


class OauthSettings(Section):
    """Microsoft's client credentials for XOAUTH2."""

    tenant: Text = None
    client_id: Text = None
    client_secret: Secret = None
    client_secret_file: File = None
    certificate_file: File = None
    token_url: Text = None
    scope: Text = None


class PollSettings(Section):
    """How often the mailbox is read."""

    interval_s: Positive = 60
    idle: bool = False


class MailboxSettings(Section):
    """Who we are, and whom no machine answers."""

    address: str = "qualif.individuel@normandie.fr"
    aliases: Words = ()
    internal_domains: Words = ("normandie.fr",)
    authserv_id: Text = None
    answer_since: AwareDatetime | None = None


class ServiceSettings(Section):
    """The service in charge, as every receipt must name it (CRPA R112-11-1)."""

    name: str = "Région Normandie – Qualif individuel"
    address: str = "Région Normandie, Abbaye-aux-Dames, place Reine-Mathilde, CS 50523, 14035 Caen Cedex 1"
    phone: str = "0800 050 000"
    email: Text = None


class PersonSettings(Section):
    """The signatory of the decisions, or the agent in charge (CRPA L111-2, L212-1)."""

    first_name: Text = None
    last_name: Text = None
    title: Text = None
    delegation: Text = None
    basis: Text = None

    @property
    def complete(self) -> bool:
        """Whether first name, name and quality are all known."""
        return bool(self.first_name and self.last_name and self.title)


class AgentSettings(Section):
    """The agent in charge; the signatory when unset."""

    first_name: Text = None
    last_name: Text = None
    title: Text = None


class DecisionSettings(Section):
    """What the machine may decide alone."""

    after_start: Literal["auto", "propose"] = "auto"
    under_one_month: Literal["auto", "propose"] = "auto"
    daily_limit: Count = 50


class DossierSettings(Section):
    """What a dossier must hold, and how long missing pieces are awaited."""

    required_documents: Annotated[
        tuple[Literal["form", "quote", "programme", "cv", "cover_letter", "identity", "certificate", "test_result"], ...],
        BeforeValidator(_words),
    ] = ("form",)
    completion_days: Positive = 30


class ReplySettings(Section):
    """How many replies may leave; 0 is no limit for the domain."""

    per_address_per_day: Positive = 20
    per_domain_per_hour: Count = 0
    per_hour: Positive = 600


class LimitsSettings(Section):
    """What a mail and a document may cost."""

    message_mb: Positive = 50
    document_mb: Positive = 25
    pages: Positive = 60
    seconds: Positive = 60


class FileSettings(Section):
    """A file that replaces the packaged one."""

    file: File = None


class TemplatesSettings(Section):
    """A folder whose templates replace the packaged ones."""

    dir: File = None


class BudgetSettings(Section):
    """The credits of the year."""

    year_euros: Annotated[int | None, Field(ge=0)] = None


class ConsoleSettings(Section):
    """Where the operators' console listens."""

    host: str = "127.0.0.1"
    port: Port = 8080
    secret: Secret = None
    secret_file: File = None


class OidcSettings(Section):
    """The identity provider of the console."""

    issuer: Text = None
    client_id: Text = None
    client_secret: Secret = None
    client_secret_file: File = None


class AntivirusSettings(Section):
    """The socket of clamd."""

    socket: File = None


class AlertSettings(Section):
    """Who is told when something is wrong."""

    to: Words = ()
    command: Text = None
