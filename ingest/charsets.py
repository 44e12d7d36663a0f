"""Bytes of a mail to text, whatever charset they claim: the claim is checked against the bytes, nothing is ever refused.

An old client writes cp1252 and says nothing, a gateway says latin-1 over UTF-8: bytes that are UTF-8 are read as such, else by
the charset declared, else as cp1252 (the superset of latin-1 that Windows writes, WHATWG Encoding §4.2).
"""

import re
import unicodedata

_EIGHT_BIT = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufeff\u200b\u2060\ufffe\uffff]")
_META = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?([a-z0-9_\-]{3,20})", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# What Windows writes under these names is cp1252; "unknown" names are no claim at all.
_LATIN = {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"}
_ONE_BYTE = ("iso-8859-", "iso8859-", "windows-125", "cp125", "latin")
# Python codecs that are no charset of a mail, or whose decoding is not linear.
_REFUSED = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_ALIASES = {
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "utf8mb4": "utf-8",
    "cp-850": "cp850",
    "x-sjis": "shift_jis",
}


def decode(content: bytes, charset: str | None = None) -> str:
    """The text of some bytes; never raises, drops NULs and control characters, composes accents (NFC).

    >>> decode("Prénom".encode("cp1252")), decode("Prénom".encode(), "iso-8859-1")
    ('Prénom', 'Prénom')
    """
    return clean(_decoded(content, _name(charset)))


def clean(text: str) -> str:
    """The text with line ends as LF, without control characters, lone surrogates and invisible marks, in NFC."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def declared_in_html(content: bytes) -> str | None:
    """The charset that an HTML page's own `<meta>` names, if any (its first 2 kB)."""
    found = _META.search(content[:2048])
    return found[1].decode("ascii") if found else None


def _name(charset: str | None) -> str:
    name = (charset or "").strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    return "" if name.replace("-", "_") in _REFUSED or "\x00" in name or not name.isascii() else name


def _decoded(content: bytes, charset: str) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if not _EIGHT_BIT.search(content) and (charset in _LATIN or charset in ("", "utf-8", "utf8")):
        return content.decode("ascii")
    for name in _candidates(charset):
        try:
            return content.decode(name)
        except (LookupError, ValueError):  # an unknown name, or bytes that it does not explain
            continue
    return _best(content, charset)


def _candidates(charset: str) -> tuple[str, ...]:
    """UTF-8 first where a claim of one byte a character cannot be true of bytes that are UTF-8."""
    if not charset or charset in _LATIN:
        return ("utf-8", "cp1252")
    return ("utf-8", charset) if charset.startswith(_ONE_BYTE) else (charset, "utf-8")


def _best(content: bytes, charset: str) -> str:
    """UTF-8 with a few wounds stays UTF-8 (a cut mail); anything else is cp1252."""
    if charset in ("utf-8", "utf8"):
        text = content.decode("utf-8", "replace")
        if text.count("\ufffd") * 10 <= len(_EIGHT_BIT.findall(content)):
            return text
    return content.decode("cp1252", "replace")
