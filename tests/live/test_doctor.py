"""`qualif doctor`: one French line a thing, what is broken and what to do, on real servers."""

import json
from pathlib import Path
from typing import Any

from tests.live.box import Box
from tests.live.installation import Installation
from tests.live.mails import question
from tests.live.post import PostOffice

NAMES = [
    "settings",
    "mailbox",
    "sent",
    "smtp",
    "database",
    "tables",
    "disk",
    "ocr",
    "sandbox",
    "antivirus",
    "clock",
    "templates",
    "signatory",
]


def lines(qualif: Installation, code: int, **settings: str | None) -> dict[str, dict[str, Any]]:
    """The lines by name; the call must end with the code."""
    done = qualif("doctor", "--json", **settings)
    assert done.returncode == code, done.stdout + done.stderr
    found = {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert list(found) == NAMES
    assert code == any(not line["ok"] for line in found.values())
    return found


def test_all_is_well(qualif: Installation, box: Box, office: PostOffice) -> None:
    box.put(question("Un <un@example.org>"))
    found = lines(qualif, 0)
    assert "INBOX (1 courriel)" in found["mailbox"]["message"]
    assert "pas encore créée" in found["database"]["message"]
    assert "rncp : absente" in found["tables"]["message"]
    assert "imap.sent_folder" in found["sent"]["message"]
    assert "signatory.delegation" in found["signatory"]["message"]
    assert not qualif.data.exists(), "it only looks"
    assert office.taken == []


def test_for_a_person_each_line_is_french(qualif: Installation, box: Box) -> None:
    done = qualif("doctor")
    assert done.returncode == 0
    rows = done.stdout.splitlines()
    assert len(rows) == len(NAMES)
    assert all(row.startswith("ok ") for row in rows)
    for label in ("réglages", "boîte", "copies", "envoi", "base", "références", "disque", "bac à sable", "horloge", "signataire"):
        assert any(f" {label} " in row for row in rows), label


def test_the_sent_folder(qualif: Installation, box: Box) -> None:
    box.put(question("Un <un@example.org>"), folder="Envoyés")
    assert "Envoyés (1 courriel)" in lines(qualif, 0, IMAP__SENT_FOLDER="Envoyés")["sent"]["message"]
    missing = lines(qualif, 1, IMAP__SENT_FOLDER="Nulle part")["sent"]
    assert (missing["ok"], "Nulle part" in missing["message"], "créez-le" in missing["message"]) == (False, True, True)


def test_a_folder_to_read_that_is_missing(qualif: Installation, box: Box) -> None:
    found = lines(qualif, 1, IMAP__FOLDERS="INBOX,Absent")
    assert "Absent" in found["mailbox"]["message"]
    assert found["smtp"]["ok"]


def test_servers_away(qualif: Installation, box: Box) -> None:
    found = lines(qualif, 1, IMAP__PORT="1", SMTP__PORT="1", IMAP__SENT_FOLDER="Envoyés")
    assert [name for name, line in found.items() if not line["ok"]] == ["mailbox", "sent", "smtp"]


def test_no_signatory_and_no_tesseract_are_no_fault(qualif: Installation, box: Box) -> None:
    qualif.settings |= {"SIGNATORY__FIRST_NAME": "", "SIGNATORY__LAST_NAME": "", "SIGNATORY__TITLE": ""}
    found = lines(qualif, 0)
    assert "aucun signataire" in found["signatory"]["message"]
    assert found["ocr"]["ok"]


def test_what_a_setting_lacks(tmp_path: Path) -> None:
    bare = Installation(tmp_path, {})
    found = lines(bare, 1, IMAP__HOST=None)
    assert not found["settings"]["ok"]
    assert "imap.host" in found["settings"]["message"]


def test_the_ages_of_the_tables(qualif: Installation, box: Box) -> None:
    postal = Path(__file__).parents[2] / "fixtures" / "references" / "laposte_hexasmal.csv"
    assert qualif("reference", "import", "postal", postal).returncode == 0
    found = lines(qualif, 0)["tables"]["message"]
    assert "postal : 0 jour," in found
    assert "à importer : rncp, collective, health-social" in found


def test_a_data_folder_that_cannot_be_made(qualif: Installation, box: Box) -> None:
    (qualif.home / "fichier").write_text("", encoding="utf-8")
    disk = lines(qualif, 1, DATA_DIR=str(qualif.home / "fichier" / "data"))["disk"]
    assert (disk["ok"], "data_dir" in disk["message"]) == (False, True)
