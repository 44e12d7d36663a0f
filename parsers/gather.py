"""The documents of one mail become dossiers, one a candidate: forms read, halves joined, copies merged, pieces given to whom
they belong, and the start that another paper gives set against the form's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parsers import crosscheck, owners
from parsers.identify import kind
from parsers.index import Index, build
from parsers.merging import implied, settle
from parsers.papers import Half, Paper, last_names, person_of
from parsers.pieces import form
from parsers.schemes import all_remote, scheme_of
from values.document import Document, DocumentRecord, DocumentType
from values.dossier import Dossier
from values.form import FIELDS, Form, Reading
from values.mail import Message
from values.vocabulary import Vocabulary

Readings = dict[str, Reading]

_CUT = frozenset({"too_many_pages", "too_large"})
"""The problems that leave a document's first pages readable."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All documents of a mail, told what they are, and one dossier for each candidate whose form was found."""

    records: tuple[DocumentRecord, ...]
    dossiers: tuple[Dossier, ...]


@dataclass(slots=True)
class Case:
    """One candidate's papers: those of his form, what they say, and the pieces given to him."""

    papers: list[Paper]
    readings: Readings
    pieces: list[Paper]


def gather(documents: tuple[Document, ...], message: Message | None, vocabulary: Vocabulary) -> Gathered:
    """The dossiers that the documents of a mail make up."""
    index = build(vocabulary)
    papers = [look(document, index) for document in documents]
    cases, papers = _cases(papers)
    orphans = _give(papers, cases)
    sender = message.sender if message else None
    dossiers = tuple(
        replace(_dossier(case, orphans, documents, single=len(cases) == 1, index=index), sender=sender) for case in cases
    )
    return Gathered(tuple(paper.record for paper in papers), dossiers)


def look(document: Document, index: Index) -> Paper:
    """What a document is and says; of one cut short (too many pages, too large) the pages that are there are read."""
    if document.problem not in (None, *_CUT) or not document.pages:
        return Paper(document, DocumentType.OTHER)
    sighted = form.sight(document, index)
    readings = form.read_sighted(sighted, index)
    type_, half = kind(document, readings, index)
    return Paper(document, type_, readings, half, person_of(readings), scheme_of(document, index), all_remote(sighted, index))


def _cases(papers: Sequence[Paper]) -> tuple[list[Case], list[Paper]]:
    """The candidates of a mail; a half that joins another becomes a form."""
    cases: list[Case] = []
    for paper in papers:
        if paper.type is DocumentType.FORM:
            _enter(paper, cases)
    for half in (Half.CANDIDATE, Half.TRAINING):
        for paper in papers:
            if paper.half is half and paper.type is not DocumentType.FORM:
                _join(paper, cases)
    cases = [case for case in cases if _asks(case)]
    joined = {paper.id for case in cases for paper in case.papers}
    told = [replace(paper, type=DocumentType.FORM) if paper.id in joined else paper for paper in papers]
    return cases, told


def _asks(case: Case) -> bool:
    whole = any(paper.half is Half.WHOLE for paper in case.papers)
    return whole or (any(key.startswith("training.") for key in case.readings) and person_of(case.readings) is not None)


def _enter(paper: Paper, cases: list[Case]) -> None:
    """A form joins the case of the same person, else it opens one."""
    case = next((case for case in cases if same_person(case.readings, dict(paper.readings))), None)
    if case is None:
        cases.append(Case([paper], dict(paper.readings), []))
    else:
        case.papers.append(paper)
        case.readings = together(case.readings, dict(paper.readings))


def _join(paper: Paper, cases: list[Case]) -> None:
    """Half a form joins the one case that it belongs to; the candidate's half alone opens one."""
    fitting = [case for case in cases if _fits(paper, case)]
    if len(fitting) == 1:
        fitting[0].papers.append(paper)
        fitting[0].readings = together(fitting[0].readings, dict(paper.readings))
    elif paper.half is Half.CANDIDATE and not fitting:
        cases.append(Case([paper], dict(paper.readings), []))


def _fits(paper: Paper, case: Case) -> bool:
    """Whether half a form goes with a case: the same person, or, naming nobody, a case that lacks this half."""
    if paper.half is Half.CANDIDATE:
        return same_person(case.readings, dict(paper.readings))
    if owners.names_person(paper, case.readings):
        return True
    if any(other.half is not Half.CANDIDATE for other in case.papers):
        return _same_training(paper.readings, case.readings)
    return not owners.names_another(paper, case.readings)


def _same_training(a: "Readings | object", b: Readings) -> bool:
    """Whether two papers speak of one training: its start and its body, or its title, agree."""
    readings = a if isinstance(a, dict) else {}
    keys = ("training.title", "training.provider_siret", "training.start_date")
    return any(key in readings and key in b and readings[key].value == b[key].value for key in keys)


def same_person(a: Readings, b: Readings) -> bool:
    """Whether two papers are one candidate's: first name and a last name agree, and no birth date contradicts."""
    one, other = person_of(a), person_of(b)
    if one is None or other is None or one[1] != other[1] or not last_names(a) & last_names(b):
        return False
    born = [readings["candidate.birth_date"].value for readings in (a, b) if "candidate.birth_date" in readings]
    return len(born) < 2 or born[0] == born[1]


def together(a: Readings, b: Readings) -> Readings:
    """The readings of two papers as one: what agrees is kept once, what differs stands against it."""
    keys = [key for key in FIELDS if key in a or key in b]
    return implied({key: settle(_all(a.get(key), b.get(key))) for key in keys})


def _all(*readings: Reading | None) -> list[Reading]:
    return [single for reading in readings if reading for single in (replace(reading, rivals=()), *reading.rivals)]


def _give(papers: Iterable[Paper], cases: Sequence[Case]) -> list[Paper]:
    """Every piece to its case; the pieces of nobody are given back."""
    forms = [(case.papers, case.readings) for case in cases]
    mine = {paper.id for case in cases for paper in case.papers}
    orphans: list[Paper] = []
    for paper in papers:
        if paper.id in mine or paper.document.body or not cases:
            continue
        place = owners.owner(paper, forms)
        if place is None:
            orphans.append(paper)
        else:
            cases[place].pieces.append(paper)
    return orphans


def _dossier(case: Case, orphans: Sequence[Paper], documents: Sequence[Document], *, single: bool, index: Index) -> Dossier:
    body = next((document for document in documents if document.body), None)
    readings = crosscheck.against(case.readings, case.pieces, body if single else None, index)
    own = [replace(paper, type=DocumentType.FORM).record for paper in case.papers]
    records = own + [paper.record for paper in case.pieces]
    if single and body and all(record.id != body.id for record in records):
        records.append(Paper(body, DocumentType.OTHER).record)
    order = {document.id: n for n, document in enumerate(documents)}
    schemes = [paper.scheme for paper in case.papers if paper.scheme]
    return Dossier(
        form=Form({key: readings[key] for key in FIELDS if key in readings}),
        documents=tuple(sorted(records, key=lambda record: order[record.id])),
        scheme="qualif_individuel" if "qualif_individuel" in schemes else next(iter(schemes), None),
        orphans=tuple(paper.record for paper in orphans),
        all_remote=any(paper.all_remote for paper in case.papers),
    )
