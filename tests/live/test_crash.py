"""The cycle is killed in the middle (SIGKILL to the whole group), then run again: nothing is lost, nobody is answered twice."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.box import Box
from tests.live.installation import Installation
from tests.live.mails import every_case, question
from tests.live.post import PostOffice, until

MAILS = 24


def _bytes_on_disk(qualif: Installation, _: PostOffice) -> bool:
    blobs = qualif.data / "blobs"
    return blobs.exists() and any(path.is_file() for path in blobs.rglob("*"))


def _in_the_data(_: Installation, office: PostOffice) -> bool:
    return office.begun >= 3


def _some_left(_: Installation, office: PostOffice) -> bool:
    return len(office.taken) >= 8


@pytest.mark.parametrize(
    ("when", "slow_s", "in_doubt"),
    [(_bytes_on_disk, 0.0, (0,)), (_in_the_data, 1.5, (1,)), (_some_left, 0.0, (0, 1))],
    ids=["while mails are taken", "while a reply is given to the server", "while replies leave"],
)
def test_killed_and_run_again(
    qualif: Installation,
    box: Box,
    office: PostOffice,
    when: Callable[[Installation, PostOffice], bool],
    slow_s: float,
    in_doubt: tuple[int, ...],
) -> None:
    cases = [one for one in every_case() if one.expected and "stored" not in one.expected][: MAILS // 2]
    questions = [question(f"Une personne <personne{n}@example.org>") for n in range(MAILS // 2)]
    box.put(*cases, *questions)
    office.slow_s = slow_s
    with qualif.running("poll") as process:
        until(lambda: when(qualif, office))
        family = descendants(process.pid)
        assert family or when is _bytes_on_disk, "the workers of the sandbox"
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        until(lambda: not any(alive(pid) for pid in family), seconds=10)
    office.behave()
    qualif.poll()
    messages, outbox = qualif.messages(), qualif.outbox()
    assert [row["uid"] for row in messages] == list(range(1, MAILS + 1))
    assert {row["state"] for row in messages} == {"examined"}
    counted = Counter(str(one.mail["Message-ID"]) for one in office.taken)
    assert [name for name, count in counted.items() if count > 1] == []
    uncertain = [row for row in outbox if row["state"] == "uncertain"]
    assert len(uncertain) in in_doubt
    assert {row["state"] for row in outbox} <= {"sent", "uncertain", "held"}
    sent = {row["message_id"] for row in outbox if row["state"] == "sent"}
    assert sent <= set(counted) <= sent | {row["message_id"] for row in uncertain}
    assert {row["message"] for row in outbox} == {row["id"] for row in messages if row["kind"] not in ("automatic", "bounce")}


def descendants(pid: int) -> list[int]:
    """The processes below a process."""
    parents = {int(folder.name): _parent(folder) for folder in Path("/proc").iterdir() if folder.name.isdecimal()}
    found, layer = [], [pid]
    while layer:
        layer = [child for child, parent in parents.items() if parent in layer]
        found += layer
    return found


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text(encoding="latin-1").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="latin-1").rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False
