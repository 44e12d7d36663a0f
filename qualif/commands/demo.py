"""`qualif demo`: the main job on the example mails, over real IMAP and SMTP inside the process."""

import argparse
import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from qualif.words import HOLD_REASONS, KINDS, REPLY_STATES, RULES, TEMPLATES, VERDICTS

if TYPE_CHECKING:
    from qualif.engine.parts import Parts
    from qualif.store.database import Session
    from qualif.store.views import DossierView, MessageView

SHOWN = 3
"""Reasons shown of one dossier."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether the console is served at the end."""
    parser.add_argument("--no-serve", action="store_true", help="s'arrête après le cycle, sans servir la console")


def run(call: argparse.Namespace) -> int:
    """Fill a mailbox, run one cycle, print what happened, write the replies as files, serve the console."""
    from config import logs
    from qualif.commands.poll import summary
    from qualif.demonstration import scene
    from qualif.engine import cycle
    from qualif.wiring import installation, world

    logs.configure(logging.WARNING)
    folder = Path(mkdtemp(prefix="qualif-demo-"))
    with scene.stage(folder) as played, installation(played.settings) as parts:
        scene.load_tables(parts)
        print(f"{played.delivered} courriels d'exemple attendent dans la boîte ; la relève commence.", flush=True)
        with world(parts) as ends:
            report = cycle.run(parts, ends)
        with parts.database.read() as session:
            print("\n".join(_table(session)))
        print("\n".join(["", *summary(report)]))
        print(f"Réponses envoyées, en fichiers : {scene.write_replies(folder, played.sent)}")
        if not call.no_serve:
            _serve(parts)
    return 0


def _serve(parts: "Parts") -> None:
    from qualif.commands.serve import serve

    console = parts.settings.console
    print(f"Console : http://{console.host}:{console.port}/ (Ctrl-C pour finir)", flush=True)
    serve(parts)


def _table(session: "Session") -> Iterator[str]:
    """One line a mail, with its dossiers below: what was decided, why, and what was answered."""
    from qualif.store import dossiers, ledger, outbox

    known = {view.ref: view for view in dossiers.entries(session)}
    verdicts: Counter[str] = Counter()
    for mail in ledger.entries(session):
        answers = outbox.of_message(session, mail.id)
        replies = ", ".join(f"{TEMPLATES[one.template]} ({REPLY_STATES[one.state]}{_held(one.hold_reason)})" for one in answers)
        yield f"{mail.id:>4}  {_kind(mail):<22}  {(mail.subject or '(sans objet)')[:60]:<60}  {replies or 'aucune réponse'}"
        for ref in mail.dossiers:
            verdicts[known[ref].verdict] += 1
            yield f"      {_line(known[ref])}"
    yield ""
    yield "Dossiers : " + ", ".join(f"{count} {VERDICTS[name]}" for name, count in verdicts.most_common())


def _held(reason: str | None) -> str:
    return f" : {HOLD_REASONS[reason]}" if reason else ""


def _kind(mail: "MessageView") -> str:
    return KINDS.get(mail.kind or "", f"mis de côté : {mail.problem}")


def _line(dossier: "DossierView") -> str:
    names = [RULES[reason] for reason in dossier.reasons]
    more = f" ; et {len(names) - SHOWN} autres" if len(names) > SHOWN else ""
    why = f" ({' ; '.join(names[:SHOWN])}{more})" if names else ""
    return f"{dossier.ref}  {dossier.candidate or 'candidat non identifié'} : {VERDICTS[dossier.verdict]}{why}"
