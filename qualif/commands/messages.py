"""`qualif messages`: the ledger of everything ever taken from the mailbox."""

import argparse

from qualif.commands.common import Group, print_json
from qualif.commands.data import number, stored, there
from qualif.words import KINDS, MESSAGE_STATES
from values.french import instant


def arguments(parser: argparse.ArgumentParser) -> None:
    """The three actions."""
    group = Group(parser)
    entries = group.add("list", "tout ce qui est arrivé, dans l'ordre du registre", show_all)
    entries.add_argument("--json", action="store_true", help="un objet JSON par ligne")
    group.add("show", "un courriel du registre", show_one).add_argument("id", metavar="ID", help="son numéro")
    group.add("retry", "remet un courriel mis de côté dans la file d'examen", retry).add_argument(
        "id", metavar="ID", help="son numéro"
    )


def run(call: argparse.Namespace) -> int:
    """Do the action of the call."""
    return int(call.do(call))


def show_all(call: argparse.Namespace) -> int:
    """Print one line a mail."""
    from qualif.store import ledger

    with stored(call) as database:
        if database is None:
            return 0
        with database.read() as session:
            for row in ledger.entries(session):
                if call.json:
                    print_json(row.as_json())
                    continue
                state = MESSAGE_STATES[row.state] + (f" ({row.problem})" if row.problem else "")
                kind = KINDS.get(row.kind or "", "")
                print(
                    f"{row.id:>6}  {instant(row.received_at)}  {state:<12}  {kind:<20}  {row.sender or '—'}  {row.subject or ''}"
                )
    return 0


def show_one(call: argparse.Namespace) -> int:
    """Print what is known of one mail."""
    from qualif.store import ledger

    with stored(call) as database, there(database, f"courriel {call.id}").read() as session:
        row = ledger.get(session, number(call.id, "courriel"))
        for name, value in row.as_json().items():
            print(f"{name:<14} {value if value is not None else '—'}")
        if row.kind_reason:
            print(f"{'kind_reason':<14} {row.kind_reason}")
        if row.traceback:
            print(row.traceback)
    return 0


def retry(call: argparse.Namespace) -> int:
    """Put a quarantined mail back to `received`."""
    from qualif.store import ledger

    with stored(call) as database, there(database, f"courriel {call.id}").write() as session:
        ledger.retry(session, number(call.id, "courriel"))
    print(f"Le courriel {call.id} sera examiné au prochain cycle.")
    return 0
