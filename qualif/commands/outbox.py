"""`qualif outbox`: every reply, and what a person does with those that wait."""

import argparse

from qualif.commands.common import Group, now, print_json
from qualif.commands.data import number, office, stored, there
from qualif.words import HOLD_REASONS, REPLY_STATES, TEMPLATES
from values.french import instant


def arguments(parser: argparse.ArgumentParser) -> None:
    """The six actions."""
    group = Group(parser)
    entries = group.add("list", "toutes les réponses", show_all)
    entries.add_argument("--json", action="store_true", help="un objet JSON par ligne")
    _one(group.add("show", "une réponse, avec son texte", show_one))
    _one(group.add("resend", "envoie une réponse refusée, incertaine ou retenue", resend))
    cancel_parser = group.add("cancel", "annule une réponse qui attend", cancel)
    _one(cancel_parser)
    cancel_parser.add_argument("--reason", required=True, metavar="TEXTE", help="pourquoi")
    settle_parser = group.add("settle", "dit qu'un envoi incertain est bien arrivé", settle)
    _one(settle_parser)
    settle_parser.add_argument("--sent", action="store_true", required=True, help="le courriel est arrivé")
    group.add("resume", "reprend les envois après l'arrêt de sécurité", resume)


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="son numéro")


def run(call: argparse.Namespace) -> int:
    """Do the action of the call."""
    return int(call.do(call))


def show_all(call: argparse.Namespace) -> int:
    """Print one line a reply."""
    from qualif.store import outbox

    with stored(call) as database:
        if database is None:
            return 0
        with database.read() as session:
            for row in outbox.entries(session):
                if call.json:
                    print_json(row.as_json())
                    continue
                state = REPLY_STATES[row.state] + (f" ({HOLD_REASONS[row.hold_reason]})" if row.hold_reason else "")
                template = TEMPLATES.get(row.template, row.template)
                print(f"{row.id:>6}  {state:<40}  {template:<28}  {row.dossier or '—':<14}  {', '.join(row.to) or '—'}")
    return 0


def show_one(call: argparse.Namespace) -> int:
    """Print one reply as it left, or as it would leave today."""
    from qualif.engine.outbox import text_of

    with office(call, f"réponse {call.id}") as works:
        view, text = text_of(works, number(call.id, "réponse"), now())
    for name, value in view.as_json().items():
        print(f"{name:<12} {value if value is not None else '—'}")
    if view.sent_at:
        print(f"envoyée le {instant(view.sent_at)}")
    print(f"\n{text}")
    return 0


def resend(call: argparse.Namespace) -> int:
    """Send at once."""
    from qualif.engine.outbox import resend as act

    with office(call, f"réponse {call.id}") as works:
        state = act(works, number(call.id, "réponse"), now())
    print(f"Réponse {call.id} : {REPLY_STATES[state]}.")
    return 0 if state == "sent" else 1


def cancel(call: argparse.Namespace) -> int:
    """Cancel one that waits."""
    from qualif.engine.outbox import cancel as act

    with office(call, f"réponse {call.id}") as works:
        act(works, number(call.id, "réponse"), call.reason, now())
    print(f"Réponse {call.id} : annulée.")
    return 0


def settle(call: argparse.Namespace) -> int:
    """Say that an uncertain one did arrive."""
    from qualif.engine.outbox import settle as act

    with office(call, f"réponse {call.id}") as works:
        act(works, number(call.id, "réponse"), now())
    print(f"Réponse {call.id} : envoyée.")
    return 0


def resume(call: argparse.Namespace) -> int:
    """Close the circuit breaker."""
    from qualif.engine.outbox import resume as act

    with stored(call) as database:
        act(there(database, "arrêt de sécurité"), now())
    print("Les envois reprennent au prochain cycle.")
    return 0
