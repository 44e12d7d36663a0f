"""An installation of `qualif` as an operator has it: a data folder, settings in the environment, the real command."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

QUALIF = Path(sys.executable).with_name("qualif")
SETTINGS = {
    "IMAP__HOST": "127.0.0.1",
    "IMAP__USERNAME": "demo",
    "IMAP__PASSWORD": "secret",
    "IMAP__SECURITY": "none",
    "SMTP__HOST": "127.0.0.1",
    "SMTP__SECURITY": "none",
    "SMTP__AUTH": "none",
    "SIGNATORY__FIRST_NAME": "Camille",
    "SIGNATORY__LAST_NAME": "SIGNATAIRE",
    "SIGNATORY__TITLE": "Directrice de la formation",
    "SERVICE__EMAIL": "qualif.individuel@normandie.fr",
    "MAILBOX__ANSWER_SINCE": "2020-01-01T00:00:00+01:00",
    "DECISION__DAILY_LIMIT": "1000",
}
Rows = list[dict[str, Any]]
Done = subprocess.CompletedProcess[str]


@dataclass
class Installation:
    """`settings` without their prefix; a call's own settings win, None takes one away."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self.home / "data"

    def environment(self, **settings: str | None) -> dict[str, str]:
        """The environment of a call: nothing of the caller's settings, ours, and the call's."""
        mine = {name: value for name, value in os.environ.items() if not name.startswith("QUALIF_")}
        all_of_them: dict[str, str | None] = {**SETTINGS, "DATA_DIR": str(self.data), **self.settings, **settings}
        return mine | {f"QUALIF_{name}": value for name, value in all_of_them.items() if value is not None}

    def __call__(self, *words: str | Path, **settings: str | None) -> Done:
        """Run a command to its end."""
        call = [str(QUALIF), *map(str, words)]
        environment = self.environment(**settings)
        return subprocess.run(
            call, cwd=self.home, env=environment, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=600
        )

    def poll(self, **settings: str | None) -> Done:
        """One cycle that must end with 0."""
        done = self("poll", **settings)
        assert done.returncode == 0, done.stderr
        return done

    @contextmanager
    def running(self, *words: str, **settings: str | None) -> Iterator["subprocess.Popen[str]"]:
        """A command at work in a process group of its own, which is gone at the end."""
        call, environment = [str(QUALIF), *words], self.environment(**settings)
        log = self.home / "running.log"
        with log.open("a", encoding="utf-8") as out:
            process = subprocess.Popen(
                call, cwd=self.home, env=environment, stdout=out, stderr=out, text=True, start_new_session=True
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)

    def rows(self, kind: str) -> Rows:
        """The rows of `qualif KIND list --json`."""
        done = self(kind, "list", "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def messages(self) -> Rows:
        """The ledger."""
        return self.rows("messages")

    def dossiers(self) -> Rows:
        """The dossiers."""
        return self.rows("dossiers")

    def outbox(self) -> Rows:
        """Every reply."""
        return self.rows("outbox")

    def only_reply(self) -> dict[str, Any]:
        """The one reply of an installation that has one."""
        (reply,) = self.outbox()
        return reply


def problem_line(done: Done) -> str:
    """The one line for a person on standard error, logs aside (they are JSON, or carry a level)."""
    lines = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("{")]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines[0]
