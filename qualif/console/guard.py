"""What stands before every page: the host names served, and the headers that keep a browser from doing more than showing it."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from values.errors import WrongCall

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def refuse_open_host(host: str) -> None:
    """The console has no accounts yet: it listens on the loopback address only; raises WrongCall for another."""
    if host not in LOOPBACK:
        raise WrongCall(f"console.host : {host} n'est pas possible, la console sans comptes n'écoute que sur 127.0.0.1")


def protect(app: FastAPI) -> None:
    """Add the guards to an application."""
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])

    @app.middleware("http")
    async def _headers(request: Request, following: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await following(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
