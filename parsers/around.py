"""Answers by geometry: right of a caption, under it, or over it, on a page with boxes.

Each written span looks for its caption: the one right before it on the base line, the one just above, the one just below. Where
two are possible the page's own habit decides, told by the spans that leave no choice and by the distances; where the habit is
not clear the answer is not sure.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.answers import Answer, Claims, How
from parsers.columns import Column
from parsers.sheet import Sheet, gap_across, gap_down, same_row
from parsers.spans import Kind, Span

Fits = Callable[[Span, str], bool]
"""Whether a text is of the very shape that a caption asks for (a date, an address, a number), so that it proves a habit."""

_FAR_ACROSS = 260.0
_NEAR_ACROSS = 60.0
_FAR_DOWN = 1.9
_LINE = 0.9
_TWICE, _PROOFS, _PROSE = 2, 3, 6


@dataclass(frozen=True, slots=True)
class Way:
    """A caption that a written span may belong to, how, and how far it is (in heights of a line)."""

    caption: Span
    how: How
    far: float


def answer(sheet: Sheet, claims: Claims, fits: Fits, habits: Sequence[Column] = ()) -> None:
    """The answers of a page that stand around their captions; first those in a column of their own (`habits`)."""
    _in_columns(sheet, claims, habits)
    written = [
        span
        for span in sheet.spans
        if span.kind in (Kind.TEXT, Kind.FIELD) and span.place not in claims.taken and not span.heading
    ]
    runs = _runs(sheet, written)
    ways = {run[0].place: _ways(sheet, run, claims) for run in runs}
    habit = _habit(runs, ways, fits)
    aside = _keeps_aside(sheet, runs, ways, claims, fits)
    for run in runs:
        chosen = _choose([way for way in ways[run[0].place] if not (aside and _is_stray(run[0], way, fits))], habit)
        if chosen and not _is_listed(sheet, run[0], chosen[0], fits):
            way, sure = chosen
            _claim(sheet, run, way, sure, claims)


def _in_columns(sheet: Sheet, claims: Claims, habits: Sequence[Column]) -> None:
    """The answers at the edge of a column, whatever their distance."""
    for span in sheet.spans if habits else ():
        left = sheet.left(span)
        if (
            span.kind not in (Kind.TEXT, Kind.FIELD)
            or span.place in claims.taken
            or not _asks(left, span, claims)
            or left is None
        ):
            continue
        if any(habit.pairs(left, span) for habit in habits):
            run = _run(sheet, span, {other.place for other in sheet.spans if other.kind is span.kind})
            _claim(sheet, run, Way(left, How.RIGHT, 0.0), True, claims)


def _runs(sheet: Sheet, written: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Written spans that stand together on a base line: a comb's letters, the fields of a date."""
    runs: list[tuple[Span, ...]] = []
    seen: set[int] = set()
    for span in sorted(written, key=lambda s: (s.box or (0, 0, 0, 0))[0]):
        if span.place not in seen:
            run = _run(sheet, span, {w.place for w in written})
            seen.update(part.place for part in run)
            runs.append(run)
    return runs


def _run(sheet: Sheet, span: Span, written: set[int]) -> tuple[Span, ...]:
    run = [span]
    while True:
        following = sheet.right(run[-1])
        if following is None or following.place not in written or not _together(sheet, run[-1], following):
            return tuple(run)
        run.append(following)


def _together(sheet: Sheet, a: Span, b: Span) -> bool:
    """Whether two spans are parts of one answer: letters of a comb, or short fields with a sign or little between them."""
    if a.box is None or b.box is None:
        return False
    gap = gap_across(a.box, b.box)
    comb = len(a.text) <= 1 and len(b.text) <= 1 and gap < 3.0 * max(a.height, 8.0)
    signs = (a.text in "/-.@" and bool(a.text)) or (b.text in "/-.@" and bool(b.text))
    parts = a.kind is b.kind is Kind.FIELD and a.text.isdigit() and b.text.isdigit()
    if parts and len(a.text) > 2:
        parts = not any(span is not None and span.kind is Kind.CAPTION for span in (sheet.above(b), sheet.below(b)))
    return comb or (signs or parts) and gap < 2.0 * a.height


def _ways(sheet: Sheet, run: Sequence[Span], claims: Claims) -> list[Way]:
    first = run[0]
    left = sheet.left(first) if first.kind is Kind.FIELD else None
    if left is not None and _is_unknown(left, first, claims):
        return []
    found = [_from_left(sheet, first, claims), _from_above(sheet, first, claims), _from_below(sheet, first, claims)]
    return [way for way in found if way]


