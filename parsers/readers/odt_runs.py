"""The inside of an OpenDocument paragraph: text with its looks, breaks, fields and controls in order; frames are put aside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.readers import flow
from parsers.readers.docx_xml import Element, attribute, count, name
from parsers.readers.flow import BREAK, Item, Piece
from parsers.readers.odt_controls import Controls, FieldMark, content_control, input_field
from parsers.readers.odt_styles import Look, Styles
from values.document import Word

SKIPPED = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "note-citation", "ruby-text", "param", "label", "event-listeners")
)
FIELDS = frozenset(("text-input", "placeholder", "drop-down", "content-control", "fieldmark", "fieldmark-start", "fieldmark-end"))
MAX_BLANKS = 100
_DRAWN = "{urn:oasis:names:tc:opendocument:xmlns:drawing:"
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Runs:
    """Reads paragraphs. `boxes` collects frames, shapes and notes met on the way, `floating` the controls that are not in the
    line: both are read after their paragraph. An old form field may run over several paragraphs."""

    styles: Styles
    controls: Controls
    boxes: list[Element] = field(default_factory=list)
    floating: list[Element] = field(default_factory=list)
    _fields: list[FieldMark] = field(default_factory=list)

    def rows(self, paragraph: Element, look: Look) -> Iterator[list[Word]]:
        """The words of a paragraph; a line break in it parts them."""
        row: list[Item] = []
        for item in self._items(paragraph, look):
            if isinstance(item, Piece) and item.text == BREAK:
                yield flow.joined(row)
                row = []
            else:
                row.append(item)
        yield flow.joined(row)

    def _items(self, element: Element, look: Look) -> Iterator[Item]:
        yield from self._text(element.text, look)
        for one in element:
            if name(one) not in SKIPPED:
                yield from self._child(one, look)
            yield from self._text(one.tail, look)

    def _text(self, text: str | None, look: Look) -> Iterator[Item]:
        if not text:
            return
        piece = look.piece(_BLANKS.sub(" ", text))
        inner = next((one for one in reversed(self._fields) if one.is_field), None)
        if inner is not None:
            inner.result.append(piece.text)
        elif look.shown:
            yield piece

    def _child(self, one: Element, look: Look) -> Iterator[Item]:
        match name(one):
            case "span":
                yield from self._items(one, self.styles.span(attribute(one, "style-name"), look))
            case "s":
                yield from self._text(" " * min(count(attribute(one, "c"), 1), MAX_BLANKS), look)
            case "tab":
                yield Piece("\t")
            case "line-break":
                yield Piece(BREAK)
            case "note" | "note-body":
                self.boxes.append(one)
            case kind if kind in FIELDS:
                yield from self._entry(one, look)
            case "hidden-text" if attribute(one, "is-hidden") == "true":
                return
            case kind if str(one.tag).startswith(_DRAWN) and kind != "a":
                yield from self._drawn(one)
            case _:
                yield from self._items(one, look)

    def _entry(self, one: Element, look: Look) -> Iterator[Item]:
        """A place to answer in."""
        match name(one):
            case "content-control":
                yield content_control(one, self._plain(one, look))
            case kind if kind.startswith("fieldmark"):
                yield from self._field(one)
            case _:
                yield input_field(one, self._plain(one, look))

    def _plain(self, element: Element, look: Look) -> str:
        return "".join(item.text for item in self._items(element, look))

    def _field(self, mark: Element) -> Iterator[Item]:
        kind = name(mark)
        if kind != "fieldmark-end":
            self._fields.append(FieldMark(mark))
        if kind != "fieldmark-start" and self._fields:
            closed = self._fields.pop()
            if closed.is_field:
                yield closed.word()

    def _drawn(self, one: Element) -> Iterator[Item]:
        if name(one) != "control":
            self.boxes.append(one)
        elif attribute(one, "anchor-type") in ("paragraph", "page", "frame"):
            self.floating.append(one)
        else:
            yield from self.controls.shown(one)
