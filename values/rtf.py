"""RTF (Microsoft, Rich Text Format 1.9.1) as a stream of events: groups, control words, and text already decoded.

Mail bodies and documents are written in it: two rooms read the same stream.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

MAX_DEPTH = 2_000
MAX_UC = 10

_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<sign>[^A-Za-z])|(?P<text>[^\\{}\r\n\x00]+)|[\r\n\x00]+|\\",
    re.DOTALL,
)
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SYMBOLS = 2
_SAID = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
_BREAKS = {"\n": "par", "\r": "par"}


@dataclass(frozen=True, slots=True)
class Open:
    """A group begins; `name` is its destination ("" for none), `starred` when it is to be left out by who does not know it."""

    name: str
    starred: bool


@dataclass(frozen=True, slots=True)
class Close:
    """A group ends."""


@dataclass(frozen=True, slots=True)
class Control:
    """A control word and its number (None without one)."""

    word: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text and the name of its font."""

    text: str
    face: str


Event = Open | Close | Control | Text


@dataclass(frozen=True, slots=True)
class _Group:
    """What a group inherits: the font, how many fallback letters follow a `\\u`, whether it is the font table."""

    font: int | None = None
    uc: int = 1
    table: bool = False


@dataclass(slots=True)
class _Stream:
    page: str = "cp1252"
    default: int | None = None
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    faces: dict[int, str] = field(default_factory=dict)
    charsets: dict[int, int] = field(default_factory=dict)
    pending: bytearray = field(default_factory=bytearray)
    letters: list[str] = field(default_factory=list)
    skip: int = 0

    @property
    def group(self) -> _Group:
        """The group that is open."""
        return self.groups[-1]

    def codec(self) -> str:
        """The charset of the letters of the moment."""
        font = self.group.font if self.group.font is not None else self.default
        charset = self.charsets.get(font, 0) if font is not None else 0
        return "latin-1" if charset == _SYMBOLS else _CHARSETS.get(charset, self.page)

    def settle(self) -> None:
        """Bytes that wait become letters."""
        if self.pending:
            self.letters.append(self.pending.decode(self.codec(), "replace"))
            self.pending.clear()

    def flush(self) -> Iterator[Event]:
        """The text gathered so far; a font table's names its fonts instead."""
        self.settle()
        text = "".join(self.letters)
        self.letters.clear()
        if not text:
            return
        font = self.group.font if self.group.font is not None else self.default
        if self.group.table:
            if font is not None and len(self.faces) < 4_000:
                self.faces[font] = (self.faces.get(font, "") + text).partition(";")[0].strip()[:80]
            return
        yield Text(_paired(text), self.faces.get(font, "") if font is not None else "")


def _paired(text: str) -> str:
    """Surrogates that came one by one, joined."""
    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_rtf(content: bytes) -> bool:
    """Whether some bytes open like RTF."""
    return content[:64].lstrip().startswith(b"{\\rt")


def events(content: bytes) -> Iterator[Event]:
    """The events of some RTF, to its end wherever that is; never raises."""
    stream, at, opening = _Stream(), 0, False
    starred = False
    while found := _TOKEN.match(content, at):
        at = found.end()
        kind = found.lastgroup if found.lastgroup != "number" else "word"
        if kind is None:
            continue
        if opening and kind not in ("word", "sign"):
            yield Open("", starred)
            opening = starred = False
        if kind == "open":
            yield from stream.flush()
            if len(stream.groups) < MAX_DEPTH:
                stream.groups.append(stream.group)
            opening, starred, stream.skip = True, False, 0
        elif kind == "close":
            yield from stream.flush()
            if len(stream.groups) > 1:
                stream.groups.pop()
            stream.skip = 0
            yield Close()
        elif kind == "sign" and opening and found["sign"] == b"*":
            starred = True
        elif kind == "word":
            word, number = found["word"].decode("ascii"), int(found["number"]) if found["number"] else None
            if opening:
                yield Open(word, starred)
                stream.groups[-1] = replace(stream.group, table=stream.group.table or word == "fonttbl")
                opening = starred = False
            if word == "bin":
                at += max(number or 0, 0)
                continue
            yield from _word(stream, word, number)
        else:
            if opening:
                yield Open("", starred)
                opening = starred = False
            yield from _letters(stream, kind, found)
    yield from stream.flush()


def _letters(stream: _Stream, kind: str, found: "re.Match[bytes]") -> Iterator[Event]:
    if kind == "sign":
        sign = found["sign"].decode("latin-1")
        if sign in _BREAKS:
            yield from _word(stream, _BREAKS[sign], None)
        elif sign in _SIGNS:
            _said(stream, _SIGNS[sign])
        return
    letters = bytes((int(found["hex"], 16),)) if kind == "hex" else found["text"]
    skipped = min(stream.skip, len(letters))
    stream.skip -= skipped
    stream.pending += letters[skipped:]


def _said(stream: _Stream, text: str) -> None:
    """A letter that a control word or sign stands for; it may also be a fallback to be left out."""
    if stream.skip:
        stream.skip -= 1
        return
    stream.settle()
    stream.letters.append(text)


def _word(stream: _Stream, word: str, number: int | None) -> Iterator[Event]:
    match word:
        case "u" if number is not None:
            stream.settle()
            stream.letters.append(chr(number & 0xFFFF))
            stream.skip = stream.group.uc
            return
        case "uc":
            stream.groups[-1] = replace(stream.group, uc=min(max(number or 0, 0), MAX_UC))
            return
        case "ansicpg":
            stream.page = _known(f"cp{number}") or stream.page
            return
        case "mac" | "pc" | "pca":
            stream.page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
            return
        case _ if word in _SAID:
            _said(stream, _SAID[word])
            return
    stream.skip = 0
    yield from stream.flush()
    match word:
        case "f":
            stream.groups[-1] = replace(stream.group, font=number)
        case "plain":
            stream.groups[-1] = replace(stream.group, font=stream.default)
        case "deff":
            stream.default = number
        case "fcharset" if stream.group.table and stream.group.font is not None and len(stream.charsets) < 4_000:
            stream.charsets[stream.group.font] = number or 0
    yield Control(word, number)


def _known(name: str) -> str | None:
    name = "utf-8" if name == "cp65001" else name
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
