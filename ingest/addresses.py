"""Addresses of mail headers: bare `local@domain` and display name; what is no address is left out."""

import re
from email.utils import getaddresses

from ingest import charsets, headers
from values.mail import Address

MAX_ADDRESSES = 500

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,128}@[^\s@<>()\[\],;:\\\"]{1,255}")
_ID = re.compile(r"<[^<>\s]{1,900}>")


def address(pair: tuple[str, str]) -> Address | None:
    """An address from a (name, address) pair, or None when it is no usable one."""
    name, bare = pair
    bare = charsets.clean(bare).strip().strip("'")
    if not _ADDRESS.fullmatch(bare) or ".." in bare or bare.endswith("."):
        return None
    shown = " ".join(charsets.clean(headers.words(name)).split())[:300]
    return Address(bare, "" if shown == bare else shown.strip("\"'"))


def read(values: tuple[str, ...]) -> tuple[Address, ...]:
    """The addresses of some header values, by the standard library: the fallback of mail-parser."""
    found: list[Address] = []
    for value in values[:20]:
        try:
            pairs = getaddresses([value])
        except headers.FAILURES:
            pairs = []
        usable = [one for pair in pairs if (one := address(pair))]
        found.extend(usable or _loose(value))
    return tuple(found[:MAX_ADDRESSES])


def _loose(value: str) -> list[Address]:
    """The one address that a malformed value plainly holds."""
    bare = re.findall(r"<([^<>\s]+@[^<>\s]+)>", value) or _ADDRESS.findall(value)
    one = address((value.split("<")[0], bare[0])) if len(bare) == 1 else None
    return [one] if one else []


def message_ids(values: tuple[str, ...]) -> tuple[str, ...]:
    """The Message-IDs in some header values, each once, in order."""
    return tuple(dict.fromkeys(found for value in values for found in _ID.findall(value)))[:1000]
