"""The fields of an OpenDocument text: form controls, content controls, old form fields, input fields, each one word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from parsers.readers import flow, marks
from parsers.readers.docx_controls import DOUBTFUL
from parsers.readers.docx_xml import Element, attribute, children, name
from parsers.readers.flow import Item, Piece, written
from values.document import CHECKED, UNCHECKED, Source, Word

_TEXTS = ("text", "textarea", "formatted-text", "number", "date", "time", "combobox")
_PRINTED = ("fixed-text", "frame")
_PROMPT = re.compile(
    r"(?i)\W*(?:cliquez|appuyez|click|tap)\b.{0,40}\b(?:ici|here|texte|text|date)\b.{0,40}"
    r"|\W*(?:choisissez|sélectionnez|choose|select) (?:un |an )(?:élément|item)\W*"
)
"""What office suites print where nothing was written; a Word file saved as .odt keeps it as the text."""


@dataclass(frozen=True, slots=True)
class Controls:
    """The controls of the document's forms (`office:forms`) by id; the text shows them by `draw:control`."""

    by_id: dict[str, Element] = field(default_factory=dict)

    def add(self, forms: Element | None) -> None:
        """The controls of some forms."""
        for one in forms.iter() if forms is not None else ():
            if identity := attribute(one, "id"):
                self.by_id[identity] = one

    def shown(self, drawn: Element) -> Iterator[Item]:
        """What stands where a control is drawn: its word, and the text printed with it."""
        control = self.by_id.get(attribute(drawn, "control") or "")
        if control is None:
            return
        label = attribute(control, "label") or ""
        match name(control):
            case "checkbox" | "radio":
                yield _box(control, label)
                yield Piece(f" {label} ")
            case "listbox":
                yield _listbox(control)
            case kind if kind in _TEXTS:
                yield _typed(control)
            case kind if kind in _PRINTED:
                yield Piece(f" {label} ")


def _named(control: Element) -> Word:
    name_, title = attribute(control, "name"), attribute(control, "title")
    return Word("", source=Source.CONTENT_CONTROL, field=name_ or None, label=title or None)


def _box(control: Element, label: str) -> Word:
    """A box or radio button; one that is ticked by default and was not touched is doubtful."""
    made = replace(_named(control), option=attribute(control, "value") or label or None)
    states = ("current-state", "state") if name(control) == "checkbox" else ("current-selected", "selected")
    now, default = (attribute(control, state) in ("checked", "true") for state in states)
    set_by_hand = attribute(control, states[0]) is not None
    if default and (now or not set_by_hand):
        return replace(made, text=CHECKED, confidence=DOUBTFUL)
    return replace(made, text=CHECKED if now else UNCHECKED)


def _typed(control: Element) -> Word:
    """What was typed; a text that stands there by default is doubtful."""
    now, default = attribute(control, "current-value"), attribute(control, "value")
    if now is None:
        now = "\n".join("".join(map(str, one.itertext())) for one in children(control, "p")) or default or ""
    text = "" if _PROMPT.fullmatch(now.strip()) else written(marks.clean(now))
    return replace(_named(control), text=text, confidence=DOUBTFUL if text and now == default else 1.0)


def _listbox(control: Element) -> Word:
    """The options chosen, as they are shown; those chosen by default are doubtful."""
    made, options = _named(control), list(children(control, "option"))
    now, default = ([one for one in options if attribute(one, state) == "true"] for state in ("current-selected", "selected"))
    chosen = ", ".join(attribute(one, "label") or attribute(one, "value") or "" for one in now or default)
    return replace(made, text=written(marks.clean(chosen)), confidence=DOUBTFUL if chosen and now in ([], default) else 1.0)


def content_control(element: Element, text: str) -> Word:
    """A content control given the text that it shows: a box, or a value; "" while the prompt is shown."""
    made = Word(
        "", source=Source.CONTENT_CONTROL, field=attribute(element, "tag") or None, label=attribute(element, "alias") or None
    )
    if attribute(element, "checkbox") == "true":
        return replace(made, text=CHECKED if attribute(element, "checked") == "true" else UNCHECKED)
    prompt = attribute(element, "showing-place-holder") == "true" or _PROMPT.fullmatch(text.strip())
    return replace(made, text="" if prompt else written(marks.clean(text)))


def input_field(element: Element, text: str) -> Word:
    """A field of the text: a place to type in, a list, or a mark where something is to be written."""
    label = attribute(element, "description") or attribute(element, "help") or None
    made = Word("", source=Source.CONTENT_CONTROL, field=attribute(element, "name") or None, label=label)
    if name(element) == "placeholder" or text.strip() == (label or "").strip() or _PROMPT.fullmatch(text.strip()):
        return made
    return replace(made, text=written(marks.clean(text)))


@dataclass(slots=True)
class FieldMark:
    """A field of Word's old forms kept by the office suite: `field:fieldmark`, or a start and an end around its text."""

    mark: Element
    result: list[str] = field(default_factory=list)

    @property
    def is_field(self) -> bool:
        """Whether it is a place to answer in, not a field that only shows text."""
        return self._kind in ("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN")

    @property
    def _kind(self) -> str:
        return (attribute(self.mark, "type") or "").rpartition(".")[2].upper()

    def word(self) -> Word:
        """The word of the field, once all of it was read."""
        asked = self._parameters
        label = next((asked[key][0] for key in ("Description", "Help", "Hint") if asked.get(key)), None)
        made = Word("", source=Source.CONTENT_CONTROL, field=attribute(self.mark, "name") or None, label=label or None)
        match self._kind:
            case "FORMCHECKBOX":
                checked = asked.get("Checkbox_Checked", [""])[0].lower() in ("true", "1")
                return replace(made, text=CHECKED if checked else UNCHECKED)
            case "FORMDROPDOWN":
                return replace(made, text=_chosen(asked))
            case _:
                return replace(made, text=written(marks.clean("".join(self.result))))

    @property
    def _parameters(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in children(self.mark, "param"):
            found.setdefault(attribute(one, "name") or "", []).append(attribute(one, "value") or "")
        return found


def _chosen(asked: dict[str, list[str]]) -> str:
    entries, chosen = asked.get("Dropdown_ListEntry", []), asked.get("Dropdown_Selected", [""])[0]
    index = int(chosen) if chosen.isdecimal() else len(entries)
    return flow.written(entries[index]) if index < len(entries) else ""
