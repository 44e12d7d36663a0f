"""Values to JSON and back, checking every type: what crosses the sandbox and what the database keeps.

A frozen dataclass becomes an object of its fields, an instant an ISO text, a day `{"day": "2026-03-02"}` (so that no text of
a form is taken for one), a tuple an array, bytes base64. Reading back trusts nothing: an unknown name, a missing one or a
wrong type raises `Malformed`.
"""

import types
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from math import inf, isfinite
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
T = TypeVar("T")


class Malformed(ValueError):
    """The JSON is not what the type asks for; the text says where."""


def encode(value: object) -> Json:
    """The JSON of a value; raises TypeError for what is none of ours."""
    if value is None or isinstance(value, bool | int | float | str) and not isinstance(value, Enum):
        return value
    if isinstance(value, Enum):
        return cast(Json, value.value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, tuple | list | frozenset):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if is_dataclass(value):
        return {f.name: encode(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"{type(value).__name__} has no JSON")


def decode(kind: type[T], data: object, where: str = "$") -> T:
    """The value of a type that some JSON stands for; raises Malformed."""
    return cast(T, _decode(kind, data, where))


def _decode(kind: Any, data: object, where: str) -> object:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind), data, where)
    if origin is tuple:
        return _tuple(get_args(kind), data, where)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(get_args(kind), data, where)
    if is_dataclass(kind):
        return _dataclass(cast(type, kind), data, where)
    return _scalar(kind, data, where)


def _union(kinds: tuple[Any, ...], data: object, where: str) -> object:
    if data is None and types.NoneType in kinds:
        return None
    for kind in _by_strictness(kinds):
        try:
            return _decode(kind, data, where)
        except Malformed:
            continue
    raise Malformed(f"{where}: {type(data).__name__} is none of {kinds}")


def _by_strictness(kinds: tuple[Any, ...]) -> list[Any]:
    """A bool is tried before a number, an int before a float: the strictest reading of the JSON wins."""
    order = {bool: 0, int: 1, float: 2, str: 9}
    return sorted((kind for kind in kinds if kind is not types.NoneType), key=lambda kind: order.get(kind, 5))


def _tuple(kinds: tuple[Any, ...], data: object, where: str) -> tuple[object, ...]:
    if not isinstance(data, list):
        raise Malformed(f"{where}: {type(data).__name__}, an array is expected")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_decode(kinds[0], item, f"{where}[{n}]") for n, item in enumerate(data))
    if len(kinds) != len(data):
        raise Malformed(f"{where}: {len(data)} items, {len(kinds)} are expected")
    return tuple(_decode(kind, item, f"{where}[{n}]") for n, (kind, item) in enumerate(zip(kinds, data, strict=True)))


def _mapping(kinds: tuple[Any, ...], data: object, where: str) -> dict[str, object]:
    if not isinstance(data, dict):
        raise Malformed(f"{where}: {type(data).__name__}, an object is expected")
    return {str(key): _decode(kinds[1], item, f"{where}.{key}") for key, item in data.items()}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _dataclass(kind: type, data: object, where: str) -> object:
    if not isinstance(data, dict):
        raise Malformed(f"{where}: {type(data).__name__}, an object is expected")
    hints = _hints(kind)
    if unknown := set(data) - set(hints):
        raise Malformed(f"{where}: unknown {sorted(map(str, unknown))}")
    given = {}
    for field in fields(kind):
        if field.name in data:
            given[field.name] = _decode(hints[field.name], data[field.name], f"{where}.{field.name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise Malformed(f"{where}: no {field.name}")
    return kind(**given)


def _scalar(kind: Any, data: object, where: str) -> object:
    if kind is float and isinstance(data, int | float) and not isinstance(data, bool):
        return _finite(data, where)
    if kind in (str, bool, int) and type(data) is kind:
        return data
    if kind is date and isinstance(data, dict) and data.keys() == {"day"}:
        return _text(kind, str(data["day"]), where)
    if isinstance(data, str) and kind is not date:
        return _text(kind, data, where)
    raise Malformed(f"{where}: {type(data).__name__}, {getattr(kind, '__name__', kind)} is expected")


def _finite(data: int | float, where: str) -> float:
    """A number that can be counted with: neither infinite nor NaN, which Python's JSON lets through."""
    try:
        number = float(data)
    except OverflowError:
        number = inf
    if not isfinite(number):
        raise Malformed(f"{where}: a number is expected")
    return number


def _text(kind: Any, data: str, where: str) -> object:
    try:
        if kind is bytes:
            return b64decode(data, validate=True)
        if kind in (datetime, date):
            return kind.fromisoformat(data)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(data)
    except ValueError as error:
        raise Malformed(f"{where}: {error}") from None
    raise Malformed(f"{where}: a text, {getattr(kind, '__name__', kind)} is expected")
