"""The catalogue against the contract, the folders and the regulation."""

from importlib import import_module
from pathlib import Path

import pytest

from checks.catalogue import RULES
from checks.rule import Rule
from config import regulation
from values.field_names import FIELD_NAMES
from values.form import FIELDS

CONTRACT = [
    "deadline.after_start",
    "deadline.one_month",
    "candidate.resident",
    "candidate.jobseeker",
    "candidate.initial_education",
    "candidate.recent_funding",
    "candidate.project_validated",
    "candidate.support",
    "training.level",
    "training.certification",
    "training.regulatory_only",
    "training.duration",
    "training.company_share",
    "training.pace",
    "training.collective",
    "training.health_social",
    "training.cost",
    "session.quota",
    "submission.sender",
    "submission.complete",
    "submission.duplicate",
]
CHECKS = Path(__file__).parents[2] / "checks"


def test_the_ids_are_the_contract_s_in_its_order() -> None:
    assert [rule.id for rule in RULES] == CONTRACT


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_path_is_the_name(rule: Rule) -> None:
    module = import_module(f"checks.{rule.id}")
    assert module.RULE is rule
    assert (module.__doc__ or "").startswith(f"{rule.id}: ")


def test_every_file_of_the_five_folders_is_a_rule() -> None:
    files = {f"{path.parent.name}.{path.stem}" for path in CHECKS.glob("*/*.py") if path.stem != "__init__"}
    assert files == set(CONTRACT)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_citation_exists(rule: Rule) -> None:
    assert rule.cites in {entry.id for entry in regulation.load().rules}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_needs_are_fields_of_the_contract(rule: Rule) -> None:
    needs = {key for need in rule.needs for key in ((need,) if isinstance(need, str) else need)}
    assert needs <= set(FIELDS)


def test_every_field_has_a_french_name() -> None:
    assert tuple(FIELD_NAMES) == FIELDS
