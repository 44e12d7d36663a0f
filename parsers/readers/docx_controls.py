"""The fields of a Word file: content controls and legacy form fields, each one word with its whole value."""

from dataclasses import dataclass, field, replace

from parsers.readers import marks
from parsers.readers.docx_xml import Element, attribute, child, children, is_on, name, value
from parsers.readers.flow import written
from values.document import CHECKED, UNCHECKED, Source, Word

DOUBTFUL = 0.7
TYPED = ("text", "date", "dropDownList", "comboBox")
OUTER = ("group", "docPartObj", "docPartList", "repeatingSection", "repeatingSectionItem", "bibliography", "citation", "picture")
"""Controls that only hold others, or no text."""


@dataclass(frozen=True, slots=True)
class Control:
    """A content control's properties (`w:sdtPr`)."""

    properties: Element | None

    @property
    def is_box(self) -> bool:
        """Whether it is a box to tick."""
        return child(self.properties, "checkbox") is not None

    @property
    def is_value(self) -> bool:
        """Whether it is a place to write in, not a frame around a part of the document."""
        kinds = {name(one) for one in (self.properties if self.properties is not None else ())}
        if kinds & set(OUTER):
            return False
        return bool(kinds & {*TYPED, "placeholder", "showingPlcHdr", "alias", "tag", "checkbox"})

    @property
    def is_typed(self) -> bool:
        """Whether it is a place for one value: a text, date or list."""
        return any(child(self.properties, kind) is not None for kind in TYPED)

    @property
    def is_empty(self) -> bool:
        """Whether the prompt is shown."""
        return is_on(self.properties, "showingPlcHdr")

    def word(self, text: str) -> Word:
        """The word of the control, given the text that it shows."""
        field, label = value(self.properties, "tag") or None, value(self.properties, "alias") or None
        made = Word("", source=Source.CONTENT_CONTROL, field=field, label=label)
        if self.is_box:
            return self._box(made, text)
        return replace(made, text="" if self.is_empty else written(marks.clean(text)))

    def _box(self, made: Word, text: str) -> Word:
        checked = is_on(child(self.properties, "checkbox"), "checked")
        seen = {
            marks.box_text(token.sign) for token in marks.tokens(text) if token.sign not in (marks.Sign.WORD, marks.Sign.LEADER)
        }
        stated = CHECKED if checked else UNCHECKED
        if len(seen) == 1 and stated not in seen:
            return replace(made, text=seen.pop(), confidence=DOUBTFUL)
        return replace(made, text=stated)


@dataclass(slots=True)
class LegacyField:
    """A field of Word's old forms while its runs are read: `w:fldChar` begin, instruction, separate, result, end."""

    data: Element | None
    instruction: str = ""
    result: list[str] = field(default_factory=list)
    in_result: bool = False

    @property
    def kind(self) -> str | None:
        """FORMTEXT, FORMCHECKBOX or FORMDROPDOWN; None for a field that only shows text (a link, a page number)."""
        words = self.instruction.split()
        kind = words[0].upper() if words else ""
        return kind if kind in ("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN") else None

    def word(self) -> Word:
        """The word of the field, once it is closed."""
        label = value(self.data, "statusText") or value(self.data, "helpText") or None
        made = Word("", source=Source.CONTENT_CONTROL, field=value(self.data, "name") or None, label=label)
        match self.kind:
            case "FORMCHECKBOX":
                return _legacy_box(made, child(self.data, "checkBox"))
            case "FORMDROPDOWN":
                return replace(made, text=_legacy_choice(child(self.data, "ddList")))
            case _:
                text = written(marks.clean("".join(self.result)))
                default = value(child(self.data, "textInput"), "default")
                return replace(made, text="" if default and text == default.strip() else text)


def _legacy_box(made: Word, box: Element | None) -> Word:
    """A ticked box; one that is ticked by default and was not touched is doubtful."""
    if child(box, "checked") is not None:
        return replace(made, text=CHECKED if is_on(box, "checked") else UNCHECKED)
    if is_on(box, "default"):
        return replace(made, text=CHECKED, confidence=DOUBTFUL)
    return replace(made, text=UNCHECKED)


def _legacy_choice(box: Element | None) -> str:
    entries = [attribute(entry, "val") or "" for entry in children(box, "listEntry")]
    chosen = value(box, "result") or value(box, "default") or "0"
    index = int(chosen) if chosen.isdecimal() else 0
    return written(entries[index]) if index < len(entries) else ""
