"""`qualif run`: the daemon; cycles until SIGTERM or SIGINT."""

import argparse

from qualif.commands.common import settings_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(call: argparse.Namespace) -> int:
    """Run until told to stop; the mail at hand is ended first."""
    settings = settings_of(call).require_mailbox().require_sending()
    from config import logs
    from qualif.engine.daemon import Daemon
    from qualif.wiring import installation, world

    logs.configure()
    with installation(settings) as parts, world(parts) as ends:
        daemon = Daemon(parts, ends)
        daemon.obey_signals()
        daemon.run()
    return 0
