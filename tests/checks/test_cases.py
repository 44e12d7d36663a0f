"""The cases of `cases/<rule>.toml`, which a jurist reads and adds to; this one runner serves all 21 rules.

A case: `name`, `received`, the fields of `form`, `outcome`; `absent`, `doubtful` and `disputed` name fields of the form so
marked; `says` is a part of the message, `asks` the fields that are asked for. What stands in `[base]` holds for every case.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checks.catalogue import RULES
from checks.rule import Rule
from values.dossier import Dossier
from values.facts import Facts
from values.finding import Outcome

CASES = Path(__file__).parent / "cases"
Case = Mapping[str, Any]
Build = Callable[[Case], tuple[Dossier, Facts]]
USUAL = {"pass", "fail", "unsure", "missing"}
OUTCOMES = {rule.id: USUAL for rule in RULES} | {
    "deadline.one_month": USUAL | {"not_applicable"},
    "training.pace": {"pass", "not_applicable"},
    "training.collective": {"pass", "fail", "unsure", "not_applicable"},
    "training.cost": {"pass", "unsure", "missing"},
    "session.quota": {"pass", "unsure", "missing", "not_applicable"},
    "submission.sender": {"pass", "unsure", "not_applicable"},
    "submission.complete": {"pass", "unsure", "missing"},
    "submission.duplicate": {"pass", "unsure", "missing", "not_applicable"},
}
"""The outcomes that the regulation's table gives to each rule: each has its case, and no case has another."""


def cases(rule: str) -> list[Case]:
    """The cases of one rule, each with what `[base]` adds."""
    data = tomllib.loads((CASES / f"{rule}.toml").read_text())
    base = data.get("base", {})
    return [base | case | {"form": base.get("form", {}) | case.get("form", {})} for case in data["case"]]


def check(rule: Rule, case: Case, build: Build) -> None:
    """Fails when the rule does not find what the case says."""
    found = rule.examine(*build(case))
    assert found.outcome == Outcome(case["outcome"]), f"{case['name']} : {found.outcome.value}, « {found.message} »"
    assert case.get("says", "") in found.message
    assert found.message.endswith(".")
    form = build(case)[0].form
    if found.outcome is Outcome.MISSING:
        assert found.wanted
        assert not any(key in form for key in found.evidence)
        assert set(case.get("asks", found.evidence)) == set(found.evidence)
    else:
        assert all(key in form for key in found.evidence)
        assert not found.wanted


ALL = [pytest.param(rule, case, id=f"{rule.id}: {case['name']}") for rule in RULES for case in cases(rule.id)]


@pytest.mark.parametrize(("rule", "case"), ALL)
def test_the_rule_finds_what_the_case_says(rule: Rule, case: Case, build: Build) -> None:
    check(rule, case, build)


RIGHT = {"name": "à temps", "form": {"training.start_date": date(2026, 3, 2)}, "outcome": "pass", "says": "2 mars 2026"}


@pytest.mark.parametrize("wrong", [{"outcome": "fail"}, {"outcome": "unsure"}, {"says": "1er avril"}])
def test_a_wrong_case_fails(wrong: Case, build: Build) -> None:
    check(RULES[0], RIGHT, build)
    with pytest.raises(AssertionError):
        check(RULES[0], RIGHT | wrong, build)


def test_a_case_that_asks_for_another_field_fails(build: Build) -> None:
    case = {"name": "vide", "outcome": "missing", "asks": ["training.title"]}
    with pytest.raises(AssertionError):
        check(RULES[0], case, build)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_its_cases(rule: Rule) -> None:
    assert {case["outcome"] for case in cases(rule.id)} == OUTCOMES[rule.id]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_need_is_once_missing_and_once_doubtful(rule: Rule) -> None:
    for need in rule.needs:
        group = {need} if isinstance(need, str) else set(need)
        missing = [case for case in cases(rule.id) if case["outcome"] == "missing" and not group & _there(case)]
        doubtful = [case for case in cases(rule.id) if case["outcome"] == "unsure" and group & _there(case) <= _weak(case)]
        assert missing, f"{rule.id}: no case without {need}"
        assert any(group & _there(case) for case in doubtful), f"{rule.id}: no case with a doubtful {need}"


def _there(case: Case) -> set[str]:
    return set(case["form"]) - set(case.get("absent", ()))


def _weak(case: Case) -> set[str]:
    return {*case.get("doubtful", ()), *case.get("disputed", ())}


def test_no_file_of_cases_is_left_over() -> None:
    assert {path.stem for path in CASES.iterdir()} == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_names_of_cases_are_told_apart(rule: Rule) -> None:
    names = [case["name"] for case in cases(rule.id)]
    assert len(set(names)) == len(names)
