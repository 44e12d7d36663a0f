"""What the live tests share: one Dovecot (a mailbox of its own for each test), SMTP servers, installations in fresh folders."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live.box import Box
from tests.live.installation import Installation
from tests.live.post import PostOffice, post_office
from tests.servers import Dovecot

USERS = {f"boite{n}": "secret" for n in range(80)}


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot with many empty mailboxes."""
    server = Dovecot(dict(USERS)).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def new_box(dovecot: Dovecot) -> Callable[[], Box]:
    """Gives an empty mailbox at each call."""
    users = iter(USERS)
    return lambda: Box(dovecot, next(users))


@pytest.fixture
def box(new_box: Callable[[], Box]) -> Box:
    """An empty mailbox."""
    return new_box()


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """An SMTP server that takes everything until told otherwise."""
    with post_office() as running:
        yield running


@pytest.fixture
def qualif(tmp_path: Path, box: Box, office: PostOffice) -> Installation:
    """An installation that reads the mailbox and sends through the server."""
    return Installation(tmp_path, box.settings | office.settings)


@pytest.fixture
def lone() -> Iterator[Dovecot]:
    """A Dovecot that a test may stop and start."""
    server = Dovecot().start()
    yield server
    server.stop()
