"""The list of dossiers, filtered by verdict."""

from collections import Counter
from dataclasses import dataclass

from qualif.store import dossiers
from qualif.store.database import Session
from qualif.store.views import DossierView
from qualif.words import RULES, STATUSES, VERDICTS
from values.french import day, instant


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its words, how many dossiers it keeps, its address, whether it is the one shown."""

    label: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, in words."""

    ref: str
    candidate: str | None
    training: str | None
    start: str | None
    received: str
    verdict: str
    verdict_words: str
    reasons: tuple[str, ...]
    status: str
    pieces_due: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """What the template `dossiers.html` shows."""

    choices: tuple[Choice, ...]
    rows: tuple[Row, ...]


def page(session: Session, verdict: str | None) -> Page:
    """The dossiers, the newest first; those of one verdict when it is named."""
    views = sorted(dossiers.entries(session), key=lambda view: view.received_at, reverse=True)
    counts = Counter(view.verdict for view in views)
    choices = [Choice("Tous", len(views), "/", verdict is None)]
    choices += [Choice(words, counts[name], f"/?verdict={name}", verdict == name) for name, words in VERDICTS.items()]
    return Page(tuple(choices), tuple(_row(view) for view in views if verdict in (None, view.verdict)))


def _row(view: DossierView) -> Row:
    return Row(
        ref=view.ref,
        candidate=view.candidate,
        training=view.training,
        start=day(view.start_date) if view.start_date else None,
        received=instant(view.received_at),
        verdict=view.verdict,
        verdict_words=VERDICTS[view.verdict],
        reasons=tuple(RULES[reason] for reason in view.reasons),
        status=STATUSES[view.status],
        pieces_due=day(view.pieces_due) if view.pieces_due else None,
    )
