"""Bytes kept as evidence: one file each, named by its SHA-256, never altered.

A file is written beside its place, flushed, renamed, and the folder flushed: it is there whole or not at all. A batch shares
one flush of the folder. What is read back is checked against its name.
"""

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from values.errors import WorldError, why


class Damaged(WorldError):
    """A kept file is gone, or no longer holds the bytes that its name says."""


class Blobs:
    """The folder of the kept bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Keep these bytes for good; their SHA-256."""
        return self.put_all([content])[0]

    def put_all(self, contents: Iterable[bytes]) -> list[str]:
        """Keep a batch for good, with one flush of the folder; their SHA-256, in order."""
        try:
            digests = [self._write(content) for content in contents]
            _flush_folder(self.folder)
        except OSError as error:
            raise WorldError(f"dossier {self.folder} : {why(error)}") from error
        return digests

    def get(self, digest: str) -> bytes:
        """The bytes of this name; raises Damaged when they are not what they were."""
        try:
            content = self.path(digest).read_bytes()
        except OSError as error:
            raise Damaged(f"le fichier {digest} ne peut plus être lu ({type(error).__name__})") from error
        if sha256(content).hexdigest() != digest:
            raise Damaged(f"le fichier {digest} a été altéré")
        return content

    def path(self, digest: str) -> Path:
        """Where the bytes of this name lie."""
        return self.folder / digest

    def _write(self, content: bytes) -> str:
        digest = sha256(content).hexdigest()
        target = self.path(digest)
        if target.exists() and target.stat().st_size == len(content):
            return digest
        draft = self.folder / f".{digest}.{os.getpid()}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        return digest


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
