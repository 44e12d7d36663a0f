"""One form in many layouts: everything is read in each, nothing else, and all of it sure."""

from collections.abc import Callable
from typing import Any

import pytest

from parsers.merging import same
from parsers.papers import Paper
from tests.parsers.papers import DOCX, FORM, HEIGHT, PDF, TRUTH, Pen
from values.document import CHECKED, UNCHECKED, DocumentType


def in_words(boxes: tuple[tuple[str, bool], ...]) -> str:
    return "   ".join(f"{CHECKED if ticked else UNCHECKED} {words}" for words, ticked in boxes)


def inline(pen: Pen, *, behind: bool = True) -> bytes:
    for heading, lines in FORM:
        pen.text(50, heading, 12, bold=True)
        pen.down(20)
        for label, answer in lines:
            if isinstance(answer, str):
                pen.text(50, f"{label} : {answer}")
            else:
                pen.boxes(pen.text(50, label if label.endswith("?") else f"{label} :") + 12, answer, behind=behind)
            pen.down(17)
    return bytes(pen.done())


def words_before_boxes(pen: Pen) -> bytes:
    return inline(pen, behind=False)


def columns(pen: Pen, down: int, *, under: bool) -> bytes:
    """Captions above their answers, two a row, or, `under` a line, below them."""
    for heading, lines in FORM:
        pen.text(50, heading, 13, bold=True)
        pen.down(26, keep=120)
        plain = [line for line in lines if isinstance(line[1], str)]
        for n in range(0, len(plain), 2):
            for place, (label, answer) in enumerate(plain[n : n + 2]):
                x = 50 + 250 * place
                pen.text(x, label, 7, y=pen.y + (14 if under else 0))
                pen.text(x + 2, answer, 10, y=pen.y + (0 if under else 10))
                if under:
                    pen.rule(x, x + 230, pen.y + 13)
            pen.down(down, keep=90)
        for label, boxes in (line for line in lines if not isinstance(line[1], str)):
            pen.text(50, label, 8)
            pen.down(14)
            pen.boxes(60, boxes)
            pen.down(18, keep=90)
    return bytes(pen.done())


def captions_above(pen: Pen) -> bytes:
    return columns(pen, 30, under=False)


def captions_below(pen: Pen) -> bytes:
    return columns(pen, 34, under=True)


def dotted(pen: Pen) -> bytes:
    for heading, lines in FORM:
        pen.text(50, heading.upper(), 11)
        pen.down(20)
        for label, answer in lines:
            end = pen.text(50, label + " ")
            if isinstance(answer, str):
                pen.text(end + 2, "." * int((520 - end) / 2.8))
                pen.text(end + 8, answer, y=pen.y - 2)
            else:
                pen.down(15)
                pen.boxes(70, answer)
            pen.down(18)
    return bytes(pen.done())


def ruled_table(pen: Pen) -> bytes:
    for heading, lines in FORM:
        pen.canvas.rect(50, HEIGHT - pen.y - 18, 500, 18)
        pen.text(54, heading, 10, bold=True, y=pen.y + 4)
        pen.down(18)
        for label, answer in lines:
            pen.canvas.rect(50, HEIGHT - pen.y - 18, 220, 18)
            pen.canvas.rect(270, HEIGHT - pen.y - 18, 280, 18)
            pen.text(53, label, 6, y=pen.y + 5)
            if isinstance(answer, str):
                pen.text(273, answer, 8, y=pen.y + 5)
            else:
                pen.y += 4
                pen.boxes(274, answer)
                pen.y -= 4
            pen.down(18, keep=80)
        pen.down(12, keep=80)
    return bytes(pen.done())


def two_columns(pen: Pen) -> bytes:
    for n in range(0, len(FORM), 2):
        top = lowest = pen.y
        for place, (heading, lines) in enumerate(FORM[n : n + 2]):
            x, pen.y = 40 + 265 * place, top
            pen.text(x, heading, 11, bold=True)
            pen.y += 20
            for label, answer in lines:
                if isinstance(answer, str):
                    pen.text(x, f"{label} : {answer}", 8)
                else:
                    pen.text(x, label if label.endswith("?") else f"{label} :", 6)
                    for box in answer:
                        pen.y += 13
                        pen.boxes(x + 8, (box,))
                pen.y += 16
            lowest = max(lowest, pen.y)
        pen.y = lowest + 10
    return bytes(pen.done())


def form_fields(pen: Pen) -> bytes:
    """AcroForm fields whose names mean nothing."""
    fields, number = pen.canvas.acroForm, 0
    for heading, lines in FORM:
        pen.text(50, heading, 12, bold=True)
        pen.down(22)
        for label, answer in lines:
            number += 1
            end = pen.text(50, label, 8)
            bottom = HEIGHT - pen.y - 13
            if isinstance(answer, str):
                value = answer.replace("€", "EUR")
                fields.textfield(name=f"Texte{number}", x=230, y=bottom, width=250, height=15, value=value, borderWidth=0)
            else:
                x = end + 12
                for words, ticked in answer:
                    number += 1
                    fields.checkbox(name=f"Case #{number}", x=x, y=bottom + 2, size=10, checked=ticked)
                    x = pen.text(x + 14, words, 8) + 14
            pen.down(20)
    return bytes(pen.done())


