"""Printed words, cut into the tokens that labels are looked for in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.index import norm
from values.document import Word

_GLUED = re.compile(r"^([^\W\d][^:]*):(?!//)(.+)$")
_COMB = re.compile(r"[|⎵␣]+|(?<![^\W_])_+|_+(?![^\W_])")
_LEADER = re.compile(r"(?:\.{3,}|…+|_{2,}|;{3,}|-{4,}|·{3,})+")


@dataclass(frozen=True, slots=True)
class Token:
    """One printed word: as written, as compared, whether a colon (or a question mark) ends it, and the `Word` it stands in."""

    text: str
    norm: str
    colon: bool
    word: Word

    @property
    def opens(self) -> bool:
        """Whether it opens a remark in brackets."""
        return self.text.startswith(("(", "["))

    @property
    def closes(self) -> bool:
        """Whether it closes a remark in brackets."""
        return self.text.rstrip(":*;,. ").endswith((")", "]"))


def _parts(text: str) -> Iterator[str]:
    """The words of a text, leaders and comb marks dropped, "Nom:DURAND" cut after its colon."""
    for part in _LEADER.sub(" ", _COMB.sub(" ", text)).split():
        glued = _GLUED.match(part)
        yield from (glued[1] + ":", glued[2]) if glued and not part.lower().startswith(("mailto:", "tel:")) else (part,)


def tokens(words: Iterable[Word]) -> tuple[Token, ...]:
    """The tokens of printed words, in order."""
    return tuple(
        Token(part, norm(part), part.rstrip().endswith((":", "：", "?")), word) for word in words for part in _parts(word.text)
    )
