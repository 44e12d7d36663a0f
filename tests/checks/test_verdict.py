"""The verdict follows from the findings alone."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.catalogue import RULES
from checks.verdict import judge, verdict
from values.dossier import Dossier
from values.facts import Facts
from values.finding import Finding, Outcome, Verdict

Build = Callable[[Mapping[str, Any]], tuple[Dossier, Facts]]

outcomes = st.lists(st.sampled_from(list(Outcome)), min_size=len(RULES), max_size=len(RULES))


def findings(found: list[Outcome]) -> tuple[Finding, ...]:
    return tuple(Finding(rule.id, outcome, "…", "…") for rule, outcome in zip(RULES, found, strict=True))


def named(found: tuple[Finding, ...], *wanted: str) -> list[str]:
    return [finding.rule for finding in found if finding.outcome in wanted]


@given(outcomes)
def test_the_first_that_applies(outcomes: list[Outcome]) -> None:
    found = findings(outcomes)
    deadlines = [rule for rule in named(found, "fail") if rule.startswith("deadline.")]
    said, reasons = verdict(found)
    if deadlines:
        assert (said, list(reasons)) == ("rejected", deadlines)
    elif named(found, "fail", "unsure"):
        assert (said, list(reasons)) == ("flagged", named(found, "fail", "unsure"))
    elif named(found, "missing"):
        assert (said, list(reasons)) == ("incomplete", named(found, "missing"))
    else:
        assert (said, reasons) == ("receivable", ())


@pytest.mark.parametrize("rule", [rule.id for rule in RULES if not rule.id.startswith("deadline.")])
def test_no_other_rule_rejects(rule: str) -> None:
    found = tuple(Finding(one.id, Outcome.FAIL if one.id == rule else Outcome.PASS, "…", "…") for one in RULES)
    assert verdict(found) == (Verdict.FLAGGED, (rule,))


def test_an_application_without_a_form_is_asked_for_it(build: Build) -> None:
    dossier, facts = build({"form": {}, "documents": [], "stateless": True})
    found = judge(dossier, facts)
    assert [finding.rule for finding in found] == [rule.id for rule in RULES]
    assert named(found, "not_applicable") == [
        "training.pace",
        "training.collective",
        "session.quota",
        "submission.sender",
        "submission.duplicate",
    ]
    assert verdict(found)[0] is Verdict.INCOMPLETE
    assert all(finding.wanted for finding in found if finding.outcome is Outcome.MISSING)


def test_an_unreadable_attachment_is_looked_at_by_a_person(build: Build) -> None:
    dossier, facts = build({"form": {}, "documents": [{"type": "other", "problem": "encrypted"}], "stateless": True})
    assert verdict(judge(dossier, facts)) == (Verdict.FLAGGED, ("submission.complete",))


@given(
    st.dictionaries(
        st.sampled_from(["training.title", "training.certification_code", "candidate.city", "training.postal_code"]),
        st.text(min_size=1, max_size=30),
    )
)
def test_no_text_makes_a_rule_crash(build: Build, fields: dict[str, str]) -> None:
    dossier, facts = build({"form": fields, "towns": ["CAEN"], "collective": [], "sender": "a@example.org"})
    for finding in judge(dossier, facts):
        assert finding.message
        assert finding.outcome is Outcome.MISSING or all(key in fields for key in finding.evidence)
