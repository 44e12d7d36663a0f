"""Plain text and HTML: lines, boxes, cells."""

import pytest

from parsers.readers import registry
from parsers.readers.limits import Limits
from values.document import Cell
from values.mail import Attachment


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_charsets(read, lines, charset):
    assert lines(read("Prénom : Élodie\r\nDébut : 2 mars".encode(charset), "text/plain")) == ["Prénom : Élodie", "Début : 2 mars"]


def test_boxes_and_leaders_of_a_text(read, lines):
    text = "[x] demandeur d'emploi  [ ] salarié\nNom : ......... MARTIN\n☑ oui ☐ non\n"
    assert lines(read(text.encode(), "text/plain")) == ["☒ demandeur d'emploi ☐ salarié", "Nom : MARTIN", "☒ oui ☐ non"]


def test_tabs_part_cells(read):
    document = read(b"Titre\nNom\tMARTIN\nVille\tRouen\n\nCode\t76000\n", "text/csv")
    assert [(line.text, line.cell) for line in document.lines] == [
        ("Titre", None),
        ("Nom", Cell(0, 0, 0)),
        ("MARTIN", Cell(0, 0, 1)),
        ("Ville", Cell(0, 1, 0)),
        ("Rouen", Cell(0, 1, 1)),
        ("Code", Cell(1, 0, 0)),
        ("76000", Cell(1, 0, 1)),
    ]


def test_an_empty_body_is_no_problem_and_an_empty_file_is():
    body = Attachment("1", None, "text/plain", b"", body=True)
    assert registry.read(body, Limits()).problem is None
    assert registry.read(Attachment("2", "a.txt", "text/plain", b""), Limits()).problem == "no_text"


def test_a_text_above_the_limit_is_cut(read):
    document = read(b"mot " * 100, "text/plain", Limits(characters=40))
    assert (document.problem, len(document.lines[0].words)) == ("too_large", 10)


def test_html(read):
    page = """<html><head><title>x</title><style>p {}</style></head><body><h2>Candidat</h2><p>Nom&nbsp;:<b>MARTIN</b><br>Rouen</p>
    <table><tr><td rowspan=2>A</td><td colspan="2">B</td></tr>
    <tr><td>C</td><td><input type=checkbox checked> oui</td></tr></table>
    <div style="display: none">caché</div><script>var a</script>fin</body></html>"""
    document = read(page.encode(), "text/html")
    assert [(line.text, line.cell, line.heading) for line in document.lines] == [
        ("Candidat", None, True),
        ("Nom :MARTIN", None, False),
        ("Rouen", None, False),
        ("A", Cell(0, 0, 0, 2), False),
        ("B", Cell(0, 0, 1, 1, 2), False),
        ("C", Cell(0, 1, 1), False),
        ("☒ oui", Cell(0, 1, 2), False),
        ("fin", None, False),
    ]


@pytest.mark.parametrize("content", [b"", b"   ", b"\x00\xff\x00", b"<" * 100_000, b"<div>" * 50_000])
def test_broken_html_does_not_raise(read, content):
    assert read(content, "text/html").problem in (None, "no_text", "corrupt")
