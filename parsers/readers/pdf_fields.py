"""The form fields of a PDF page (AcroForm widgets), and the text people write over a PDF with a viewer (FreeText).

A field's value is one `Word` at each of its widgets; a box to tick or a radio button is a `Word` `CHECKED` or `UNCHECKED` with
its export value. A value that the widget's own appearance contradicts is kept, but doubtful: people trust what they saw.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

import pikepdf

from parsers.readers.flow import written
from parsers.readers.pdf_values import agrees, name_of, shown, text_of, unescaped
from values.document import CHECKED, UNCHECKED, Box, Source, Word

MAX_WIDGETS = 3_000
DAMAGE = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, NotImplementedError, ZeroDivisionError)
"""What reading a damaged annotation may raise: that one is left out, the others are read."""

MAX_DEPTH = 30
DOUBTFUL = 0.7
HIDDEN, NO_VIEW = 2, 32
PUSH_BUTTON, PASSWORD, RADIO = 1 << 16, 1 << 13, 1 << 15
DRAWN_MARKS = ("/Ink", "/Line", "/PolyLine", "/Polygon")


@dataclass(slots=True)
class Annotations:
    """What lies over a page: values of fields, typed remarks, boxes of buttons, strokes drawn by hand.

    `opaque`: no picture of the page has a mask through which the text under it is seen (a watermark has).
    """

    values: list[Word] = field(default_factory=list)
    typed: list[Word] = field(default_factory=list)
    buttons: list[Box] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    opaque: bool = True


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Reads the fields of one document; `seen` collects the fields met on pages."""

    pdf: pikepdf.Pdf
    seen: set[tuple[int, int]] = field(default_factory=set)

    @property
    def form(self) -> pikepdf.Dictionary | None:
        """The document's AcroForm dictionary."""
        form = self.pdf.Root.get("/AcroForm")
        return form if isinstance(form, pikepdf.Dictionary) else None

    @property
    def needs_appearances(self) -> bool:
        """Whether appearances are stale by the document's own word."""
        return self.form is not None and bool(self.form.get("/NeedAppearances", False))

    @property
    def only_xfa(self) -> bool:
        """Whether the form is an XFA one that no other program than Adobe's shows."""
        if self.form is None or "/XFA" not in self.form:
            return False
        fields = self.form.get("/Fields")
        return bool(self.pdf.Root.get("/NeedsRendering", False)) or not (isinstance(fields, pikepdf.Array) and len(fields))

    def page(self, index: int, origin: tuple[float, float]) -> Annotations:
        """What lies over a page; a damaged annotation is left out."""
        page = self.pdf.pages[index].obj
        found = Annotations(opaque=not _has_masks(page))
        annotations = page.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            return found
        for number in range(min(len(annotations), MAX_WIDGETS)):
            with suppress(*DAMAGE):
                self._annotation(annotations[number], origin, found)
        return found

    def _annotation(self, item: object, origin: tuple[float, float], found: Annotations) -> None:
        if not isinstance(item, pikepdf.Dictionary):
            return
        self.seen.update(one.objgen for one in _chain(item))
        if _is_hidden(item):
            return
        box = _box(item, origin)
        if box is None:
            return
        kind = str(item.get("/Subtype", ""))
        if kind == "/Widget":
            self._widget(item, box, found)
        elif kind == "/FreeText":
            found.typed.extend(_free_text(item, box))
        elif kind in DRAWN_MARKS:
            found.strokes.append(box)

    def _widget(self, item: pikepdf.Dictionary, box: Box | None, found: Annotations) -> None:
        chain = tuple(_chain(item))
        kind, flags = str(_inherited(chain, "/FT", "")), int(str(_inherited(chain, "/Ff", 0)))
        if kind == "/Btn" and not flags & PUSH_BUTTON:
            found.values.append(self._button(item, chain, box))
            if box is not None:
                found.buttons.append(box)
        elif kind == "/Tx" and not flags & PASSWORD:
            found.values.append(self._value(item, chain, box, text_of(_inherited(chain, "/V", None))))
        elif kind == "/Ch":
            found.values.append(self._value(item, chain, box, _choice(chain)))

    def _value(self, item: pikepdf.Dictionary, chain: "Chain", box: Box | None, value: str) -> Word:
        value, confidence = written(value), 1.0
        if not self.needs_appearances:
            drawn = shown(item)
            if value and drawn is not None and not agrees(value, drawn):
                confidence = DOUBTFUL
            elif not value and "/V" not in item and drawn and (drawn := written(drawn)):
                value, confidence = drawn, DOUBTFUL
        return Word(value, box, Source.FORM_FIELD, confidence, field=_name(chain), label=_label(chain))

    def _button(self, item: pikepdf.Dictionary, chain: "Chain", box: Box | None) -> Word:
        on = _on_state(item)
        value, state = _inherited(chain, "/V", None), item.get("/AS")
        chosen = None if value is None else name_of(value) if isinstance(value, pikepdf.Name) else text_of(value)
        ticked = chosen is not None and chosen not in ("Off", "") and (on is None or chosen == on)
        shown_on = ticked if state is None else name_of(state) not in ("Off", "")
        if self.needs_appearances and value is not None:
            shown_on = ticked
        sure = state is None or value is None or shown_on == ticked
        option = _option(chain, on if on is not None else chosen if ticked else None)
        return Word(
            CHECKED if shown_on else UNCHECKED,
            box,
            Source.FORM_FIELD,
            1.0 if sure else DOUBTFUL,
            field=_name(chain),
            label=_label(chain),
            option=option,
        )

    def elsewhere(self) -> list[Word]:
        """The filled fields of the form that stand on no page."""
        found = Annotations()
        if self.form is not None:
            for item in islice(_leaves(self.form.get("/Fields")), MAX_WIDGETS):
                if item.objgen not in self.seen and not _is_hidden(item):
                    self._lost(item, found)
        return [word for word in found.values if word.text not in ("", UNCHECKED)]

    def _lost(self, item: pikepdf.Dictionary, found: Annotations) -> None:
        with suppress(*DAMAGE):
            self._widget(item, None, found)


