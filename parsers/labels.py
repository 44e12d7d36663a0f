"""Captions found in a run of printed words: which of them name something, and which are what is written.

A colon ends a caption; without one, a caption is a whole run, or opens it ("Nom DURAND"). A caption that the vocabulary does not
know still is one when a colon ends it ("Nom du médecin traitant :"): what follows belongs to it, never to a known one nearby.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.captions import LINKS, UNKNOWN, Caption, caption, joined, led_by_owner
from parsers.index import NUMBERING, Index
from parsers.themes import is_past, is_wanted
from parsers.tokens import Token
from values.document import Source

_CIVILITIES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})


_JOINS = frozenset({"et", "ou"})


FIGURES = frozenset({"dates", "phones", "postal_codes", "siret", "hours", "money", "identifiers", "certifications", "levels"})
"""The readers whose values hold a figure (a level may be roman: without a colon it is not taken)."""


_NAMING = frozenset({"names", "cities", "advisor", "supports"})
"""The readers whose values may open with an article or a particle."""


_PARTS = frozenset({"cities", "postal_codes", "addresses", "place", "phones", "emails"})
"""The readers of what a caption may ask for behind whose it is: "Lieu : ville"."""


_ABBREVIATED = frozenset({"rncp", "rs", "siret", "rncp rs"})


_LONGEST_UNKNOWN = 6


_PROSE = 16


_LONG = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """Tokens `start` to `end` of a run: a caption (and whether a colon ends it), or, without one, written text."""

    start: int
    end: int
    caption: Caption | None = None
    colon: bool = False


def _misspelt(text: str, index: Index) -> Caption | None:
    found = index.near(text)
    return None if found is None else Caption(found, exact=False)


def parse(tokens: Sequence[Token], index: Index, *, boxed: bool = False) -> tuple[Mark, ...]:
    """The captions and the written text of a run, in order, covering all of it; `boxed`: a box to tick stands before it."""
    ends = [n for n, token in enumerate(tokens) if token.colon]
    if not ends:
        return _plain(tokens, index)
    parted = led_by_owner(tokens, index)
    if parted and _readers(parted, index) <= _PARTS:
        return (Mark(0, len(tokens), parted, tokens[-1].colon),)
    marks: list[Mark] = []
    start = 0
    for end in ends:
        if end < start:
            continue
        beyond = _beyond_colon(tokens, start, end, index)
        if beyond:
            marks.append(beyond)
            start = beyond.end
            continue
        marks.extend(_before_colon(tokens, start, end + 1, index, follows=bool(marks) or boxed))
        start = end + 1
    if start < len(tokens):
        marks.extend(_tail(tokens, start, index))
    return tuple(marks)


def _beyond_colon(tokens: Sequence[Token], start: int, colon: int, index: Index) -> Mark | None:
    """A caption that goes on behind its colon: "Objet : l'action de formation intitulée"."""
    for end in range(min(len(tokens), start + index.longest + 2), colon + 1, -1):
        if any(token.colon for token in tokens[colon + 1 : end]):
            continue
        found = caption(tokens[start:end], index)
        if found and found.name.count(" ") >= _LONG:
            return Mark(start, end, found, True)
    return None


def _tail(tokens: Sequence[Token], start: int, index: Index) -> list[Mark]:
    """What follows the last colon: written text, and maybe a caption at the very end ("12 rue X Ville")."""
    return [Mark(start, len(tokens))]


def _before_colon(tokens: Sequence[Token], start: int, end: int, index: Index, *, follows: bool) -> list[Mark]:
    """The chunk that a colon ends: a caption, after the value of the caption before it (`follows`) if there is one."""
    whole = caption(tokens[start:end], index, numbered=not follows)
    if whole:
        return [Mark(start, end, whole, True)]
    for cut in range(start + 1, end):
        found = None if tokens[cut - 1].norm in LINKS else caption(tokens[cut:end], index)
        if found and (follows or _opened(tokens[start:cut], index)):
            head = [Mark(start, cut)] if follows else _shifted(_plain(tokens[start:cut], index), start)
            return [*head, Mark(cut, end, found, True)]
    titled = next((n for n in range(start, end) if tokens[n].norm not in _CIVILITIES), end)
    found = caption(tokens[titled:end], index) if start < titled < end else None
    if found:
        return [Mark(start, titled), Mark(titled, end, found, True)]
    if follows:
        cut = _unknown_start(tokens, start, end)
        head = [Mark(start, cut)] if cut > start else []
        return [*head, Mark(cut, end, UNKNOWN, True)]
    if end - start > _PROSE:
        return [Mark(start, end)]
    return [Mark(start, end, _misspelt(joined(tokens[start:end]), index) or UNKNOWN, True)]


def _opened(tokens: Sequence[Token], index: Index) -> bool:
    """Whether the words before a caption are a caption with its value ("Nom DURAND Prénom :")."""
    marks = _plain(tokens, index)
    return len(marks) > 1 and marks[0].caption is not None


def _shifted(marks: Sequence[Mark], by: int) -> list[Mark]:
    return [Mark(mark.start + by, mark.end + by, mark.caption, mark.colon) for mark in marks]


def _unknown_start(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where an unknown caption begins behind a value: at its capital, or at its last word when it has none."""
    for n in range(end - 1, max(start, end - _LONGEST_UNKNOWN) - 1, -1):
        text = tokens[n].text.lstrip("(«\"'")
        if text[:1].isupper() and not (text.isupper() and len(text) > 1 and n > start and n < end - 1):
            return n
    return end - 1


