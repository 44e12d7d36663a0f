"""Helpers of the ingest tests: mails written as text, a small vocabulary, a real Dovecot."""

from collections.abc import Callable, Iterator

import pytest

from config.sections import ImapSettings
from ingest import message
from tests.servers import Dovecot
from values.mail import Message
from values.vocabulary import Vocabulary

LISTS = {
    "candidature": ("je candidate", "candidature", "ci-joint mon dossier", "demande de financement"),
    "contest": ("je conteste", "recours gracieux", "réexamen"),
    "out_of_office": ("réponse automatique", "absence", "absence du bureau", "automatic reply", "out of office", "auto"),
    "automatic_texts": ("ceci est un message automatique", "merci de ne pas répondre à ce message"),
    "absence_texts": ("je suis absent", "actuellement absente", "en cas d'urgence", "à mon retour", "de retour le"),
    "bounce_subjects": (
        "échec de la remise",
        "non remis",
        "undeliverable",
        "mail delivery failed",
        "message non distribué",
        "lu",
    ),
    "bounce_texts": ("n'a pas pu être remis", "could not be delivered", "user unknown", "adresse inexistante"),
    "machine_locals": ("noreply", "nepasrepondre", "postmaster", "scanner", "copieur", "newsletter", "root"),
    "scanner": ("message from ricoh", "numérisation à partir d'un", "scan from a"),
    "file_shares": ("wetransfer.com", "we.tl", "drive.google.com", "francetransfert.numerique.gouv.fr"),
}


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """A vocabulary with the lists that the ingest room asks for."""
    return Vocabulary(labels=(), sections={}, decoys=(), structures={}, titles={}, lists=LISTS)


@pytest.fixture(scope="session")
def mail() -> Callable[..., Message]:
    """Builds and reads a mail: headers as keywords (`in_reply_to` is In-Reply-To), the text as the first argument."""

    def build(text: str = "Bonjour", **headers: str) -> Message:
        given = {"From": "Zoé Martin <zoe.martin@example.org>", "Subject": "Bonjour"}
        given |= {name.replace("_", "-").title(): value for name, value in headers.items()}
        lines = [f"{name}: {value}" for name, value in given.items()]
        return message.read("\n".join([*lines, "", text]).encode())

    return build


@pytest.fixture(scope="session")
def running() -> Iterator[Dovecot]:
    """One Dovecot for the whole run."""
    server = Dovecot().start()
    yield server
    server.stop()


@pytest.fixture
def dovecot(running: Dovecot) -> Dovecot:
    """A Dovecot with an empty mailbox."""
    running.empty()
    return running


@pytest.fixture
def imap_settings(dovecot: Dovecot) -> ImapSettings:
    """The settings that reach it in the clear."""
    return ImapSettings(host="127.0.0.1", port=dovecot.port, username="demo", password="secret", security="none", timeout_s=10)
