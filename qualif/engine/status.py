"""`qualif status`: how the service stands, and what waits for a person."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from qualif.engine.circumstances import answer_since
from qualif.engine.parts import Parts
from qualif.engine.workdays import before_business_days
from qualif.store import outbox, references, states, summary
from qualif.store.clock import paris, stamp
from qualif.store.database import Session
from values.codec import Json
from values.reply import ReplyState

TABLES = {"rncp": "rncp", "postal": "postal", "collective": "collective", "health-social": "health_social"}
"""The tables by the name that the command gives them."""
SILENT_CYCLES = 10
"""So many intervals without a cycle, and somebody must look."""


@dataclass(frozen=True, slots=True)
class Status:
    """The keys of contract §1; `must_act` says why a person must act, in French, empty when nobody must."""

    last_cycle: datetime | None
    oldest_unexamined: datetime | None
    unanswered: int
    held: int
    uncertain: int
    failed: int
    quarantined: int
    contested: int
    breaker: str
    tables: dict[str, int | None]
    must_act: tuple[str, ...]

    def as_json(self) -> dict[str, Json]:
        """The object of the contract."""
        return {
            "last_cycle": stamp(self.last_cycle),
            "oldest_unexamined": stamp(self.oldest_unexamined),
            "unanswered": self.unanswered,
            "held": self.held,
            "uncertain": self.uncertain,
            "failed": self.failed,
            "quarantined": self.quarantined,
            "contested": self.contested,
            "breaker": self.breaker,
            "tables": dict(self.tables),
            "must_act": list(self.must_act),
        }


NOTHING = Status(None, None, 0, 0, 0, 0, 0, 0, "closed", dict.fromkeys(TABLES), ())
"""How a service stands that never ran."""


NOTHING = Status(None, None, 0, 0, 0, 0, 0, 0, "closed", dict.fromkeys(TABLES), ())
"""How an installation stands that never stored anything."""


def status(parts: Parts) -> Status:
    """How the service stands now."""
    now = parts.now()
    with parts.database.read() as session:
        counts = outbox.counts(session)
        last = states.last_cycle(session)
        found = Status(
            last_cycle=last,
            oldest_unexamined=summary.oldest_unexamined(session),
            unanswered=summary.unanswered(session, answer_since(session, parts, now), before_business_days(now, 1)),
            held=counts.get(ReplyState.HELD, 0),
            uncertain=counts.get(ReplyState.UNCERTAIN, 0),
            failed=counts.get(ReplyState.FAILED, 0),
            quarantined=summary.messages_in(session, "quarantined"),
            contested=summary.contested(session),
            breaker="open" if states.breaker_open(session) else "closed",
            tables=_ages(session, paris(now).date()),
            must_act=(),
        )
        return _with_reasons(found, summary.held_for_a_person(session), _silent(parts, last, now), states.outages(session))


def _ages(session: Session, today: date) -> dict[str, int | None]:
    found = references.imports(session)
    return {
        name: (today - (found[kind].data_date or paris(found[kind].at).date())).days if kind in found else None
        for name, kind in TABLES.items()
    }


def _silent(parts: Parts, last: datetime | None, now: datetime) -> bool:
    """Whether no cycle ran for long; a service that never ran is not silent."""
    if last is None:
        return False
    return (now - last).total_seconds() > max(3600, SILENT_CYCLES * parts.settings.poll.interval_s)


def _with_reasons(found: Status, held: int, silent: bool, outages: tuple[states.Outage, ...]) -> Status:
    lines = (
        (held, f"{held} réponse(s) retenue(s) attendent une personne"),
        (found.uncertain, f"{found.uncertain} envoi(s) incertain(s) : dites s'ils sont arrivés (outbox settle, resend)"),
        (found.failed, f"{found.failed} réponse(s) refusée(s) par les destinataires"),
        (found.quarantined, f"{found.quarantined} courriel(s) en quarantaine"),
        (found.contested, f"{found.contested} rejet(s) contesté(s)"),
        (found.unanswered, f"{found.unanswered} courriel(s) sans réponse depuis plus d'un jour ouvré"),
        (found.breaker == "open", "arrêt de sécurité : rien ne part avant « qualif outbox resume »"),
        (any(one.ended_at is None for one in outages), "la boîte aux lettres ne répond pas"),
        (silent, "aucune relève depuis longtemps : le service tourne-t-il ?"),
    )
    reasons = tuple(text for applies, text in lines if applies)
    return replace(found, must_act=reasons)
