"""Captions found in a run of printed words: which of them name something, and which are what is written.

A colon ends a caption; without one, a caption is a whole run, or opens it ("Nom DURAND"). A caption that the vocabulary does not
know still is one when a colon ends it ("Nom du médecin traitant :"): what follows belongs to it, never to a known one nearby.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.index import NUMBERING, Index
from parsers.themes import is_past, is_wanted
from parsers.tokens import Token
from values.document import Source

_POSSESSIVES = frozenset({"le", "la", "les", "l", "votre", "vos", "mon", "ma", "mes", "son", "sa", "ses", "notre", "nos"})
_CIVILITIES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
_JOINS = frozenset({"et", "ou"})
_LINKS = frozenset({"du", "de", "des", "d", "le", "la", "les", "l", "un", "une", "votre", "au", "en"})
FIGURES = frozenset({"dates", "phones", "postal_codes", "siret", "hours", "money", "identifiers", "certifications", "levels"})
"""The readers whose values hold a figure (a level may be roman: without a colon it is not taken)."""

_NAMING = frozenset({"names", "cities", "advisor", "supports"})
"""The readers whose values may open with an article or a particle."""

_ABBREVIATED = frozenset({"rncp", "rs", "siret", "rncp rs"})
_SIGNS = (",", ":", "-", "–", "/", "—")
_LONGEST_UNKNOWN = 6
_PROSE = 16
_LONG = 4


@dataclass(frozen=True, slots=True)
class Caption:
    """What a caption says: its vocabulary text (`name`, empty when unknown), the owner it names, whether it is spelt exactly."""

    name: str
    owner: str | None = None
    exact: bool = True

    @property
    def known(self) -> bool:
        """Whether the vocabulary knows it."""
        return bool(self.name)


UNKNOWN = Caption("")


@dataclass(frozen=True, slots=True)
class Mark:
    """Tokens `start` to `end` of a run: a caption (and whether a colon ends it), or, without one, written text."""

    start: int
    end: int
    caption: Caption | None = None
    colon: bool = False


def caption(tokens: Sequence[Token], index: Index, *, numbered: bool = False, strict: bool = False) -> Caption | None:
    """What some tokens name as a whole, or None; `numbered`: a number may stand in front; `strict`: in known words only."""
    bare = _bare(tokens, numbered=numbered)
    for candidate in dict.fromkeys((joined(tokens), joined(without_remark(tokens)), joined(bare))):
        known = index.caption(candidate)
        if known:
            return Caption(known)
    if joined(bare) == "de" and "°" in tokens[0].text:
        # "N° DE", the number of a job seeker: nothing but "de" is left of it once "n°" is folded.
        return Caption(index.caption("identifiant de") or "")
    worded = None if strict else index.worded(joined(bare))
    return _owned(joined(bare), index) or _led_by_owner(bare, index) or (Caption(worded) if worded else None)


def joined(tokens: Sequence[Token]) -> str:
    """The tokens as one normalised text."""
    return " ".join(token.norm for token in tokens if token.norm)


def without_remark(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without a remark in brackets at their end: "Date (jj/mm/aaaa)"."""
    opening = next((n for n, token in enumerate(tokens) if n and token.opens), None)
    if opening is None or not any(token.closes for token in tokens[opening:]):
        return tokens
    closing = next(n for n, token in enumerate(tokens) if n >= opening and token.closes)
    return [*tokens[:opening], *tokens[closing + 1 :]]


def _bare(tokens: Sequence[Token], *, numbered: bool) -> Sequence[Token]:
    """The tokens without remark, numbering and possessive in front."""
    kept = list(without_remark(tokens))
    while kept and ((numbered and NUMBERING.match(kept[0].text)) or kept[0].norm in _POSSESSIVES or not kept[0].norm):
        kept.pop(0)
    return kept


def _owned(text: str, index: Index) -> Caption | None:
    """A known caption followed by whose it is: "Nom du candidat", "Téléphone de l'organisme de formation"."""
    words = text.replace("l'", "l ").replace("d'", "d ").split()
    for cut in range(1, len(words)):
        owner = " ".join(words[cut:][_links(words[cut:]) :])
        name = " ".join(words[:cut])
        section = index.owners.get(owner)
        linked = words[cut] in _LINKS or any(label.section == section for label in index.labels.get(name, ()))
        if section and linked and name in index.labels:
            return Caption(name, section)
    return None


def _led_by_owner(tokens: Sequence[Token], index: Index) -> Caption | None:
    """Whose it is, a sign, and a known caption: "Candidat, le", "Lieu : rue", "Conseiller – téléphone"."""
    for cut in range(1, len(tokens)):
        if not tokens[cut - 1].text.rstrip().endswith(_SIGNS):
            continue
        owner, name = joined(tokens[:cut]), joined(tokens[cut:])
        if owner in index.owners and name in index.labels:
            return Caption(name, index.owners[owner])
    return None


def _links(words: Sequence[str]) -> int:
    return next((n for n, word in enumerate(words) if word not in _LINKS), len(words))


def _misspelt(text: str, index: Index) -> Caption | None:
    found = index.near(text)
    return None if found is None else Caption(found, exact=False)


def parse(tokens: Sequence[Token], index: Index, *, boxed: bool = False) -> tuple[Mark, ...]:
    """The captions and the written text of a run, in order, covering all of it; `boxed`: a box to tick stands before it."""
    ends = [n for n, token in enumerate(tokens) if token.colon]
    if not ends:
        return _plain(tokens, index)
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
        found = None if tokens[cut - 1].norm in _LINKS else caption(tokens[cut:end], index)
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
        if found:
            return _with_remark(tokens, end), found
    return None


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
    if token.norm in _LINKS | _JOINS:
        names = bool(_readers(name, index) & _NAMING) or (not token.text.isupper() and not _readers(name, index) <= FIGURES)
        return token.norm not in _JOINS and token.text[:1].isupper() and names
    if token.text.isupper() and (is_wanted(token.text, index) or is_past(token.text, index)):
        return False
    return not token.text[:1].islower() or "@" in token.text


def _may_hold(name: Caption, value: Sequence[Token], index: Index) -> bool:
    """Whether words right behind a caption, without a colon, may be its value: figures where it asks for figures."""
    readers = _readers(name, index)
    if all(token.norm in _LINKS for token in value) or joined(value) in _ABBREVIATED:
        return False
    if readers <= FIGURES and readers:
        return _figure(value)
    return readers != {"emails"} or any("@" in token.text for token in value)


def _next_caption(tokens: Sequence[Token], start: int, before: Caption, index: Index) -> int:
    """Where the next caption of the run starts, after at least one word of value.

    Words alone prove nothing ("AFPA Formation Caen"): a figure must stand on one side, or both captions ask for a name.
    """
    for at in range(start + 1, len(tokens)):
        found = None if tokens[at - 1].norm in _LINKS else _longest(tokens, at, index)
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
