"""A file is what its bytes say."""

import zipfile
from io import BytesIO

import pytest

from ingest.sniff import media_type


def office(folder: str) -> bytes:
    """The skeleton of an Office document."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as opened:
        opened.writestr("[Content_Types].xml", "x")
        opened.writestr(f"{folder}/document.xml", "x")
    return content.getvalue()


def open_document(first: str = "") -> bytes:
    """The skeleton of an OpenDocument text; another member may stand first."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as opened:
        if first:
            opened.writestr(first, "x")
        opened.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        opened.writestr("content.xml", "x")
    return content.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100
CASES = {
    "a PDF named as a picture": (b"%PDF-1.4", "image/jpeg", "a.jpg", "application/pdf"),
    "a PDF after some rubbish": (b"\r\n\x00%PDF-1.4", "", "a", "application/pdf"),
    "a photo": (b"\xff\xd8\xff\xe0", "application/octet-stream", None, "image/jpeg"),
    "a photo of an iPhone": (b"\x00\x00\x00\x18ftypheic", "", "IMG.HEIC", "image/heic"),
    "Word": (
        office("word"),
        "application/zip",
        "a.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "Excel": (office("xl"), "", "a", OFFICE + "spreadsheetml.sheet"),
    "OpenDocument": (open_document(), "", "a", "application/vnd.oasis.opendocument.text"),
    "OpenDocument packed again": (open_document("meta.xml"), "", "a", "application/vnd.oasis.opendocument.text"),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), "", "a", "application/msword"),
    "Word with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "", "a.docx", "application/encrypted"),
    "a mail of Outlook": (OLE + "__substg1.0_".encode("utf-16-le"), "", "a.msg", "application/vnd.ms-outlook"),
    "winmail.dat": (b"\x78\x9f\x3e\x22", "", "winmail.dat", "application/ms-tnef"),
    "a saved mail": (b"From: a@example.org\r\nSubject: x\r\n\r\n", "application/octet-stream", "a.eml", "message/rfc822"),
    "a page": (b"<!DOCTYPE html><html>", "text/plain", "a.txt", "text/html"),
    "a text": ("Nom : é".encode(), "application/octet-stream", "a.txt", "text/plain"),
    "a table as text": (b"a;b", "text/csv", "a.csv", "text/csv"),
    "bytes": (b"\x00\x01\x02", "", None, "application/octet-stream"),
    "a visiting card": (b"BEGIN:VCARD\n", "", "a.vcf", "text/vcard"),
    "nothing": (b"", "application/pdf", "a.pdf", "application/pdf"),
}


@pytest.mark.parametrize(("content", "declared", "name", "expected"), CASES.values(), ids=CASES)
def test_media_type(content, declared, name, expected):
    assert media_type(content, declared, name) == expected
