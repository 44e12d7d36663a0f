"""Values of PDF objects as text: strings in any encoding, names, streams, and what an appearance shows."""

import re
from collections.abc import Iterator

import pikepdf

from parsers.readers.marks import clean

MAX_VALUE = 20_000
_ESCAPED = re.compile(r"(?:#[0-9A-Fa-f]{2})+")
_LANGUAGE = re.compile(r"\x1b[A-Za-z]{2,4}\x1b")
_SHOWN = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_OCTAL = re.compile(rb"\\([0-7]{1,3}|[nrtbf()\\]|\r?\n)")


def text_of(value: object) -> str:
    """The text of a string, name, stream or array of them; "" for anything else."""
    if isinstance(value, pikepdf.String):
        return _string(value)
    if isinstance(value, pikepdf.Name):
        return name_of(value)
    if isinstance(value, pikepdf.Stream):
        return clean(_decoded(value.read_bytes()[: 4 * MAX_VALUE]))[:MAX_VALUE]
    if isinstance(value, pikepdf.Array):
        return ", ".join(text for item in _first(value, 200) if (text := text_of(item)))
    return ""


def _first(array: pikepdf.Array, count: int) -> Iterator[object]:
    for index in range(min(len(array), count)):
        yield array[index]


def _string(value: pikepdf.String) -> str:
    raw = bytes(value)[: 4 * MAX_VALUE]
    text = _decoded(raw) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:3] == b"\xef\xbb\xbf" or _is_utf8(raw) else str(value)
    text = _LANGUAGE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return clean(text)[:MAX_VALUE].strip()


def _is_utf8(raw: bytes) -> bool:
    """Whether bytes beyond ASCII are all well-formed UTF-8: some programs write it where it is not allowed."""
    if raw.isascii():
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(raw: bytes) -> str:
    if raw[:2] == b"\xfe\xff":
        return raw[2:].decode("utf-16-be", "ignore")
    if raw[:2] == b"\xff\xfe":
        return raw[2:].decode("utf-16-le", "ignore")
    return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def name_of(value: object) -> str:
    """The text of a name without its slash; `#C3#A9` is opened where a program escaped it twice."""
    return unescaped(clean(str(value)).removeprefix("/"))


def unescaped(text: str) -> str:
    """Text with runs of `#xx` opened where they are UTF-8 or Latin-1 letters.

    >>> unescaped("Case #C3#A0 cocher"), unescaped("N#1")
    ('Case à cocher', 'N#1')
    """

    def opened(found: re.Match[str]) -> str:
        raw = bytes.fromhex(found[0].replace("#", ""))
        try:
            letters = raw.decode("utf-8")
        except UnicodeDecodeError:
            letters = raw.decode("latin-1")
        return letters if letters.isprintable() else found[0]

    return _ESCAPED.sub(opened, text)


def shown(annotation: pikepdf.Object) -> str | None:
    """The Latin text that the normal appearance of a widget draws; None when it cannot be told."""
    appearance = annotation.get("/AP")
    stream = appearance.get("/N") if isinstance(appearance, pikepdf.Dictionary) else None
    if not isinstance(stream, pikepdf.Stream) or int(stream.get("/Length", 0)) > 50_000:
        return None
    content = stream.read_bytes()
    if len(content) > 500_000 or re.search(rb"<[0-9A-Fa-f\s]+>\s*(?:Tj|\]|-?\d)", content):
        return None
    drawn = b"".join(_OCTAL.sub(_unescaped_byte, found) for found in _SHOWN.findall(content))
    return drawn.decode("latin-1")


def _unescaped_byte(found: re.Match[bytes]) -> bytes:
    escaped = found[1]
    if escaped[:1].isdigit():
        return bytes([int(escaped, 8) & 0xFF])
    return {b"(": b"(", b")": b")", b"\\": b"\\"}.get(escaped, b" ")


def agrees(value: str, drawn: str) -> bool:
    """Whether what is drawn may be the value: the same letters and digits, or the same digits in another order (a date)."""
    wanted, seen = _core(value), _core(drawn)
    if not wanted or not seen or wanted in seen or seen in wanted:
        return True
    return wanted.isdigit() and sorted(wanted) == sorted(seen)


def _core(text: str) -> str:
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())
