"""A worker of the sandbox: `python -m qualif.sandbox.worker`. Reads requests on standard input, answers on standard output.

Everything it needs is imported, and one small mail read, before it says that it is ready: the first mail waits for nothing.
"""

import logging
import os
import sys
from contextlib import suppress
from json import loads
from typing import BinaryIO

from qualif.sandbox import asked, inside, jail, walls, wire
from qualif.sandbox.asked import Request, Setup
from values import codec
from values.codec import Json

_PAGE = b"From: a@example.org\r\nSubject: essai\r\n\r\nBonjour, la formation commence le 2 mars 2026.\r\n"


def main() -> None:
    """Serve until standard input ends."""
    logging.disable(logging.CRITICAL)
    requests, answers = _pipes()
    start = wire.read_frame(requests)
    if start is None:
        return
    given = loads(start)
    setup = codec.decode(Setup, given["setup"])
    _warm(setup)
    walls.limit(int(given["memory_bytes"]))
    if given["confinement"] != jail.BWRAP:
        walls.confine()
    _send(answers, {"ready": os.getpid()})
    while (head := wire.read_frame(requests)) is not None:
        content = wire.read_frame(requests)
        if content is None:
            return
        walls.allow_cpu(asked.DOCUMENTS_IN_ALL * setup.limits.seconds + asked.GATHER_SECONDS + 60)
        _send(answers, _answer(head, content, setup, answers))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes; whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    null = os.open(os.devnull, os.O_RDWR)
    requests = os.fdopen(os.dup(0), "rb")
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    return requests, answers


def _warm(setup: Setup) -> None:
    """Reads a small mail, so that whatever is loaded at first use is loaded; what fails will fail again, and be told."""
    with suppress(Exception):
        inside.examine(_PAGE, Request("essai.eml", loose=False), setup)


def _answer(head: bytes, content: bytes, setup: Setup, answers: BinaryIO) -> Json:
    def step(name: str) -> None:
        _send(answers, {"step": name})

    try:
        request = codec.decode(Request, loads(head))
        return {"reading": codec.encode(inside.examine(content, request, setup, step))}
    except MemoryError:
        return {"failed": "memory"}
    except Exception as error:  # noqa: BLE001 (the pool tells; the worker is replaced)
        return {"failed": "crashed", "error": type(error).__name__}


def _send(answers: BinaryIO, value: Json) -> None:
    data = wire.packed(value)
    if len(data) > wire.MAX_ANSWER:
        data = wire.packed({"failed": "output"})
    view = memoryview(data)
    while view:
        view = view[answers.write(view) :]


if __name__ == "__main__":
    main()
    sys.exit(0)