def _plain(tokens: Sequence[Token], index: Index) -> tuple[Mark, ...]:
    """The marks of a run without a colon."""
    if not tokens:
        return ()
    whole = caption(tokens, index, numbered=True)
    if whole:
        return (Mark(0, len(tokens), whole),)
    led = _led(tokens, index)
    if led:
        return led
    scanned = all(token.word.source is Source.OCR for token in tokens)
    misspelt = _misspelt(joined(tokens), index) if scanned and not _figure(tokens) else None
    return (Mark(0, len(tokens), misspelt),)


def _led(tokens: Sequence[Token], index: Index) -> tuple[Mark, ...]:
    """A run that a caption opens, its value behind it, and maybe further pairs: "CP 14000 Ville Caen"."""
    marks: list[Mark] = []
    at = 0
    while at < len(tokens):
        found = _longest(tokens, at, index)
        if found is None:
            break
        end, name = found
        stop = _next_caption(tokens, end, name, index)
        if end < len(tokens) and not _starts_value(tokens[end], name, index):
            return ()
        if end < stop and not _may_hold(name, tokens[end:stop], index):
            return ()
        marks.append(Mark(at, end, name))
        if end < stop:
            marks.append(Mark(end, stop))
        at = stop
    return tuple(marks)


def _longest(tokens: Sequence[Token], at: int, index: Index) -> tuple[int, Caption] | None:
    """The longest caption that starts at a token: where it ends, and what it names."""
    first = tokens[at].text.lstrip("(«\"'*-•")
    if not first[:1].isupper() and not (at == 0 and NUMBERING.match(tokens[at].text)) and at:
        return None
    for end in range(min(len(tokens), at + index.longest + 2), at, -1):
        found = caption(tokens[at:end], index, numbered=at == 0, strict=True)
        if found and not _is_structure(found, tokens[at:], end - at, index):
            return _with_remark(tokens, end), found
    return None


def _is_structure(found: Caption, tokens: Sequence[Token], end: int, index: Index) -> bool:
    """Whether a caption that goes on without a colon is but the name of a structure: "Mission locale de Caen"."""
    name = found.name.rpartition(" ")[0] if found.name.rpartition(" ")[2] in LINKS else found.name
    longer = any(joined(tokens[:n]) in index.vocabulary.structures for n in range(end, min(len(tokens), end + _LONG) + 1))
    return end < len(tokens) and (longer or name in index.vocabulary.structures)


def _with_remark(tokens: Sequence[Token], end: int) -> int:
    """The end of a caption, a remark in brackets right behind it included."""
    if end < len(tokens) and tokens[end].opens:
        closing = next((n for n in range(end, len(tokens)) if tokens[n].closes), None)
        return end if closing is None else closing + 1
    return end


def _starts_value(token: Token, name: Caption, index: Index) -> bool:
    """Whether a written value may start so: with a capital, a figure or a sign; a small letter goes on with the caption.

    So does "et", in capitals too ("SITUATION ET PROJET"); an article may open a name ("Nom DE LA TOUR", "Ville Le Havre").
    """
    if token.norm in LINKS | _JOINS:
        names = bool(_readers(name, index) & _NAMING) or (not token.text.isupper() and not _readers(name, index) <= FIGURES)
        return token.norm not in _JOINS and token.text[:1].isupper() and names
    if token.text.isupper() and (is_wanted(token.text, index) or is_past(token.text, index)):
        return False
    return not token.text[:1].islower() or "@" in token.text


def _may_hold(name: Caption, value: Sequence[Token], index: Index) -> bool:
    """Whether words right behind a caption, without a colon, may be its value: figures where it asks for figures."""
    readers = _readers(name, index)
    if all(token.norm in LINKS for token in value) or joined(value) in _ABBREVIATED:
        return False
    if readers <= FIGURES and readers:
        return _figure(value)
    return readers != {"emails"} or any("@" in token.text for token in value)


def _next_caption(tokens: Sequence[Token], start: int, before: Caption, index: Index) -> int:
    """Where the next caption of the run starts, after at least one word of value.

    Words alone prove nothing ("AFPA Formation Caen"): a figure must stand on one side, or both captions ask for a name.
    """
    for at in range(start + 1, len(tokens)):
        found = None if tokens[at - 1].norm in LINKS else _longest(tokens, at, index)
        if found and _parts(tokens, start, at, found, before, index):
            return at
    return len(tokens)


def _parts(tokens: Sequence[Token], start: int, at: int, found: tuple[int, Caption], before: Caption, index: Index) -> bool:
    """Whether a caption inside a run really parts it."""
    end, name = found
    own, previous = _readers(name, index), _readers(before, index)
    if previous <= FIGURES and previous and _figure(tokens[start:at]):
        return True
    if end == len(tokens):
        return False
    if own <= FIGURES and own:
        return _figure(tokens[end:])
    return own == {"emails"} and "@" in tokens[end].text or own == previous == {"names"}


def _readers(name: Caption, index: Index) -> set[str]:
    return {label.reader for label in index.labels.get(name.name, ())}


def _figure(tokens: Sequence[Token]) -> bool:
    return any(c.isdigit() for token in tokens for c in token.text)
