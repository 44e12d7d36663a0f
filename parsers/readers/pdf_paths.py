"""The lines of a PDF path object: its points, its closed and open parts, and matrices to place them."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from parsers.readers.pdfium import raw as pdfium
from values.document import Box

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
FLAT = 0.8
"""How far, in points, a line may lean and still be taken as upright or level."""


@dataclass(frozen=True, slots=True)
class Path:
    """How a path is painted; `dark` when its filling is."""

    stroked: bool
    filled: bool
    dark: bool


@dataclass(frozen=True, slots=True)
class Subpath:
    """One line of a path, from a move to the next."""

    points: list[Point]
    curved: bool
    closed: bool

    @property
    def box(self) -> Box:
        """The box around its points."""
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return (min(xs), min(ys), max(xs), max(ys))

    @property
    def is_closed(self) -> bool:
        """Whether it ends where it began."""
        return self.closed or (len(self.points) > 2 and _near(self.points[0], self.points[-1]))

    @property
    def edges(self) -> list[Box]:
        """Its straight pieces; those that hardly lean are made level or upright."""
        ends = self.points[1:] + (self.points[:1] if self.closed else [])
        return [_edge(a, b) for a, b in zip(self.points, ends, strict=False) if a != b]

    @property
    def rectangular(self) -> bool:
        """Whether it is a rectangle with level and upright sides."""
        distinct = self.points[:-1] if len(self.points) == 5 and _near(self.points[0], self.points[-1]) else self.points
        if self.curved or len(distinct) != 4:
            return False
        x0, y0, x1, y1 = self.box
        return all(min(abs(x - x0), abs(x - x1)) < FLAT and min(abs(y - y0), abs(y - y1)) < FLAT for x, y in distinct)


def _near(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < FLAT and abs(a[1] - b[1]) < FLAT


def _edge(a: Point, b: Point) -> Box:
    if abs(a[0] - b[0]) < FLAT:
        x = (a[0] + b[0]) / 2
        return (x, min(a[1], b[1]), x, max(a[1], b[1]))
    if abs(a[1] - b[1]) < FLAT:
        y = (a[1] + b[1]) / 2
        return (min(a[0], b[0]), y, max(a[0], b[0]), y)
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """A point, moved by a matrix."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def multiply(inner: Matrix, outer: Matrix | None) -> Matrix:
    """The matrix that applies `inner` first, then `outer`."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def subpaths(item: Any, segments: int) -> Iterator[Subpath]:
    """The lines of a path object, in its own space."""
    points: list[Point] = []
    curved = closed = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield Subpath(points, curved, closed)
            points, curved, closed = [], False, False
        points.append((x.value, y.value))
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        closed = closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
    if len(points) > 1:
        yield Subpath(points, curved, closed)
