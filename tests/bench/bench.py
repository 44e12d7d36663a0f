"""`qualif poll` against a naive poll, on the same mails of the same servers in one run; the ratios are what counts.

Run by hand, as root (it starts a Dovecot): `python -m tests.bench.bench [--mails 120] [--pieces] [--json FILE]`.
The mails are the fixtures' cases, lived by other people. Machines differ and are shared: read the ratios, not the seconds.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench import measure
from tests.bench.loads import mixed
from tests.bench.measure import Cost
from tests.live.box import Box
from tests.live.installation import QUALIF, Installation
from tests.live.mails import Sample
from tests.live.post import PostOffice, post_office
from tests.live.proxy import Wire, counting_proxy
from tests.servers import Dovecot

ROOT = Path(__file__).parents[2]
PACKAGES = ("values", "config", "ingest", "parsers", "checks", "notify", "qualif")
USERS = {"naive": "secret", "qualif": "secret"}
EMPTY_POLLS = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One poll over the mails, and polls that find nothing: before any mail, and after all of them."""

    full: Cost
    empty_box: Cost
    nothing_new: Cost
    from_server: int
    replies: int


def naive(box: Box, office: PostOffice, wire: Wire, mails: list[Sample], folder: Path) -> Result:
    """The naive poll."""
    words = [str(wire.port), box.user, str(office.port), str(folder / "naive.db")]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    return _measured([sys.executable, "-m", "tests.bench.naive", *words], environment, box, office, wire, mails, folder)


def ours(box: Box, office: PostOffice, wire: Wire, mails: list[Sample], folder: Path) -> Result:
    """`qualif poll`, on a data folder that is there already."""
    house = Installation(folder, box.settings | office.settings | {"IMAP__PORT": str(wire.port)})
    house.poll()
    environment = {name: value for name, value in house.environment().items() if not name.startswith("PYTHON")}
    return _measured([str(QUALIF), "poll"], environment, box, office, wire, mails, folder)


def _measured(
    call: list[str], environment: dict[str, str], box: Box, office: PostOffice, wire: Wire, mails: list[Sample], folder: Path
) -> Result:
    empty_box = _median(call, environment, folder)
    box.put(*mails)
    before = len(office.taken)
    full = measure.run(call, environment, folder)
    replies = len(office.taken) - before
    wire.reset()
    measure.run(call, environment, folder, memory=False)
    from_server = wire.from_server
    return Result(full, empty_box, _median(call, environment, folder), from_server, replies)


def _median(call: list[str], environment: dict[str, str], folder: Path) -> Cost:
    costs = [measure.run(call, environment, folder, memory=False) for _ in range(EMPTY_POLLS)]
    return sorted(costs, key=lambda cost: cost.wall)[len(costs) // 2]


def figures(result: Result, mails: int) -> dict[str, float]:
    """What is printed of a poll."""
    return {
        "mails a second": mails / result.full.wall,
        "CPU a mail, ms": result.full.cpu / mails * 1000,
        "peak PSS, MiB": result.full.peak,
        "empty mailbox: wall, s": result.empty_box.wall,
        "empty mailbox: CPU, s": result.empty_box.cpu,
        "nothing new: wall, s": result.nothing_new.wall,
        "nothing new: CPU, s": result.nothing_new.cpu,
        "nothing new: bytes from the server": result.from_server,
        "replies": result.replies,
    }


def compare(rounds: list[dict[str, dict[str, float]]]) -> str:
    """A table of medians: the naive poll, ours, and the ratio."""
    lines = [f"{'':36}{'naive':>12}{'qualif':>12}{'ratio':>9}"]
    for name in rounds[0]["naive"]:
        one, other = (statistics.median(found[who][name] for found in rounds) for who in ("naive", "qualif"))
        ratio = f"{other / one:9.2f}" if one else f"{'':>9}"
        lines.append(f"{name:36}{one:12.2f}{other:12.2f}{ratio}")
    return "\n".join(lines)


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    options.add_argument("--mails", type=int, default=120)
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--pieces", action="store_true", help="dossiers bring more PDFs: nearly a megabyte a mail")
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    # As an installed wheel is: compiled.
    subprocess.run([sys.executable, "-m", "compileall", "-q", *PACKAGES], cwd=ROOT, check=True)
    rounds = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        mails = mixed(chosen.mails, Path(name) / "mails", chosen.pieces)
        for number in range(chosen.rounds):
            rounds.append(_round(mails, Path(name) / f"round{number}"))
    print(f"{len(mails)} mails, {sum(len(mail.content) for mail in mails) / len(mails) / 1024:.0f} kB each\n{compare(rounds)}")
    if chosen.json:
        chosen.json.write_text(json.dumps(rounds, indent=1))
    return 0


def _round(mails: list[Sample], folder: Path) -> dict[str, dict[str, float]]:
    server = Dovecot(dict(USERS)).start()
    try:
        with post_office() as office, counting_proxy(server.port) as wire:
            found = {}
            for who, poll in (("naive", naive), ("qualif", ours)):
                (folder / who).mkdir(parents=True)
                found[who] = figures(poll(Box(server, who), office, wire, mails, folder / who), len(mails))
            return found
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
