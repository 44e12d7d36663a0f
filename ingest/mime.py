"""The walk over the parts of a mail (RFC 2046): leaves with their place, decoded, whatever state the mail is in.

Our own, on bytes: libraries lose unnamed PDFs, flatten nested mails and have costs that explode on hostile nesting. Here each
level is one search for its boundary, and depth, parts and false boundaries are counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest import headers, transfer
from values.mail import Part

MAX_DEPTH = 30
MAX_NESTED = 4
MAX_PARTS = 2_000
MAX_MARKS = 20_000

_GUESS = re.compile(rb"(?:\A|\n)--([^\r\n]{1,200})\r?\n(?=[Cc]ontent-)")
MAILS = ("message/rfc822", "message/global")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf, the `multipart/alternative` it stands in (its path, or None), and how its text is flowed."""

    part: Part
    group: str | None = None
    flowed: bool = False
    del_space: bool = False


@dataclass(slots=True)
class _Walk:
    """One walk: what it found and what it may still do."""

    leaves: list[Leaf] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether it may add no more leaves."""
        return len(self.leaves) >= MAX_PARTS


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: path ("" at the root), depth, nested mail, alternative."""

    path: str = ""
    depth: int = 0
    nested: int = 0
    nested_in: str | None = None
    group: str | None = None

    def child(self, number: int, group: str | None) -> "_Place":
        """The place of a part of this one."""
        path = f"{self.path}.{number}" if self.path else str(number)
        return replace(self, path=path, depth=self.depth + 1, group=group)


def prepared(content: bytes) -> bytes:
    """The bytes of a mail with line ends that the walk knows: CR alone and doubled CR become what they stand for."""
    content = content.lstrip(b"\r\n\x00\t ").removeprefix(b"\xef\xbb\xbf")
    end = content.find(b"\n")
    if end < 0:
        return content.replace(b"\r", b"\n")
    return content.replace(b"\r\r\n", b"\r\n") if content[:end].endswith(b"\r\r") else content


def leaves(block: headers.Block) -> tuple[tuple[Leaf, ...], tuple[str, ...]]:
    """The leaves of a mail whose headers were split off, in order, and the defects met; never raises."""
    walk = _Walk()
    _part(block, _Place(), "text/plain", walk)
    return tuple(walk.leaves), tuple(dict.fromkeys(walk.defects))


def _part(block: headers.Block, place: _Place, default: str, walk: _Walk) -> None:
    if walk.full:
        return
    said = headers.content_headers(block, default)
    if said.media_type.startswith("multipart/"):
        _multipart(block, said, place, walk)
    else:
        _leaf(block, said, place, walk)


def _multipart(block: headers.Block, said: headers.ContentHeaders, place: _Place, walk: _Walk) -> None:
    if place.depth >= MAX_DEPTH:
        _damaged(block.body, place, "too_deep", walk)
        return
    boundary = _boundary(block.body, said.boundary, walk)
    if boundary is None:
        _leaf(block, replace(said, media_type="text/plain"), place, walk)
        return
    group = place.path or "0" if said.media_type == "multipart/alternative" else place.group
    default = "message/rfc822" if said.media_type == "multipart/digest" else "text/plain"
    number = 0
    for number, piece in enumerate(_pieces(block.body, boundary, walk), 1):
        if walk.full:
            _damaged(b"", place.child(number, None), "too_many", walk)
            return
        _part(headers.split(piece), place.child(number, group), default, walk)
    if not number:
        _leaf(block, replace(said, media_type="text/plain"), place, walk)


def _boundary(body: bytes, boundary: str | None, walk: _Walk) -> bytes | None:
    """The boundary declared when it is there, else the one that the body plainly uses, else None."""
    declared = boundary.encode("utf-8", "replace") if boundary else b""
    if declared and (body.startswith(b"--" + declared) or b"\n--" + declared in body):
        return declared
    walk.defects.append("StartBoundaryNotFound")
    found = _GUESS.search(body, 0, 100_000)
    return found[1].rstrip() if found else None


def _pieces(body: bytes, boundary: bytes, walk: _Walk) -> Iterator[bytes]:
    """What stands between the delimiter lines, without the line end before each (it belongs to the delimiter)."""
    start, closed = -1, False
    for begin, end, closing in _delimiters(body, boundary, walk):
        if start >= 0:
            yield _without_end(body[start:begin])
        start, closed = end, closing
        if closing:
            break
    if not closed:
        walk.defects.append("CloseBoundaryNotFound")
        if start >= 0:
            yield body[start:]


def _delimiters(body: bytes, boundary: bytes, walk: _Walk) -> Iterator[tuple[int, int, bool]]:
    """Where each delimiter line begins and ends, and whether it closes the multipart."""
    mark = b"\n--" + boundary
    line = re.compile(rb"--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    at = 0 if body.startswith(mark[1:]) else body.find(mark) + 1
    for _ in range(MAX_MARKS):
        if at == 0 and not body.startswith(mark[1:]):
            return
        if found := line.match(body, at):
            yield at, found.end(), found[1] is not None
        following = body.find(mark, at)
        if following < 0:
            return
        at = following + 1
    walk.defects.append("TooManyBoundaries")


def _without_end(piece: bytes) -> bytes:
    return piece.removesuffix(b"\n").removesuffix(b"\r")


def _leaf(block: headers.Block, said: headers.ContentHeaders, place: _Place, walk: _Walk) -> None:
    content, problem = transfer.decode(block.body, said.encoding)
    part = Part(
        path=place.path or "1",
        media_type=said.media_type,
        content=content,
        filename=said.filename,
        charset=said.charset,
        disposition=said.disposition,
        content_id=said.content_id,
        nested_in=place.nested_in,
        problem=problem,
    )
    walk.leaves.append(Leaf(part, place.group, said.flowed, said.del_space))
    if problem:
        walk.defects.append("TransferEncodingDamaged")
    if said.media_type in MAILS:
        _nested(part, place, walk)


def _nested(part: Part, place: _Place, walk: _Walk) -> None:
    """The leaves of a mail inside the mail: its own tree, one level deeper in the path."""
    if place.nested >= MAX_NESTED:
        walk.defects.append("TooManyNestedMails")
        return
    block = headers.split(prepared(part.content))
    inner = _Place(path=part.path, depth=place.depth + 1, nested=place.nested + 1, nested_in=part.path)
    root = headers.content_headers(block).media_type
    _part(block, inner if root.startswith("multipart/") else inner.child(1, None), "text/plain", walk)


def _damaged(content: bytes, place: _Place, problem: str, walk: _Walk) -> None:
    walk.defects.append("TooDeep" if problem == "too_deep" else "TooManyParts")
    part = Part(place.path or "1", "application/octet-stream", content, nested_in=place.nested_in, problem=problem)
    walk.leaves.append(Leaf(part, None))
