"""A sample of the corpus of real and torture mails and documents: each is read, or refused with a named problem.

`python -m tests.corpus` runs all of it.
"""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.corpus import CHECK, CORPUS, Outcome, entries, examine, label_complaints, path_of

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus lies outside the project")
EVERY = {"mails": 9, "documents": 11}
"""One file in so many."""
SECONDS_EACH = 20

Sampled = tuple[list[dict[str, object]], Outcome]


@pytest.fixture(scope="module")
def sampled() -> Callable[[str], Sampled]:
    """Examines the sample of a kind, once."""
    done: dict[str, Sampled] = {}

    def of(kind: str) -> Sampled:
        if kind not in done:
            listed = entries(kind)[:: EVERY[kind]]
            done[kind] = listed, examine([path_of(entry) for entry in listed])
        return done[kind]

    return of


@pytest.mark.parametrize("kind", ["mails", "documents"])
def test_each_file_gives_one_object_in_bounded_time(kind: str, sampled: Callable[[str], Sampled]) -> None:
    listed, outcome = sampled(kind)
    assert outcome.complaints == []
    assert len(outcome.objects) == len(listed) > 20
    assert outcome.seconds < SECONDS_EACH * len(listed)


def test_no_label_is_contradicted(sampled: Callable[[str], Sampled]) -> None:
    listed, outcome = sampled("mails")
    wrong = [line for entry in listed for line in label_complaints(entry, outcome.objects[str(path_of(entry))])]
    assert wrong == [], "\n".join(wrong)


def test_no_machine_gets_a_reply(sampled: Callable[[str], Sampled]) -> None:
    listed, outcome = sampled("mails")
    machines = [entry for entry in listed if entry.get("no_reply")]
    assert [entry["file"] for entry in machines if outcome.objects[str(path_of(entry))]["replies"]] == []


@pytest.mark.skipif(not CHECK.exists(), reason="the checker lies outside the project")
@pytest.mark.parametrize("kind", ["mails", "documents"])
def test_each_object_keeps_the_contract(kind: str, sampled: Callable[[str], Sampled]) -> None:
    lines = "".join(json.dumps(found) + "\n" for found in sampled(kind)[1].objects.values())
    words = [sys.executable, str(CHECK), "examine", "--stdin"]
    done = subprocess.run(words, input=lines, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout[-3000:]
