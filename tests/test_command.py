"""The command `qualif` as an operator's script calls it: the accept checker, exit codes, French, order, and no network."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus import CHECK, QUALIF

FIXTURES = Path(__file__).parents[1] / "fixtures"
MAILS = sorted((FIXTURES / "mails").glob("*/message.eml"))
DOCUMENTS = sorted(path for path in (FIXTURES / "documents").iterdir() if path.suffix != ".json")
LATE = FIXTURES / "mails" / "rejected_one_month" / "message.eml"
FORM = FIXTURES / "documents" / "beside.pdf"
EVERY_CALL = """
| demo | run | poll | serve | examine | status | doctor
| messages | messages list | messages show | messages retry
| dossiers | dossiers list | dossiers show | dossiers explain | dossiers correct | dossiers decide
| outbox | outbox list | outbox show | outbox resend | outbox cancel | outbox settle | outbox resume
| reference | reference import | reference status | rules | rules list | rules explain
"""
CALLS = [call.split() for call in EVERY_CALL.replace("\n", " ").split("|")]
ENGLISH = re.compile(r"\b(the|and|this|with|which|positional|optional|required|default|usage:|options:)\b", re.IGNORECASE)

Done = subprocess.CompletedProcess[str]


class Command:
    """The command with a data folder of its own and nothing of the caller's settings."""

    def __init__(self, home: Path) -> None:
        self.home, self.data = home, home / "data"
        mine = {name: value for name, value in os.environ.items() if not name.startswith("QUALIF_")}
        self.environment = mine | {"QUALIF_DATA_DIR": str(self.data)}

    def __call__(self, *words: str | Path, before: tuple[str, ...] = (), **settings: str) -> Done:
        """Run it; `before` stands before the program."""
        environment = self.environment | {f"QUALIF_{name}": value for name, value in settings.items()}
        call = [*before, str(QUALIF), *map(str, words)]
        options = {"capture_output": True, "encoding": "utf-8", "stdin": subprocess.DEVNULL, "timeout": 600}
        return subprocess.run(call, cwd=self.home, env=environment, **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def qualif(tmp_path: Path) -> Command:
    """The command in a new folder."""
    return Command(tmp_path)


def one_line(done: Done, code: int) -> str:
    """The line for a person of a call that ends with a code and says nothing else."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.skipif(not CHECK.exists(), reason="the checker lies outside the project")
def test_the_command_keeps_its_contract() -> None:
    words = [sys.executable, str(CHECK), "command", "--command", str(QUALIF), *map(str, (*MAILS, *DOCUMENTS))]
    done = subprocess.run(words, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.skipif(not CHECK.exists(), reason="the checker lies outside the project")
def test_each_line_keeps_the_contract(qualif: Command) -> None:
    lines = qualif("examine", "--json", LATE, FORM).stdout
    words = [sys.executable, str(CHECK), "examine", "--stdin"]
    done = subprocess.run(words, input=lines, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("call", CALLS, ids=[" ".join(call) or "qualif" for call in CALLS])
def test_help_is_french_and_fits_a_screen(qualif: Command, call: list[str]) -> None:
    done = qualif(*call, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(set(ENGLISH.findall(done.stdout))) == []
    assert "usage :" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120
    assert not qualif.data.exists()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ((), "commande"),
        (("relever",), "relever"),
        (("examine",), "FICHIER"),
        (("examine", "--jason", LATE), "--jason"),
        (("examine", "absent.eml"), "introuvable"),
        (("examine", "--json", LATE, "absent.eml"), "absent.eml"),
        (("examine", "."), "illisible"),
        (("examine", "--received", "hier", LATE), "hier"),
        (("examine", "--received", "2026-01-15T23:30:00", LATE), "décalage"),
        (("--config", "absent.toml", "examine", LATE), "absent.toml"),
        (("poll",), "imap.host"),
        (("outbox", "cancel", "1"), "--reason"),
        (("outbox", "settle", "1"), "--sent"),
        (("dossiers", "decide", "QI-2026-00001", "parti", "--by", "A", "--reason", "b"), "parti"),
        (("dossiers", "correct", "QI-2026-00001", "couleur", "bleu", "--by", "A", "--reason", "b"), "couleur"),
        (("reference", "import", "rncp", "absent.zip"), "absent.zip"),
        (("serve", "8080"), "8080"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(qualif: Command, call: tuple[str | Path, ...], says: str) -> None:
    line = one_line(qualif(*call), 2)
    assert says in line
    assert not re.search(r"\b(error|invalid|required|argument|No such|Is a|Permission denied)\b", line)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(qualif: Command) -> None:
    secret = qualif.home / "secret.eml"
    secret.write_bytes(b"Subject: x\r\n\r\n")
    secret.chmod(0)
    assert "secret.eml" in one_line(qualif("examine", secret), 2)


@pytest.mark.parametrize(
    "call",
    [
        ("messages", "show", "1"),
        ("messages", "retry", "1"),
        ("dossiers", "show", "QI-2026-00001"),
        ("dossiers", "explain", "QI-2026-00001"),
        ("dossiers", "decide", "QI-2026-00001", "granted", "--by", "A", "--reason", "b"),
        ("dossiers", "correct", "QI-2026-00001", "training.cost", "10", "--by", "A", "--reason", "b"),
        ("outbox", "show", "1"),
        ("outbox", "resend", "1"),
        ("outbox", "cancel", "1", "--reason", "b"),
        ("outbox", "settle", "1", "--sent"),
        ("outbox", "resume"),
        ("rules", "explain", "training.colour"),
    ],
)
def test_what_is_not_there_is_one_line_and_exit_3(qualif: Command, call: tuple[str, ...]) -> None:
    assert one_line(qualif(*call), 3)
    assert not qualif.data.exists(), "asking makes nothing"


def test_nothing_stored_is_an_empty_list(qualif: Command) -> None:
    for kind in ("messages", "dossiers", "outbox"):
        done = qualif(kind, "list", "--json")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not qualif.data.exists()


def test_objects_come_in_the_order_given_even_twice(qualif: Command) -> None:
    paths = [FORM, LATE, FORM]
    rows = [json.loads(line) for line in qualif("examine", "--json", *paths).stdout.splitlines()]
    assert [row["source"] for row in rows] == [path.name for path in paths]
    assert rows[0] == rows[2] | {"received_at": rows[0]["received_at"]}
    assert not qualif.data.exists(), "examine stores nothing"


@pytest.mark.parametrize(
    ("received", "verdict"),
    [
        ("2026-02-16T22:59:00+00:00", "flagged"),
        ("2026-02-16T23:01:00+00:00", "rejected"),
        ("2026-03-16T12:00:00+01:00", "rejected"),
        ("2026-03-17T12:00:00+01:00", "rejected"),
    ],
)
def test_the_time_of_receipt_counts_in_paris(qualif: Command, received: str, verdict: str) -> None:
    """The training starts on 16 March 2026; midnight in Paris is 23:00 UTC."""
    (row,) = map(json.loads, qualif("examine", "--json", "--received", received, LATE).stdout.splitlines())
    assert (row["received_from"], row["dossiers"][0]["verdict"]) == ("option", verdict)
    assert row["received_at"].endswith("+01:00")
    after_start = received.startswith("2026-03-17")
    assert ("deadline.after_start" in row["dossiers"][0]["reasons"]) == after_start


def test_a_loose_document_has_no_message_and_no_reply(qualif: Command) -> None:
    (row,) = map(json.loads, qualif("examine", "--json", FORM).stdout.splitlines())
    assert (row["message"], row["replies"], row["received_from"], row["kind"]) == (None, [], "call", "application")
    assert row["dossiers"][0]["verdict"] != "rejected", "the moment of the call rejects nothing"


def test_the_text_for_a_person_says_what_was_read_and_where(qualif: Command) -> None:
    text = qualif("examine", LATE).stdout
    for word in ("16 mars 2026", "dossier.pdf, page 1", "Bastien", "BELLENRAULT", "moins d'un mois"):
        assert word in text, word


@pytest.fixture
def without_network() -> tuple[str, ...]:
    """What runs a program in a network of its own, where there is nobody."""
    words = ("unshare", "--net", "--map-root-user")
    if shutil.which("unshare") is None or subprocess.run([*words, "true"], capture_output=True).returncode:
        pytest.skip("no network namespace can be made here")
    return words


def test_examine_needs_no_network(qualif: Command, without_network: tuple[str, ...]) -> None:
    done = qualif("examine", "--json", LATE, FORM, before=without_network)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_a_reader_that_goes_away_is_no_trouble(qualif: Command) -> None:
    call = f"{QUALIF} rules list | head -n 1"
    done = subprocess.run(call, shell=True, env=qualif.environment, cwd=qualif.home, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1
