"""Boxes to tick on PDF pages, however they are drawn."""

import pytest


def _box(c, x, y, label, size=9):
    c.rect(x, y - 1, size, size)
    c.drawString(x + size + 4, y, label)


def test_drawn_squares(draw, read, lines):
    def page(c):
        _box(c, 60, 700, "vide")
        _box(c, 160, 700, "croix")
        c.line(160, 699, 169, 708)
        c.line(160, 708, 169, 699)
        _box(c, 260, 700, "lettre")
        c.drawString(261.2, 700, "X")
        _box(c, 360, 700, "coche")
        path = c.beginPath()
        path.moveTo(361, 703)
        path.lineTo(364, 700)
        path.lineTo(369, 707)
        c.drawPath(path)
        _box(c, 460, 700, "pleine")
        c.rect(462, 701, 5, 5, fill=1)

    assert lines(read(draw(page))) == ["☐ vide", "☒ croix", "☒ lettre", "☒ coche", "☒ pleine"]


def test_squares_of_four_lines_and_circles(draw, read, lines):
    def page(c):
        path = c.beginPath()
        path.moveTo(60, 700)
        for x, y in ((69, 700), (69, 709), (60, 709), (60, 700)):
            path.lineTo(x, y)
        c.drawPath(path)
        c.drawString(73, 701, "Oui")
        c.circle(164, 704, 5)
        c.circle(164, 704, 2.5, fill=1)
        c.drawString(173, 701, "Non")
        c.circle(264, 704, 5)
        c.drawString(273, 701, "Peut-être")

    assert lines(read(draw(page))) == ["☐ Oui", "☒ Non", "☐ Peut-être"]


def test_a_filled_square_beside_empty_ones_is_ticked_and_a_bullet_is_not(draw, read, lines):
    def page(c):
        _box(c, 60, 700, "Temps plein")
        c.rect(160, 699, 9, 9, fill=1)
        c.drawString(173, 700, "Temps partiel")

    def bullets(c):
        c.rect(60, 699, 5, 5, fill=1, stroke=0)
        c.drawString(73, 700, "Premier point")

    assert lines(read(draw(page))) == ["☐ Temps plein", "☒ Temps partiel"]
    assert lines(read(draw(bullets))) == ["Premier point"]


def test_cells_of_a_comb_are_no_boxes(draw, read, lines):
    def page(c):
        c.drawString(60, 700, "Né(e) le")
        for n, letter in enumerate("12031990"):
            c.rect(120 + 12 * n, 697, 12, 12)
            c.drawString(123 + 12 * n, 700, letter)
        for n in range(5):
            c.rect(120 + 12 * n, 667, 12, 12)
        c.drawString(60, 670, "Code postal")

    assert not any("☐" in text or "☒" in text for text in lines(read(draw(page))))


def test_a_lonely_square_is_drawing(draw, read, lines):
    def page(c):
        c.rect(60, 300, 9, 9)
        c.drawString(60, 700, "Texte")

    assert lines(read(draw(page))) == ["Texte"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[X] Temps plein", "☒ Temps plein"),
        ("[ ] Temps plein", "☐ Temps plein"),
        ("( ) Oui (x) Non", "☐ Oui ☒ Non"),
        ("Nouveau(x) métier", "Nouveau(x) métier"),
    ],
)
def test_typed_boxes(draw, read, lines, text, expected):
    assert lines(read(draw(lambda c: c.drawString(60, 700, text)))) == [expected]


def test_glyphs_of_symbol_fonts(draw, read, lines):
    def page(c):
        for x, glyph, label in ((60, "✔", "Niveau 4"), (160, "❏", "Niveau 5")):
            c.setFont("ZapfDingbats", 10)
            c.drawString(x, 700, glyph)
            c.setFont("Helvetica", 10)
            c.drawString(x + 14, 700, label)

    assert lines(read(draw(page))) == ["☒ Niveau 4", "☐ Niveau 5"]


def test_a_check_mark_without_any_box_is_doubtful(draw, read):
    def page(c):
        c.setFont("ZapfDingbats", 10)
        c.drawString(60, 700, "✔")
        c.setFont("Helvetica", 10)
        c.drawString(74, 700, "Accompagnement individuel")

    tick = read(draw(page)).lines[0].words[0]
    assert (tick.text, tick.confidence) == ("☒", 0.7)


def test_boxes_inside_a_form_object_are_at_their_place(draw, read, lines):
    def page(c):
        c.beginForm("case")
        c.rect(0, 0, 9, 9)
        c.line(0, 0, 9, 9)
        c.endForm()
        c.drawString(113, 701, "Oui")
        c.saveState()
        c.translate(100, 700)
        c.doForm("case")
        c.restoreState()

    document = read(draw(page))
    assert lines(document) == ["☒ Oui"]
    box = document.lines[0].words[0].box
    assert box is not None
    assert box[0] == pytest.approx(100, abs=1)
