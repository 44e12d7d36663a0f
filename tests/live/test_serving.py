"""`qualif serve`: it answers, ends with 0 when told, and says in one line when its port is taken."""

import signal
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.installation import Installation, problem_line
from tests.live.post import until


@pytest.fixture
def console(tmp_path: Path) -> Installation:
    """An installation whose console has a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Installation(tmp_path, {"CONSOLE__PORT": str(port)})


def health(console: Installation) -> int:
    """What its heartbeat answers, 0 while it does not listen."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{console.settings['CONSOLE__PORT']}/health", timeout=5) as answer:
            return int(answer.status)
    except OSError:
        return 0


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_0_when_told(console: Installation, told: signal.Signals) -> None:
    with console.running("serve") as process:
        until(lambda: health(console) == 200)
        process.send_signal(told)
        assert process.wait(20) == 0
    assert (console.home / "running.log").read_text(encoding="utf-8").count("\n") == 1, "nothing but its address"


@pytest.mark.parametrize("command", ["serve", "run"])
def test_told_while_it_starts_it_ends_with_0(console: Installation, command: str) -> None:
    with console.running(command) as process:
        until(lambda: catches(process.pid, signal.SIGTERM))
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert "Traceback" not in (console.home / "running.log").read_text(encoding="utf-8")


def catches(process: int, told: signal.Signals) -> bool:
    """Whether a process does something of its own about a signal."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    caught = next(line.split()[1] for line in lines if line.startswith("SigCgt"))
    return bool(int(caught, 16) >> (told - 1) & 1)


@pytest.fixture
def taken(console: Installation) -> Iterator[int]:
    """Somebody else has the port."""
    with socket.create_server(("127.0.0.1", int(console.settings["CONSOLE__PORT"]))) as other:
        yield int(other.getsockname()[1])


def test_a_port_that_is_taken_is_the_worlds_failure(console: Installation, taken: int) -> None:
    done = console("serve")
    assert done.returncode == 1
    assert f"127.0.0.1:{taken}" in problem_line(done)
    assert done.stdout == ""


def test_a_host_that_others_reach_is_a_wrong_call(console: Installation) -> None:
    done = console("serve", CONSOLE__HOST="0.0.0.0")  # noqa: S104
    assert done.returncode == 2
    assert "console.host" in problem_line(done)
