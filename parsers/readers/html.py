"""HTML files: blocks become lines, cells of tables say where they stand, ticked inputs are boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as parser

from parsers.readers import flow
from parsers.readers.limits import Limits
from parsers.readers.text import decoded
from values.document import CHECKED, UNCHECKED, Cell, Document, Line

BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset")
    + ("figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol")
    + ("option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul")
)
SILENT = frozenset(("script", "style", "head", "template", "noscript", "svg", "object", "iframe"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "title", "legend"))
MAX_SPAN = 1_000


def read(document: Document, content: bytes, limits: Limits) -> Document:
    """The document with the lines of a page of HTML."""
    text = decoded(content)
    problem = "too_large" if len(text) > limits.characters else None
    root = _root(text[: limits.characters])
    return flow.paged(document, _Blocks().lines(root) if root is not None else (), problem)


def _root(text: str) -> etree._Element | None:
    """The tree of a page; the charset it names is void, since its bytes are decoded."""
    encoded = text.encode("utf-8", "replace")
    tree = parser.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return parser.document_fromstring(encoded, parser=tree) if encoded.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = 0
    cell: Cell | None = None
    taken: set[tuple[int, int]] = field(default_factory=set)

    def next_cell(self, element: etree._Element) -> None:
        """Moves to the next free place; spans are kept."""
        self.row = max(self.row, 0)
        while (self.row, self.column) in self.taken:
            self.column += 1
        rows, columns = _span(element, "rowspan"), _span(element, "colspan")
        self.cell = Cell(self.number, self.row, self.column, rows, columns)
        if rows > 1:
            self.taken.update((self.row + r, self.column + c) for r in range(1, min(rows, 60)) for c in range(min(columns, 60)))
        self.column += columns


def _span(element: etree._Element, name: str) -> int:
    value = (element.get(name) or "1").strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() else 1


@dataclass(slots=True)
class _Blocks:
    tables: list[_Table] = field(default_factory=list)
    count: int = 0
    text: list[str] = field(default_factory=list)
    heading: bool = False

    def lines(self, root: etree._Element) -> Iterator[Line]:
        """The lines under an element; walks without recursion."""
        silent: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = element.tag if isinstance(element.tag, str) else ""
            if event == "start" and silent is None:
                if name in SILENT or _is_hidden(element):
                    silent = element
                    continue
                yield from self._start(name, element)
            elif event == "end":
                if silent is None:
                    yield from self._end(name)
                elif silent is element:
                    silent = None
                if silent is None and element.tail:
                    self.text.append(element.tail)
        yield from self._flush()

    def _start(self, name: str, element: etree._Element) -> Iterator[Line]:
        if name in BLOCKS:
            yield from self._flush()
        if name == "table":
            self.tables.append(_Table(self.count))
            self.count += 1
        elif self.tables and name == "tr":
            self.tables[-1].row += 1
            self.tables[-1].column = 0
        elif self.tables and name in ("td", "th"):
            self.tables[-1].next_cell(element)
        elif name == "input":
            self.text.append(_input(element))
        self.heading = self.heading or name in HEADINGS
        if element.text:
            self.text.append(element.text)

    def _end(self, name: str) -> Iterator[Line]:
        if name in BLOCKS:
            yield from self._flush()
        if self.tables and name in ("td", "th"):
            self.tables[-1].cell = None
        elif self.tables and name == "table":
            self.tables.pop()
        if name in HEADINGS:
            self.heading = False

    def _flush(self) -> Iterator[Line]:
        text = " ".join("".join(self.text).split())
        self.text.clear()
        if text:
            cell = self.tables[-1].cell if self.tables else None
            made = flow.line(text, cell)
            yield Line(made.words, cell=cell, heading=self.heading)


def _input(element: etree._Element) -> str:
    """What an input shows."""
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return f" {CHECKED if element.get('checked') is not None else UNCHECKED} "
    return f" {element.get('value') or ''} " if kind in ("text", "email", "tel", "date", "number") else ""


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None
