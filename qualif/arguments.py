"""argparse that speaks French: usage, titles, help option and errors; a wrong call is one line and exit 2."""

import argparse
import re
from typing import Any, NoReturn

from values.errors import WrongCall

_FRENCH = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"arguments inconnus : \1"),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", r"\1 : \2 n'est pas possible (valeurs : \3)"),
    (r"argument (.+): expected one argument", r"\1 : une valeur est attendue"),
    (r"argument (.+): expected at least one argument", r"\1 : au moins une valeur est attendue"),
    (r"argument (.+): invalid \S+ value: (.*)", r"\1 : valeur incorrecte \2"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 : impossible avec \2"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 : pas de valeur attendue (\2)"),
    (r"one of the arguments (.+) is required", r"il manque l'un de : \1"),
    (r"ambiguous option: (\S+).*", r"option ambiguë : \1"),
)


def french(message: str) -> str:
    """The French of one of argparse's own error messages; another text as it is.

    >>> french("the following arguments are required: FICHIER")
    'il manque : FICHIER'
    """
    for pattern, replacement in _FRENCH:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(replacement)
    return message


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, max_help_position=32, width=110, **options)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose help is French and whose errors are WrongCall."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Formatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide et s'arrête")

    def error(self, message: str) -> NoReturn:
        """Raise WrongCall with the message in French and the command that it is about."""
        raise WrongCall(f"{self.prog} : {french(message)}")
