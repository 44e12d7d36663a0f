"""The secret key that signs our Message-IDs: made once in the data folder, part of the backup.

`secret.key` signs; `secret.key.old*` (older ones, put beside it by a person) still prove that an id is ours.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes

from values.errors import WorldError, why

NAME = "secret.key"
LENGTH = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """The key that signs, and all that prove; never printed."""

    current: bytes = field(repr=False)
    older: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def all(self) -> tuple[bytes, ...]:
        """Every key that proves an id to be ours, the current first."""
        return (self.current, *self.older)


def load(data_dir: Path) -> Keys:
    """The keys of a data folder; the first call makes one (0600)."""
    path = data_dir / NAME
    try:
        if not path.exists():
            _make(path)
        older = tuple(old.read_bytes() for old in sorted(data_dir.glob(f"{NAME}.old*")))
        current = path.read_bytes()
    except OSError as error:
        raise WorldError(f"{path} : {why(error)}") from error
    if len(current) < LENGTH:
        raise WorldError(f"{path} : clé trop courte ou vide ; remettez celle de la sauvegarde")
    return Keys(current, older)


def _make(path: Path) -> None:
    """Write a new key whole: beside its place, flushed, then linked there unless another process was first."""
    draft = path.with_name(f".{NAME}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(token_bytes(LENGTH))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
