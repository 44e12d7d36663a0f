"""The settings: one TOML file, environment variables `QUALIF_…` above it, secrets from files (contract §2).

`load()` reads and checks everything at once; whatever is wrong ends with one French line that names the key. Only what a command
uses must be set: a command says so with `Settings.require`.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from config.sections import (
    AgentSettings,
    AlertSettings,
    AntivirusSettings,
    BudgetSettings,
    ConsoleSettings,
    DatabaseSettings,
    DecisionSettings,
    DossierSettings,
    FileSettings,
    ImapSettings,
    LimitsSettings,
    MailboxSettings,
    OauthSettings,
    OidcSettings,
    PersonSettings,
    PollSettings,
    ReplySettings,
    ServiceSettings,
    SmtpSettings,
    TemplatesSettings,
)
from values.errors import WrongCall

PREFIX = "QUALIF_"
OWN_VARIABLES = frozenset({"QUALIF_CONFIG"})


class Settings(BaseSettings):
    """All settings, one attribute a section."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        enable_decoding=False,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    data_dir: Path = Path("data")
    database: DatabaseSettings = DatabaseSettings()
    imap: ImapSettings = ImapSettings()
    smtp: SmtpSettings = SmtpSettings()
    oauth: OauthSettings = OauthSettings()
    poll: PollSettings = PollSettings()
    mailbox: MailboxSettings = MailboxSettings()
    service: ServiceSettings = ServiceSettings()
    signatory: PersonSettings = PersonSettings()
    agent: AgentSettings = AgentSettings()
    decision: DecisionSettings = DecisionSettings()
    dossier: DossierSettings = DossierSettings()
    reply: ReplySettings = ReplySettings()
    limits: LimitsSettings = LimitsSettings()
    regulation: FileSettings = FileSettings()
    vocabulary: FileSettings = FileSettings()
    templates: TemplatesSettings = TemplatesSettings()
    budget: BudgetSettings = BudgetSettings()
    console: ConsoleSettings = ConsoleSettings()
    oidc: OidcSettings = OidcSettings()
    antivirus: AntivirusSettings = AntivirusSettings()
    alert: AlertSettings = AlertSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then the TOML file."""
        return EnvSettingsSource(settings_cls), init_settings

    def require(self, *keys: str) -> Self:
        """The same settings when every key (`imap.host`) has a value; raises WrongCall naming the first that has none."""
        for key in keys:
            value: object = self
            for name in key.split("."):
                value = getattr(value, name)
            if value is None:
                raise WrongCall(f"{key} : ce réglage manque (variable {variable(key)})")
        return self

    def require_mailbox(self) -> Self:
        """The same settings when the mailbox can be opened with them."""
        self.require("imap.host", "imap.username")
        if self.imap.auth == "password" and self.imap.password_file is None:
            self.require("imap.password")
        return self

    def require_sending(self) -> Self:
        """The same settings when replies can be sent with them."""
        self.require("smtp.host")
        if self.smtp.auth == "password":
            self.require("smtp.username")
            if self.smtp.password_file is None:
                self.require("smtp.password")
        return self


def variable(key: str) -> str:
    """The environment variable of a key: `imap.host` is `QUALIF_IMAP__HOST`."""
    return PREFIX + key.upper().replace(".", "__")


def load(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of the TOML file (`file`, else `QUALIF_CONFIG`, else `./qualif.toml` when there) and of the environment.

    Raises WrongCall with one line that names the key, or the file.
    """
    environment = os.environ if environment is None else environment
    _refuse_unknown_variables(environment)
    data = _read_toml(_which_file(file, environment))
    try:
        return Settings(**data)
    except ValidationError as error:
        raise WrongCall(_explain(error)) from None


def _which_file(file: Path | None, environment: Mapping[str, str]) -> Path | None:
    named = file or (Path(environment["QUALIF_CONFIG"]) if environment.get("QUALIF_CONFIG") else None)
    if named is not None:
        return named
    here = Path("qualif.toml")
    return here if here.is_file() else None


def _read_toml(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongCall(f"{file} : ce fichier de réglages ne peut pas être lu ({type(error).__name__})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongCall(f"{file} : ce fichier n'est pas du TOML correct ({error})") from None


def _refuse_unknown_variables(environment: Mapping[str, str]) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | OWN_VARIABLES
    for name in sorted(environment):
        if name.upper().startswith(PREFIX) and name.upper().split("__")[0] not in known:
            raise WrongCall(f"{name} : cette variable n'est pas un réglage connu")


_REASONS = {
    "extra_forbidden": "ce réglage n'existe pas",
    "int_parsing": "un nombre entier est attendu",
    "int_type": "un nombre entier est attendu",
    "bool_parsing": "true ou false est attendu",
    "bool_type": "true ou false est attendu",
    "timezone_aware": "il manque le décalage horaire (par exemple +01:00)",
    "string_type": "un texte est attendu",
    "model_type": "un groupe de réglages est attendu",
    "model_attributes_type": "un groupe de réglages est attendu",
}


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=True, include_input=False)[0]
    parts = [str(part) for part in first["loc"] if not isinstance(part, int) and not str(part).startswith("function-")]
    key, context = ".".join(parts).lower(), first.get("ctx", {})
    if first["type"] == "literal_error":
        return f"{key} : valeurs possibles : {str(context.get('expected', '')).replace(' or ', ', ')}"
    if first["type"] in ("greater_than_equal", "less_than_equal"):
        return f"{key} : hors limites ({context.get('ge', context.get('le'))} {'au moins' if 'ge' in context else 'au plus'})"
    return f"{key} : {_REASONS.get(first['type'], 'valeur incorrecte')}"
