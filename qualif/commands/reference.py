"""`qualif reference`: the reference tables are imported from files by hand; nothing is ever fetched."""

import argparse
from pathlib import Path

from qualif.commands.common import Group, now, settings_of
from qualif.commands.data import database_url, stored
from values.french import day

KINDS = {
    "rncp": "RNCP et RS (archive CSV de France compétences)",
    "postal": "codes postaux (fichier de La Poste)",
    "collective": "catalogue Qualif collectif",
    "health-social": "formations sanitaires et sociales",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The two actions."""
    group = Group(parser)
    load = group.add("import", "remplace une table par un fichier, en entier ou pas du tout", import_one)
    load.add_argument("kind", metavar="TABLE", choices=tuple(KINDS), help=", ".join(KINDS))
    load.add_argument("file", metavar="FICHIER", type=Path, help="le fichier public tel quel, ou le CSV")
    group.add("status", "l'âge et l'origine de chaque table", show_all)


def run(call: argparse.Namespace) -> int:
    """Do the action of the call."""
    return int(call.do(call))


def import_one(call: argparse.Namespace) -> int:
    """Replace one table."""
    from qualif.engine.references import load
    from qualif.store import database

    settings = settings_of(call)
    opened = database.open(settings.data_dir, database_url(settings))
    try:
        rows = load(opened, call.kind, call.file, now())
    finally:
        opened.close()
    print(f"{KINDS[call.kind]} : {rows} lignes, depuis {call.file.name}.")
    return 0


def show_all(call: argparse.Namespace) -> int:
    """Print one line a table."""
    from qualif.store import references

    with stored(call) as database:
        found = {}
        if database is not None:
            with database.read() as session:
                found = references.imports(session)
    for kind, label in KINDS.items():
        view = found.get(kind.replace("-", "_")) or found.get(kind)
        if view is None:
            print(f"{kind:<14} {label} : jamais importée")
            continue
        dated = f", données du {day(view.data_date)}" if view.data_date else ""
        print(f"{kind:<14} {label} : {view.rows} lignes, importée le {day(view.at.date())} depuis {view.source}{dated}")
    return 0
