"""Form fields of PDF files: values, buttons, lists, names, and what a person sees of them."""

import io

import pikepdf
import pytest

from values.document import CHECKED, UNCHECKED, Source

N = pikepdf.Name
S = pikepdf.String


def _text(name, value=None, **more):
    field = {"FT": N.Tx, "T": S(name), "Rect": [50, 700, 250, 720], **more}
    return field if value is None else field | {"V": S(value)}


def _states(on):
    return {"N": {on: (b"",), "Off": (b"",)}}


def test_text_fields_keep_their_name_label_and_place(form, read, fields):
    document = read(form([_text("nom", "Lefèvre-Œuvré d’Isigny", TU=S("Nom de naissance")), _text("vide")]))
    word = fields(document)["nom"]
    assert (word.text, word.label, word.source) == ("Lefèvre-Œuvré d’Isigny", "Nom de naissance", Source.FORM_FIELD)
    assert word.box == pytest.approx((50, 80, 250, 100))
    assert fields(document)["vide"].text == ""
    assert document.text_source == "form_fields"


def test_fields_of_reportlab(draw, read, fields):
    def page(c):
        f = c.acroForm
        f.textfield(name="ville", value="Rouen", tooltip="Ville", x=100, y=700, width=120, height=16)
        f.checkbox(name="de", checked=True, tooltip="Demandeur d'emploi", x=100, y=660)
        f.checkbox(name="psad", checked=False, x=100, y=630)
        f.radio(name="sexe", value="Mme", selected=True, x=100, y=600)
        f.radio(name="sexe", value="M", selected=False, x=150, y=600)
        f.choice(name="niveau", value="4", options=[("Niveau 3", "3"), ("Niveau 4", "4")], x=100, y=560, width=90, height=16)

    found = fields(read(draw(page)))
    assert found["ville"].text == "Rouen"
    assert found["de=Yes"].text == CHECKED
    assert found["psad=Yes"].text == UNCHECKED
    assert (found["sexe=Mme"].text, found["sexe=M"].text) == (CHECKED, UNCHECKED)
    assert found["niveau"].text == "Niveau 4"


def test_names_are_put_together_and_several_widgets_share_a_field(form, read):
    kids = [{"Rect": [50, 700, 150, 720]}, {"Rect": [50, 300, 150, 320]}]
    field = {"T": S("page1"), "Kids": [{"T": S("Case #C3#A0 remplir"), "FT": N.Tx, "V": S("Caen"), "Kids": kids}]}
    words = [word for line in read(form([field])).lines for word in line.words]
    assert [(word.field, word.text) for word in words] == [("page1.Case à remplir", "Caen")] * 2


def test_a_radio_group_tells_each_buttons_option(form, read, fields):
    kids = [
        {"Rect": [50, 700, 60, 710], "AP": _states("0"), "AS": N("/Off")},
        {"Rect": [90, 700, 100, 710], "AP": _states("1"), "AS": N("/1")},
    ]
    group = {
        "T": S("situation"),
        "FT": N.Btn,
        "Ff": 1 << 15,
        "V": N("/1"),
        "Opt": [S("Salarié"), S("En recherche")],
        "Kids": kids,
    }
    found = fields(read(form([group])))
    assert found["situation=Salarié"].text == UNCHECKED
    assert found["situation=En recherche"].text == CHECKED


def test_a_box_whose_state_and_value_disagree_is_doubtful(form, read, fields):
    box = {"T": S("inscrit"), "FT": N.Btn, "Rect": [50, 700, 60, 710], "AP": _states("Oui"), "AS": N("/Off"), "V": N("/Oui")}
    word = fields(read(form([box])))["inscrit=Oui"]
    assert (word.text, word.confidence) == (UNCHECKED, 0.7)


def test_a_box_without_appearance_is_read_from_its_value(form, read, fields):
    box = {"T": S("inscrit"), "FT": N.Btn, "Rect": [50, 700, 60, 710], "V": N("/Oui")}
    assert fields(read(form([box])))["inscrit=Oui"].text == CHECKED


def test_lists_show_what_is_displayed(form, read, fields):
    options = [pikepdf.Array([S("fr"), S("France Travail")]), pikepdf.Array([S("ml"), S("Mission locale")])]
    listed = {"T": S("structure"), "FT": N.Ch, "Rect": [50, 700, 150, 720], "Opt": options, "V": S("ml")}
    several = listed | {"T": S("structures"), "V": [S("fr"), S("ml")]}
    free = listed | {"T": S("autre"), "V": S("Cap emploi"), "Ff": 1 << 18}
    found = fields(read(form([listed, several, free])))
    assert found["structure"].text == "Mission locale"
    assert found["structures"].text == "France Travail, Mission locale"
    assert found["autre"].text == "Cap emploi"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Élodie".encode("utf-16-be").join((b"\xfe\xff", b"")), "Élodie"),
        (b"d\x90Isigny", "d’Isigny"),
        ("Fran\u00e7ois".encode(), "François"),
        (b"Rouen\r\nCaen", "Rouen\nCaen"),
        (b"..........", ""),
    ],
)
def test_strings_in_every_encoding(form, read, fields, raw, text):
    assert fields(read(form([_text("t", V=pikepdf.String(raw))])))["t"].text == text