def _has_masks(page: pikepdf.Object) -> bool:
    """Whether a picture among the resources of a page has a mask."""
    with suppress(*DAMAGE):
        resources = next((one["/Resources"] for one in _chain(page) if "/Resources" in one), None)
        pictures = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        if isinstance(pictures, pikepdf.Dictionary):
            return any("/SMask" in one or "/Mask" in one for _, one in islice(pictures.items(), 200))
    return False


def _is_hidden(item: pikepdf.Dictionary) -> bool:
    return bool(int(item.get("/F", 0)) & (HIDDEN | NO_VIEW))


Chain = tuple[pikepdf.Dictionary, ...]


def _chain(item: object) -> Iterator[pikepdf.Dictionary]:
    """A widget, its field, the field's parent and so on; or a page and the nodes above it."""
    current = item
    for _ in range(MAX_DEPTH):
        if not isinstance(current, pikepdf.Dictionary):
            return
        yield current
        current = current.get("/Parent")


def _leaves(fields: object) -> Iterator[pikepdf.Dictionary]:
    """The terminal fields of a form; each is visited once, since damaged forms bite their tails."""
    todo, seen = [fields], set()
    for _ in range(MAX_WIDGETS):
        if not todo:
            return
        for item in _items(todo.pop()):
            if not isinstance(item, pikepdf.Dictionary) or (item.is_indirect and item.objgen in seen):
                continue
            seen.add(item.objgen)
            if "/Kids" in item:
                todo.append(item.get("/Kids"))
            else:
                yield item


def _inherited(chain: Chain, key: str, default: object) -> object:
    return next((one[key] for one in chain if key in one), default)


def _name(chain: Chain) -> str:
    parts = [unescaped(text_of(one["/T"])) for one in chain if "/T" in one]
    return ".".join(reversed([part for part in parts if part]))


def _label(chain: Chain) -> str | None:
    label = text_of(_inherited(chain, "/TU", None))
    return None if label.lower() in ("", "undefined") else unescaped(label)


def _box(item: pikepdf.Dictionary, origin: tuple[float, float]) -> Box | None:
    """The place of an annotation on the unrotated page; None when it is too small to be seen."""
    rect = item.get("/Rect")
    if not isinstance(rect, pikepdf.Array) or len(rect) != 4:
        return None
    a, b, c, d = (float(str(rect[n])) for n in range(4))
    x0, x1 = sorted((a - origin[0], c - origin[0]))
    y0, y1 = sorted((origin[1] - b, origin[1] - d))
    return (x0, y0, x1, y1) if x1 - x0 >= 1 and y1 - y0 >= 1 else None


def _choice(chain: Chain) -> str:
    """The displayed text of what is chosen in a list."""
    value = _inherited(chain, "/V", None)
    chosen = [text_of(one) for one in _items(value)]
    displayed = dict(_options(chain))
    return ", ".join(displayed.get(one, one) for one in chosen if one)


def _items(value: object) -> list[object]:
    """The items of an array, else the value alone."""
    return [value[n] for n in range(min(len(value), MAX_WIDGETS))] if isinstance(value, pikepdf.Array) else [value]


def _options(chain: Chain) -> Iterator[tuple[str, str]]:
    """Export value and displayed text of each option of a list."""
    options = _inherited(chain, "/Opt", None)
    if not isinstance(options, pikepdf.Array):
        return
    for index in range(min(len(options), 2_000)):
        option = options[index]
        if isinstance(option, pikepdf.Array) and len(option) == 2:
            yield text_of(option[0]), text_of(option[1])
        else:
            yield text_of(option), text_of(option)


def _on_state(item: pikepdf.Dictionary) -> str | None:
    """The name of the ticked state of a button: the state of its appearance that is not Off."""
    for table in ("/N", "/D"):
        appearance = item.get("/AP")
        states = appearance.get(table) if isinstance(appearance, pikepdf.Dictionary) else None
        if isinstance(states, pikepdf.Dictionary) and not isinstance(states, pikepdf.Stream):
            for state in states.keys():  # noqa: SIM118 (a pikepdf dictionary iterates over values)
                if state != "/Off":
                    return name_of(state)
    return None


def _option(chain: Chain, state: str | None) -> str | None:
    """The export value of a ticked state: a number stands for an entry of /Opt."""
    options = list(_options(chain))
    if state is not None and state.isdecimal() and int(state) < len(options):
        return options[int(state)][1]
    return state


def _free_text(item: pikepdf.Dictionary, box: Box) -> Iterator[Word]:
    """The words typed over a page, spread over the box that holds them."""
    rows = [row.split() for row in text_of(item.get("/Contents")).split("\n")][:60]
    x0, y0, x1, y1 = box
    height = (y1 - y0) / max(len(rows), 1)
    size = min(height / 1.2, 12.0)
    for number, row in enumerate(rows):
        letters = max(sum(len(word) + 1 for word in row) - 1, 1)
        step, x = min((x1 - x0) / letters, 0.55 * size), x0
        for word in row:
            width = len(word) * step
            yield Word(word, (x, y0 + number * height, x + width, y0 + (number + 1) * height), size=round(size, 2))
            x += width + step
