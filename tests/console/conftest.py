"""A console at work over what one cycle stored, and a browser that keeps what goes wrong in a page."""

import signal
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from tests.live.box import Box
from tests.live.installation import Installation
from tests.live.mails import question, sample
from tests.live.post import post_office, until
from tests.servers import Dovecot

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]
CASES = (
    "rejected_one_month",
    "html_in_names_and_subject",
    "receivable_fields",
    "resident_somme",
    "cost_missing",
    "quote_with_another_start",
    "broken_pdf",
    "two_candidates",
    "colleague_forwards_late",
)


@dataclass
class Console:
    """The console: its address, its installation, the references of its dossiers by case."""

    url: str
    qualif: Installation
    refs: dict[str, str]


@pytest.fixture(scope="session")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """`qualif serve` over a mailbox that was read once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    dovecot = Dovecot().start()
    try:
        with post_office() as office:
            box = Box(dovecot, "demo")
            settings = box.settings | office.settings | {"CONSOLE__PORT": str(port)}
            qualif = Installation(tmp_path_factory.mktemp("console"), settings)
            cases = [sample(case) for case in CASES]
            box.put(*cases, question("Une personne <personne@example.org>"))
            qualif.poll()
    finally:
        dovecot.stop()
    rows = qualif.messages()
    refs = {case.name: row["dossiers"][0] for case, row in zip(cases, rows, strict=False)}
    with qualif.running("serve") as process:
        until(lambda: _listens(port))
        yield Console(f"http://127.0.0.1:{port}", qualif, refs)
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert "Traceback" not in (qualif.home / "running.log").read_text(encoding="utf-8")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    if not CHROMIUM.exists():
        pytest.skip("it needs Chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield running
        running.close()


@dataclass
class Visit:
    """A page and what the browser had to say about it: errors, and requests that left for elsewhere."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def dialog(self, opened: Dialog) -> None:
        """A page opened a box: a script ran."""
        self.complaints.append(opened.message)
        opened.dismiss()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A new page that keeps every complaint."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    seen = Visit(page)
    page.on("console", lambda said: seen.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("dialog", seen.dialog)
    page.on("request", lambda request: seen.requests.append(request.url))
    yield seen
    page.close()
