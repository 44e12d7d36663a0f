"""A kind of piece: the words that such papers use, and how many of them make one."""

from dataclasses import dataclass

from values.document import DocumentType


@dataclass(frozen=True, slots=True)
class Piece:
    """A type of document and its usual words, folded: `telling` ones count double; `enough` points make it one."""

    type: DocumentType
    telling: tuple[str, ...]
    usual: tuple[str, ...]
    enough: int = 4

    def score(self, text: str) -> float:
        """How much of what makes such a piece a text holds: 1 is enough. The text is folded, a blank at either end."""
        points = sum(2 for words in self.telling if f" {words} " in text) + sum(f" {words} " in text for words in self.usual)
        return points / self.enough
