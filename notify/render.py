"""Templates to mails: two sandboxed jinja2 environments, HTML with autoescape and text without; compiled once.

A template is a folder of `notify/templates/`: `subject.txt`, `body.txt` (the reference) and `body.html` (the same words). The
folder of the settings (`templates.dir`) may replace any file.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from re import sub

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, StrictUndefined, TemplateError
from jinja2.ext import Extension
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notify.contexts import TEMPLATES, Context
from notify.foreign import subject
from notify.typography import french_source
from values.errors import WrongCall


@dataclass(frozen=True, slots=True)
class Rendered:
    """The three texts of a mail."""

    subject: str
    text: str
    html: str


class _French(Extension):
    """Sets the sentences of a template as French asks, before it is compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return french_source(source)


def _packaged(name: str) -> str | None:
    place = files("notify").joinpath("templates", *name.split("/"))
    return place.read_text(encoding="utf-8") if place.is_file() else None


def _environment(override: Path | None, html: bool) -> Environment:
    packaged: BaseLoader = FunctionLoader(_packaged)
    return ImmutableSandboxedEnvironment(
        loader=packaged if override is None else ChoiceLoader([FileSystemLoader(override), packaged]),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[_French],
    )


class Templates:
    """The packaged templates, and those of a folder above them. A template that cannot be rendered raises WrongCall naming it."""

    def __init__(self, override: Path | None = None) -> None:
        self._text = _environment(override, html=False)
        self._html = _environment(override, html=True)

    def render(self, name: str, context: Context) -> Rendered:
        """The three texts of the mail that a context makes."""
        values = {field.name: getattr(context, field.name) for field in fields(context)}
        return Rendered(
            subject=subject(self._one(self._text, f"{name}/subject.txt", values)),
            text=_tidy(self._one(self._text, f"{name}/body.txt", values)),
            html=_tidy(self._one(self._html, f"{name}/body.html", values)),
        )

    def _one(self, environment: Environment, name: str, values: dict[str, object]) -> str:
        try:
            return environment.get_template(name).render(values)
        # A sandboxed template may raise whatever its expressions raise; all of it is the template's fault.
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError) as error:
            raise WrongCall(f"modèle {name} : {type(error).__name__} {' '.join(str(error).split())[:200]}") from error

    def unknown(self, name: str) -> tuple[str, ...]:
        """The variables that the files of a template name and its context does not have, as `file : variable`."""
        known = {field.name for field in fields(TEMPLATES[name])} | {"parts"}
        found = ((file, self._variables(f"{name}/{file}")) for file in ("subject.txt", "body.txt", "body.html"))
        return tuple(f"{name}/{file} : {variable}" for file, used in found for variable in sorted(used - known))

    def _variables(self, name: str) -> set[str]:
        environment = self._html if name.endswith(".html") else self._text
        if environment.loader is None:
            return set()
        try:
            return find_undeclared_variables(environment.parse(environment.loader.get_source(environment, name)[0], name))
        except TemplateError as error:
            raise WrongCall(f"modèle {name} : {type(error).__name__} {error}") from error


def _tidy(text: str) -> str:
    """No blank at a line's end, at most one empty line in a row, one line feed at the end."""
    return sub(r"\n{3,}", "\n\n", sub(r"[ \t]+\n", "\n", text)).strip("\n") + "\n"


@lru_cache(maxsize=4)
def templates(override: Path | None = None) -> Templates:
    """The templates, compiled once a folder."""
    return Templates(override)
