"""The mails of the live tests: the fixtures, the same cases lived by other people, and some that a test makes itself."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[2] / "fixtures"
OURS = "qualif.individuel@normandie.fr"
_MAKE = """
import sys
from pathlib import Path
from fixtures.make import people
from fixtures.make.__main__ import main
people.SEED = sys.argv[2]
main(Path(sys.argv[1]))
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail, when it was received, and what is expected of it (None when nobody thought it out)."""

    name: str
    content: bytes
    received_at: datetime
    expected: dict[str, Any] | None = None

    @property
    def message_id(self) -> str | None:
        """Its Message-ID, when the expectation gives it."""
        return None if self.expected is None else self.expected["message"]["message_id"]


def sample(case: str, root: Path = FIXTURES) -> Sample:
    """One case of the fixtures."""
    folder = root / "mails" / case
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return Sample(case, (folder / "message.eml").read_bytes(), datetime.fromisoformat(expected["received_at"]), expected)


def every_case(root: Path = FIXTURES) -> list[Sample]:
    """All cases, by receipt."""
    cases = [sample(folder.name, root) for folder in sorted((root / "mails").iterdir())]
    return sorted(cases, key=lambda one: one.received_at)


def lived_by_others(target: Path, seed: str, host: str) -> list[Sample]:
    """The same cases with other people, other places and dates as they are: made by the fixtures' own generator.

    `host` is what their Message-IDs end with instead of `courriel.example`.
    """
    subprocess.run([sys.executable, "-c", _MAKE, str(target), seed], check=True, cwd=FIXTURES.parent)
    for file in (target / "mails").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes().replace(b"@courriel.example>", f"@{host}>".encode()))
    return every_case(target)


def question(who: str, subject: str = "Une question", text: str = "Bonjour,\nquand dois-je envoyer mon dossier ?\n") -> bytes:
    """A person's mail that brings nothing but words."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = who, OURS, subject
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<{abs(hash((who, subject, text)))}@courriel.example>"
    mail.set_content(text)
    return mail.as_bytes()
