"""Pages turned so that their text runs from left to right, and the places of readings turned back.

What /Rotate says is asked only where no line has two words: papers are scanned, and turned by hand, in every direction.
"""

from collections import Counter
from dataclasses import replace

from parsers.readers.frame import turn_back, upright
from values.document import Document, Page
from values.form import Reading


def faced(document: Document) -> Document:
    """The document with each page in the frame of its text; `rotation` of a page is then the angle that its text runs at."""
    return replace(document, pages=tuple(upright(replace(page, rotation=angle(page))) for page in document.pages))


def angle(page: Page) -> int:
    """The angle, counter-clockwise, at which the text of a page runs: told by the order of the words of its lines."""
    votes: Counter[int] = Counter()
    for line in page.lines:
        boxes = [word.box for word in line.words if word.box and word.text]
        for a, b in zip(boxes, boxes[1:], strict=False):
            across, down = (b[0] + b[2] - a[0] - a[2]) / 2, (b[1] + b[3] - a[1] - a[3]) / 2
            votes[(0 if across > 0 else 180) if abs(across) >= abs(down) else (90 if down < 0 else 270)] += 1
    return votes.most_common(1)[0][0] if votes else page.rotation


def placed_back(reading: Reading, document: Document) -> Reading:
    """A reading of a faced document with its place on the page as it is kept; its rivals too."""
    page = next((page for page in document.pages if page.number == reading.page), None)
    if page is None or reading.bbox is None or not page.rotation % 360:
        return reading
    width, height = (page.height, page.width) if page.rotation % 180 else (page.width, page.height)
    rivals = tuple(placed_back(rival, document) for rival in reading.rivals)
    return replace(reading, bbox=turn_back(reading.bbox, page.rotation, width, height), rivals=rivals)
