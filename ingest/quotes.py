"""What the writer wrote, apart from the older messages that his mail client quoted below (or around) it.

A reply quotes; a forward carries: what is forwarded stays in the text, since a form may stand in it.
"""

import re
from dataclasses import dataclass

from values.fold import plain

_FORWARD_SUBJECT = re.compile(r"^(?:tr|fw|fwd|transfert|wg)\s*:", re.IGNORECASE)
_FORWARD_MARK = re.compile(
    r"^[ \-_>*]*(?:forwarded message|begin forwarded message|message transfere|debut du message transfere|message reexpedie"
    r"|courriel transfere|mail transfere|e-mail transfere|weitergeleitete nachricht)\b[^a-z]*(?:from .*)?$"
)
_ORIGINAL = re.compile(
    r"^[ \t]*-{2,}[ \t]*(?:message d'origine|message original|original message|courriel original|message initial"
    r"|mail original|e-mail d'origine|ursprungliche nachricht)[ \t]*-{2,}"
)
_WROTE = re.compile(
    r"^(?:le\b.{5,200}\ba ecrit|on\b.{5,200}\bwrote|am\b.{5,200}\bschrieb.{0,80}|el\b.{5,200}\bescribio"
    r"|.{3,120}<[^<>\s]+@[^<>\s]+>.{0,40}\ba ecrit|.{3,80}\ba ecrit le\b.{5,80}|.{0,80}\bvia\b.{3,80}\ba ecrit)[ \t]*:[ \t]*$"
)
_FROM = re.compile(r"^[ \t*]*(?:de|from|expediteur|von)[ \t*]*:[ \t*]*\S")
_FIELD = re.compile(
    r"^[ \t*]*(?:envoye|date|a|to|cc|objet|sujet|subject|sent|destinataire|destinataires|envoye le|an|gesendet|betreff|de|from)"
    r"(?: le)?[ \t*]*:"
)
_QUOTED = re.compile(r"^[ \t]{0,2}>")


@dataclass(frozen=True, slots=True)
class Split:
    """The text of the writer, the older messages quoted, and whether the text holds a forwarded message."""

    text: str
    quoted: str
    forward: bool


def split(text: str, subject: str, reply: bool) -> Split:
    """The text apart from its quotations; `reply` says that the mail names a thread that it answers."""
    lines = text.split("\n")
    folded = [plain(line[:400]) for line in lines]
    if _FORWARD_SUBJECT.match(plain(subject).strip()) or any(_FORWARD_MARK.match(line) for line in folded):
        return Split(text, "", True)
    marker = _marker(folded, reply or plain(subject).lstrip().startswith(("re:", "re :", "rep:", "rep :", "aw:", "r:")))
    if marker is None:
        return _without_quoted_lines(lines)
    head = _without_quoted_lines(lines[: marker.first])
    below = _answers_below(lines[marker.last + 1 :]) if marker.by_lines else _Below([], lines[marker.last + 1 :])
    kept = [head.text, "\n".join(below.kept).strip()]
    quoted = [head.quoted, "\n".join(lines[marker.first : marker.last + 1]), "\n".join(below.quoted)]
    return Split("\n\n".join(filter(None, kept)), "\n".join(filter(None, quoted)).strip(), False)


@dataclass(frozen=True, slots=True)
class _Marker:
    """The lines that announce a quotation; `by_lines`: what follows is quoted line by line with `>`."""

    first: int
    last: int
    by_lines: bool


def _marker(folded: list[str], reply: bool) -> _Marker | None:
    for place, line in enumerate(folded):
        if not line.strip():
            continue
        if _ORIGINAL.match(line) or reply and _FROM.match(line) and _is_header_block(folded[place : place + 8]):
            return _Marker(_rule_above(folded, place), place, _next_is_quoted(folded, place))
        for length in (1, 2, 3):
            if _WROTE.match(" ".join(part.strip() for part in folded[place : place + length])):
                last = place + length - 1
                return _Marker(place, last, _next_is_quoted(folded, last))
            if not line.startswith(("le ", "on ")):
                break
    return None


def _is_header_block(lines: list[str]) -> bool:
    return sum(1 for line in lines[1:] if _FIELD.match(line)) >= 2


def _rule_above(folded: list[str], place: int) -> int:
    """The place of the line of dashes that Outlook draws above, if any."""
    above = place - 1
    while above > 0 and not folded[above].strip():
        above -= 1
    return above if above >= 0 and re.fullmatch(r"[ _\-]{5,}", folded[above]) else place


def _next_is_quoted(folded: list[str], place: int) -> bool:
    following = next((line for line in folded[place + 1 : place + 6] if line.strip()), "")
    return bool(_QUOTED.match(following))


@dataclass(frozen=True, slots=True)
class _Below:
    kept: list[str]
    quoted: list[str]


def _answers_below(lines: list[str]) -> _Below:
    """Under a quotation marked line by line, what is not marked was written by the writer (answers in between)."""
    below = _Below([], [])
    for line in lines:
        (below.quoted if _QUOTED.match(line) else below.kept).append(line)
    return below


def _without_quoted_lines(lines: list[str]) -> Split:
    """Blocks of two lines and more marked by `>` are quotations; a lone one may be the writer's own bullet."""
    kept: list[str] = []
    quoted: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if _QUOTED.match(line):
            run.append(line)
            continue
        (quoted if len(run) > 1 else kept).extend(run)
        run = []
        kept.append(line)
    return Split("\n".join(kept).strip(), "\n".join(quoted), False)
