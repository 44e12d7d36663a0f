"""Whatever an attachment is, a document comes back."""

import pytest

from parsers.readers import registry
from parsers.readers.limits import Limits
from values.mail import Attachment


@pytest.mark.parametrize(
    ("media_type", "problem"),
    [
        ("image/jpeg", "no_text"),
        ("image/heic", "no_text"),
        ("application/msword", "unsupported"),
        ("application/vnd.oasis.opendocument.spreadsheet", "unsupported"),
        ("application/encrypted", "encrypted"),
        ("application/octet-stream", "unsupported"),
        ("", "unsupported"),
    ],
)
def test_files_that_no_reader_knows_yet(media_type, problem):
    document = registry.read(Attachment("3", "fichier", media_type, b"\x00\x01"), Limits())
    assert (document.problem, document.text_source, document.id, document.name) == (problem, "none", "3", "fichier")


def test_a_file_above_the_limit_is_not_opened():
    assert registry.read(Attachment("2", None, "application/pdf", b"x" * 11), Limits(document_bytes=10)).problem == "too_large"


def test_the_problem_of_an_attachment_stays():
    attachment = Attachment("2/a.zip", "a.zip", "application/pdf", b"", inside="2", problem="encrypted")
    document = registry.read(attachment, Limits())
    assert (document.problem, document.inside) == ("encrypted", "2")


def test_parameters_and_case_of_a_media_type_do_not_matter():
    assert registry.reader_of("Text/HTML; charset=utf-8") is registry.reader_of("text/html")


@pytest.mark.parametrize("media_type", [start for start, _ in registry.READERS if start])
@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"%PDF-1.4 %%EOF", b"PK\x05\x06" + b"\x00" * 18, bytes(range(256)) * 20])
def test_no_reader_raises(media_type, content):
    assert registry.read(Attachment("2", None, media_type, content), Limits()).id == "2"
