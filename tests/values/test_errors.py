"""What the system says of a file or a disk, told to a person in French."""

import errno
import os

import pytest

from values.errors import why


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "le disque est plein"), (errno.EACCES, "accès refusé"), (errno.EXDEV, "EXDEV")]
)
def test_a_code_in_french_or_by_its_name(code: int, words: str) -> None:
    assert why(OSError(code, os.strerror(code))) == words


def test_an_error_without_a_code_by_its_class() -> None:
    assert why(OSError("boom")) == "OSError"
