"""Characters of a PDF page become words: geometry alone joins them, so that a value typed over dots stands by itself.

Works in the upright frame of one text direction: x to the right, y down.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from parsers.readers import flow, marks
from parsers.readers.marks import Sign, Token
from parsers.readers.pdf_chars import Char
from values.document import Box, Source, Word

HIDDEN_CONFIDENCE = 0.6
WORD_GAP = 0.17
"""A gap wider than this, in em, ends a word where no blank was written."""

RUN_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text direction, and the leaders as thin boxes."""

    words: tuple[Word, ...]
    leaders: tuple[Box, ...]


def words(chars: list[Char]) -> Words:
    """The words that the characters make up, in the order of the content."""
    found: list[Word] = []
    leaders: list[Box] = []
    for run in _runs(_without_doubles(chars)):
        text, places = _spaced(run)
        for token in marks.tokens(text):
            letters = [char for char in places[token.start : token.end] if char is not None]
            if token.sign is Sign.LEADER:
                leaders.append(_thin(letters))
            else:
                found.append(flow.signed(_word(token, letters), token.sign))
    return Words(tuple(word for word in found if word.text), tuple(leaders))


def _runs(chars: list[Char]) -> Iterator[list[Char]]:
    """Characters written one after the other on one base line."""
    run: list[Char] = []
    for char in chars:
        if run and not _follows(run[-1], char):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _follows(last: Char, char: Char) -> bool:
    if char.owner == last.owner and char.y1 == last.y1:
        return -0.6 * char.size < char.x0 - last.x1 < RUN_GAP * char.size
    size = min(last.size, char.size)
    overlap = min(last.y1, char.y1) - max(last.y0, char.y0)
    if overlap < 0.5 * min(last.y1 - last.y0, char.y1 - char.y0):
        return False
    return -0.6 * size < char.x0 - last.x1 < RUN_GAP * size


def _spaced(run: list[Char]) -> tuple[str, list[Char | None]]:
    """The text of a run, a blank wherever there is a gap, and the character behind each place of it."""
    text: list[str] = []
    places: list[Char | None] = []
    last: Char | None = None
    for char in run:
        if char.text.isspace():
            text.append(" ")
            places.append(None)
            continue
        if last is not None and text[-1] != " " and char.x0 - last.x1 > WORD_GAP * max(last.size, char.size):
            text.append(" ")
            places.append(None)
        text.extend(char.text)
        places.extend([char] * len(char.text))
        last = char
    return "".join(text), places


def _without_doubles(chars: list[Char]) -> list[Char]:
    """Without text drawn a second time a hair beside itself, which is how some programs make bold."""
    objects: dict[int, list[Char]] = {}
    for char in chars:
        objects.setdefault(char.owner, []).append(char)
    seen: dict[str, list[Char]] = {}
    doubles: set[int] = set()
    for owner, drawn in objects.items():
        twins = seen.setdefault("".join([char.text for char in drawn]), [])
        if any(_same(twin, drawn[0]) for twin in twins):
            doubles.add(owner)
        twins.append(drawn[0])
    return [char for char in chars if char.owner not in doubles] if doubles else chars


def _same(one: Char, other: Char) -> bool:
    hair = 0.12 * one.size
    return not one.text.isspace() and abs(one.x0 - other.x0) < hair and abs(one.y1 - other.y1) < hair


def _box(chars: list[Char]) -> Box:
    return (min(c.x0 for c in chars), min(c.y0 for c in chars), max(c.x1 for c in chars), max(c.y1 for c in chars))


def _thin(chars: list[Char]) -> Box:
    """The line that a leader draws: at the foot of its characters."""
    x0, y0, x1, y1 = _box(chars)
    if x1 - x0 < (y1 - y0) / 2 and chars[0].text in "|¦":
        return ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    foot = y0 + 0.8 * (y1 - y0)
    return (x0, foot, x1, foot)


def _word(token: Token, chars: list[Char]) -> Word:
    hidden = any(char.hidden for char in chars)
    return Word(
        marks.clean(token.text),
        box=_box(chars),
        source=Source.OCR if hidden else Source.TEXT,
        confidence=HIDDEN_CONFIDENCE if hidden else 1.0,
        size=round(chars[0].size, 2),
        bold=chars[0].bold,
    )
