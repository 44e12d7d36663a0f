"""What the world does in the middle of a cycle: mails vanish, lines break, a disk is full, a database is held by another.

Whatever happens the ledger says what is true, nothing is lost, nobody is answered twice, and the next cycle goes on.
"""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.live.box import Box
from tests.live.installation import Installation, problem_line
from tests.live.mails import question
from tests.live.post import PostOffice
from tests.live.proxy import Wire, counting_proxy

SIZES, BODIES = b"RFC822.SIZE", b"BODY.PEEK[]"
PEOPLE = [f"personne{n}@example.org" for n in range(25)]


@pytest.fixture
def wire(box: Box, qualif: Installation) -> Iterator[Wire]:
    """The line between the program and the mailbox."""
    with counting_proxy(box.dovecot.port) as running:
        qualif.settings["IMAP__PORT"] = str(running.port)
        yield running


def fill(box: Box, people: list[str]) -> None:
    box.put(*(question(f"Une personne <{one}>") for one in people))


@dataclass
class Once:
    """Something that is done the nth time that the client asks for something; what it returns lets the line live or not."""

    asked: bytes
    act: Callable[[], object]
    lives: bool = True
    nth: int = 1
    seen: int = field(default=0, init=False)

    def __call__(self, block: bytes) -> bool:
        self.seen += self.asked in block
        if self.asked not in block or self.seen != self.nth:
            return True
        self.act()
        return self.lives


def answered(office: PostOffice) -> list[str]:
    return sorted(one.recipients[0] for one in office.taken)


@pytest.mark.parametrize("asked", [SIZES, BODIES])
def test_a_mail_deleted_while_it_is_asked_for(
    qualif: Installation, box: Box, office: PostOffice, wire: Wire, asked: bytes
) -> None:
    """A colleague deletes it between the search and the size, or between the size and the bytes."""
    fill(box, PEOPLE[:5])

    def delete() -> None:
        with box.dovecot.client(box.user) as client:
            client.select_folder("INBOX")
            client.delete_messages([3])
            client.expunge([3])

    wire.hears = Once(asked, delete)
    qualif.poll()
    assert [row["uid"] for row in qualif.messages()] == [1, 2, 4, 5]
    assert {row["state"] for row in qualif.messages()} == {"examined"}
    assert len(office.taken) == 4
    qualif.poll()
    assert len(qualif.messages()) == 4
    assert len(office.taken) == 4


@pytest.mark.parametrize(("asked", "nth"), [(SIZES, 1), (BODIES, 1), (BODIES, 2), (BODIES, 3)])
def test_the_line_breaks_in_the_middle(
    qualif: Installation, box: Box, office: PostOffice, wire: Wire, asked: bytes, nth: int
) -> None:
    fill(box, PEOPLE)
    wire.hears = Once(asked, lambda: None, lives=False, nth=nth)
    done = qualif("poll")
    assert done.returncode == 1
    problem_line(done)
    rows = qualif.messages()
    assert len(rows) == 10 * (nth - 1), "what was taken before the break is kept"
    assert {row["state"] for row in rows} <= {"received"}
    qualif.poll()
    assert len(qualif.messages()) == len(PEOPLE)
    assert answered(office) == sorted(PEOPLE)


def test_the_line_breaks_again_and_again_before_a_reply(qualif: Installation, box: Box, office: PostOffice, wire: Wire) -> None:
    """The last look whether a colleague answered needs the mailbox: without it nothing leaves, and no mail is to blame."""
    fill(box, PEOPLE[:1])
    qualif.settings["IMAP__SENT_FOLDER"] = "Sent"
    with box.dovecot.client(box.user) as client:
        client.create_folder("Sent")
    for _ in range(4):
        wire.hears = Once(b"HEADER", lambda: None, lives=False)
        assert qualif("poll").returncode == 1
        (row,) = qualif.messages()
        assert (row["state"], row["attempts"], row["problem"]) == ("received", 0, None)
        assert office.taken == []
    wire.hears = lambda asked: True
    qualif.poll()
    assert (qualif.messages()[0]["state"], answered(office)) == ("examined", PEOPLE[:1])


