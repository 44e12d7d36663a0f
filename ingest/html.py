"""An HTML body as the text that a person sees: blocks are lines, table cells stand apart by a tab, boxes are ☒ or ☐.

A tokenizer of our own, linear whatever is left open: `html.parser` starts over at each unclosed tag of a hostile page.
"""

import re
from html import unescape

MAX_HTML = 3_000_000
MAX_TABLES = 20
MAX_CELL = 300

# Marks of the layout, characters that no text holds once it is decoded (`charsets.clean`).
_ROW, _ROW_END, _CELL, _QUOTE, _UNQUOTE = "\x01", "\x02", "\x03", "\x04", "\x05"

_HIDDEN = re.compile(r"(?i)<(script|style|head|title|template|noscript|svg|math)\b")
_TOKEN = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})((?:[^<>\"']|\"[^\"<]{0,9000}\"|'[^'<]{0,9000}')*)>"
    r"|<(/?)([A-Za-z][A-Za-z0-9:]{0,30})([^<>]*)>"
    r"|<[!?/][^<>]*>"
    r"|[^<]+|<"
)
_ATTRIBUTE = re.compile(r"([A-Za-z][A-Za-z\-]{0,30})(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_SPACES = re.compile(r"[ \n\r\f\v]+")
_MARGINS = re.compile(r" *(\n|\t) *")
_INNER_ROW = re.compile(f"{_ROW}([^{_ROW}{_ROW_END}]*){_ROW_END}")
_EMPTY = re.compile(r"\n{3,}")

_BLOCKS = re.compile(
    r"address|article|aside|body|caption|center|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|html|legend|li|main|nav|ol"
    r"|option|p|pre|section|select|tbody|textarea|tfoot|thead|ul"
)
_SPACED = re.compile(r"p|h[1-3]|ul|ol")


def to_text(page: str) -> str:
    """The readable text of a page; never raises.

    >>> to_text("<p>Nom&nbsp;: <b>DUPONT</b></p><table><tr><td>D&eacute;but</td><td>02/03/2026</td></tr></table>")
    'Nom\\xa0: DUPONT\\n\\nDébut\\t02/03/2026'
    """
    writer = _Writer()
    for found in _TOKEN.finditer(_visible(page[:MAX_HTML])):
        name = found[2] or found[5]
        if name:
            writer.tag(name.lower(), bool(found[1] or found[4]), found[3] or found[6] or "")
        elif not found[0].startswith("<") or found[0] == "<":
            writer.text(unescape(found[0]))
    return writer.result()


def _visible(page: str) -> str:
    """The page without comments, scripts, styles and heads."""
    return _cut_elements(_cut_comments(page))


def _cut_comments(page: str) -> str:
    kept, at = [], 0
    while (begin := page.find("<!--", at)) >= 0:
        kept.append(page[at:begin])
        end = page.find("-->", begin + 4)
        if end < 0:
            return "".join(kept) + page[begin + 4 :]
        at = end + 3
    return "".join(kept) + page[at:]


def _cut_elements(page: str) -> str:
    """Without the elements that are not shown; one that is never closed hides nothing but its own tag."""
    kept, at, lower = [], 0, page.lower()
    unclosed: set[str] = set()
    for found in _HIDDEN.finditer(page):
        name = found[1].lower()
        if found.start() < at or name in unclosed:
            continue
        end = lower.find(f"</{name}", found.end())
        if end < 0:
            unclosed.add(name)
            continue
        kept.append(page[at : found.start()])
        at = end
    return "".join(kept) + page[at:]


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(text[:9000])}


class _Writer:
    """Writes the text as tags and characters come; rows, cells and quotations are marked, and laid out at the end."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._rows: list[bool] = []
        self._in_cell = False
        self._link: str | None = None
        self._pre = 0

    def text(self, text: str) -> None:
        """Characters between tags; blanks count as one."""
        if not self._pre:
            text = _SPACES.sub(" ", text.replace("\t", " "))
            text = text.lstrip(" ") if self._out and self._out[-1].endswith((" ", "\n")) else text
        self._out.append(text)

    def tag(self, name: str, closing: bool, rest: str) -> None:
        """A tag, opening or closing."""
        if name in ("td", "th"):
            self._out.append(_CELL if closing or self._in_cell else "")
            self._in_cell = not closing
        elif name in ("table", "tr"):
            self._table(name, closing)
        elif name == "br":
            self._out.append("\n")
        elif name == "a":
            self._anchor(closing, rest)
        elif name == "input":
            self._input(_attributes(rest))
        elif name == "blockquote":
            self._out.append(f"\n{_UNQUOTE if closing else _QUOTE}\n")
        elif _BLOCKS.fullmatch(name):
            self._block(name, closing)

    def _table(self, name: str, closing: bool) -> None:
        """Rows may be left open: a new row, or the end of the table, closes the row before."""
        if not self._rows or name == "table" and not closing and len(self._rows) < MAX_TABLES:
            self._rows.append(False)
        if (closing or name == "tr") and self._rows[-1]:
            self._out.append(_ROW_END)
            self._rows[-1] = False
        if name == "tr" and not closing:
            self._in_cell = False
            self._out.append(_ROW)
            self._rows[-1] = True
        elif name == "table":
            self._out.append("\n")
            if closing:
                self._rows.pop()

    def _block(self, name: str, closing: bool) -> None:
        if name == "pre":
            self._pre = max(0, self._pre + (-1 if closing else 1))
        if self._out and not self._out[-1].endswith("\n"):
            self._out.append("\n")
        if _SPACED.fullmatch(name):
            self._out.append("\n")
        if name == "li" and not closing:
            self._out.append("- ")

    def _anchor(self, closing: bool, rest: str) -> None:
        """The address of a link follows its words, unless they are the address."""
        if not closing:
            self._link = _attributes(rest).get("href")
            return
        if self._link and self._link.startswith(("http://", "https://")) and self._link not in "".join(self._out[-3:]):
            self._out.append(f" <{self._link}>")
        self._link = None

    def _input(self, said: dict[str, str]) -> None:
        kind = said.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            self._out.append("☒ " if "checked" in said else "☐ ")
        elif kind not in ("hidden", "submit", "button", "password", "image", "reset") and said.get("value"):
            self._out.append(said["value"])

    def result(self) -> str:
        """The text, tidied: margins cut, no more than one empty line in a row, quotations marked by `>`."""
        text = _laid_out("".join(self._out).replace("\u00ad", ""))
        return _EMPTY.sub("\n\n", _quoted(_MARGINS.sub(r"\1", text))).strip()


def _laid_out(text: str) -> str:
    """The rows of tables, the innermost first: short cells side by side, the long ones of a page's layout one below the other."""
    for _ in range(MAX_TABLES):
        text, count = _INNER_ROW.subn(lambda found: _row(found[1]), text)
        if not count:
            break
    return re.sub(f"[{_ROW}{_ROW_END}{_CELL}]", "\n", text)


def _row(row: str) -> str:
    cells = [cell.strip(" \n") for cell in row.split(_CELL)]
    while cells and not cells[-1]:
        cells.pop()
    if all(len(cell) <= MAX_CELL and cell.count("\n") <= 3 for cell in cells):
        return "\n" + "\t".join(_SPACES.sub(" ", cell) for cell in cells) + "\n"
    return "\n" + "\n".join(cells) + "\n"


def _quoted(text: str) -> str:
    lines, depth = [], 0
    for line in text.split("\n"):
        if line == _QUOTE:
            depth += 1
        elif line == _UNQUOTE:
            depth = max(0, depth - 1)
        else:
            lines.append("> " * min(depth, 5) + line.rstrip("\t "))
    return "\n".join(lines)
