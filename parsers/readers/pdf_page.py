"""One PDF page: its characters, drawings and form fields put together into a `Page`."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from parsers.readers.flow import settled
from parsers.readers.frame import turn, turn_back
from parsers.readers.grid import grid
from parsers.readers.lines import around, lines
from parsers.readers.pdf_chars import Char, CharReader
from parsers.readers.pdf_fields import Annotations
from parsers.readers.pdf_shapes import ShapeReader, Shapes
from parsers.readers.pdf_ticks import ticks
from parsers.readers.pdf_words import words
from parsers.readers.pdfium import raw as pdfium
from values.document import UNCHECKED, Box, Line, Page, Source, Word


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible part of a page in PDF space, and how it is turned."""

    left: float
    top: float
    width: float
    height: float
    rotation: int

    @property
    def origin(self) -> tuple[float, float]:
        """Left and top in PDF space."""
        return self.left, self.top

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of the unrotated page."""
        return self.width, self.height


def sheet(page: Any) -> Sheet:
    """The visible part of an open pdfium page."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, rect)
    rotation = pdfium.FPDFPage_GetRotation(page) % 4 * 90
    return Sheet(rect.left, rect.top, abs(rect.right - rect.left), abs(rect.top - rect.bottom), rotation)


def read(page: Any, number: int, place: Sheet, over: Annotations) -> Page:
    """The page, read; `over` is what lies over it (fields, typed remarks)."""
    shapes = ShapeReader(page, place.origin, place.extent, over.opaque).read()
    chars = _chars(page, place, shapes)
    angles = Counter(char.angle for char in chars if not char.text.isspace())
    main = angles.most_common(1)[0][0] if angles else place.rotation
    found = [_turned(main, chars, shapes, over, place)]
    found += [_turned(angle, chars, Shapes(), Annotations(), place) for angle in angles if angle != main]
    every = tuple(line for one in found for line in one.lines)
    return Page(
        number=number,
        lines=every,
        width=round(place.width, 2),
        height=round(place.height, 2),
        rotation=place.rotation,
        rules=tuple(rule for one in found for rule in one.rules),
        image_cover=round(shapes.image_cover, 3),
        text_source=_source(every),
    )


def _source(every: tuple[Line, ...]) -> str:
    sources = Counter(word.source for line in every for word in line.words if word.text)
    if not sources:
        return "none"
    return "ocr" if set(sources) == {Source.OCR} else "text"


def _chars(page: Any, place: Sheet, shapes: Shapes) -> list[Char]:
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return []
    try:
        return CharReader(text_page, place.origin, place.extent, shapes.hidden).read()
    finally:
        pdfium.FPDFText_ClosePage(text_page)


@dataclass(frozen=True, slots=True)
class _Read:
    lines: tuple[Line, ...]
    rules: tuple[Box, ...]


def _turned(angle: int, chars: list[Char], shapes: Shapes, over: Annotations, place: Sheet) -> _Read:
    """The text of one direction, read upright and turned back to the page."""
    width, height = place.extent

    def to(box: Box) -> Box:
        return turn(box, angle, width, height)

    def back(box: Box) -> Box:
        x0, y0, x1, y1 = turn_back(box, angle, width, height)
        return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))

    mine = [char for char in chars if char.angle == angle]
    if angle:
        mine = [_upright(char, angle, place) for char in mine]
    printed = words(mine)
    typed = tuple(_moved(word, to(word.box)) for word in over.typed if word.box)
    values = [_moved(word, to(word.box)) if word.box else word for word in over.values]
    solids, strokes = [to(b) for b in shapes.solids], [to(b) for b in shapes.strokes + over.strokes]
    boxes = ticks(printed.words + typed, [to(b) for b in shapes.squares], solids, strokes, [to(b) for b in over.buttons])
    hollow = any(word.text == UNCHECKED for word in (*boxes.words, *boxes.boxes))
    drawn = _distinct([to(rule) for rule in shapes.rules] + list(boxes.rules))
    every = lines([*settled(boxes.words, hollow), *boxes.boxes, *values], [*drawn, *printed.leaders], grid(drawn))
    turned_lines = tuple(_line(line, back) for line in every)
    return _Read(turned_lines, tuple(back(rule) for rule in [*drawn, *printed.leaders]))


def _upright(char: Char, angle: int, place: Sheet) -> Char:
    x0, y0, x1, y1 = turn((char.x0, char.y0, char.x1, char.y1), angle, place.width, place.height)
    return replace(char, x0=x0, y0=y0, x1=x1, y1=y1)


def _moved(word: Word, box: Box) -> Word:
    return replace(word, box=box)


def _line(line: Line, back: Callable[[Box], Box]) -> Line:
    moved = tuple(_moved(word, back(word.box)) if word.box else word for word in line.words)
    return replace(line, words=moved, box=around(word.box for word in moved))


def _distinct(rules: list[Box]) -> list[Box]:
    """Each rule once, to the point."""
    kept: dict[tuple[int, int, int, int], Box] = {}
    for rule in rules:
        kept.setdefault((round(rule[0]), round(rule[1]), round(rule[2]), round(rule[3])), rule)
    return list(kept.values())
