"""The header block of a mail (or of one of its parts): names and decoded values, whatever the bytes are.

Raw 8-bit values are read from the original bytes, encoded words (RFC 2047) are decoded here, because the libraries lose both
in the broken cases: words cut in the middle of a character, unknown charsets, blanks inside a word.
"""

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.errors import MultipartInvariantViolationDefect
from email.message import Message as StdMessage
from email.parser import BytesHeaderParser

from ingest import charsets, transfer
from values.nir import mask

MAX_BLOCK = 1_000_000
MAX_HEADERS = 2_000
MAX_VALUE = 20_000

_END = re.compile(rb"\r?\n\r?\n")
_STRAY = re.compile(rb"(?m)^(?![!-9;-~]{1,200}:|[ \t\r\n]|>?From |\Z)")
_SPACED = re.compile(
    rb"(?im)^(from|to|cc|subject|date|message-id|reply-to|in-reply-to|mime-version|content-[a-z\-]{2,30})[ \t]+:"
)
_MBOX = re.compile(rb"(?m)^>From [^\n]*\n")
_WORD = re.compile(r"=\?([^?*\s]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_BLANKS = re.compile(r"\s+")

FAILURES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library's mail code leaks on hostile headers."""


@dataclass(frozen=True, slots=True)
class Block:
    """Decoded headers in order, and the bytes that follow them."""

    items: tuple[tuple[str, str], ...]
    body: bytes
    defects: tuple[str, ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a header, in order."""
        return tuple(value for key, value in self.items if key.lower() == name)

    def first(self, name: str) -> str:
        """The first value of a header, or an empty text."""
        return next((value for key, value in self.items if key.lower() == name), "")


def split(content: bytes) -> Block:
    """The headers of some bytes and the body after them; never raises."""
    if content.startswith((b"\n", b"\r\n")):
        return Block((), content.lstrip(b"\r\n"))
    content = _SPACED.sub(rb"\1:", content[:MAX_BLOCK]) + content[MAX_BLOCK:] if _spaced(content) else content
    end, defects = _end(content)
    parsed = BytesHeaderParser().parsebytes(_MBOX.sub(b"", content[:end]))
    items = [(name, _text(raw)) for name, raw in list(parsed.raw_items())[:MAX_HEADERS]]
    if len(parsed) > MAX_HEADERS:
        defects += ("TooManyHeaders",)
    defects += tuple(type(one).__name__ for one in parsed.defects if not isinstance(one, MultipartInvariantViolationDefect))
    return Block(tuple(items), content[end:], tuple(dict.fromkeys(defects)))


def _spaced(content: bytes) -> bool:
    """Whether a header name is followed by a blank (`Subject : x`, the obsolete syntax of RFC 5322 §4.5) before the body."""
    found = _END.search(content, 0, MAX_BLOCK)
    return _SPACED.search(content, 0, found.start() if found else MAX_BLOCK) is not None


def _end(content: bytes) -> tuple[int, tuple[str, ...]]:
    """Where the headers end: after the first empty line, or before the first line that is none of theirs."""
    found = _END.search(content, 0, MAX_BLOCK)
    end = found.end() if found else min(len(content), MAX_BLOCK)
    if stray := _STRAY.search(content, 0, end):
        return stray.start(), ("MissingHeaderBodySeparator",)
    return end, () if found or end == len(content) else ("HeaderBlockTooLong",)


def _text(raw: str) -> str:
    """A raw value as text: unfolded, repaired from its bytes, encoded words still as they are."""
    content = str(raw)[:MAX_VALUE].encode("utf-8", "surrogateescape")
    return _BLANKS.sub(" ", charsets.decode(content)).strip()


def words(text: str) -> str:
    """The text with its encoded words decoded; neighbours of one charset are joined before decoding.

    >>> words("=?utf-8?q?Dossier_de_Z?= =?utf-8?q?o=C3?= =?utf-8?q?=A9?= (1)")
    'Dossier de Zoé (1)'
    """
    if "=?" not in text:
        return text
    out: list[str] = []
    run: list[bytes] = []
    charset, place = "", 0
    for found in _WORD.finditer(text):
        between = text[place : found.start()]
        if run and (between.strip() or found[1].lower() != charset):
            out.append(charsets.decode(b"".join(run), charset))
            run = []
        if between.strip() or not out and not run:
            out.append(between)
        run.append(_encoded(found[2], found[3]))
        charset, place = found[1].lower(), found.end()
    out.append(charsets.decode(b"".join(run), charset))
    return "".join(out) + text[place:]


def _encoded(scheme: str, text: str) -> bytes:
    content = text.encode("utf-8", "replace")
    if scheme in "bB":
        return transfer.base64(content)[0]
    return binascii.a2b_qp(content, header=True)


@dataclass(frozen=True, slots=True)
class ContentHeaders:
    """What the headers of a part say of its content."""

    media_type: str
    boundary: str | None
    charset: str | None
    encoding: str
    disposition: str | None
    filename: str | None
    content_id: str | None
    flowed: bool
    del_space: bool


def content_headers(block: Block, default: str = "text/plain") -> ContentHeaders:
    """The content headers of a part, parameters of RFC 2231 and file names decoded; never raises."""
    std = StdMessage()
    for name in ("content-type", "content-disposition"):
        if value := block.first(name)[:8_000]:
            std[name] = value
    std.set_default_type(default)
    media_type = _guarded(std.get_content_type) or "application/octet-stream"
    filename = _guarded(std.get_filename)
    return ContentHeaders(
        media_type=media_type[:100],
        boundary=_guarded(std.get_boundary),
        charset=_guarded(lambda: _parameter(std, "charset")),
        encoding=block.first("content-transfer-encoding").split(";")[0].strip().lower(),
        disposition=_guarded(std.get_content_disposition),
        filename=file_name(words(filename)) if filename else None,
        content_id=block.first("content-id").strip(" <>") or None,
        flowed=(_guarded(lambda: _parameter(std, "format")) or "").lower() == "flowed",
        del_space=(_guarded(lambda: _parameter(std, "delsp")) or "").lower() == "yes",
    )


def parameter(value: str, name: str) -> str:
    """A parameter of a header value (`report-type` of a Content-Type), lower case, or an empty text; never raises."""
    std = StdMessage()
    std["content-type"] = value[:8_000]
    return (_guarded(lambda: _parameter(std, name)) or "").lower()


def _parameter(std: StdMessage, name: str) -> str | None:
    value = std.get_param(name)
    return value[2] if isinstance(value, tuple) else value


def _guarded(read: Callable[[], object]) -> str | None:
    try:
        value = read()
    except FAILURES:
        return None
    return charsets.clean(value).strip() or None if isinstance(value, str) else None


def file_name(text: str) -> str | None:
    """A sender's file name fit to be shown: no folder, no control character, NFC, NIR masked; never used as a path.

    >>> file_name("C:\\\\Users\\\\x\\\\devis.pdf"), file_name("../../etc/passwd")
    ('devis.pdf', 'passwd')
    """
    name = _BLANKS.sub(" ", charsets.clean(text)).replace("\\", "/").rsplit("/", 1)[-1].strip(" .")
    stem, dot, ending = name[-200:].rpartition(".") if len(name) > 200 else (name, "", "")
    return mask(stem + dot + ending) or None
