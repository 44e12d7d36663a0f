"""The styles of an OpenDocument text, as far as they change what is read: bold, size, symbol fonts, hidden and crossed-out text,
headings, and lists whose bullet is a box to tick."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from parsers.readers import flow, marks
from parsers.readers.docx_xml import Element, attribute, child, children, count, name

MAX_PARENTS = 20
_PROPERTIES = ("font-weight", "font-size", "font-name", "font-family", "display", "text-line-through-style")
_NO = frozenset({"", "none"})

Properties = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text looks: the properties that count, the nearest style's first."""

    properties: Properties = field(default_factory=dict)
    faces: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> bool:
        """Whether a person sees the text, and not crossed out."""
        return self.properties.get("display") != "none" and self.properties.get("text-line-through-style", "") in _NO

    def piece(self, text: str) -> flow.Piece:
        """A text of this look."""
        return flow.Piece(marks.written_in(text, self._face), bold=self._bold, size=self._size)

    @property
    def _face(self) -> str:
        named = self.properties.get("font-name", "")
        return self.faces.get(named) or named or self.properties.get("font-family", "").strip("'\"")

    @property
    def _bold(self) -> bool:
        weight = self.properties.get("font-weight", "")
        return weight == "bold" or weight in ("600", "700", "800", "900")

    @property
    def _size(self) -> float:
        size = self.properties.get("font-size", "")
        number = size.removesuffix("pt")
        return float(number) if size.endswith("pt") and number.replace(".", "", 1).isdecimal() else 0.0


@dataclass(slots=True)
class Styles:
    """The styles that count for one part of the document: the common ones and its own."""

    faces: dict[str, str] = field(default_factory=dict)
    _styles: dict[tuple[str, str], Element] = field(default_factory=dict)
    _bullets: dict[tuple[str, int], str] = field(default_factory=dict)

    def add(self, holder: Element | None) -> None:
        """The styles and font faces under an element (`office:styles`, `office:automatic-styles`, `office:font-face-decls`)."""
        for one in holder if holder is not None else ():
            match name(one):
                case "font-face":
                    self.faces[attribute(one, "name") or ""] = (attribute(one, "font-family") or "").strip("'\"")
                case "style":
                    self._styles[attribute(one, "family") or "", attribute(one, "name") or ""] = one
                case "list-style":
                    self._add_bullets(one)

    def _add_bullets(self, style: Element) -> None:
        for level in children(style, "list-level-style-bullet"):
            look = self._looking(_read(child(level, "text-properties")))
            box = flow.bullet(attribute(level, "bullet-char") or "", look._face)
            if box is not None:
                self._bullets[attribute(style, "name") or "", count(attribute(level, "level"), 1)] = box

    def paragraph(self, style: str | None) -> Look:
        """The look of a paragraph's text."""
        return self._looking(self._resolved("paragraph", style))

    def span(self, style: str | None, around: Look) -> Look:
        """The look of a stretch of a paragraph."""
        own = self._resolved("text", style)
        if "font-family" in own and "font-name" not in own:
            own = {**own, "font-name": ""}
        return self._looking({**around.properties, **own})

    def is_heading(self, style: str | None) -> bool:
        """Whether a paragraph style, or one that it is made from, is a heading's."""
        names = (attribute(one, "name") or "" for one in self._chain("paragraph", style))
        return any(map(flow.is_heading_style, (style or "", *names)))

    def list_of(self, style: str | None) -> str | None:
        """The list style that a paragraph style asks for."""
        found = (attribute(one, "list-style-name") for one in self._chain("paragraph", style))
        return next(filter(None, found), None)

    def bullet(self, style: str | None, level: int) -> str | None:
        """The box to tick that a list draws at a level, if it does."""
        return self._bullets.get((style or "", level))

    def _looking(self, properties: Properties) -> Look:
        return Look(properties, self.faces)

    def _resolved(self, family: str, style: str | None) -> Properties:
        found: dict[str, str] = {}
        for one in self._chain(family, style):
            found = _read(child(one, "text-properties")) | found
        return found

    def _chain(self, family: str, style: str | None) -> Iterator[Element]:
        """A style and those it is made from, the nearest first."""
        for _ in range(MAX_PARENTS):
            one = self._styles.get((family, style or ""))
            if one is None:
                return
            yield one
            style = attribute(one, "parent-style-name")


def _read(properties: Element | None) -> dict[str, str]:
    if properties is None:
        return {}
    found = {key: attribute(properties, key) for key in _PROPERTIES}
    return {key: text for key, text in found.items() if text is not None}
