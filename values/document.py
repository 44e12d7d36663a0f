"""A document, read: pages of lines of words, each with its place and its source.

A reader turns bytes into this one shape, whatever the format, so that labels and values are looked for by one code:

* a printed word is a `Word` of source `text` (or `ocr`);
* the value of a form field (AcroForm widget, content control, legacy Word field) is ONE `Word` holding the whole value, at
  the place of the widget, of source `form_field` or `content_control`, with the field's `field` name and its `label` (tooltip,
  alias). An empty field is a `Word` with an empty text: it tells that nothing was written there;
* every box to tick, whatever draws it (widget, content control, symbol font, character, drawn square), is a `Word` whose
  text is `CHECKED` or `UNCHECKED`; for a widget `option` holds the export value;
* leaders (dots, underscores, dashes) are not words: the reader drops them and keeps the segment in `Page.rules`;
* what stands in a table says so by `Line.cell`.

Boxes are (x0, y0, x1, y1), in points from the top left of the unrotated page (pixels for an image), None without geometry.
"""

from dataclasses import dataclass
from enum import StrEnum

Box = tuple[float, float, float, float]

CHECKED = "☒"
UNCHECKED = "☐"


class Source(StrEnum):
    """How a word was got, the surest first."""

    OPERATOR = "operator"
    FORM_FIELD = "form_field"
    CONTENT_CONTROL = "content_control"
    TEXT = "text"
    OCR = "ocr"


class DocumentType(StrEnum):
    """What a document is, told by its content (contract §3)."""

    FORM = "form"
    QUOTE = "quote"
    PROGRAMME = "programme"
    CV = "cv"
    COVER_LETTER = "cover_letter"
    IDENTITY = "identity"
    CERTIFICATE = "certificate"
    TEST_RESULT = "test_result"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Word:
    """One run of text read as one: a printed word, a box to tick, or the whole value of a form field."""

    text: str
    box: Box | None = None
    source: Source = Source.TEXT
    confidence: float = 1.0
    field: str | None = None
    label: str | None = None
    option: str | None = None
    size: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table: which table of the page, row and column from 0, and how many of each it spans."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one paragraph (DOCX, text) or of one base line without a wide gap (PDF), in reading order."""

    words: tuple[Word, ...]
    box: Box | None = None
    cell: Cell | None = None
    heading: bool = False

    @property
    def text(self) -> str:
        """The words, with one blank between them."""
        return " ".join(word.text for word in self.words if word.text)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `number` from 1, None for a text without pages; `rules` are drawn lines, table borders and leaders (thin boxes).

    `image_cover` is the share of the page that pictures cover, 0 to 1. `text_source` is `text`, `ocr` or `none`.
    """

    number: int | None
    lines: tuple[Line, ...]
    width: float = 0.0
    height: float = 0.0
    rotation: int = 0
    rules: tuple[Box, ...] = ()
    image_cover: float = 0.0
    text_source: str = "text"


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its pages; stays in the sandbox. `problem` is None or a word of contract §3."""

    id: str
    name: str | None
    media_type: str
    pages: tuple[Page, ...] = ()
    text_source: str = "none"
    problem: str | None = None
    body: bool = False
    inside: str | None = None
    page_count: int | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all pages, in order."""
        return tuple(line for page in self.pages for line in page.lines)

    @property
    def text(self) -> str:
        """The text of all lines, one a line."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What is kept and shown of a document: the object of contract §3, `documents[]`."""

    id: str
    name: str | None
    media_type: str
    type: DocumentType
    pages: int | None
    text_source: str
    problem: str | None
