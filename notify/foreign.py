"""Foreign text: what strangers wrote (names, titles, file names, readings), made fit to stand in a mail of ours.

It keeps its words and loses its tricks: no control or bidirectional mark, one line, bounded, no social security number, and
no address that a mail program would turn into a link.
"""

import re
import unicodedata

from values.nir import mask

_LINK = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.\-]{1,12}://|www\.|mailto:|javascript:|data:)\S*")
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def one_line(text: str) -> str:
    """The text on one line, without control, format or bidirectional characters; blanks in a row become one.

    >>> one_line("Léa\\r\\nBcc: x\\u202e  fin")
    'Léa Bcc: x fin'
    """
    spaced = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    kept = "".join(c for c in spaced if unicodedata.category(c) not in _DROPPED)
    return " ".join(kept.split())


def clean(text: str, limit: int = 120) -> str:
    """Foreign text as a mail of ours may quote it; a longer one is cut and ends with an ellipsis.

    >>> clean("Léa https://piege.example/x"), clean("a" * 20, 10)
    ('Léa [lien retiré]', 'aaaaaaaaa…')
    >>> clean("2 85 05 14 118 012 67.pdf")
    '[NIR masqué].pdf'
    """
    line = _LINK.sub("[lien retiré]", mask(one_line(text)))
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def subject(text: str, limit: int = 180) -> str:
    """A subject of ours: one line, bounded, whatever its names hold.

    >>> subject("Votre demande\\nBcc: x@example.org")
    'Votre demande Bcc: x@example.org'
    """
    line = " ".join("".join(" " if unicodedata.category(c) in _DROPPED else c for c in text).split(" ")).strip()
    line = re.sub(r" {2,}", " ", line)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