def _is_unknown(left: Span, field: Span, claims: Claims) -> bool:
    """Whether the printed words right before a form field are a caption that nobody knows: the field is theirs."""
    if left.kind is not Kind.TEXT or left.place in claims.taken or left.box is None or field.box is None:
        return False
    return gap_across(left.box, field.box) < _NEAR_ACROSS and len(left.text) > 2


def _from_left(sheet: Sheet, span: Span, claims: Claims) -> Way | None:
    left = sheet.left(span)
    if not _asks(left, span, claims) or left is None or left.box is None or span.box is None:
        return None
    gap = gap_across(left.box, span.box)
    if gap > _FAR_ACROSS or (not left.colon and gap > _FAR_ACROSS / 2 and span.kind is Kind.TEXT):
        return None
    return Way(left, How.RIGHT, max(gap, 0.0) / _NEAR_ACROSS)


def _from_above(sheet: Sheet, span: Span, claims: Claims) -> Way | None:
    above = sheet.above(span)
    if not _asks(above, span, claims) or above is None or above.box is None or span.box is None:
        return None
    far = gap_down(above.box, span.box) / max(above.height, 7.0)
    if far > _FAR_DOWN or _has_field_beside(sheet, above, claims):
        return None
    return Way(above, How.BELOW, max(far, 0.0))


def _has_field_beside(sheet: Sheet, caption: Span, claims: Claims) -> bool:
    """Whether a free form field stands right behind a caption: that one is its answer, not what stands below."""
    beside = sheet.right(caption)
    if (
        beside is None
        or beside.kind is not Kind.FIELD
        or beside.place in claims.taken
        or beside.box is None
        or caption.box is None
    ):
        return False
    return gap_across(caption.box, beside.box) < _NEAR_ACROSS and sheet.left(beside) is caption


def _from_below(sheet: Sheet, span: Span, claims: Claims) -> Way | None:
    below = sheet.below(span)
    if not _asks(below, span, claims) or below is None or below.colon or below.box is None or span.box is None:
        return None
    far = gap_down(span.box, below.box) / max(below.height, 7.0)
    return Way(below, How.ABOVE, max(far, 0.0)) if far <= _FAR_DOWN and sheet.above(below) is span else None


def _asks(span: Span | None, value: Span, claims: Claims) -> bool:
    """Whether a span is a caption still without an answer, and not of another cell (tables were asked before)."""
    if span is not None and span.cell and value.cell and span.cell != value.cell:
        return False
    if span is None or span.kind is not Kind.CAPTION or span.place in claims.answers or span.place in claims.taken:
        return False
    return not span.heading or span.colon


def _habit(runs: Iterable[Sequence[Span]], ways: dict[int, list[Way]], fits: Fits) -> Counter[How]:
    """How the page puts answers: each that fits its caption's kind is a vote, each without another way a weaker one."""
    votes: Counter[How] = Counter()
    for run in runs:
        possible = ways[run[0].place]
        text = "".join(span.text for span in run) if len(run) > 1 else run[0].text
        for way in possible:
            votes[way.how] += 4 * fits(way.caption, text) + (len(possible) == 1)
    return votes


def _keeps_aside(sheet: Sheet, runs: Iterable[Sequence[Span]], ways: dict[int, list[Way]], claims: Claims, fits: Fits) -> bool:
    """Whether a page plainly has its answers on their captions' own line, and never over or under them."""
    stacked = [way for run in runs for way in ways[run[0].place] if way.how is not How.RIGHT and fits(way.caption, run[0].text)]
    inline = [
        answer for span in sheet.spans for answer in claims.answers.get(span.place, ()) if answer.how in (How.INLINE, How.RIGHT)
    ]
    proofs = sum(fits(answer.caption, answer.text) for answer in inline)
    return proofs >= _PROOFS and len(stacked) * _PROOFS <= proofs


def _is_stray(span: Span, way: Way, fits: Fits) -> bool:
    """Whether a written text only happens to stand over or under a caption, on a page whose answers stand aside."""
    short = len(span.text.split()) < _PROSE or way.how is How.ABOVE
    return span.kind is Kind.TEXT and way.how is not How.RIGHT and short


def _is_listed(sheet: Sheet, span: Span, way: Way, fits: Fits) -> bool:
    """Whether a text under a caption is but the first of several of its kind, one below the other: a list's."""
    below = sheet.below(span)
    if way.how is not How.BELOW or below is None or below.kind is not span.kind or below.box is None or span.box is None:
        return False
    flush = abs(below.box[0] - span.box[0]) < 4 and gap_down(span.box, below.box) < 2.5 * span.height
    return flush and fits(way.caption, span.text) and fits(way.caption, below.text)


