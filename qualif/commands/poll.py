"""`qualif poll`: one full cycle, then exit."""

import argparse
import sys
from typing import TYPE_CHECKING

from qualif.commands.common import settings_of

if TYPE_CHECKING:
    from qualif.engine.cycle import Report


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(call: argparse.Namespace) -> int:
    """Run one cycle: 0 when it ran, 1 when the mailbox or a folder of it could not be reached or another poller works."""
    settings = settings_of(call).require_mailbox().require_sending()
    from config import logs
    from qualif.engine import cycle
    from qualif.wiring import installation, world

    logs.configure()
    with installation(settings) as parts, world(parts) as ends:
        report = cycle.run(parts, ends)
    for line in summary(report):
        print(line)
    for problem in report.problems:
        print(problem, file=sys.stderr)
    return 1 if report.problems else 0


def summary(report: "Report") -> list[str]:
    """What a cycle did, in a few lines for a person."""
    taken, done, sent = report.taking, report.examining, report.sent
    lines = [
        f"Courriels : {taken.taken} relevés, {done.examined} examinés, {done.quarantined} mis de côté.",
        f"Réponses : {sent.sent} envoyées, {sent.later} remises à plus tard.",
    ]
    if sent.problem:
        lines.append(f"Envoi impossible pour l'instant : {sent.problem}")
    if report.waiting_before_start:
        lines.append(f"{report.waiting_before_start} réponses à des courriels plus anciens que la mise en service sont retenues.")
    return lines
