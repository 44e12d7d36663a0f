"""The XML of a Word or OpenDocument file, opened under caps; names are compared without their namespace, so that
strict files read alike."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

Element = etree._Element

MAX_MEMBERS = 4_000
MAX_ELEMENTS = 700_000
MAX_RATIO = 400
MAX_SPAN = 500
MAX_PART = 32 * 1024 * 1024
MAX_TOTAL = 300 * 1024 * 1024


class Refused(Exception):
    """The package is not read; `problem` is the word for it."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Package:
    """The zip of a Word or OpenDocument file."""

    archive: zipfile.ZipFile

    def names(self) -> list[str]:
        """The names of its parts."""
        return self.archive.namelist()

    def part(self, name: str) -> Element | None:
        """The root of an XML part, None when it is not there or not XML."""
        try:
            with self.archive.open(name) as stream:
                content = stream.read(MAX_PART + 1)
        except (KeyError, zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
            return None
        except RuntimeError:
            raise Refused("encrypted") from None
        if len(content) > MAX_PART:
            raise Refused("too_large")
        return parsed(content)


def package(content: bytes) -> Package:
    """The package of a file; raises Refused for what is none, and for bombs before they are opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refused("encrypted" if content.startswith(b"\xd0\xcf\x11\xe0") else "corrupt") from None
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or total > MAX_TOTAL or total > MAX_RATIO * len(content) + MAX_PART:
        raise Refused("too_large")
    return Package(archive)


def parsed(content: bytes) -> Element | None:
    """The tree of some XML; no entity is opened, and too many elements are a bomb."""
    count = 0
    events = etree.iterparse(io.BytesIO(content), events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        for count, _ in enumerate(events):
            if count > MAX_ELEMENTS:
                raise Refused("too_large")
    except etree.XMLSyntaxError:
        return None
    root: Element | None = events.root
    return root


def name(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment or instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, wanted: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == wanted), None)


def child(element: Element | None, wanted: str) -> Element | None:
    """The first child of a name."""
    if element is None:
        return None
    return next((one for one in element if name(one) == wanted), None)


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """The children of a name."""
    return (one for one in (element if element is not None else ()) if name(one) == wanted)


def value(element: Element | None, wanted: str) -> str | None:
    """The `val` of a child."""
    found = child(element, wanted)
    return None if found is None else attribute(found, "val")


def count(text: str | None, default: int) -> int:
    """How many rows or columns an attribute says, within reason."""
    return min(int(text), MAX_SPAN) if text is not None and text.isascii() and text.isdigit() else default


def is_on(element: Element | None, wanted: str) -> bool:
    """Whether a child that switches something is there and not switched off."""
    found = child(element, wanted)
    return found is not None and (attribute(found, "val") or "true").lower() not in ("0", "false", "off", "none")
