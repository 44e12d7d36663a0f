"""The inside of a Word paragraph: runs, symbols, breaks, fields and controls in order, deletions left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.readers import flow, marks
from parsers.readers.docx_controls import Control, LegacyField
from parsers.readers.docx_xml import Element, attribute, child, is_on, name
from parsers.readers.flow import BREAK, Item, Piece
from values.document import Word

SKIPPED = frozenset(("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "commentReference", "annotationRef"))


@dataclass(slots=True)
class Runs:
    """Reads paragraphs; a legacy field may run over several, so one reader goes through the whole document.

    `boxes` collects the text boxes met on the way, to be read after their paragraph.
    """

    boxes: list[Element] = field(default_factory=list)
    _fields: list[LegacyField] = field(default_factory=list)

    def lines(self, paragraph: Element) -> Iterator[list[Word]]:
        """The words of a paragraph; a line break in it parts them."""
        row: list[Item] = []
        for item in self._items(paragraph):
            if isinstance(item, Piece) and item.text == BREAK:
                yield flow.joined(row)
                row = []
            else:
                row.append(item)
        yield flow.joined(row)

    def text(self, element: Element) -> str:
        """The text that an element shows, its fields and controls included."""
        return "".join(item.text for item in self._items(element))

    def _items(self, element: Element) -> Iterator[Item]:
        for one in element:
            kind = name(one)
            if kind in SKIPPED:
                continue
            if kind == "r":
                yield from self._run(one)
            elif kind == "sdt":
                yield from self._control(one)
            elif kind == "AlternateContent":
                yield from self._items(preferred(one))
            elif kind == "p":
                yield from self._items(one)
                yield Piece(BREAK)
            else:
                yield from self._items(one)

    def _control(self, element: Element) -> Iterator[Item]:
        control, content = Control(child(element, "sdtPr")), child(element, "sdtContent")
        if content is None:
            return
        if control.is_value and (control.is_box or not holds_controls(content)):
            yield control.word(self.text(content).strip())
        else:
            yield from self._items(content)

    def _run(self, run: Element) -> Iterator[Item]:
        look = child(run, "rPr")
        if is_on(look, "vanish"):
            return
        struck = is_on(look, "strike") or is_on(look, "dstrike")
        for one in run:
            for item in self._content(one, look):
                if self._fields:
                    yield from self._into_field(item)
                elif not struck or isinstance(item, Word):
                    yield item

    def _into_field(self, item: Item) -> Iterator[Item]:
        """Text inside a form's field is its value; inside another field it is text."""
        inner = next((one for one in reversed(self._fields) if one.kind), None)
        if inner is None:
            if self._fields[-1].in_result or isinstance(item, Word):
                yield item
        elif isinstance(item, Word):
            yield item
        elif inner.in_result:
            inner.result.append(item.text)

    def _content(self, one: Element, look: Element | None) -> Iterator[Item]:
        match name(one):
            case "t":
                yield _piece(one.text or "", look)
            case "tab" | "ptab":
                yield Piece("\t")
            case "br" | "cr":
                yield Piece(BREAK)
            case "noBreakHyphen":
                yield Piece("-")
            case "sym":
                yield Piece(_symbol(one))
            case "fldChar":
                yield from self._field(one)
            case "instrText" if self._fields:
                self._fields[-1].instruction += one.text or ""
            case "AlternateContent":
                yield from self._content_of(preferred(one), look)
            case "drawing" | "pict" | "object":
                self.boxes.extend(_text_boxes(one))

    def _content_of(self, element: Element, look: Element | None) -> Iterator[Item]:
        for one in element:
            yield from self._content(one, look)

    def _field(self, mark: Element) -> Iterator[Item]:
        match attribute(mark, "fldCharType"):
            case "begin":
                self._fields.append(LegacyField(child(mark, "ffData")))
            case "separate" if self._fields:
                self._fields[-1].in_result = True
            case "end" if self._fields:
                closed = self._fields.pop()
                if closed.kind:
                    yield closed.word()


def _piece(text: str, look: Element | None) -> Piece:
    fonts = child(look, "rFonts")
    face = "" if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
    return Piece(marks.written_in(text, face), bold=is_on(look, "b"), size=_size(look))


def _size(look: Element | None) -> float:
    found = child(look, "sz")
    half = "" if found is None else attribute(found, "val") or ""
    return int(half) / 2 if half.isascii() and half.isdigit() else 0.0


def _symbol(one: Element) -> str:
    """The character of a `w:sym`: a code of a symbol font."""
    code = attribute(one, "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return marks.symbol(number, marks.symbol_font(attribute(one, "font") or "")) or ""


def preferred(alternate: Element) -> Element:
    """The first choice of alternate contents: what they hold is the same text."""
    found = child(alternate, "Choice")
    if found is None:
        found = child(alternate, "Fallback")
    return found if found is not None else alternate


def _text_boxes(element: Element) -> Iterator[Element]:
    """The text boxes under a drawing, outermost, each once."""
    for one in element:
        if name(one) == "txbxContent":
            yield one
        elif name(one) == "AlternateContent":
            yield from _text_boxes(preferred(one))
        else:
            yield from _text_boxes(one)


def holds_controls(content: Element) -> bool:
    """Whether another control, a legacy field or a table stands inside."""
    return any(name(one) in ("sdt", "tbl", "ffData") for one in content.iter())