def _drawn(text):
    return {"N": (b"/Tx BMC q BT /Helv 10 Tf (" + text + b") Tj ET Q EMC",)}


@pytest.mark.parametrize(
    ("shown", "needs", "confidence"),
    [(b"DUPONT", False, 0.7), (b"DUPONT", True, 1.0), (b"MARTIN", False, 1.0), (b"", False, 1.0)],
)
def test_a_value_that_its_appearance_contradicts_is_doubtful(form, read, fields, shown, needs, confidence):
    document = read(form([_text("nom", "Martin", AP=_drawn(shown))], NeedAppearances=needs))
    assert (fields(document)["nom"].text, fields(document)["nom"].confidence) == ("Martin", confidence)


def test_a_date_shown_in_another_order_agrees(form, read, fields):
    assert fields(read(form([_text("debut", "20260302", AP=_drawn(b"02/03/2026"))])))["debut"].confidence == 1.0


def test_what_is_only_in_the_appearance_is_read_as_doubtful(form, read, fields):
    word = fields(read(form([_text("nom", AP=_drawn(b"DUPONT"))])))["nom"]
    assert (word.text, word.confidence) == ("DUPONT", 0.7)


@pytest.mark.parametrize("more", [{"F": 2}, {"F": 32}, {"Ff": 1 << 13}, {"Rect": [50, 700, 50, 700]}])
def test_what_nobody_sees_is_not_read(form, read, fields, more):
    assert "secret" not in fields(read(form([_text("secret", "oui") | more, _text("nom", "X")])))


def test_buttons_to_press_and_signatures_are_no_values(form, read, fields):
    press = {"T": S("envoyer"), "FT": N.Btn, "Ff": 1 << 16, "Rect": [50, 700, 150, 720]}
    sign = {"T": S("signature"), "FT": N.Sig, "Rect": [50, 600, 150, 620]}
    assert set(fields(read(form([press, sign, _text("nom", "X")])))) == {"nom"}


def test_a_filled_field_without_a_page_is_read_without_a_place(form, read, fields):
    pdf = pikepdf.open(io.BytesIO(form([_text("nom", "Martin"), _text("perdu", "Rouen")])))
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.pages[0].obj["/Annots"][0]])
    buffer = io.BytesIO()
    pdf.save(buffer)
    word = fields(read(buffer.getvalue()))["perdu"]
    assert (word.text, word.box) == ("Rouen", None)


def test_fields_that_bite_their_tail_end(form, read):
    pdf = pikepdf.open(io.BytesIO(form([_text("nom", "Martin"), {"T": S("a"), "Kids": [{"T": S("b")}]}])))
    loop = pdf.Root.AcroForm.Fields[1]
    loop["/Kids"] = pikepdf.Array([loop, loop])
    loop["/Parent"] = loop
    buffer = io.BytesIO()
    pdf.save(buffer)
    assert read(buffer.getvalue()).text == "Martin"


def test_an_xfa_form_that_only_adobe_shows_is_said(form, read):
    document = read(form([], XFA=S("<xdp/>")))
    assert document.problem == "xfa"


def test_an_empty_form_is_text_and_no_problem(form, read):
    document = read(form([_text("nom")]))
    assert (document.problem, document.text_source) == (None, "none")


def test_text_typed_over_a_page_with_a_viewer_is_read(draw, read, lines):
    pdf = pikepdf.open(io.BytesIO(draw(lambda c: c.drawString(60, 700, "Nom :"))))
    note = pikepdf.Dictionary(Type=N.Annot, Subtype=N.FreeText, Rect=[100, 695, 300, 713], Contents=S("Élodie Martin"))
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])
    buffer = io.BytesIO()
    pdf.save(buffer)
    assert "Élodie Martin" in " ".join(lines(read(buffer.getvalue())))


def test_a_button_over_a_drawn_square_is_one_box(draw, read):
    def page(c):
        c.rect(60, 699, 10, 10)
        c.drawString(75, 700, "Oui")
        c.acroForm.checkbox(name="oui", checked=True, x=60, y=699, size=10)

    boxes = [word for line in read(draw(page)).lines for word in line.words if word.text in (CHECKED, UNCHECKED)]
    assert [(word.text, word.source) for word in boxes] == [(CHECKED, Source.FORM_FIELD)]
