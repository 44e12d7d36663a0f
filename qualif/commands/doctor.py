"""`qualif doctor`: settings, mailbox, SMTP, database, sandbox, templates, signatory: one line each, with what to do."""

import argparse

from qualif.commands.common import now, print_json, settings_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """How it is shown."""
    parser.add_argument("--json", action="store_true", help="un objet JSON par ligne")


def run(call: argparse.Namespace) -> int:
    """Print a line a thing; 1 when something that a run needs is broken."""
    from qualif.engine.doctor import look

    broken = False
    for line in look(settings_of(call), now):
        broken = broken or not line.ok
        if call.json:
            print_json(line.as_json())
        else:
            print(f"{'ok    ' if line.ok else 'ERREUR'}  {line.name:<10}  {line.message}", flush=True)
    return 1 if broken else 0
