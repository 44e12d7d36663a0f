"""Who signs where "Fait à …, le …" stands: whose signature the captions next to it ask for."""

from collections.abc import Mapping, Sequence

from parsers.answers import Answer
from parsers.index import Index
from parsers.spans import Kind, Span

_SIGNED = ".signed_on"
_AHEAD, _BACK = 3, 2


def signers(spans: Sequence[Span], answers: Mapping[int, Sequence[Answer]], index: Index) -> dict[int, str]:
    """The signer of each date that a caption without an owner asks for, by its place, where one alone is named next to it."""
    captions = [span for span in spans if span.kind is Kind.CAPTION]
    found: dict[int, str] = {}
    for n, span in enumerate(captions):
        if not _is_open(span, index):
            continue
        ahead = [_named(other, answers, index) for other in captions[n + 1 : n + 1 + _AHEAD]]
        back = [_named(other, answers, index) for other in captions[max(n - _BACK, 0) : n]]
        named = {party for party in ahead if party} or {party for party in back if party}
        if len(named) == 1:
            found[span.place] = named.pop()
    return found


def _is_open(span: Span, index: Index) -> bool:
    """Whether a caption asks for the date of a signature, without saying whose."""
    labels = index.labels.get(span.name, ())
    owned = span.caption is not None and span.caption.owner is not None
    return bool(labels) and not owned and all(label.key.endswith(_SIGNED) and label.section for label in labels)


def _named(span: Span, answers: Mapping[int, Sequence[Answer]], index: Index) -> str | None:
    """Whose signature a caption asks for, when nothing is written for it."""
    if any(any(c.isdigit() for c in answer.text) for answer in answers.get(span.place, ())):
        return None
    free = [label for label in index.labels.get(span.name, ()) if label.section is None and label.key.endswith(_SIGNED)]
    return free[0].key.split(".")[0] if free else None
