"""`qualif rules list` and `rules explain ID`: the rules in force, with their figures and their place in the regulation."""

import argparse

from qualif.commands.common import Group, now, settings_of
from values.errors import NoSuchThing
from values.facts import Regulation
from values.french import day


def arguments(parser: argparse.ArgumentParser) -> None:
    """The two actions."""
    group = Group(parser)
    group.add("list", "les 21 règles, dans l'ordre, avec leur place dans le règlement", show_all)
    explain = group.add("explain", "une règle : ce qu'elle demande, ses chiffres, sa source", show_one)
    explain.add_argument("rule", metavar="RÈGLE", help="par exemple deadline.one_month")


def run(call: argparse.Namespace) -> int:
    """Do the action of the call."""
    return int(call.do(call))


def _in_force(call: argparse.Namespace) -> Regulation:
    from config import regulation

    return regulation.in_force(regulation.load(settings_of(call).regulation.file), now().date())


def show_all(call: argparse.Namespace) -> int:
    """Print one line a rule."""
    from checks.catalogue import RULES

    articles = _in_force(call).articles
    for rule in RULES:
        article = articles[rule.cites]
        print(f"{rule.id:<30} {article.citation}\n{'':<30} {article.paraphrase}")
    return 0


def show_one(call: argparse.Namespace) -> int:
    """Print what one rule asks; NoSuchThing for an unknown one."""
    from checks.catalogue import RULES

    rule = next((rule for rule in RULES if rule.id == call.rule), None)
    if rule is None:
        raise NoSuchThing(f"{call.rule} : cette règle n'existe pas (qualif rules list les donne toutes)")
    from config import regulation

    book = regulation.load(settings_of(call).regulation.file)
    article = regulation.in_force(book, now().date()).articles[rule.cites]
    print(f"{rule.id}\n  règlement : {article.citation}\n  source    : {article.source}\n  {article.paraphrase}")
    for version in book.rules:
        if version.id == rule.cites:
            until = f" jusqu'au {day(version.until)}" if version.until else ""
            figures = ", ".join(f"{name} = {value}" for name, value in version.figures.items()) or "aucun chiffre"
            print(f"  depuis le {day(version.since)}{until} : {figures}")
    return 0
