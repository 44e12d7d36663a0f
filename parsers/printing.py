"""How a document is printed, and what makes a line look like a heading in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.index import NUMBERING, norm
from parsers.spans import Kind, Span

_FAIR, _BOLD = 0.15, 0.3
_ENOUGH, _NEARLY, _SHORT = 4, 0.6, 9

PARTS = frozenset(
    {
        "partie",
        "volet",
        "cadre",
        "rubrique",
        "section",
        "bloc",
        "etape",
        "page",
        "premiere",
        "deuxieme",
        "seconde",
    }
)
"""Words that number a part of a form."""

LEADS = PARTS | frozenset(
    {
        "annexe",
        "fiche",
        "informations",
        "information",
        "renseignements",
        "renseignement",
        "concernant",
        "relatif",
        "relatifs",
        "relative",
        "relatives",
        "sur",
        "au",
        "aux",
        "a",
        "la",
        "le",
        "les",
        "l",
        "du",
        "de",
        "des",
        "d",
        "par",
        "pour",
        "completer",
        "remplir",
        "renseigner",
        "reserve",
        "reservee",
        "identification",
        "identite",
        "coordonnees",
        "presentation",
        "description",
        "detail",
        "votre",
        "vos",
        "son",
        "sa",
        "mon",
        "ma",
        "mes",
        "notre",
        "nos",
        "et",
        "ou",
        "donnees",
    }
)
"""Words that may stand before the name of a section in its heading: "Renseignements concernant le …"."""


@dataclass(frozen=True, slots=True)
class Body:
    """How a document is printed: its largest usual size (headings are larger still, and few), and whether bold is rare in it."""

    size: float
    plain: bool


def body_of(spans: Iterable[Span]) -> Body:
    """How the words of a document are printed."""
    words = [word for span in spans if span.kind in (Kind.CAPTION, Kind.TEXT) for word in span.words]
    sizes = Counter(round(word.size, 1) for word in words if word.size)
    usual = [size for size, count in sizes.items() if count >= _FAIR * sizes.total()]
    return Body(max(usual, default=0.0), sum(word.bold for word in words) < _BOLD * len(words))


def looks(line: Sequence[Span], text: str, body: Body) -> bool:
    """Whether a line is printed like a heading: styled so, bold, larger, in capitals or numbered."""
    words = [word for span in line for word in span.words]
    first = text.split()[0] if text.split() else ""
    styled = any(span.heading for span in line) or (body.plain and all(word.bold for word in words))
    large = bool(body.size) and all(word.size > 1.12 * body.size for word in words)
    letters = [c for c in text if c.isalpha()]
    numbered = bool(NUMBERING.match(first)) or norm(first) in PARTS or "a completer par" in norm(text)
    capitals = len(letters) > 5 and sum(c.isupper() for c in letters) > 0.9 * len(letters)
    return styled or large or capitals or numbered


Style = tuple[float, bool]


def style_of(span: Span) -> Style | None:
    """The size and weight that a span is printed in, when all its words share it."""
    styles = {(round(word.size, 1), word.bold) for word in span.words if word.size}
    return styles.pop() if len(styles) == 1 else None


Print = tuple[Style | None, bool, bool, bool]


def print_of(span: Span) -> Print:
    """How a span is printed, where no size tells it too: its style, in bold, in capitals, as a heading of the file."""
    letters = [c for c in span.text if c.isalpha()]
    capitals = len(letters) > 3 and all(c.isupper() for c in letters)
    return style_of(span), all(word.bold for word in span.words), capitals, span.heading


def caption_style(spans: Sequence[Span]) -> Style | None:
    """The style that a document keeps for its captions: nearly all known ones have it, and hardly an answer."""
    known = Counter(style_of(span) for span in spans if span.kind is Kind.CAPTION and span.name)
    written = Counter(style_of(span) for span in spans if span.kind is Kind.TEXT and len(span.words) <= _SHORT)
    style, count = max(known.items(), key=lambda item: item[1], default=(None, 0))
    if style is None or count < _ENOUGH or count < _NEARLY * known.total():
        return None
    return style if written[style] < (1 - _NEARLY) * written.total() else None
