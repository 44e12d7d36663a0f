"""What a document is, told by what it holds, never by its name.

A form is a paper filled with a candidate's identity and the training he asks for: a blank one is none, and neither is a quote
or a programme, though it names candidate, dates, body and hours. Its title, and the words such papers use, tell a piece.
"""

from collections.abc import Mapping

from parsers.index import Index, norm
from parsers.papers import Half, person_of
from parsers.pieces import certificate, cover_letter, cv, identity, programme, quote, test_result
from values.document import Document, DocumentType, Line
from values.form import Reading

_HEAD_LINES = 14
_ASKED = ("training.title", "training.provider", "training.start_date", "training.certification_code")
_OWN = ("candidate.birth_date", "candidate.jobseeker", "candidate.jobseeker_registered", "candidate.jobseeker_id", "support.type")
_HALF_CANDIDATE, _HALF_TRAINING, _PLAINLY = 5, 4, 6

PIECES = (quote.PIECE, programme.PIECE, cv.PIECE, cover_letter.PIECE, identity.PIECE, certificate.PIECE, test_result.PIECE)
"""The kinds of pieces, in the order in which they are asked for."""


def kind(document: Document, readings: Mapping[str, Reading], index: Index) -> tuple[DocumentType, Half | None]:
    """The type of a document, and which half of a form it is, if any."""
    title = titled(document, index)
    half = _half(readings)
    if half is Half.WHOLE and _is_form(readings, title):
        return DocumentType.FORM, half
    if half in (Half.CANDIDATE, Half.TRAINING) and _may_be_half(document, half, title):
        return DocumentType.OTHER, half
    if document.body:
        return DocumentType.OTHER, None
    if title not in (None, DocumentType.FORM):
        return title, None
    return _by_words(document), None


def _is_form(readings: Mapping[str, Reading], title: DocumentType | None) -> bool:
    """Whether a paper with identity and training is the form: a piece's title needs plainly more than a piece says."""
    if title in (None, DocumentType.FORM):
        return True
    own = sum(key.startswith(("candidate.", "support.")) for key in readings)
    return own >= _PLAINLY and any(key in readings for key in _OWN)


def _half(readings: Mapping[str, Reading]) -> Half | None:
    person = _identified(readings)
    asked = any(key in readings for key in _ASKED)
    if person and asked:
        return Half.WHOLE
    if person and _count(readings, "candidate.", "support.") >= _HALF_CANDIDATE and any(key in readings for key in _OWN):
        return Half.CANDIDATE
    if not person and asked and _count(readings, "training.") >= _HALF_TRAINING:
        return Half.TRAINING
    return None


def _may_be_half(document: Document, half: Half, title: DocumentType | None) -> bool:
    """Whether half a form's readings stand on a form: without a title of one, it must not speak like a piece either."""
    if title is not None or half is Half.CANDIDATE:
        return title in (None, DocumentType.FORM)
    return _by_words(document) is DocumentType.OTHER


def _identified(readings: Mapping[str, Reading]) -> bool:
    """Whether a paper tells who the candidate is: by his names, or by one of them, or none, and much else about him."""
    names = sum(key in readings for key in ("candidate.last_name", "candidate.birth_name", "candidate.first_name"))
    return person_of(readings) is not None or _count(readings, "candidate.") >= (3 if names else 5)


def _count(readings: Mapping[str, Reading], *prefixes: str) -> int:
    return sum(key.startswith(prefixes) for key in readings)


def titled(document: Document, index: Index) -> DocumentType | None:
    """The type that the first lines announce: the one line that is, opens with or plainly holds a title's words."""
    titles = index.vocabulary.titles
    best: tuple[float, DocumentType] | None = None
    for place, line in enumerate(_first_lines(document)):
        text = norm(line.text)
        for name, words in titles.items():
            score = max((_score(text, norm(word), line, place) for word in words), default=0.0)
            if score and (best is None or score > best[0]):
                best = score, DocumentType(name)
    return best[1] if best else None


def _score(text: str, title: str, line: Line, place: int) -> float:
    """How plainly a line announces a title; 0 when it does not."""
    if not title or f" {title} " not in f" {text} ":
        return 0.0
    share = len(title) / len(text)
    size = max((word.size for word in line.words), default=0.0)
    if text.startswith(title):
        return 1.0 + share + size / 40 - place / 30
    return share + size / 40 - place / 30 if share > 0.4 or line.heading else 0.0


def _first_lines(document: Document) -> list[Line]:
    lines = document.pages[0].lines if document.pages else ()
    return [line for line in lines if line.text.strip()][:_HEAD_LINES]


def _by_words(document: Document) -> DocumentType:
    """The piece whose usual words a text holds most of; `other` when it holds too few."""
    text = f" {norm(document.text)} "
    scored = [(piece.score(text), -n, piece.type) for n, piece in enumerate(PIECES)]
    best = max(scored)
    return best[2] if best[0] >= 1.0 else DocumentType.OTHER
