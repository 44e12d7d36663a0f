"""Printed text of PDF pages: words, lines, leaders, combs, turned pages, hidden layers."""

import io
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib import colors
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Table, TableStyle

from parsers.readers.frame import upright
from parsers.readers.limits import Limits
from values.document import Cell, Source


def test_value_typed_over_dots_stands_by_itself(draw, read, lines):
    def page(c):
        c.drawString(60, 700, "Nom : " + "." * 60)
        c.drawString(120, 700, "LEFÈVRE")
        c.drawString(60, 680, "Prénom : " + "_" * 40 + "  Né(e) le : . . . . . . . . .")
        c.drawString(130, 681, "Élodie")

    document = read(draw(page))
    assert lines(document) == ["Nom :", "LEFÈVRE", "Prénom :", "Élodie", "Né(e) le :"]
    assert document.text_source == "text"
    assert len(document.pages[0].rules) == 3, "each leader is kept as a thin box"


def test_words_have_their_place_from_the_top_left(draw, read):
    document = read(draw(lambda c: c.drawString(100, 741.89, "Bonjour")))
    word = document.lines[0].words[0]
    assert word.box is not None
    assert word.box[0] == pytest.approx(100, abs=0.5)
    assert word.box[1] < 100 < word.box[3]
    assert word.size == pytest.approx(10)
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((595.28, 841.89), abs=0.1)


def test_letters_of_a_comb_are_words_of_their_own(draw, read):
    def page(c):
        c.drawString(60, 700, "Code postal :")
        c.rect(130, 696, 70, 14)
        for n, letter in enumerate("76000"):
            c.line(130 + 14 * n, 696, 130 + 14 * n, 710)
            c.drawString(134 + 14 * n, 700, letter)

    words = [word.text for line in read(draw(page)).lines for word in line.words]
    assert words == ["Code", "postal", ":", "7", "6", "0", "0", "0"]


def test_letters_drawn_twice_for_bold_are_read_once(draw, read, lines):
    def page(c):
        c.drawString(60, 700, "Intitulé exact")
        c.drawString(60.3, 700, "Intitulé exact")

    assert lines(read(draw(page))) == ["Intitulé exact"]


def test_doubled_letters_of_a_word_stay(draw, read, lines):
    def page(c):
        for n, letter in enumerate("Anne"):
            c.drawString(60 + 5.6 * n, 700, letter)

    assert lines(read(draw(page))) == ["Anne"]


def test_columns_are_lines_apart(draw, read, lines):
    def page(c):
        c.drawString(60, 700, "Nom : MARTIN")
        c.drawString(300, 700, "Organisme : AFPA")

    assert lines(read(draw(page))) == ["Nom : MARTIN", "Organisme : AFPA"]


def test_an_upright_rule_parts_a_line(draw, read, lines):
    def page(c):
        c.drawString(60, 700, "Total")
        c.line(87, 690, 87, 715)
        c.drawString(90, 700, "120")

    assert lines(read(draw(page))) == ["Total", "120"]


def test_cells_of_a_table(draw, read):
    def page(c):
        rows = [["Intitulé", "Développeur web", "", ""], ["Date de début", "02/03/2026", "Date de fin", "30/09/2026"]]
        table = Table(rows, colWidths=[100, 110, 100, 110])
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (1, 0), (3, 0))]))
        table.wrapOn(c, 500, 200)
        table.drawOn(c, 60, 600)

    found = {line.text: line.cell for line in read(draw(page)).lines}
    assert found["Développeur web"] == Cell(0, 0, 1, 1, 3)
    assert found["Date de fin"] == Cell(0, 1, 2)
    assert found["30/09/2026"] == Cell(0, 1, 3)


def test_a_turned_page_is_read_and_keeps_boxes_of_the_unrotated_page(draw, read, lines):
    def page(c):
        c.translate(595.28, 0)
        c.rotate(90)
        c.drawString(60, 500, "Nom : MARTIN")
        c.drawString(60, 480, "Date de début : 02/03/2026")

    pdf = pikepdf.open(io.BytesIO(draw(page)))
    pdf.pages[0].obj["/Rotate"] = 90
    buffer = io.BytesIO()
    pdf.save(buffer)
    document = read(buffer.getvalue())
    assert lines(document) == ["Nom : MARTIN", "Date de début : 02/03/2026"]
    box = document.lines[0].box
    assert box is not None
    assert box[3] - box[1] > 40 > box[2] - box[0], "the text runs upwards on the unrotated page"
    seen = upright(document.pages[0])
    assert seen.width > seen.height
    assert seen.lines[0].box is not None
    assert seen.lines[0].box[0] == pytest.approx(60, abs=3)


