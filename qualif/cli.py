"""The command `qualif`: the list of its commands, nothing else. Each is a file of `commands/`, imported when called."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from qualif.arguments import Parser
from values.errors import QualifError

COMMANDS: dict[str, str] = {
    "demo": "montre tout le travail sur des courriels d'exemple, sans rien installer",
    "run": "relève la boîte sans arrêt, examine, répond (ne sert pas la console)",
    "poll": "fait un cycle complet (relève, examen, envoi), puis s'arrête",
    "serve": "sert la console des instructeurs",
    "examine": "lit des courriels ou des documents et les examine, sans rien garder ni envoyer",
    "messages": "le registre de tout ce qui est arrivé dans la boîte",
    "dossiers": "les dossiers, leurs examens, les corrections et les décisions",
    "outbox": "les réponses : envoyées, en attente, retenues",
    "reference": "les tables de référence (RNCP, codes postaux, Qualif collectif, sanitaire et social)",
    "rules": "les 21 règles en vigueur",
    "status": "l'état du service, et ce qui attend une personne",
    "doctor": "vérifie les réglages et tout ce dont le service a besoin",
}


def _overview() -> Parser:
    parser = Parser(
        prog="qualif",
        description="Relève la boîte du dispositif Qualif individuel : lit les dossiers, vérifie les règles, répond.",
        epilog="qualif COMMANDE --help décrit une commande.",
    )
    _add_config(parser)
    lines = parser.add_argument_group("commandes")
    for name, text in COMMANDS.items():
        lines.add_argument(name, nargs="?", help=text)
    parser.usage = "qualif [--config FICHIER] COMMANDE …"
    return parser


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FICHIER", help="le fichier de réglages (TOML)")


def _split(words: Sequence[str]) -> tuple[list[str], str | None, list[str]]:
    """What stands before the command, the command, and what follows it."""
    skip = False
    for n, word in enumerate(words):
        if skip or word.startswith("-"):
            skip = word == "--config" and not skip
            continue
        return list(words[:n]), word, list(words[n + 1 :])
    return list(words), None, []


def _parse(words: Sequence[str]) -> argparse.Namespace:
    before, name, after = _split(words)
    if name is None:
        _overview().parse_args(before)
        _overview().error("il manque une commande (qualif --help en donne la liste)")
    if name not in COMMANDS:
        _overview().error(f"{name} n'est pas une commande (qualif --help en donne la liste)")
    parser = Parser(prog=f"qualif {name}", description=COMMANDS[name].capitalize() + ".")
    _add_config(parser)
    module = import_module(f"qualif.commands.{name}")
    module.arguments(parser)
    parser.set_defaults(act=module.run)
    return parser.parse_args([*before, *after])


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is the contract's (0 done, 1 the world failed, 2 wrong call, 3 no such thing)."""
    try:
        call = _parse(sys.argv[1:] if words is None else words)
        return int(call.act(call))
    except QualifError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
