"""The samples render as the files that were read by eye."""

import runpy
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "regenerate_replies.py"
RENDERINGS = dict(runpy.run_path(str(SCRIPT))["renderings"]())


@pytest.mark.parametrize("place", RENDERINGS, ids=lambda place: f"{place.parent.name}/{place.name}")
def test_a_sample_renders_as_its_golden_file(place: Path) -> None:
    assert RENDERINGS[place] == place.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    folder = SCRIPT.parents[1] / "fixtures" / "replies"
    assert {place for place in folder.rglob("*.*") if place.is_file()} == set(RENDERINGS)
