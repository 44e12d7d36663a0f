"""Form fields without a printed caption: told by their own name or tooltip, when these mean something.

`topmostSubform[0].Page1[0].txtDateNaissance[0]` and "candidat.nom" do; `Texte54` and « undefined » do not.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.answers import Answer, Claims, How
from parsers.captions import Caption
from parsers.index import Index, norm
from parsers.spans import Kind, Span

_PREFIX = re.compile(r"^(?:txt|tb|text|champ|fld|field|f|c|cb|ch|zone|saisie|input)(?=[A-Z_\-. ])")
_HUMP = re.compile(r"(?<=[a-zéèà])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_GENERIC = re.compile(
    r"top ?most ?subform|form\w*|page ?\d*|sub ?form ?\d*|p ?\d+|root|dossier|champs?|zone|adresse|section ?\d*|bloc ?\d*"
)
_LINKS = frozenset({"de", "du", "d", "la", "le", "l", "des", "en"})


def named(spans: Sequence[Span], claims: Claims, index: Index) -> dict[int, Span]:
    """The answers of the form fields that no printed caption claims; given back are the captions they make, by place."""
    titled: dict[int, Span] = {}
    short = {_short(name): name for name in sorted(index.labels, key=len, reverse=True) if _short(name)}
    for span in spans:
        if span.kind is Kind.FIELD and span.place not in claims.taken:
            found = _caption(span, index, short)
            if found:
                title = replace(span, kind=Kind.CAPTION, caption=found, place=-1 - span.place)
                claims.add(Answer(title, (span,), How.NAMED))
                titled[span.place] = replace(title, place=span.place)
    return titled


def _caption(span: Span, index: Index, short: dict[str, str]) -> Caption | None:
    word = span.words[0]
    for text in (word.label, word.field):
        pieces = _pieces(text or "")
        if not pieces:
            continue
        found = _known(" ".join(pieces), index, short) or _known(pieces[-1], index, short)
        if found and not found.owner and len(pieces) > 1:
            found = replace(found, owner=_owner(pieces[:-1], index))
        if found:
            return found
    return None


def _owner(pieces: Sequence[str], index: Index) -> str | None:
    """Whose part the pieces before the last name: "conseiller" in "conseiller.tel"; a stranger's when unknown."""
    telling = [piece for piece in pieces if piece and not _GENERIC.fullmatch(piece)]
    for piece in telling[::-1]:
        section = index.owners.get(piece) or index.sections.get(piece)
        if section:
            return section
    return "other" if telling else None


def _pieces(name: str) -> list[str]:
    """The pieces of a name, from the outermost: those of a path, or all of a sentence."""
    if " " in name.strip():
        return [_words(name)]
    return [text for text in (_words(part) for part in re.split(r"[.\[\]]+", name) if part and not part.isdigit()) if text]


def _words(name: str) -> str:
    opened = _HUMP.sub(" ", _PREFIX.sub("", name.strip()))
    return re.sub(r"\s+\d+$", "", norm(opened))


def _known(text: str, index: Index, short: dict[str, str]) -> Caption | None:
    if text in index.labels or text in index.decoys:
        return Caption(text)
    if _short(text) in short:
        return Caption(short[_short(text)])
    words = text.split()
    for owner, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
        section = index.owners.get(" ".join(owner))
        name = short.get(_short(" ".join(rest)))
        if section and name:
            return Caption(name, section)
    return None


def _short(text: str) -> str:
    return " ".join(word for word in text.replace("'", " ").split() if word not in _LINKS)
