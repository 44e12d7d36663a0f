"""Evidence and the secret key: whole or not there, private, never altered without notice."""

from hashlib import sha256
from pathlib import Path

import pytest

from qualif.store import keys
from qualif.store.blobs import Blobs, Damaged
from values.errors import WorldError


def test_bytes_come_back_by_their_hash(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    digests = blobs.put_all([b"one", b"two", b"one"])
    assert digests == [sha256(text).hexdigest() for text in (b"one", b"two", b"one")]
    assert [blobs.get(digest) for digest in digests] == [b"one", b"two", b"one"]
    assert sorted(path.name for path in (tmp_path / "blobs").iterdir()) == sorted(set(digests))
    assert blobs.path(digests[0]).stat().st_mode & 0o777 == 0o600


def test_a_file_cut_short_is_written_again(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    digest = blobs.put(b"a whole mail")
    blobs.path(digest).write_bytes(b"a wh")
    assert blobs.put(b"a whole mail") == digest
    assert blobs.get(digest) == b"a whole mail"


def test_altered_or_lost_bytes_are_told(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    digest = blobs.put(b"evidence")
    blobs.path(digest).write_bytes(b"forgery!")
    with pytest.raises(Damaged, match="altéré"):
        blobs.get(digest)
    blobs.path(digest).unlink()
    with pytest.raises(Damaged, match="ne peut plus être lu"):
        blobs.get(digest)


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    first = keys.load(tmp_path)
    assert len(first.current) == keys.LENGTH
    assert keys.load(tmp_path) == first
    assert (tmp_path / keys.NAME).stat().st_mode & 0o777 == 0o600
    assert repr(first.current) not in repr(first)


def test_older_keys_still_prove(tmp_path: Path) -> None:
    (tmp_path / "secret.key.old").write_bytes(b"o" * 32)
    (tmp_path / "secret.key.old-2025").write_bytes(b"p" * 32)
    found = keys.load(tmp_path)
    assert found.all == (found.current, b"o" * 32, b"p" * 32)


def test_an_empty_key_is_never_used(tmp_path: Path) -> None:
    (tmp_path / keys.NAME).touch()
    with pytest.raises(WorldError, match="clé trop courte"):
        keys.load(tmp_path)
