"""Forms made of blocks of captions and answers, drawn in several ways: what the tests of wordings and of traps are read on."""

import io
from collections.abc import Callable, Sequence

import docx

from tests.parsers.papers import DOCX, PDF, TEXT, Pen

Block = tuple[str, Sequence[tuple[str, str]]]
Drawn = tuple[bytes, str]

CANDIDATE: Block = (
    "Le candidat",
    (
        ("Nom", "DURAND"),
        ("Prénom", "Léa"),
        ("Date de naissance", "14/07/1990"),
        ("Adresse", "12 rue des Lilas"),
        ("Code postal", "14000"),
        ("Ville", "Caen"),
        ("Courriel", "lea.durand@example.org"),
    ),
)
SUPPORT: Block = (
    "Votre conseiller",
    (("Structure", "Mission locale de Caen"), ("Conseiller", "Marc Leroy"), ("Téléphone", "02 31 15 14 50")),
)


def wanted(start: str, end: str, heading: str = "Formation demandée") -> Block:
    """The block of the training that is asked for."""
    rows = (
        ("Intitulé", "CAP Cuisine"),
        ("Début", start),
        ("Fin", end),
        ("Organisme", "GRETA Côte Normande"),
        ("Coût TTC", "3 450 €"),
    )
    return heading, rows


def inline(blocks: Sequence[Block]) -> Drawn:
    """A text with each answer behind its caption, headings in capitals."""
    lines = [line for name, rows in blocks for line in ("", name.upper(), *(f"{c} : {v}" for c, v in rows))]
    return "\n".join(lines).encode(), TEXT


def next_line(blocks: Sequence[Block]) -> Drawn:
    """A text with each answer on the line below its caption."""
    lines = [line for name, rows in blocks for line in ("", name, *(part for c, v in rows for part in (f"{c} :", v)))]
    return "\n".join(lines).encode(), TEXT


def pdf_inline(blocks: Sequence[Block]) -> Drawn:
    """A PDF with colons."""
    return _pdf(blocks, lambda pen, c, v: pen.text(pen.text(42, f"{c} :", 9) + 5, v, 9), 15)


def pdf_far(blocks: Sequence[Block]) -> Drawn:
    """A PDF without colons, its answers in a column far to the right."""
    return _pdf(blocks, lambda pen, c, v: (pen.text(42, c, 9), pen.text(250, v, 9))[1], 16)


def pdf_below(blocks: Sequence[Block]) -> Drawn:
    """A PDF with small captions over their answers."""
    return _pdf(blocks, lambda pen, c, v: (pen.text(42, c, 7), pen.text(42, v, 9, y=pen.y + 10))[1], 28)


def _pdf(blocks: Sequence[Block], write: Callable[[Pen, str, str], float], step: float) -> Drawn:
    pen = Pen()
    for name, rows in blocks:
        pen.down(8)
        pen.text(40, name, 11, bold=True)
        pen.down(20)
        for caption, value in rows:
            write(pen, caption, value)
            pen.down(step)
    return pen.done(), PDF


def word_table(blocks: Sequence[Block]) -> Drawn:
    """A Word table, its headings over both columns."""
    file = docx.Document()
    table = file.add_table(0, 2)
    for name, rows in blocks:
        head = table.add_row().cells
        head[0].merge(head[1]).paragraphs[0].add_run(name).bold = True
        for caption, value in rows:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = caption, value
    content = io.BytesIO()
    file.save(content)
    return content.getvalue(), DOCX


DRAWN: tuple[Callable[[Sequence[Block]], Drawn], ...] = (inline, next_line, pdf_inline, pdf_far, pdf_below, word_table)
"""Every way to draw."""
