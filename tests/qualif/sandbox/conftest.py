"""Workers, and documents that hurt them."""

import io
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from values.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """A vocabulary without a word: what is tested here needs none."""
    return Vocabulary((), {}, (), {}, {}, {})


@pytest.fixture(scope="session")
def text_pdf() -> bytes:
    """A harmless page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(60, 700, "Nom : MARTIN")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _with_form(content: bytes) -> bytes:
    """A page that shows a form object with this deflated content: what a page shows is only unpacked while it is read."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(600, 800))
    box = pikepdf.Array([0, 0, 600, 800])
    form = pikepdf.Stream(
        pdf, content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=box, Filter=pikepdf.Name.FlateDecode
    )
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=pdf.make_indirect(form)))
    page.obj["/Contents"] = pdf.make_stream(b"/F Do")
    buffer = io.BytesIO()
    pdf.save(buffer, compress_streams=False)
    return buffer.getvalue()


def _deflated(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


@pytest.fixture(scope="session")
def killer_pdf() -> bytes:
    """A page that grows above any memory given: pdfium ends the process."""
    return _with_form(_deflated(b" " * 10_000_000, 90))


@pytest.fixture(scope="session")
def slow_pdf() -> bytes:
    """A page that pdfium reads for seconds, in one call that no alarm breaks into."""
    return _with_form(_deflated(b"1 1 l 2 3 l 9 8 l\n" * 100_000, 120))


@pytest.fixture(scope="session")
def mail() -> Callable[..., bytes]:
    """A mail with these PDF files."""

    def written(*documents: bytes) -> bytes:
        message = EmailMessage()
        message["From"], message["Subject"], message["Message-ID"] = "candidat@example.org", "Dossier", "<1@example.org>"
        message.set_content("Bonjour, voici mon dossier QI-2026-00042.\n")
        for number, content in enumerate(documents):
            message.add_attachment(content, maintype="application", subtype="pdf", filename=f"piece{number}.pdf")
        return message.as_bytes()

    return written
