"""`qualif run`: a mail is answered within the interval, troubles pass, SIGTERM and SIGINT end it cleanly."""

import json
import signal

import pytest

from tests.live.box import Box
from tests.live.installation import Installation
from tests.live.mails import question
from tests.live.post import PostOffice, until
from tests.servers import Dovecot


def test_it_answers_within_its_interval_and_stops_when_told(qualif: Installation, box: Box, office: PostOffice) -> None:
    qualif.settings["POLL__INTERVAL_S"] = "1"
    box.put(question("Un <un@example.org>"))
    with qualif.running("run") as daemon:
        until(lambda: len(office.taken) == 1)
        box.put(question("Deux <deux@example.org>"))
        until(lambda: len(office.taken) == 2, seconds=20)
        assert json.loads(qualif("status", "--json").stdout)["last_cycle"] is not None
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(20) == 0
    assert "Traceback" not in (qualif.home / "running.log").read_text(encoding="utf-8")
    assert {row["state"] for row in qualif.outbox()} == {"sent"}


@pytest.mark.parametrize("idle", ["true"])
def test_with_idle_news_wake_it_at_once(qualif: Installation, box: Box, office: PostOffice, idle: str) -> None:
    qualif.settings |= {"POLL__INTERVAL_S": "3600", "POLL__IDLE": idle}
    box.put(question("Un <un@example.org>"))
    with qualif.running("run") as daemon:
        until(lambda: len(office.taken) == 1)
        box.put(question("Deux <deux@example.org>"))
        until(lambda: len(office.taken) == 2, seconds=30)
        daemon.send_signal(signal.SIGINT)
        assert daemon.wait(20) == 0


def test_a_mailbox_that_goes_away_comes_back(qualif: Installation, box: Box, office: PostOffice, lone: Dovecot) -> None:
    qualif.settings |= {"POLL__INTERVAL_S": "1", "IMAP__PORT": str(lone.port), "IMAP__USERNAME": "demo", "IMAP__TIMEOUT_S": "5"}
    lone.append(question("Un <un@example.org>"))
    with qualif.running("run") as daemon:
        until(lambda: len(office.taken) == 1)
        lone.halt()
        log = qualif.home / "running.log"
        until(lambda: "cycle_failed" in log.read_text(encoding="utf-8"))
        lone.launch()
        lone.append(question("Deux <deux@example.org>"))
        until(lambda: len(office.taken) == 2)
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(20) == 0
