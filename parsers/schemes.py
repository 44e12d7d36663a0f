"""The scheme that a paper names (another's is read all the same, and a person looks), and whether it is all at a distance."""

from parsers.index import Index, norm
from parsers.pieces.form import Sighted
from values.document import Document

_PREFIX = "scheme_"
_OURS = "qualif_individuel"


def scheme_of(document: Document, index: Index) -> str | None:
    """Our scheme when the paper names it anywhere; else the first other one that its first page names."""
    lists = index.vocabulary.lists
    words = {name.removeprefix(_PREFIX): lists[name] for name in lists if name.startswith(_PREFIX)}
    whole = f" {norm(document.text)} "
    if any(f" {norm(word)} " in whole for word in words.get(_OURS, ())):
        return _OURS
    first = f" {norm(' '.join(line.text for line in document.pages[0].lines))} " if document.pages else ""
    found = [
        (first.find(f" {norm(word)} "), name)
        for name, listed in words.items()
        if name != _OURS
        for word in listed
        if f" {norm(word)} " in first
    ]
    return min(found)[1] if found else None


def all_remote(sighted: Sighted, index: Index) -> bool:
    """Whether the paper says that the whole training is at a distance: words of the list, written or ticked."""
    words = [norm(word) for word in index.vocabulary.lists.get("all_remote", ())]
    for n, span in enumerate(sighted.spans):
        text = f" {norm(span.text)} "
        if any(f" {word} " in text for word in words):
            before = sighted.spans[n - 1] if n else None
            if before is None or before.text != "☐":
                return True
    return False
