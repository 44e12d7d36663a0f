"""Whose piece is it (regulation.md): told by the person it names, the folder it came in, the training it speaks of."""

import re
from collections.abc import Sequence

from parsers.index import norm
from parsers.papers import Paper, last_names, words_of
from values.document import DocumentType
from values.form import Reading

_NAMED = re.compile(
    r"(?:stagiaire|beneficiaire|candidate?|apprenante?|certifie que|atteste que|inscrite?)\s*:?\s+"
    r"(?:m|mme|mlle|monsieur|madame|mademoiselle)?\.?\s*([a-z'\-]{2,}(?: [a-z'\-]{2,}){1,3})"
)
_CV_NAME = re.compile(r"^[^\W\d_][^\W\d_'\-]+(?:[ \-][^\W\d_][^\W\d_'\-]*){1,3}$")


def names_person(paper: Paper, readings: dict[str, Reading]) -> bool:
    """Whether a piece, or its file's name, names the candidate of some readings."""
    first = norm(str(readings["candidate.first_name"].value)) if "candidate.first_name" in readings else ""
    for text in (words_of(paper.document.text), words_of(re.sub(r"[_.\-]", " ", paper.document.name or ""))):
        for last in last_names(readings):
            if first and _holds(text, last) and _holds(text, first):
                return True
    return False


def _holds(text: str, name: str) -> bool:
    return f" {name.replace(chr(39), ' ')} " in text


def names_another(paper: Paper, readings: dict[str, Reading]) -> bool:
    """Whether a piece names a person, and not the candidate of these readings."""
    if names_person(paper, readings):
        return False
    if paper.person is not None:
        return paper.person[0] not in last_names(readings)
    return paper.document.text_source != "ocr" and _person_in(paper) is not None


def _person_in(paper: Paper) -> str | None:
    """A person that a piece without labels is plainly about: the name that opens a CV, the one a certificate certifies."""
    if paper.type is DocumentType.CV:
        lines = [line.text.strip() for line in paper.document.lines[:4]]
        return next((line for line in lines if _CV_NAME.match(line) and _capital_word(line)), None)
    if paper.type in (DocumentType.CERTIFICATE, DocumentType.IDENTITY, DocumentType.TEST_RESULT):
        found = _NAMED.search(norm(paper.document.text))
        return found[1] if found else None
    return None


def _capital_word(text: str) -> bool:
    return any(word.isupper() and len(word) > 2 for word in text.replace("-", " ").split()) and norm(text) != "curriculum vitae"


def owner(paper: Paper, forms: Sequence[tuple[Sequence[Paper], dict[str, Reading]]]) -> int | None:
    """The place of the form that a piece belongs to, or None."""
    if len(forms) == 1:
        return None if names_another(paper, forms[0][1]) else 0
    named = [n for n, (_, readings) in enumerate(forms) if names_person(paper, readings)]
    inside = _inside(paper, forms)
    if inside is not None and (not named or inside in named):
        return inside
    if named:
        return named[0] if len(named) == 1 else None
    if paper.person is not None or _person_in(paper) is not None:
        return None
    alike = [n for n, (_, readings) in enumerate(forms) if _speaks_of(paper, readings)]
    return alike[0] if len(alike) == 1 else None


def _inside(paper: Paper, forms: Sequence[tuple[Sequence[Paper], dict[str, Reading]]]) -> int | None:
    """The one form in the same folder, archive or nested mail; the innermost that holds a form decides."""
    folder = _folder(paper.id)
    while folder:
        held = {n for n, (papers, _) in enumerate(forms) if any(f"{p.id}/".startswith(f"{folder}/") for p in papers)}
        if held:
            return held.pop() if len(held) == 1 else None
        folder = _folder(folder)
    return None


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _speaks_of(paper: Paper, readings: dict[str, Reading]) -> bool:
    """Whether a piece names the body and the training of a form."""
    text = words_of(paper.document.text)
    provider, title = readings.get("training.provider"), readings.get("training.title")
    if provider is None or title is None:
        return False
    return all(_holds(text, norm(str(reading.value))) for reading in (provider, title))
