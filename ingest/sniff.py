"""What a file is, told by its first bytes: the name and the declared type are only heard where bytes say nothing."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error

MAX_DIRECTORY = 4_000_000

ENCRYPTED = "application/encrypted"
OCTETS = "application/octet-stream"
MAIL = "message/rfc822"
ZIP = "application/zip"

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"{\\rtf", "application/rtf"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"BEGIN:VCARD", "text/vcard"),
    (b"BEGIN:VCALENDAR", "text/calendar"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("__substg1.0_", "application/vnd.ms-outlook"),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_IN_ZIP = (
    ("word/", _OFFICE + "wordprocessingml.document"),
    ("xl/", _OFFICE + "spreadsheetml.sheet"),
    ("ppt/", _OFFICE + "presentationml.presentation"),
)
_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_MAIL_NAMES = (b"received", b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"return-path", b"delivered-to")
_FIELD = re.compile(rb"([!-9;-~]{2,60}):[ \t\r\n]")
_HTML = re.compile(
    rb"(?is)\A\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|table|div|p)\b"
)
_OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.[a-z\-]{3,40}")
_UNREADABLE = (BadZipFile, ValueError, OSError, NotImplementedError, LookupError, EOFError, RuntimeError, error)
_UNTOLD = ("", OCTETS, "application/binary", "application/x-download", "application/force-download", "application/unknown")


def media_type(content: bytes, declared: str = "", name: str | None = None) -> str:
    """The media type of a file; never raises.

    >>> media_type(b"%PDF-1.7 ...", "image/jpeg", "photo.jpg")
    'application/pdf'
    """
    head = content[:4096]
    for magic, found in _MAGIC:
        if head.startswith(magic) and (magic != b"BM" or _is_bitmap(head)):
            return found
    return _container(content) or _late_magic(head) or _text(head, declared.lower(), (name or "").lower())


def _is_bitmap(head: bytes) -> bool:
    return len(head) > 26 and head[6:10] == b"\x00\x00\x00\x00"


def _late_magic(head: bytes) -> str | None:
    """Types whose mark does not stand first."""
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "image/heic" if brand in _BRANDS else "image/avif" if brand == b"avif" else "video/mp4"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    return "application/x-tar" if head[257:262] == b"ustar" else None


def _container(content: bytes) -> str | None:
    if content.startswith(_OLE):
        marks = ((stream.encode("utf-16-le"), found) for stream, found in _OLE_STREAMS)
        return next((found for mark, found in marks if mark in content), "application/x-ole-storage")
    return _zip(content) if content.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None


def _zip(content: bytes) -> str:
    """A document of Office or OpenDocument, or a plain archive."""
    if content[26:28] == b"\x08\x00" and content[30:38] == b"mimetype":
        found = re.match(rb"application/[a-z0-9.\-+]{3,80}", content[38:130])
        return found[0].decode("ascii").removesuffix("PK") if found else ZIP
    names = zip_names(content)
    if "mimetype" in names and "content.xml" in names:
        return _open_document(content)
    if "[Content_Types].xml" in names:
        return next((found for folder, found in _IN_ZIP if any(name.startswith(folder) for name in names)), ZIP)
    return ZIP


def _open_document(content: bytes) -> str:
    """The type that an OpenDocument file, packed again by some tool, tells in a member that no longer stands first."""
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open("mimetype") as member:
            found = _OPEN_DOCUMENT.fullmatch(member.read(200).strip())
    except _UNREADABLE:
        return ZIP
    return found[0].decode("ascii") if found else ZIP


def zip_names(content: bytes) -> tuple[str, ...]:
    """The names in an archive's directory; empty when it is broken or its directory too long to be looked at."""
    if directory_size(content) > MAX_DIRECTORY:
        return ()
    try:
        with ZipFile(BytesIO(content)) as archive:
            return tuple(archive.namelist())
    except _UNREADABLE:
        return ()


def directory_size(content: bytes) -> int:
    """The length that an archive's end record tells of its directory; 0 without one. (Each entry takes 46 bytes and more.)"""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - 66_000))
    return int.from_bytes(content[at + 12 : at + 16], "little") if at >= 0 else 0


def _text(head: bytes, declared: str, name: str) -> str:
    if declared == MAIL or name.endswith(".eml") or declared in _UNTOLD:
        if _is_mail(head):
            return MAIL
        if declared == MAIL:
            return "text/plain"
    if declared.startswith(("application/pkcs7", "application/x-pkcs7", "application/pgp")) or name.endswith((".p7m", ".p7s")):
        return declared if declared.startswith("application/") and declared not in _UNTOLD else "application/pkcs7-mime"
    if _HTML.match(head):
        return "text/html"
    if _is_text(head):
        return declared if declared.startswith("text/") else "text/xml" if head.lstrip().startswith(b"<?xml") else "text/plain"
    return OCTETS if declared in _UNTOLD or declared.startswith(("text/", "multipart/")) else declared


def _is_mail(head: bytes) -> bool:
    """Whether the bytes open with header fields, two of them a mail's."""
    lines = head.lstrip(b"\r\n").split(b"\n")[:60]
    names = set()
    for line in lines:
        if not line.strip():
            break
        if found := _FIELD.match(line + b"\n"):
            names.add(found[1].lower())
        elif not line.startswith((b" ", b"\t", b"From ", b">From ")):
            return False
    return len(names & set(_MAIL_NAMES)) >= 2


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(head.count(byte) for byte in (b"\x00", b"\x01", b"\x02", b"\x03", b"\x04", b"\x05", b"\x06", b"\x0e", b"\x10"))
    return bool(head.strip()) and controls == 0