def comb(pen: Pen) -> bytes:
    """One letter a box for dates, codes and numbers."""
    for heading, lines in FORM:
        pen.text(50, heading, 12, bold=True)
        pen.down(20)
        for label, answer in lines:
            end = pen.text(50, label + (" :" if isinstance(answer, str) else ""), 8)
            if not isinstance(answer, str):
                pen.boxes(end + 12, answer)
            elif answer[:1].isdigit() and "€" not in answer and "rue" not in answer:
                letters = answer.replace("/", "").replace(" ", "")
                for n in range(max(len(letters), 8)):
                    pen.canvas.rect(220 + 14 * n, HEIGHT - pen.y - 12, 14, 14)
                    pen.text(224 + 14 * n, letters[n : n + 1])
            else:
                pen.text(220, answer)
            pen.down(20)
    return bytes(pen.done())


def word_table(write: Any) -> bytes:
    def fill(file: Any) -> None:
        table = file.add_table(rows=0, cols=4)
        for heading, lines in FORM:
            row = table.add_row().cells
            row[0].merge(row[3]).text = heading
            for n in range(0, len(lines), 2):
                row = table.add_row().cells
                for place, (label, answer) in enumerate(lines[n : n + 2]):
                    row[2 * place].text = label
                    row[2 * place + 1].text = answer if isinstance(answer, str) else in_words(answer)

    return bytes(write(fill))


def word_paragraphs(write: Any) -> bytes:
    def fill(file: Any) -> None:
        for heading, lines in FORM:
            file.add_heading(heading, 2)
            for label, answer in lines:
                text = answer or "........" if isinstance(answer, str) else in_words(answer)
                file.add_paragraph(f"{label}\u00a0: {text}")

    return bytes(write(fill))


def mail(*, headings: bool) -> str:
    lines = ["Bonjour,", "Voici ma demande."]
    for heading, group in FORM:
        lines += [heading] if headings else []
        for label, answer in group:
            lines.append(f"{label} : {answer if isinstance(answer, str) else in_words(answer)}")
    return "\n".join(lines)


def html_table() -> str:
    rows = []
    for heading, group in FORM:
        rows.append(f"<h3>{heading}</h3><table>")
        rows += [f"<tr><td>{a}</td><td>{b if isinstance(b, str) else in_words(b)}</td></tr>" for a, b in group]
        rows.append("</table>")
    return "<html><body>" + "".join(rows) + "</body></html>"


def check(read: Paper) -> None:
    assert read.type is DocumentType.FORM
    wrong = {key: r.value for key, r in read.readings.items() if key not in TRUTH or not same(r.value, TRUTH[key])}
    assert wrong == {}
    assert TRUTH.keys() - read.readings.keys() == set()
    assert [key for key, reading in read.readings.items() if not reading.sure] == []


@pytest.mark.parametrize(
    "draw",
    [
        inline,
        words_before_boxes,
        captions_above,
        captions_below,
        dotted,
        ruled_table,
        two_columns,
        form_fields,
        comb,
    ],
    ids=lambda draw: draw.__name__,
)
def test_a_form_is_read_in_any_pdf_layout(draw: Callable[..., bytes], pen: Pen, paper: Callable[..., Paper]) -> None:
    check(paper(draw(pen), PDF))


@pytest.mark.parametrize("write", [word_table, word_paragraphs], ids=lambda write: write.__name__)
def test_a_form_is_read_in_a_word_file(write: Callable[..., bytes], word: Any, paper: Callable[..., Paper]) -> None:
    check(paper(write(word), DOCX))


@pytest.mark.parametrize("headings", [True, False])
def test_a_form_typed_in_the_mail_is_read(headings: bool, paper: Callable[..., Paper]) -> None:
    read = paper(mail(headings=headings), path="1")
    if headings:
        check(read)
    else:
        assert {key for key in TRUTH if key not in read.readings} == set()
        assert all(same(read.readings[key].value, value) for key, value in TRUTH.items())


def test_a_form_in_an_html_table_is_read(paper: Callable[..., Paper]) -> None:
    check(paper(html_table(), "text/html", path="1"))


def test_a_blank_form_is_no_form(paper: Callable[..., Paper], pen: Pen) -> None:
    blank = tuple((heading, tuple((label, "") for label, _ in lines)) for heading, lines in FORM)
    for heading, lines in blank:
        pen.text(50, heading, 12, bold=True)
        pen.down(20)
        for label, _ in lines:
            pen.text(50, f"{label} :")
            pen.down(17)
    read = paper(pen.done(), PDF)
    assert read.type is DocumentType.OTHER
    assert dict(read.readings) == {}
