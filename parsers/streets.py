"""A street given in parts is put together again: number, extension (bis, ter), kind of way, name of the way."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from parsers.index import norm
from parsers.readings import Found
from parsers.spans import Kind, Span
from values import nir
from values.fold import plain
from values.form import Reading

_PARTS = (
    frozenset({"n°", "nº", "no", "numero", "n° de voie", "numero de voie", "n° voie", "n° rue"}),
    frozenset({"extension", "ext", "bis/ter", "bis, ter", "bis ter", "indice de repetition", "b/t/q", "bis, ter, quater"}),
    frozenset({"type de voie", "type voie", "nature de la voie", "type"}),
)
_WAYS = frozenset({"voie", "nom de la voie", "nom de voie", "libelle de voie", "libelle de la voie", "rue", "nom voie"})
_KEYS = frozenset({"candidate.street", "training.street"})
_REACH = 9


def whole(found: Iterable[Found], spans: Sequence[Span]) -> list[Found]:
    """The readings, a street that a caption like "Voie" gave completed with the parts that stand before it."""
    return [_complete(key, reading, spans) if key in _KEYS else (key, reading) for key, reading in found]


def _complete(key: str, reading: Reading, spans: Sequence[Span]) -> Found:
    place = next((n for n, span in enumerate(spans) if _is_way(span, reading.raw, spans[n + 1 : n + 2])), None)
    if place is None:
        return key, reading
    before = [_part(spans, place, names) for names in _PARTS]
    text = " ".join([*(part for part in before if part), str(reading.value)])
    return key, replace(reading, value=text, raw=nir.mask(text))


def _is_way(span: Span, raw: str, after: Sequence[Span]) -> bool:
    """Whether a span is the caption of the way's name that a reading came from."""
    return span.kind is Kind.CAPTION and norm(span.text) in _WAYS and any(value.text.strip() == raw for value in after)


def _part(spans: Sequence[Span], place: int, names: frozenset[str]) -> str:
    """What is written behind the caption of one part, just before the way's name."""
    for n in range(place - 1, max(place - _REACH, 0) - 1, -1):
        caption = plain(spans[n].text).strip(" :.")
        if spans[n].kind in (Kind.CAPTION, Kind.TEXT) and caption in names and spans[n + 1].kind in (Kind.TEXT, Kind.FIELD):
            return spans[n + 1].text.strip() if n + 1 < place else ""
    return ""
