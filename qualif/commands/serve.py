"""`qualif serve`: the operators' console over HTTP, read only."""

import argparse
from typing import TYPE_CHECKING

from qualif.commands.common import settings_of

if TYPE_CHECKING:
    from qualif.engine.parts import Parts


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(call: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    from qualif.wiring import installation

    settings = settings_of(call)
    from qualif.console.guard import refuse_open_host

    refuse_open_host(settings.console.host)
    with installation(settings) as parts:
        print(f"Console : http://{settings.console.host}:{settings.console.port}/", flush=True)
        serve(parts)
    return 0


def serve(parts: "Parts") -> None:
    """Serve the console of an installation; returns when it is told to stop."""
    import uvicorn

    from qualif.console.app import application
    from qualif.engine.status import status

    console = parts.settings.console
    app = application(parts.database, lambda: status(parts).as_json())
    uvicorn.run(app, host=console.host, port=console.port, log_level="warning", server_header=False)
