"""Rules find, one place decides: the findings on a dossier, and the verdict that follows from them alone (contract §3)."""

from checks.catalogue import RULES
from values.dossier import Dossier
from values.facts import Facts
from values.finding import Finding, Outcome, Verdict


def judge(dossier: Dossier, facts: Facts) -> tuple[Finding, ...]:
    """What each of the 21 rules finds, in the contract's order."""
    return tuple(rule.examine(dossier, facts) for rule in RULES)


def verdict(findings: tuple[Finding, ...]) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict and the rules that gave it, the first that applies; only a failed deadline rejects."""
    late = tuple(rule for rule in _with(findings, Outcome.FAIL) if rule.startswith("deadline."))
    flagged = _with(findings, Outcome.FAIL, Outcome.UNSURE)
    if late:
        return Verdict.REJECTED, late
    if flagged:
        return Verdict.FLAGGED, flagged
    lacking = _with(findings, Outcome.MISSING)
    return (Verdict.INCOMPLETE, lacking) if lacking else (Verdict.RECEIVABLE, ())


def _with(findings: tuple[Finding, ...], *outcomes: Outcome) -> tuple[str, ...]:
    return tuple(finding.rule for finding in findings if finding.outcome in outcomes)
