"""What crosses the wall between the pool and a worker: frames of bytes with their length before them, JSON inside.

    to the worker     a frame of JSON (the set-up, then one a request) and, for a request, a frame with the bytes of the mail
    from the worker   frames of JSON: {"ready": …}, {"step": "2/form.pdf"} as it goes on, then {"reading": …} or {"failed": …}

Nothing is pickled: whatever a taken worker sends is only ever decoded as JSON, and each value by its type.
"""

import json
import os
import selectors
import struct
import time
from dataclasses import dataclass
from typing import BinaryIO

from values.codec import Json

LENGTH = struct.Struct(">Q")
MAX_ANSWER = 64 * 1024 * 1024
MAX_REQUEST = 1024 * 1024 * 1024
_CHUNK = 1 << 16


class Broken(Exception):
    """The other side died, hung or sent nonsense; `problem` is `crashed`, `timeout` or `output`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def frame(data: bytes) -> bytes:
    """Some bytes with their length before them."""
    return LENGTH.pack(len(data)) + data


def packed(value: Json) -> bytes:
    """The frame of some JSON."""
    return frame(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace"))


def read_frame(stream: BinaryIO) -> bytes | None:
    """One frame of a stream that blocks (the worker's side); None at its end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = stream.read(length) if length <= MAX_REQUEST else b""
    return data if len(data) == length else None


@dataclass(slots=True)
class Channel:
    """The pool's side of the two pipes of a worker: every wait has an end."""

    to_worker: int
    from_worker: int

    def __post_init__(self) -> None:
        os.set_blocking(self.to_worker, False)
        os.set_blocking(self.from_worker, False)

    def send(self, data: bytes, deadline: float) -> None:
        """Write all of it before the deadline (of `time.monotonic`)."""
        view = memoryview(data)
        while view:
            self._wait(self.to_worker, selectors.EVENT_WRITE, deadline)
            try:
                view = view[os.write(self.to_worker, view[: 16 * _CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError:
                raise Broken("crashed") from None

    def receive(self, deadline: float) -> dict[str, object]:
        """The next frame's JSON object before the deadline."""
        (length,) = LENGTH.unpack(self._exactly(LENGTH.size, deadline))
        if length > MAX_ANSWER:
            raise Broken("output")
        try:
            answer = json.loads(self._exactly(length, deadline))
        except (ValueError, RecursionError):
            raise Broken("output") from None
        if not isinstance(answer, dict):
            raise Broken("output")
        return answer

    def _exactly(self, size: int, deadline: float) -> bytes:
        parts: list[bytes] = []
        while size:
            self._wait(self.from_worker, selectors.EVENT_READ, deadline)
            try:
                part = os.read(self.from_worker, min(size, 16 * _CHUNK))
            except BlockingIOError:
                continue
            except OSError:
                raise Broken("crashed") from None
            if not part:
                raise Broken("crashed")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    @staticmethod
    def _wait(descriptor: int, event: int, deadline: float) -> None:
        left = deadline - time.monotonic()
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, event)
            if left <= 0 or not selector.select(left):
                raise Broken("timeout")
