"""`qualif dossiers`: the dossiers, one with all that is known of it, a person's correction or decision."""

import argparse

from qualif.commands.common import Group, now, print_json
from qualif.commands.data import stored, there
from qualif.words import STATUSES, VERDICTS
from values.form import FIELDS
from values.french import day


def arguments(parser: argparse.ArgumentParser) -> None:
    """The five actions."""
    group = Group(parser)
    entries = group.add("list", "tous les dossiers", show_all)
    entries.add_argument("--json", action="store_true", help="un objet JSON par ligne")
    show = group.add("show", "un dossier : formulaire, documents, constats, décisions, historique", show_one)
    show.add_argument("ref", metavar="RÉFÉRENCE", help="par exemple QI-2026-00042")
    show.add_argument("--json", action="store_true", help="un objet JSON")
    explain = group.add("explain", "explique le traitement d'un dossier (CRPA, article R. 311-3-1-2)", explain_one)
    explain.add_argument("ref", metavar="RÉFÉRENCE", help="par exemple QI-2026-00042")
    _person(_correct(group))
    _person(_decide(group))


def _correct(group: Group) -> argparse.ArgumentParser:
    parser = group.add("correct", "corrige une valeur lue ; le dossier est examiné de nouveau", correct)
    parser.add_argument("ref", metavar="RÉFÉRENCE", help="par exemple QI-2026-00042")
    parser.add_argument("field", metavar="CHAMP", choices=FIELDS, help="par exemple training.start_date")
    parser.add_argument("value", metavar="VALEUR", help="la bonne valeur (dates : 2026-03-02 ; oui ou non : true, false)")
    return parser


def _decide(group: Group) -> argparse.ArgumentParser:
    parser = group.add("decide", "enregistre la décision d'une personne", decide)
    parser.add_argument("ref", metavar="RÉFÉRENCE", help="par exemple QI-2026-00042")
    parser.add_argument("status", metavar="STATUT", choices=tuple(STATUSES), help=", ".join(STATUSES))
    return parser


def _person(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", required=True, metavar="NOM", help="qui agit")
    parser.add_argument("--reason", required=True, metavar="TEXTE", help="pourquoi")


def run(call: argparse.Namespace) -> int:
    """Do the action of the call."""
    return int(call.do(call))


def show_all(call: argparse.Namespace) -> int:
    """Print one line a dossier."""
    from qualif.store import dossiers

    with stored(call) as database:
        if database is None:
            return 0
        with database.read() as session:
            for row in dossiers.entries(session):
                if call.json:
                    print_json(row.as_json())
                    continue
                start = day(row.start_date) if row.start_date else "—"
                words = (STATUSES[row.status], VERDICTS[row.verdict], start, row.candidate or "—", row.training or "—")
                print(f"{row.ref}  {words[0]:<22}  {words[1]:<12}  {words[2]:<18}  {words[3]}  ·  {words[4]}")
    return 0


def show_one(call: argparse.Namespace) -> int:
    """Print one dossier, whole."""
    from qualif.engine.showing import dossier_json, dossier_text

    with stored(call) as database, there(database, f"dossier {call.ref}").read() as session:
        if call.json:
            print_json(dossier_json(session, call.ref))
        else:
            print(dossier_text(session, call.ref))
    return 0


def explain_one(call: argparse.Namespace) -> int:
    """Print the four items of CRPA R311-3-1-2 for one dossier."""
    from qualif.engine.explaining import explanation

    with stored(call) as database, there(database, f"dossier {call.ref}").read() as session:
        print(explanation(session, call.ref))
    return 0


def correct(call: argparse.Namespace) -> int:
    """Store a person's reading, and examine again."""
    from qualif.commands.data import office
    from qualif.engine.decisions import correct as act

    with office(call, f"dossier {call.ref}") as works:
        verdict = act(works, call.ref, call.field, call.value, by=call.by, reason=call.reason, now=now())
    print(f"{call.ref} : {VERDICTS[verdict.value]}.")
    return 0


def decide(call: argparse.Namespace) -> int:
    """Record a person's decision."""
    from qualif.commands.data import office
    from qualif.engine.decisions import decide as act

    with office(call, f"dossier {call.ref}") as works:
        act(works, call.ref, call.status, by=call.by, reason=call.reason, now=now())
    print(f"{call.ref} : {STATUSES[call.status]}.")
    return 0
