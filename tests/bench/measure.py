"""What a command costs: wall time, CPU of its whole tree, peak memory shared out (PSS).

The kernel gives nobody the CPU of processes that end with their PID namespace (a sandbox of bwrap): it is looked at while they
live, up to some milliseconds before their end.
"""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

EVERY_S = 0.02
MEMORY_EVERY = 10
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of CPU, MiB at the peak, and what the command said."""

    wall: float
    cpu: float
    peak: float
    output: str


def run(call: Sequence[str], environment: dict[str, str], folder: Path, memory: bool = True) -> Cost:
    """Run a command to its end; it must end with 0."""
    before, started = _waited_for(), time.monotonic()
    log = folder / "bench.log"
    with log.open("wb") as out:
        process = subprocess.Popen(call, env=environment, cwd=folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        watch = _Watch(process.pid, memory)
        watch.start()
        process.wait()
    wall = time.monotonic() - started
    watch.over.set()
    watch.join()
    said = log.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        raise RuntimeError(f"{call[0]}: {process.returncode}\n{said[-2000:]}")
    return Cost(wall, _waited_for() - before + sum(watch.walled_in.values()), watch.peak / 1024, said)


def _waited_for() -> float:
    """The CPU of the children that are gone and were waited for."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _of(pid: int) -> list[int]:
    """The children of a process, of all its threads."""
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                found += map(int, (thread / "children").read_text().split())
    return found


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for child in _of(pid):
        yield from _tree(child)


def _pss(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def _namespace(pid: int) -> str:
    with suppress(OSError):
        return str(Path(f"/proc/{pid}/ns/pid").readlink())
    return ""


def _cpu(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    return 0.0


class _Watch(threading.Thread):
    """Looks at a tree until told that it is over: `peak` memory in kB, `walled_in` the CPU of processes in a namespace."""

    def __init__(self, pid: int, memory: bool) -> None:
        super().__init__(daemon=True)
        self.pid, self.memory, self.peak, self.over = pid, memory, 0, threading.Event()
        self.walled_in: dict[int, float] = {}

    def run(self) -> None:
        """Look again and again."""
        ours, looks = _namespace(os.getpid()), 0
        while not self.over.wait(EVERY_S):
            tree = list(_tree(self.pid))
            for pid in tree:
                if _namespace(pid) not in ("", ours):
                    self.walled_in[pid] = max(self.walled_in.get(pid, 0.0), _cpu(pid))
            looks += 1
            if self.memory and looks % MEMORY_EVERY == 0:
                self.peak = max(self.peak, sum(map(_pss, tree)))
