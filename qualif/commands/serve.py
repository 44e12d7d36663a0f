"""`qualif serve`: the operators' console over HTTP, read only."""

import argparse
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from qualif.commands.common import ENDS, end_when_told, settings_of
from values.errors import WorldError, why

if TYPE_CHECKING:
    from qualif.engine.parts import Parts


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(call: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT; raises WorldError when the port is taken."""
    end_when_told()
    from qualif.wiring import installation

    settings = settings_of(call)
    from qualif.console.guard import refuse_open_host

    refuse_open_host(settings.console.host)
    with installation(settings) as parts, listening(settings.console.host, settings.console.port) as door:
        print(f"Console : http://{settings.console.host}:{settings.console.port}/", flush=True)
        serve(parts, door)
    return 0


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """The port of the console, taken before anybody is told of it; raises WorldError when it cannot be."""
    try:
        door = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=128)
    except OSError as error:
        raise WorldError(f"console : {host}:{port} ne s'ouvre pas ({why(error)}) ; choisissez un autre console.port") from None
    with door:
        yield door


def serve(parts: "Parts", door: socket.socket) -> None:
    """Serve the console of an installation; returns when it is told to stop, by SIGTERM or SIGINT."""
    import uvicorn

    from qualif.console.app import application
    from qualif.engine.status import status

    app = application(parts.database, lambda: status(parts).as_json())
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=5))

    def stop(number: int, frame: FrameType | None) -> None:
        # uvicorn takes the signals while it serves and raises them again at the end: they find an end that is no failure.
        server.should_exit = True

    for told in ENDS:
        signal.signal(told, stop)
    server.run(sockets=[door])