def test_the_visible_part_of_a_page_is_its_crop_box(draw, read, lines):
    def page(c):
        c.drawString(100, 700, "Visible")
        c.drawString(10, 20, "Repère")

    pdf = pikepdf.open(io.BytesIO(draw(page)))
    pdf.pages[0].obj["/CropBox"] = pikepdf.Array([50, 50, 595, 800])
    buffer = io.BytesIO()
    pdf.save(buffer)
    document = read(buffer.getvalue())
    assert lines(document) == ["Visible"]
    box = document.lines[0].box
    assert box is not None
    assert box[0] == pytest.approx(50, abs=0.5)
    assert document.pages[0].height == pytest.approx(750)


def _picture() -> ImageReader:
    from PIL import Image

    return ImageReader(Image.new("RGB", (60, 84), "white"))


def test_text_that_nobody_sees_is_a_layer_of_character_recognition(draw, read):
    def page(c):
        c.drawImage(_picture(), 0, 0, 595.28, 841.89)
        text = c.beginText(60, 700)
        text.setTextRenderMode(3)
        text.textLine("Nom : MARTIN")
        c.drawText(text)

    document = read(draw(page))
    assert {(word.source, word.confidence) for line in document.lines for word in line.words} == {(Source.OCR, 0.6)}
    assert document.text_source == "ocr"
    assert document.pages[0].image_cover == pytest.approx(1, abs=0.01)


def test_text_under_a_page_wide_picture_is_hidden_and_text_over_it_is_not(draw, read):
    def page(c):
        c.drawString(60, 700, "Dessous")
        c.drawImage(_picture(), 0, 0, 595.28, 841.89)
        c.drawString(60, 600, "Dessus")

    sources = {word.text: word.source for line in read(draw(page)).lines for word in line.words}
    assert sources == {"Dessous": Source.OCR, "Dessus": Source.TEXT}


def test_headings_stand_out(draw, read):
    def page(c):
        for n in range(5):
            c.drawString(60, 600 - 14 * n, "Une ligne de texte ordinaire sur ce formulaire")
        c.setFont("Helvetica-Bold", 14)
        c.drawString(60, 700, "LE CANDIDAT")
        c.setFont("Helvetica-Bold", 10)
        c.drawString(60, 680, "Nom :")

    assert [line.text for line in read(draw(page)).lines if line.heading] == ["LE CANDIDAT"]


def test_a_scan_has_no_text(draw, read):
    document = read(draw(lambda c: c.drawImage(_picture(), 0, 0, 595.28, 841.89)))
    assert (document.problem, document.text_source, document.page_count) == ("no_text", "none", 1)
    assert document.pages[0].text_source == "none"


def test_pages_above_the_limit_are_left_out_and_said(draw, read, lines):
    pages = [lambda c, n=n: c.drawString(60, 700, f"Page {n}") for n in range(5)]
    document = read(draw(*pages), limits=Limits(pages=2))
    assert lines(document) == ["Page 0", "Page 1"]
    assert (document.problem, document.page_count) == ("too_many_pages", 5)


@pytest.mark.parametrize("cut", [40, 250])
def test_a_truncated_file_is_repaired(draw, read, lines, cut):
    assert lines(read(draw(lambda c: c.drawString(60, 700, "Bonjour"))[:-cut])) == ["Bonjour"]


def test_encryption_without_a_password_is_opened_and_with_one_is_said(draw, read, lines, tmp_path: Path):
    pdf = pikepdf.open(io.BytesIO(draw(lambda c: c.drawString(60, 700, "Bonjour"))))
    opened, closed = io.BytesIO(), io.BytesIO()
    pdf.save(opened, encryption=pikepdf.Encryption(owner="proprietaire", user=""))
    pdf.save(closed, encryption=pikepdf.Encryption(owner="proprietaire", user="secret"))
    assert lines(read(opened.getvalue())) == ["Bonjour"]
    assert read(closed.getvalue()).problem == "encrypted"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"\x00" * 500, b"<html>rien</html>"])
def test_what_is_no_pdf_is_corrupt(read, content):
    assert read(content).problem == "corrupt"


def test_a_page_that_swells_is_not_unpacked(draw, read):
    import zlib

    pdf = pikepdf.open(io.BytesIO(draw(lambda c: c.drawString(60, 700, "Bonjour"), lambda c: c.drawString(60, 700, "Suite"))))
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b" " * 1_000_000) for _ in range(60)) + packer.flush()
    pdf.pages[0].obj["/Contents"] = pikepdf.Stream(pdf, bomb, Filter=pikepdf.Name.FlateDecode)
    buffer = io.BytesIO()
    pdf.save(buffer, compress_streams=False)
    document = read(buffer.getvalue())
    assert document.problem == "too_large"
    assert [page.number for page in document.pages] == [2]


def test_text_under_a_transparent_watermark_is_seen(draw, read):
    from PIL import Image

    def page(c):
        c.drawString(60, 700, "Visible")
        c.drawImage(ImageReader(Image.new("RGBA", (60, 84), (200, 0, 0, 40))), 0, 0, 595.28, 841.89, mask="auto")

    assert {word.source for line in read(draw(page)).lines for word in line.words} == {Source.TEXT}
