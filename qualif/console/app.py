"""The operators' console: read only, server-rendered, no script; `GET /health` and `GET /metrics` beside it."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException

from qualif.console import guard
from qualif.console.pages import dossier, dossiers, metrics
from qualif.store.database import Database
from qualif.words import VERDICTS
from values.codec import Json
from values.errors import DatabaseError, NoSuchThing

TEMPLATES = Environment(
    loader=PackageLoader("qualif.console"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)

STATIC = {"console.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
NOWHERE = "Cette adresse ne mène nulle part."


def _html(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    return HTMLResponse(TEMPLATES.get_template(template).render(context), status)


def _missing(what: str) -> HTMLResponse:
    return _html("missing.html", 404, what=what)


def application(database: Database, status: Callable[[], dict[str, Json]]) -> FastAPI:
    """The console over an open database; `status` gives the object of `qualif status --json`."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    guard.protect(app)
    static = {name: (files("qualif.console") / "static" / name).read_text(encoding="utf-8") for name in STATIC}

    @app.get("/static/{name}")
    def _static(name: str) -> Response:
        if name not in static:
            return _missing(NOWHERE)
        return Response(static[name], media_type=STATIC[name])

    @app.get("/")
    def _dossiers(verdict: str | None = Query(None)) -> Response:
        if verdict is not None and verdict not in VERDICTS:
            return _missing("Ce verdict n'existe pas.")
        with database.read() as session:
            return _html("dossiers.html", page=dossiers.page(session, verdict), must_act=status()["must_act"])

    @app.get("/dossiers/{ref}")
    def _dossier(ref: str) -> Response:
        with database.read() as session:
            return _html("dossier.html", page=dossier.page(session, ref))

    @app.get("/health")
    def _health() -> Response:
        with database.read() as session:
            metrics.ping(session)
        return JSONResponse({"status": "ok"})

    @app.get("/metrics")
    def _metrics() -> Response:
        return PlainTextResponse(metrics.text(status()), media_type="text/plain; version=0.0.4; charset=utf-8")

    _errors(app)
    return app


def _errors(app: FastAPI) -> None:
    """What is not there is a page, a database away is an answer that a watchdog understands."""

    @app.exception_handler(NoSuchThing)
    def _nothing(_request: Request, error: NoSuchThing) -> Response:
        return _missing(str(error))

    @app.exception_handler(HTTPException)
    def _http(_request: Request, error: HTTPException) -> Response:
        return _missing(NOWHERE) if error.status_code == 404 else Response(status_code=error.status_code)

    @app.exception_handler(DatabaseError)
    def _database(_request: Request, _error: DatabaseError) -> Response:
        return JSONResponse({"status": "database unreachable"}, 503)
