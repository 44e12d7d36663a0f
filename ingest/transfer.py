"""Transfer encodings of RFC 2045, read as loosely as bytes come: what can be decoded is, and the damage is named."""

import binascii
import re

MAX_PIECES = 1_000

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_PADDING = re.compile(rb"=+")
_UU_BEGIN = re.compile(rb"(?m)^begin [0-7]{3,4} .*$")


def decode(content: bytes, encoding: str) -> tuple[bytes, str | None]:
    """The bytes under a transfer encoding, and None or `encoding` when they were damaged."""
    if encoding == "base64":
        return base64(content)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content), None
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        return _uuencode(content)
    known = encoding in ("", "7bit", "8bit", "binary", "7-bit", "8-bit")
    return content, None if known else "encoding"


def base64(content: bytes) -> tuple[bytes, str | None]:
    """Base64 with anything between its letters, wrong padding, or several pieces one after the other.

    >>> base64(b"Qm9u am91\\ncg"), base64(b"Qm9uam91cg==!")
    ((b'Bonjour', None), (b'Bonjour', None))
    """
    letters = _NOT_BASE64.sub(b"", content)
    pieces = [piece for piece in _PADDING.split(letters, MAX_PIECES) if piece]
    decoded, problem = [], None
    for piece in pieces:
        piece = piece.replace(b"=", b"")
        if len(piece) % 4 == 1:
            piece, problem = piece[:-1], "encoding"
        decoded.append(binascii.a2b_base64(piece + b"=" * (-len(piece) % 4)))
    return b"".join(decoded), problem


def _uuencode(content: bytes) -> tuple[bytes, str | None]:
    begin = _UU_BEGIN.search(content)
    decoded, problem = [], None
    for line in content[begin.end() if begin else 0 :].splitlines():
        if line.strip() == b"end":
            break
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            problem = "encoding"
    return b"".join(decoded), problem
