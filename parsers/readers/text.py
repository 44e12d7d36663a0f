"""Plain text: a mail's own body, a .txt or .csv; one line of it is one line, tabs part the cells of a table."""

from collections.abc import Iterator

from parsers.readers import flow
from parsers.readers.limits import Limits
from values.document import Cell, Document, Line


def read(document: Document, content: bytes, limits: Limits) -> Document:
    """The document with the lines of a text."""
    text = decoded(content[: 4 * limits.characters])
    problem = "too_large" if len(text) > limits.characters else None
    return flow.paged(document, lines(text[: limits.characters]), problem)


def decoded(content: bytes) -> str:
    """The text of bytes: by its mark, as UTF-8, else as Windows writes French."""
    for mark, charset in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if content.startswith(mark):
            return content[len(mark) :].decode(charset, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def lines(text: str) -> Iterator[Line]:
    """The lines of a text; neighbouring lines with tabs inside are the rows of a table."""
    table, row = -1, -1
    for written in text.splitlines():
        parts = written.strip(" \t").split("\t")
        if len(parts) == 1:
            row = -1
            yield flow.line(written)
            continue
        table, row = (table + 1, 0) if row < 0 else (table, row + 1)
        for column, part in enumerate(parts):
            yield flow.line(part, Cell(table, row, column))
