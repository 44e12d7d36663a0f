"""The characters of a PDF page, with their boxes, as pdfium gives them."""

import ctypes
import math
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from parsers.readers import marks
from parsers.readers.pdfium import raw as pdfium
from values.document import Box

MAX_CHARACTERS = 60_000


@dataclass(slots=True)
class Char:
    """A character, its box on the unrotated page (top-left origin), and what its text object says of it."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    angle: int
    owner: int
    hidden: bool
    bold: bool


@dataclass(slots=True)
class _Style:
    size: float = 0.0
    angle: int = 0
    hidden: bool = False
    bold: bool = False
    symbols: str | None = None


@dataclass(slots=True)
class CharReader:
    """Reads the characters of one page; `origin` is the left and the top of the visible page in PDF space."""

    text_page: Any
    origin: tuple[float, float]
    extent: tuple[float, float]
    under_image: Container[int]
    _styles: dict[int, _Style] = field(default_factory=dict)
    _rect: Any = field(default_factory=pdfium.FS_RECTF)

    def read(self) -> list[Char]:
        """Every visible or hidden character that lies on the page, in the order of its content; blanks included."""
        count = min(pdfium.FPDFText_CountChars(self.text_page), MAX_CHARACTERS)
        return [char for index in range(count) if (char := self._char(index)) is not None]

    def _char(self, index: int) -> Char | None:
        owner = pdfium.FPDFText_GetTextObject(self.text_page, index)
        if not owner:
            return None
        address = ctypes.addressof(owner.contents)
        style = self._styles.get(address)
        if style is None:
            style = self._styles[address] = self._style(index, owner, address)
        text = _text(pdfium.FPDFText_GetUnicode(self.text_page, index), style.symbols)
        if not text:
            return None
        x0, y0, x1, y1 = self._box(index, style)
        if x1 < 0 or y1 < 0 or x0 > self.extent[0] or y0 > self.extent[1]:
            return None
        return Char(text, x0, y0, x1, y1, style.size, style.angle, address, style.hidden, style.bold)

    def _box(self, index: int, style: _Style) -> Box:
        left, top = self.origin
        if style.angle == 0 and pdfium.FPDFText_GetLooseCharBox(self.text_page, index, self._rect):
            rect = self._rect
            return (rect.left - left, top - rect.top, rect.right - left, top - rect.bottom)
        x0, x1, y0, y1 = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self.text_page, index, x0, x1, y0, y1)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.text_page, index, x, y)
        box = (x0.value - left, top - y1.value, x1.value - left, top - y0.value)
        return _on_base_line(box, (x.value - left, top - y.value), style)

    def _style(self, index: int, owner: Any, address: int) -> _Style:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text_page, index, matrix)
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        scale = math.hypot(matrix.c, matrix.d)
        size = abs(pdfium.FPDFText_GetFontSize(self.text_page, index)) * (scale if 0 < scale < 1e4 else 1)
        name = _font_name(owner)
        invisible = pdfium.FPDFTextObj_GetTextRenderMode(owner) in (3, 7)
        return _Style(
            size=min(max(size, 1.0), 500.0),
            angle=round(angle / 90) * 90 % 360,
            hidden=invisible or address in self.under_image,
            bold=any(mark in name.lower() for mark in ("bold", "black", "heavy", "demi")),
            symbols=marks.symbol_font(name),
        )


def _on_base_line(box: Box, origin: tuple[float, float], style: _Style) -> Box:
    """The box of turned text stretched across its line, so that a comma is as high as a capital."""
    x0, y0, x1, y1 = box
    x, y = origin
    above, below = style.size * 0.75, style.size * 0.25
    match style.angle:
        case 90:
            return (x - above, y0, x + below, y1)
        case 270:
            return (x - below, y0, x + above, y1)
        case 180:
            return (x0, y - below, x1, y + above)
        case _:
            return (x0, y - above, x1, y + below)


def _font_name(owner: Any) -> str:
    font = pdfium.FPDFTextObj_GetFont(owner)
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    return buffer.raw[: max(0, min(length, 256) - 1)].decode("latin-1") if length else ""


def _text(code: int, symbols: str | None) -> str:
    if code in (0x02, 0xFFFE):
        return "-"
    if symbols is not None or 0xF000 <= code <= 0xF0FF:
        sign = marks.symbol(code, symbols)
        if sign is not None:
            return sign
    if code in (0x09, 0x0A, 0x0D, 0xA0, 0x2007, 0x202F):
        return " "
    if code < 0x20 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or 0xE000 <= code <= 0xF8FF:
        return ""
    return chr(code)
