"""Documents made on the spot: PDF files drawn with reportlab and edited with pikepdf, Word files from bare XML."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.readers import registry
from parsers.readers.limits import Limits
from values.document import Document, Word
from values.mail import Attachment

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)

Draw = Callable[[Canvas], None]


@pytest.fixture
def read() -> Callable[..., Document]:
    """Bytes and a media type to the document read."""

    def reading(content: bytes, media_type: str = PDF, limits: Limits | None = None) -> Document:
        return registry.read(Attachment("2", "dossier", media_type, content), limits or Limits())

    return reading


@pytest.fixture
def draw() -> Callable[..., bytes]:
    """A PDF of pages that functions draw."""

    def drawn(*pages: Draw) -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=A4)
        for page in pages:
            canvas.setFont("Helvetica", 10)
            page(canvas)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return drawn


@pytest.fixture
def form() -> Callable[..., bytes]:
    """A PDF whose fields are pikepdf dictionaries, each with its widgets on the one page."""

    def built(fields: list[dict[str, object]], **acroform: object) -> bytes:
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(600, 800))
        made = [pdf.make_indirect(_dictionary(pdf, one)) for one in fields]
        widgets = []
        for field in made:
            widgets += _with_parent(field)
        page.obj["/Annots"] = pikepdf.Array(widgets)
        pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array(made), **acroform)
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()

    return built


def _dictionary(pdf: pikepdf.Pdf, content: dict[str, object]) -> pikepdf.Dictionary:
    made = pikepdf.Dictionary()
    for key, value in content.items():
        if key == "Kids":
            value = pikepdf.Array([pdf.make_indirect(_dictionary(pdf, kid)) for kid in value])
        elif isinstance(value, dict):
            value = _dictionary(pdf, value)
        elif isinstance(value, list):
            value = pikepdf.Array(value)
        elif isinstance(value, tuple):
            value = pdf.make_stream(value[0])
        made["/" + key] = value
    return made


def _with_parent(field: pikepdf.Object) -> list[pikepdf.Object]:
    if "/Kids" not in field:
        field["/Subtype"] = pikepdf.Name.Widget
        return [field]
    found = []
    for kid in field["/Kids"]:
        kid["/Parent"] = field
        found += _with_parent(kid)
    return found


@pytest.fixture
def docx() -> Callable[..., bytes]:
    """A Word file whose body is the XML given, with further parts by name."""

    def packed(body: str, **parts: str) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", f"<w:document {_W} {_MORE}><w:body>{body}</w:body></w:document>")
            for name, text in parts.items():
                archive.writestr(f"word/{name}.xml", text.replace("<w:", "<w:", 1).replace(">", f" {_W} {_MORE}>", 1))
        return buffer.getvalue()

    return packed


@pytest.fixture
def lines() -> Callable[[Document], list[str]]:
    """The texts of a document's lines."""
    return lambda document: [line.text for line in document.lines]


@pytest.fixture
def fields() -> Callable[[Document], dict[str, Word]]:
    """The words of a document's fields, by the field's name and, for a button, its option."""

    def named(document: Document) -> dict[str, Word]:
        words = [word for line in document.lines for word in line.words if word.field is not None]
        return {f"{word.field}={word.option}" if word.option else str(word.field): word for word in words}

    return named
