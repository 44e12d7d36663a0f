"""What several commands share: groups of sub-commands, one JSON object a line, instants."""

import argparse
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.settings import Settings, load
from qualif.arguments import Parser
from values.codec import Json

PARIS = ZoneInfo("Europe/Paris")
Act = Callable[[argparse.Namespace], int]


class Group:
    """The sub-commands of one command (`qualif outbox list`)."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parser = parser
        self._choices = parser.add_subparsers(title="actions", metavar="ACTION", required=True, parser_class=Parser)

    def add(self, name: str, help_text: str, act: Act) -> argparse.ArgumentParser:
        """A sub-command; what is returned takes its arguments."""
        parser = self._choices.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
        parser.add_argument(
            "--config", type=Path, metavar="FICHIER", default=argparse.SUPPRESS, help="le fichier de réglages (TOML)"
        )
        parser.set_defaults(do=act)
        return parser


def settings_of(call: argparse.Namespace) -> Settings:
    """The settings that a call names."""
    return load(call.config)


def print_json(value: Json) -> None:
    """One JSON object on one line of standard output."""
    print(json.dumps(value, ensure_ascii=False))


def paris(moment: datetime) -> str:
    """An instant as ISO 8601 with the offset of Paris."""
    return moment.astimezone(PARIS).isoformat()


def now() -> datetime:
    """The clock, read here and handed down."""
    return datetime.now(PARIS)
