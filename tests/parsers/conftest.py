"""Documents read and gathered, for the tests of the parsers."""

import io
from collections.abc import Callable

import docx
import pytest

from config.vocabulary import load
from parsers.gather import Gathered, gather, look
from parsers.index import Index, build
from parsers.papers import Paper
from parsers.readers.limits import Limits
from parsers.readers.registry import read
from tests.parsers.papers import TEXT, Pen
from values.document import Document
from values.mail import Attachment
from values.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The packaged vocabulary."""
    return load()


@pytest.fixture(scope="session")
def index(vocabulary: Vocabulary) -> Index:
    """Its index."""
    return build(vocabulary)


@pytest.fixture
def pen() -> Pen:
    """A new PDF to draw."""
    return Pen()


@pytest.fixture
def document() -> Callable[..., Document]:
    """Bytes or a text, as a document read."""

    def made(content: bytes | str, media_type: str = TEXT, path: str = "2", name: str | None = None) -> Document:
        raw = content.encode() if isinstance(content, str) else content
        return read(Attachment(path, name, media_type, raw, body=path == "1"), Limits())

    return made


@pytest.fixture
def paper(document: Callable[..., Document], index: Index) -> Callable[..., Paper]:
    """Bytes or a text, as a paper looked at."""
    return lambda *args, **more: look(document(*args, **more), index)


@pytest.fixture
def gathered(vocabulary: Vocabulary) -> Callable[..., Gathered]:
    """Documents, gathered into dossiers."""
    return lambda *documents: gather(documents, None, vocabulary)


@pytest.fixture
def word() -> Callable[[Callable[..., None]], bytes]:
    """A Word file that a function writes."""

    def made(write: Callable[..., None]) -> bytes:
        file = docx.Document()
        write(file)
        content = io.BytesIO()
        file.save(content)
        return content.getvalue()

    return made
