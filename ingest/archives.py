"""Zip archives of unknown hands: what they claim is checked before anything is opened, and again while it is read."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ingest import headers, sniff

SMALL = 1_000_000
READ = 1 << 20

_METHODS = (ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2)
_JUNK_FOLDERS = ("__macosx",)
_JUNK = (".ds_store", "thumbs.db", "desktop.ini")
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, LookupError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many members may be there, how many bytes they may be in all, and how much one may swell."""

    count: int
    total_bytes: int
    ratio: int


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its folders and name, cleaned, and its bytes, or why there are none."""

    folder: str
    name: str
    content: bytes
    problem: str | None = None


def members(content: bytes, limits: Limits) -> str | Iterator[Member]:
    """The files of an archive, opened one by one, or the problem of the whole: `too_large`, `encrypted`, `corrupt`."""
    if sniff.directory_size(content) > 46 * 20 * max(limits.count, 1) or limits.total_bytes <= 0:
        return "too_large"
    try:
        archive = ZipFile(BytesIO(content))
    except _BROKEN:
        return "corrupt"
    files = [info for info in archive.infolist() if not _is_junk(info)]
    return _problem(files, limits) or _opened(archive, files, limits)


def _problem(files: list[ZipInfo], limits: Limits) -> str | None:
    if files and all(info.flag_bits & 1 for info in files):
        return "encrypted"
    if len(files) > limits.count or sum(info.file_size for info in files) > limits.total_bytes:
        return "too_large"
    return "too_large" if any(_swells(info, limits) for info in files) else None


def _swells(info: ZipInfo, limits: Limits) -> bool:
    return info.file_size > SMALL and info.file_size > limits.ratio * max(info.compress_size, 1)


def _is_junk(info: ZipInfo) -> bool:
    path = info.filename.replace("\\", "/").lower()
    return info.is_dir() or path.startswith(_JUNK_FOLDERS) or path.rpartition("/")[2] in _JUNK


def _opened(archive: ZipFile, files: list[ZipInfo], limits: Limits) -> Iterator[Member]:
    left = limits.total_bytes
    with archive:
        for info in files:
            folder, name = _path(info)
            content, problem = _content(archive, info, left)
            left -= len(content)
            yield Member(folder, name, content, problem)


def _content(archive: ZipFile, info: ZipInfo, left: int) -> tuple[bytes, str | None]:
    """The bytes of one member, never more than it claims or than what is left."""
    if info.flag_bits & 1:
        return b"", "encrypted"
    if info.compress_type not in _METHODS:
        return b"", "unsupported"
    try:
        with archive.open(info) as file:
            content = file.read(min(info.file_size, left) + 1)
    except _BROKEN:
        return b"", "corrupt"
    return (b"", "too_large") if len(content) > left else (content, None)


def _path(info: ZipInfo) -> tuple[str, str]:
    """The folders and the name of a member, fit to be shown."""
    parts = [cleaned for part in _name(info).replace("\\", "/").split("/") if (cleaned := headers.file_name(part))]
    return "/".join(parts[:-1][-8:]), parts[-1] if parts else "sans nom"


def _name(info: ZipInfo) -> str:
    """The name as it was written: without the UTF-8 flag the library takes it for cp437, it is UTF-8 or Windows' cp850."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        content = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp850")
