"""The signs of forms inside a text: boxes to tick, leaders to write on, and the words between them.

A text is cut into tokens. The same signs are met in every format: characters (`☐`, `□`, `✔`), characters of symbol fonts
(Wingdings, ZapfDingbats, Webdings), typed brackets (`[x]`, `( )`), and leaders (`.....`, `____`, `. . . .`, `;;;;`).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from values.document import CHECKED, UNCHECKED


class Sign(Enum):
    """What a token is. `SOLID` and `CHECK` are a ticked box only where there are hollow boxes too: else they are bullets."""

    WORD = "word"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    SOLID = "solid"
    CHECK = "check"
    LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a text and its place in it."""

    text: str
    sign: Sign
    start: int
    end: int


TICKED = "☑☒⊠⮽🗷🗹🗸⌧◉⦿🅇🅧"
HOLLOW = "☐□▢◻◽❏❐❑❒⬜⬚▯⃞"
SOLID = "■◼◾⬛"
CHECK = "✓✔✗✘☓❌✕✖"

_MARK = re.compile(
    rf"(?P<checked>[{TICKED}]|\[\s{{0,3}}[xX{CHECK}]\s{{0,3}}\]|(?<![\w)])\(\s{{0,3}}[xX{CHECK}]\s{{0,3}}\))"
    rf"|(?P<unchecked>[{HOLLOW}]|\[[\s_]{{0,4}}\]|(?<![\w)])\([\s_]{{1,4}}\))"
    rf"|(?P<solid>[{SOLID}])"
    rf"|(?P<check>[{CHECK}])"
    r"|(?P<leader>\.{2,}|(?:\.\s{1,2}){3,}\.?|…+(?:\s?[.…]+)*|_{2,}|(?:_\s){2,}_?|(?<![\w@])_(?![\w@])|-{3,}|(?:-\s){3,}-?"
    r"|[–—]{2,}|;{3,}|(?:;\s){3,};?|·{3,}|(?:·\s){3,}|:{4,}|={4,}|\*{4,}|~{3,}|[|¦])"
)
_WORD = re.compile(r"\S+")

_SYMBOL_FONTS: dict[str, dict[int, str]] = {
    "wingdings2": {0x52: "☑", 0x53: "☒", 0x54: "☒", 0x51: "☒", 0xA3: "□", 0x2A: "□", 0x50: "✓", 0x4F: "✗", 0xA2: "■"},
    "wingdings": {
        0xFE: "☑",
        0xFD: "☒",
        0x78: "☒",
        0xA8: "□",
        0x6F: "□",
        0x71: "❑",
        0x72: "❒",
        0xFC: "✓",
        0xFB: "✗",
        0x6E: "■",
        0xA7: "•",
        0xD8: "•",
        0xA4: "◉",
        0x28: "☎",
        0x2A: "✉",
    },
    "webdings": {0x63: "□", 0x61: "✔", 0x67: "■", 0x72: "✗"},
    "zapfdingbats": {0x33: "✓", 0x34: "✔", 0x35: "✕", 0x36: "✖", 0x37: "✗", 0x38: "✘", 0x6E: "■", 0x6F: "❏", 0x71: "❑"},
    "dingbats": {0x33: "✓", 0x34: "✔", 0x35: "✕", 0x36: "✖", 0x37: "✗", 0x38: "✘", 0x6E: "■", 0x6F: "❏", 0x71: "❑"},
    "symbol": {0xB7: "•", 0xA0: " "},
}
# Wingdings' own first half as the fonts' private codes: what a PDF of Word gives when it keeps them.
_PRIVATE = {0xF000 + code: sign for code, sign in _SYMBOL_FONTS["wingdings"].items()}


def symbol_font(name: str) -> str | None:
    """The symbol font that a font's name stands for, or None for a font of letters.

    >>> symbol_font("ABCDEF+Wingdings-Regular"), symbol_font("Arial")
    ('wingdings', None)
    """
    folded = re.sub(r"[^a-z0-9]", "", name.rpartition("+")[2].lower())
    return next((known for known in _SYMBOL_FONTS if folded.startswith(known)), None)


def symbol(code: int, font: str | None) -> str | None:
    """The character that a code of a symbol font stands for, None when it is no sign of ours.

    >>> symbol(0xF0FE, None), symbol(0xFE, "wingdings"), symbol(0x41, "wingdings")
    ('☑', '☑', None)
    """
    if font is not None:
        low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
        return _SYMBOL_FONTS[font].get(low)
    return _PRIVATE.get(code)


def written_in(text: str, face: str) -> str:
    """The text that a run in a font shows: codes of a symbol font as the signs that they draw.

    Unknown private codes are dropped; letters are kept, since text typed after a symbol often keeps its font by mistake.

    >>> written_in("\uf0a8 Oui", "Wingdings"), written_in("Oui", "Arial")
    ('□ Oui', 'Oui')
    """
    font = symbol_font(face) if face else None
    if font is None and not any("\uf000" <= c <= "\uf0ff" for c in text):
        return text
    return "".join(symbol(ord(c), font) or ("" if "\ue000" <= c <= "\uf8ff" else c) for c in text)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, in order.

    >>> [(t.text, t.sign.value) for t in tokens("Nom : .......DUPONT [x] oui")]
    [('Nom', 'word'), (':', 'word'), ('.......', 'leader'), ('DUPONT', 'word'), ('[x]', 'checked'), ('oui', 'word')]
    """
    start = 0
    for mark in _MARK.finditer(text):
        yield from _words(text, start, mark.start())
        yield Token(mark[0], Sign(mark.lastgroup), mark.start(), mark.end())
        start = mark.end()
    yield from _words(text, start, len(text))


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for word in _WORD.finditer(text, start, end):
        yield Token(word[0], Sign.WORD, word.start(), word.end())


def clean(text: str) -> str:
    """The text as people write it: composed accents, ligatures opened, no control or invisible character."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def box_text(sign: Sign) -> str:
    """`CHECKED` or `UNCHECKED` for a token that is a box to tick."""
    return UNCHECKED if sign is Sign.UNCHECKED else CHECKED
