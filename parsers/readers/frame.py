"""Turning boxes between the unrotated page, where they are kept, and the upright page, where they are read.

An angle is a multiple of 90, counter-clockwise: the direction in which the text runs on the unrotated page. A page with
/Rotate R shows upright the text that runs at R.
"""

from dataclasses import replace

from values.document import Box, Line, Page


def turn(box: Box, angle: int, width: float, height: float) -> Box:
    """The box in the frame where text of this angle runs from left to right; `width` and `height` are the page's own."""
    x0, y0, x1, y1 = box
    match angle % 360:
        case 90:
            return (height - y1, x0, height - y0, x1)
        case 180:
            return (width - x1, height - y1, width - x0, height - y0)
        case 270:
            return (y0, width - x1, y1, width - x0)
        case _:
            return box


def turn_back(box: Box, angle: int, width: float, height: float) -> Box:
    """The inverse of `turn`, `width` and `height` being the page's own, not the frame's."""
    if angle % 180:
        width, height = height, width
    return turn(box, -angle % 360, width, height)


def upright(page: Page) -> Page:
    """The page as people see it: the same lines and rules with their boxes turned by /Rotate."""
    if not page.rotation % 360 or not page.width:
        return page

    def turned(box: Box | None) -> Box | None:
        return None if box is None else turn(box, page.rotation, page.width, page.height)

    def line(one: Line) -> Line:
        return replace(one, box=turned(one.box), words=tuple(replace(w, box=turned(w.box)) for w in one.words))

    swap = page.rotation % 180 != 0
    return replace(
        page,
        lines=tuple(line(one) for one in page.lines),
        rules=tuple(turn(rule, page.rotation, page.width, page.height) for rule in page.rules),
        width=page.height if swap else page.width,
        height=page.width if swap else page.height,
    )
