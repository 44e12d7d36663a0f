"""What is drawn on a PDF page: lines, small squares, strokes that may tick them, pictures.

Boxes are on the unrotated page, top-left origin.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from parsers.readers.pdf_paths import Matrix, Path, Subpath, apply, multiply, subpaths
from parsers.readers.pdfium import raw as pdfium
from values.document import Box

MAX_OBJECTS = 12_000
MAX_SEGMENTS = 40_000
MAX_DEPTH = 8
THIN = 3.0
SQUARE = (4.5, 21.0)
"""Sides of what may be a box to tick, in points."""

COVERS = 0.85


@dataclass(slots=True)
class Shapes:
    """The drawings of a page. `hidden` holds the text objects that a page-wide picture is laid over."""

    rules: list[Box] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    solids: list[Box] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    image_cover: float = 0.0
    hidden: set[int] = field(default_factory=set)


@dataclass(slots=True)
class ShapeReader:
    """Walks the objects of one page; `opaque` when no picture of it lets what lies under it be seen."""

    page: Any
    origin: tuple[float, float]
    extent: tuple[float, float]
    opaque: bool = True
    shapes: Shapes = field(default_factory=Shapes)
    _texts: list[int] = field(default_factory=list)
    _objects: int = 0
    _segments: int = 0

    def read(self) -> Shapes:
        """The shapes of the page; above the caps the rest is left out."""
        count = pdfium.FPDFPage_CountObjects(self.page)
        for index in range(count):
            self._visit(pdfium.FPDFPage_GetObject(self.page, index), None, 0)
        self.shapes.image_cover = min(self.shapes.image_cover, 1.0)
        return self.shapes

    def _visit(self, item: Any, outer: Matrix | None, depth: int) -> None:
        self._objects += 1
        if not item or self._objects > MAX_OBJECTS:
            return
        match pdfium.FPDFPageObj_GetType(item):
            case pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts.append(ctypes.addressof(item.contents))
            case pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, outer)
            case pdfium.FPDF_PAGEOBJ_IMAGE:
                self._image(item, outer)
            case pdfium.FPDF_PAGEOBJ_FORM if depth < MAX_DEPTH:
                self._form(item, outer, depth)

    def _form(self, item: Any, outer: Matrix | None, depth: int) -> None:
        inner = multiply(_matrix(item), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            if self._objects > MAX_OBJECTS:
                break
            self._visit(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _image(self, item: Any, outer: Matrix | None) -> None:
        matrix = multiply(_matrix(item), outer)
        corners = [apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        box = self._placed(corners)
        width, height = self.extent
        clipped = max(0.0, min(box[2], width) - max(box[0], 0)) * max(0.0, min(box[3], height) - max(box[1], 0))
        share = clipped / (width * height) if width * height else 0.0
        self.shapes.image_cover += share
        if share >= COVERS and self.opaque:
            self.shapes.hidden.update(self._texts)

    def _path(self, item: Any, outer: Matrix | None) -> None:
        segments = pdfium.FPDFPath_CountSegments(item)
        if not 2 <= segments <= 400 or self._segments > MAX_SEGMENTS:
            return
        self._segments += segments
        path = _draw_mode(item)
        if not path.stroked and not path.filled:
            return
        matrix = multiply(_matrix(item), outer)
        for part in subpaths(item, segments):
            points = [(x - self.origin[0], self.origin[1] - y) for x, y in (apply(matrix, x, y) for x, y in part.points)]
            self._sort(Subpath(points, part.curved, part.closed), path)

    def _placed(self, points: list[tuple[float, float]]) -> Box:
        xs = [x - self.origin[0] for x, _ in points]
        ys = [self.origin[1] - y for _, y in points]
        return (min(xs), min(ys), max(xs), max(ys))

    def _sort(self, part: Subpath, path: Path) -> None:
        """Puts one closed or open line where it belongs."""
        box = part.box
        if not self._on_page(box):
            return
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) < THIN and not part.curved:
            if path.stroked or path.dark:
                self.shapes.rules.append(_centre_line(box))
        elif part.rectangular or (part.curved and part.is_closed):
            self._area(part, box, path)
        else:
            self._open(part, box)

    def _area(self, part: Subpath, box: Box, path: Path) -> None:
        if _is_square(box):
            if path.filled and path.dark:
                self.shapes.solids.append(box)
            elif path.stroked:
                self.shapes.squares.append(box)
        elif max(box[2] - box[0], box[3] - box[1]) < SQUARE[0]:
            self.shapes.strokes.append(box)
        elif path.stroked and not part.curved:
            self.shapes.rules.extend(edges(box))

    def _open(self, part: Subpath, box: Box) -> None:
        straight = [edge for edge in part.edges if edge[0] == edge[2] or edge[1] == edge[3]]
        if len(straight) == len(part.edges):
            self.shapes.rules.extend(straight)
        elif max(box[2] - box[0], box[3] - box[1]) <= 1.6 * SQUARE[1]:
            self.shapes.strokes.append(box)

    def _on_page(self, box: Box) -> bool:
        width, height = self.extent
        return box[2] >= 0 and box[3] >= 0 and box[0] <= width and box[1] <= height


def edges(box: Box) -> Iterator[Box]:
    """The four sides of a box, as thin boxes."""
    x0, y0, x1, y1 = box
    yield (x0, y0, x1, y0)
    yield (x0, y1, x1, y1)
    yield (x0, y0, x0, y1)
    yield (x1, y0, x1, y1)


def _centre_line(box: Box) -> Box:
    x0, y0, x1, y1 = box
    if x1 - x0 >= y1 - y0:
        return (x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    return ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)


def _is_square(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    small, large = SQUARE
    return small <= width <= large and small <= height <= large and 0.7 <= width / height <= 1.45


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _draw_mode(item: Any) -> Path:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    filled = bool(fill.value)
    return Path(stroked=bool(stroke.value), filled=filled, dark=filled and _is_dark(item))


def _is_dark(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return True
    light = (0.3 * red.value + 0.59 * green.value + 0.11 * blue.value) / 255
    return light < 0.6 and alpha.value > 100