def test_the_server_for_replies_refuses_at_the_door(qualif: Installation, box: Box, office: PostOffice) -> None:
    """Nobody listens: the cycle ran, replies wait, and leave when it is back."""
    fill(box, PEOPLE[:3])
    done = qualif.poll(SMTP__PORT="1")
    assert "Envoi impossible pour l'instant" in done.stdout
    rows = qualif.outbox()
    assert {(row["state"], row["sent_at"], row["hold_reason"]) for row in rows} == {("pending", None, None)}
    assert max(row["attempts"] for row in rows) == 1
    names = [row["message_id"] for row in rows]
    qualif.poll()
    assert [row["message_id"] for row in qualif.outbox()] == names
    assert answered(office) == PEOPLE[:3]


@pytest.fixture
def small_disk(qualif: Installation) -> Iterator[Path]:
    """The data folder on a disk of its own that is soon full."""
    qualif.data.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(qualif.data)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("it needs the right to mount a disk")
    yield qualif.data
    subprocess.run(["umount", str(qualif.data)], check=True)


def stuff(disk: Path, left: int) -> Path:
    """A file that leaves so many bytes free."""
    filler = disk / "autre"
    free = os.statvfs(disk)
    filler.write_bytes(b"\0" * max(0, free.f_bavail * free.f_frsize - left))
    return filler


def heavy(who: str) -> bytes:
    """A mail of 700 kB that says little."""
    mail = message_from_bytes(question(who), policy=default)
    mail.add_attachment(os.urandom(500_000), maintype="application", subtype="octet-stream", filename="son.bin")
    return mail.as_bytes()


def test_a_full_disk_when_a_mail_is_kept(qualif: Installation, box: Box, office: PostOffice, small_disk: Path) -> None:
    qualif.poll()
    fill(box, PEOPLE[:2])
    box.put(heavy("Une personne <gros@example.org>"))
    filler = stuff(small_disk, 300_000)
    done = qualif("poll")
    assert done.returncode == 1
    assert "le disque est plein" in problem_line(done)
    assert qualif.messages() == []
    assert office.taken == []
    assert [path for path in (small_disk / "blobs").iterdir() if path.name.startswith(".")] == [], "no half file is left"
    filler.unlink()
    qualif.poll()
    assert {row["state"] for row in qualif.messages()} == {"examined"}
    assert answered(office) == sorted([*PEOPLE[:2], "gros@example.org"])


def test_a_disk_full_at_any_moment(qualif: Installation, box: Box, office: PostOffice, small_disk: Path) -> None:
    """With a little more room each time it fails somewhere else; never a traceback, never two answers."""
    qualif.poll()
    fill(box, PEOPLE[:4])
    codes = []
    for left in range(0, 400_000, 80_000):
        filler = stuff(small_disk, left)
        done = qualif("poll")
        codes.append(done.returncode)
        assert "Traceback" not in done.stderr
        filler.unlink()
    assert codes[0] == 1
    qualif.poll()
    assert {row["state"] for row in qualif.messages()} == {"examined"}
    states = {row["to"][0]: row["state"] for row in qualif.outbox()}
    assert set(states.values()) <= {"sent", "uncertain"}
    assert len(set(answered(office))) == len(office.taken), "nobody is answered twice"
    assert {one for one, state in states.items() if state == "sent"} <= set(answered(office))


@pytest.fixture
def held(qualif: Installation) -> Iterator[sqlite3.Connection]:
    """Another program that writes to the database, and does not end."""
    qualif.poll()
    connection = sqlite3.connect(qualif.data / "qualif.sqlite", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def test_a_database_that_another_program_holds(
    qualif: Installation, box: Box, office: PostOffice, held: sqlite3.Connection
) -> None:
    fill(box, PEOPLE[:2])
    done = qualif("poll")
    assert done.returncode == 1
    assert problem_line(done) == "base de données : occupée trop longtemps par un autre programme"
    assert qualif.messages() == [], "it can be read meanwhile"
    assert office.taken == []
    held.execute("ROLLBACK")
    qualif.poll()
    assert {row["state"] for row in qualif.messages()} == {"examined"}
    assert answered(office) == PEOPLE[:2]


def test_a_data_folder_that_cannot_be_made(qualif: Installation, box: Box) -> None:
    (qualif.home / "fichier").write_text("", encoding="utf-8")
    for command in ("poll", "serve"):
        done = qualif(command, DATA_DIR=str(qualif.home / "fichier" / "data"))
        assert done.returncode == 1
        assert "fichier" in problem_line(done)
