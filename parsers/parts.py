"""Whose part of a form each span stands in: as headings say, as captions before it imply, as an address or a signer goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parsers.index import Index, norm
from parsers.spans import Kind, Span


@dataclass(frozen=True, slots=True)
class Parts:
    """The section of every span by its place, as a heading says or (`implied`) as the captions before it do.

    `place`: the captions that go on with the place of the training, which one before them names; `foreign`: those that go on
    with an address that is nobody's ("Adresse du siège"); `unsure`: the spans under a heading whose words tell nothing;
    `told`: those of a part without a heading that a birth date shows to be the candidate's; `doubted`: those under a heading
    that may speak of another training; `signers`: who signs where a caption that says nobody asks for a date.
    """

    named: Mapping[int, str]
    implied: Mapping[int, str]
    headed: bool
    place: frozenset[int] = frozenset()
    foreign: frozenset[int] = frozenset()
    unsure: frozenset[int] = frozenset()
    signers: Mapping[int, str] = field(default_factory=dict)
    told: frozenset[int] = frozenset()
    doubted: frozenset[int] = frozenset()

    def of(self, span: Span) -> tuple[str | None, bool]:
        """The section of a span, and whether a heading names it."""
        place = span.place if span.place >= 0 else -1 - span.place
        named = self.named.get(place)
        return (named, True) if named else (self.implied.get(place), False)


def imply(spans: Sequence[Span], named: Mapping[int, str], index: Index) -> dict[int, str]:
    """The section that captions which can mean one thing only give to those that follow them, where no heading does."""
    implied: dict[int, str] = {}
    current: str | None = None
    for span in spans:
        if span.place in named:
            current = None
            continue
        if span.kind is Kind.CAPTION:
            current = _party(span, current, index)
        if current:
            implied[span.place] = current
    return implied


def told_by_birth(spans: Sequence[Span], implied: Mapping[int, str], index: Index) -> frozenset[int]:
    """The spans of the parts that captions imply to be the candidate's and that ask for a birth date: nobody else's do."""
    found: set[int] = set()
    block: list[Span] = []
    for span in (*spans, None):
        if span is not None and implied.get(span.place) == "candidate":
            block.append(span)
            continue
        keys = {label.key for part in block for label in index.labels.get(part.name, ())}
        if "candidate.birth_date" in keys and {"candidate.last_name", "candidate.birth_name"} & keys:
            found.update(part.place for part in block)
        block = []
    return frozenset(found)


def places(spans: Sequence[Span], index: Index) -> frozenset[int]:
    """The captions of an address that follow one which names the place of the training."""
    found: set[int] = set()
    current = False
    for span in spans:
        current = current and not span.heading
        if span.kind is not Kind.CAPTION:
            continue
        labels = index.labels.get(span.name, ())
        named = any(label.section is None and is_place(label.key) for label in labels)
        current = named or (current and any(is_place(label.key) for label in labels))
        if current and not named:
            found.add(span.place)
    return frozenset(found)


_GOES_ON = frozenset({"postal_codes", "cities"})


def foreigners(spans: Sequence[Span], index: Index) -> frozenset[int]:
    """The captions of a postal code or a town that follow an address which is no field's, before another address."""
    found: set[int] = set()
    current = False
    for span in spans:
        current = current and not span.heading
        if span.kind is not Kind.CAPTION or (span.caption and span.caption.owner):
            continue
        labels = index.labels.get(span.name, ())
        goes_on = bool(labels) and all(label.reader in _GOES_ON and label.section for label in labels)
        if current and goes_on:
            found.add(span.place)
        elif span.heading or any(label.reader in _ADDRESSES for label in labels):
            current = False
        elif not labels:
            current = current if not _addresses(span) else True
    return frozenset(found)


_ADDRESSES = frozenset({"addresses", "place"}) | _GOES_ON


def _addresses(span: Span) -> bool:
    """Whether a caption that names no field asks for an address."""
    words = set(norm(span.text).split())
    mails = words & {"mail", "email", "courriel", "electronique", "messagerie", "internet", "mel", "e"}
    return bool(words & {"adresse", "siege", "domiciliation"}) and not mails and "@" not in span.text


def _party(span: Span, current: str | None, index: Index) -> str | None:
    """Whom the form is about once a caption was read."""
    if span.caption is None or not span.name:
        return current
    if span.caption.owner:
        return span.caption.owner
    labels = index.labels.get(span.name, ())
    free = [label for label in labels if label.section is None]
    if free:
        return party(free[0].key)
    identity = any(label.key in _IDENTITY and label.section == "candidate" for label in labels)
    if identity and current is None:
        return "candidate"
    sole = {label.section for label in labels}
    if not sole or span.name in index.decoys or current in sole:
        return current
    if sole <= OF_TRAINING:
        return party(labels[0].key)
    return next(iter(sole)) if len(sole) == 1 and span.colon else current


OF_TRAINING = frozenset({"training", "provider", "funding"})


_IDENTITY = frozenset({"candidate.last_name", "candidate.birth_name", "candidate.first_name", "candidate.civility"})


def party(key: str) -> str:
    """The section that a field belongs to."""
    return "provider" if key.startswith("training.provider") else key.split(".")[0]


def is_place(key: str) -> bool:
    return key in ("training.street", "training.postal_code", "training.city")