def _choose(ways: list[Way], habit: Counter[How]) -> tuple[Way, bool] | None:
    if not ways:
        return None
    beside = next((way for way in ways if way.how is How.RIGHT), None)
    stacked = [way for way in ways if way.how is not How.RIGHT]
    if beside and (not stacked or _prefers_left(beside, stacked, habit)):
        return beside, True
    if len(stacked) == 1:
        other = How.ABOVE if stacked[0].how is How.BELOW else How.BELOW
        if habit[other] > _TWICE * habit[stacked[0].how]:
            return None
        return stacked[0], habit[stacked[0].how] >= habit[other]
    over, under = habit[How.BELOW], habit[How.ABOVE]
    if over != under:
        wanted = How.BELOW if over > under else How.ABOVE
        return next(way for way in stacked if way.how is wanted), max(over, under) >= 2 * min(over, under)
    nearest = min(stacked, key=lambda way: way.far)
    return nearest, max(way.far for way in stacked) > 2 * nearest.far + 0.3


def _prefers_left(beside: Way, stacked: list[Way], habit: Counter[How]) -> bool:
    """Whether the caption to the left is the one, though another stands above or below."""
    if habit[How.RIGHT] == max(habit[way.how] for way in stacked):
        return beside.caption.colon or beside.far < 1.0
    return habit[How.RIGHT] > max(habit[way.how] for way in stacked)


def _claim(sheet: Sheet, run: tuple[Span, ...], way: Way, sure: bool, claims: Claims) -> None:
    if way.caption.place in claims.answers and any(a.how is way.how for a in claims.answers[way.caption.place]):
        return
    values = (*run, *_continued(sheet, run, claims)) if run[0].kind is Kind.TEXT and way.how is not How.ABOVE else run
    claims.add(Answer(way.caption, values, way.how, sure))


def go_on(sheet: Sheet, claims: Claims, reads_text: Callable[[Span], bool]) -> None:
    """The answers on their captions' own line, with the lines that they go on with below, where the caption asks for a text.

    One that reaches the edge of the page's print, and whose next line no rule here joins, may be cut: it is not sure.
    """
    edge = max((span.box[2] for span in sheet.spans if span.box and span.kind is Kind.TEXT), default=0.0)
    for place, answers in claims.answers.items():
        last = answers[0].values[-1] if answers and answers[0].values else None
        own = last is not None and last.kind is Kind.TEXT and any(span is last for span in sheet.spans)
        if not own or last is None or answers[0].how not in (How.INLINE, How.RIGHT) or not reads_text(answers[0].caption):
            continue
        known = _continued(sheet, [last], claims)
        lines = known or _wrapped(sheet, last, answers[0].caption, edge, claims)
        if lines:
            claims.taken.update(span.place for span in lines)
            claims.answers[place] = [replace(answers[0], values=(*answers[0].values, *lines)), *answers[1:]]


def _wrapped(sheet: Sheet, last: Span, caption: Span, edge: float, claims: Claims) -> list[Span]:
    """The lines below that start at the caption's own left edge, when the first line fills the width."""
    below = sheet.below(caption)
    if last.box is None or caption.box is None or last.box[2] < 0.9 * edge or below is None or below.box is None:
        return []
    flush = abs(below.box[0] - caption.box[0]) < 3 and gap_down(last.box, below.box) <= _LINE * last.height
    if below.kind is not Kind.TEXT or below.place in claims.taken or below.heading or not flush or not below.text[:1].islower():
        return []
    return [below, *_continued(sheet, [below], claims)]


def _alike(a: Span, b: Span) -> bool:
    """Whether two lines are printed alike, as the lines of one text are."""
    return abs(a.words[0].size - b.words[0].size) < 0.3 and a.words[0].bold == b.words[0].bold


def _continued(sheet: Sheet, run: Sequence[Span], claims: Claims) -> list[Span]:
    """The further lines of a written text: right below, flush with it, without a caption before them."""
    lines: list[Span] = []
    last = run[0]
    while True:
        below = sheet.below(last)
        if below is None or below.kind is not Kind.TEXT or below.box is None or last.box is None or below.place in claims.taken:
            return lines
        if abs(below.box[0] - last.box[0]) > 3 or gap_down(last.box, below.box) > _LINE * last.height or not _alike(below, last):
            return lines
        left = sheet.left(below)
        if left is not None and left.kind is Kind.CAPTION and left.box and same_row(left.box, below.box):
            return lines
        lines.append(below)
        last = below
