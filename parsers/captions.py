"""What some printed words name as a whole: a caption of the vocabulary, in its own words or another wording, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.index import NUMBERING, Index
from parsers.tokens import Token

_POSSESSIVES = frozenset({"le", "la", "les", "l", "votre", "vos", "mon", "ma", "mes", "son", "sa", "ses", "notre", "nos"})


LINKS = frozenset({"du", "de", "des", "d", "le", "la", "les", "l", "un", "une", "votre", "au", "en"})


_MOST = 14
_SIGNS = (",", ":", "-", "–", "/", "—")


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
    return _owned(joined(bare), index) or led_by_owner(bare, index) or (Caption(worded) if worded else None)


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
    if len(words) > _MOST:
        return None
    for cut in range(1, len(words)):
        owner = " ".join(words[cut:][_links(words[cut:]) :])
        name = " ".join(words[:cut])
        section = index.owners.get(owner)
        linked = words[cut] in LINKS - {"un", "une"} or any(label.section == section for label in index.labels.get(name, ()))
        if section and linked and name in index.labels:
            return Caption(name, section)
    return None


def led_by_owner(tokens: Sequence[Token], index: Index) -> Caption | None:
    """Whose it is, a sign, and a known caption: "Candidat, le", "Lieu : rue", "Conseiller – téléphone"."""
    for cut in range(1, len(tokens)):
        if not tokens[cut - 1].text.rstrip().endswith(_SIGNS):
            continue
        owner, name = joined(tokens[:cut]), joined(tokens[cut:])
        if owner in index.owners and name in index.labels:
            return Caption(name, index.owners[owner])
    return None


def _links(words: Sequence[str]) -> int:
    return next((n for n, word in enumerate(words) if word not in LINKS), len(words))
