"""Word files: what python-docx does not see (controls, old fields, symbols, tracked text), tables, text boxes, bombs."""

import io
import zipfile

import docx as python_docx
import pytest

from values.document import CHECKED, UNCHECKED, Cell, Source

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _p(*runs, style=""):
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(runs)}</w:p>"


def _r(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _sdt(properties, content):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _named(tag, alias=""):
    return f'<w:alias w:val="{alias}"/><w:tag w:val="{tag}"/>'


@pytest.fixture
def reading(docx, read):
    return lambda body, **parts: read(docx(body, **parts), DOCX)


def test_paragraphs_words_and_leaders(reading, lines):
    document = reading(_p(_r("Nom : .........."), _r("MARTIN")) + _p(_r("Pré"), _r("nom :"), "<w:r><w:tab/></w:r>", _r("Élodie")))
    assert lines(document) == ["Nom : MARTIN", "Prénom : Élodie"]
    assert (document.text_source, document.page_count, document.pages[0].number) == ("text", None, None)


def test_files_of_python_docx(read, lines):
    written = python_docx.Document()
    written.add_heading("Le candidat", 1)
    table = written.add_table(2, 3)
    table.cell(0, 0).text, table.cell(0, 1).text = "Nom", "MARTIN"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Commentaire"
    buffer = io.BytesIO()
    written.save(buffer)
    document = read(buffer.getvalue(), DOCX)
    assert lines(document) == ["Le candidat", "Nom", "MARTIN", "Commentaire"]
    assert document.lines[0].heading
    assert [line.cell for line in document.lines[1:]] == [Cell(0, 0, 0), Cell(0, 0, 1), Cell(0, 1, 0, 1, 2)]


def test_controls_inline_around_blocks_and_around_cells(reading, fields):
    inline = _p(_r("Nom : "), _sdt(_named("nom", "Nom de naissance") + "<w:text/>", _r("MARTIN")))
    block = _sdt(_named("projet") + "<w:text w:multiLine='1'/>", _p(_r("Devenir")) + _p(_r("boulanger")))
    cell = "<w:tc>" + _p(_r("Ville")) + "</w:tc>"
    table = f"<w:tbl><w:tr>{cell}{_sdt(_named('ville') + '<w:text/>', '<w:tc>' + _p(_r('Rouen')) + '</w:tc>')}</w:tr></w:tbl>"
    document = reading(inline + block + table)
    found = fields(document)
    assert (found["nom"].text, found["nom"].label, found["nom"].source) == ("MARTIN", "Nom de naissance", Source.CONTENT_CONTROL)
    assert found["projet"].text == "Devenir\nboulanger"
    assert found["ville"].text == "Rouen"
    assert [line.cell for line in document.lines][-2:] == [Cell(0, 0, 0), Cell(0, 0, 1)]
    assert document.lines[0].text == "Nom : MARTIN"
    assert document.text_source == "form_fields"


def test_a_prompt_is_no_value(reading, fields):
    document = reading(_p(_r("Nom : "), _sdt(_named("nom") + "<w:showingPlcHdr/><w:text/>", _r("Cliquez ici"))))
    assert fields(document)["nom"].text == ""
    assert document.text_source == "text"


def test_dates_and_lists_give_what_is_shown(reading, fields):
    when = _sdt(_named("debut") + '<w:date w:fullDate="2026-03-02T00:00:00Z"/>', _r("02/03/2026"))
    level = _sdt(_named("niveau") + "<w:dropDownList/>", _r("Niveau 4"))
    found = fields(reading(_p(when, level)))
    assert (found["debut"].text, found["niveau"].text) == ("02/03/2026", "Niveau 4")


def test_a_control_around_a_part_of_the_form_is_a_frame(reading, lines, fields):
    inner = _p(_r("Nom : "), _sdt(_named("nom") + "<w:text/>", _r("MARTIN")))
    document = reading(_sdt(_named("groupe"), inner + _p(_r("Suite"))) + _sdt("<w:group/>", _p(_r("Titre"))))
    assert lines(document) == ["Nom : MARTIN", "Suite", "Titre"]
    assert set(fields(document)) == {"nom"}


@pytest.mark.parametrize(
    ("state", "glyph", "text", "confidence"),
    [("1", "☒", CHECKED, 1.0), ("0", "☐", UNCHECKED, 1.0), ("0", "☒", CHECKED, 0.7), ("true", "", CHECKED, 1.0)],
)
def test_boxes_of_content_controls(reading, fields, state, glyph, text, confidence):
    properties = _named("de", "Demandeur d'emploi") + f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>'
    word = fields(reading(_p(_sdt(properties, _r(glyph)), _r(" Oui"))))["de"]
    assert (word.text, word.confidence, word.label) == (text, confidence, "Demandeur d'emploi")


def _legacy(kind, data, result=""):
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    order = f"<w:r><w:instrText> {kind} </w:instrText></w:r>"
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_r(result)}'
    return begin + order + middle + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def test_legacy_fields(reading, fields):
    body = _p(
        _legacy("FORMTEXT", '<w:name w:val="Nom"/><w:statusText w:val="Nom de naissance"/><w:textInput/>', "MARTIN"),
        _legacy("FORMTEXT", '<w:name w:val="Vide"/><w:textInput/>', "\u2002" * 5),
        _legacy("FORMTEXT", '<w:name w:val="Defaut"/><w:textInput><w:default w:val="Saisir"/></w:textInput>', "Saisir"),
        _legacy("FORMCHECKBOX", '<w:name w:val="Oui"/><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'),
        _legacy("FORMCHECKBOX", '<w:name w:val="Non"/><w:checkBox><w:default w:val="0"/></w:checkBox>'),
        _legacy("FORMCHECKBOX", '<w:name w:val="Propose"/><w:checkBox><w:default w:val="1"/></w:checkBox>'),
        _legacy(
            "FORMDROPDOWN",
            '<w:name w:val="Liste"/><w:ddList><w:result w:val="1"/><w:listEntry w:val="A"/><w:listEntry w:val="B"/></w:ddList>',
        ),
    )
    found = fields(reading(body))
    assert {name: word.text for name, word in found.items()} == {
        "Nom": "MARTIN",
        "Vide": "",
        "Defaut": "",
        "Oui": CHECKED,
        "Non": UNCHECKED,
        "Propose": CHECKED,
        "Liste": "B",
    }
    assert found["Nom"].label == "Nom de naissance"
    assert found["Propose"].confidence == 0.7


def test_other_fields_show_their_text(reading, lines):
    link = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r>'
    link += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + _r("elodie@example.org")
    assert lines(reading(_p(_r("Courriel "), link, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'))) == [
        "Courriel elodie@example.org"
    ]


def test_symbols_are_boxes(reading, lines):
    def sym(code):
        return f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'

    typed = _r("\uf0a8", '<w:rFonts w:ascii="Wingdings"/>')
    assert lines(reading(_p(sym("F0FE"), _r(" Oui "), sym("F0A8"), _r(" Non "), sym("F06F"), _r(" Autre "), typed))) == [
        "☒ Oui ☐ Non ☐ Autre ☐"
    ]


def test_a_list_whose_bullets_are_boxes(reading, lines):
    numbering = (
        '<w:numbering><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:lvlText w:val="&#xF071;"/>'
        '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr>' + _r("CAQ") + "</w:p>"
    assert lines(reading(item, numbering=numbering)) == ["☐ CAQ"]


def test_insertions_are_read_and_deletions_and_crossed_out_words_are_not(reading, lines):
    body = _p(
        _r("Début : "),
        f"<w:ins>{_r('02/03/2026')}</w:ins>",
        "<w:del><w:r><w:delText>01/02/2026</w:delText></w:r></w:del>",
        _r(" Madame", "<w:strike/>"),
        _r(" Monsieur"),
        _r(" caché", "<w:vanish/>"),
    )
    assert lines(reading(body)) == ["Début : 02/03/2026 Monsieur"]


def test_text_boxes_are_read_once_and_headers_last(reading, lines):
    text = f"<w:txbxContent>{_p(_r('Dans un cadre'))}</w:txbxContent>"
    drawing = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{text}</wps:txbx></w:drawing></mc:Choice>"
    drawing += f"<mc:Fallback><w:pict><v:textbox>{text}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    header = f"<w:hdr>{_p(_r('En-tête'))}</w:hdr>"
    assert lines(reading(_p(_r("Corps"), drawing), header1=header, header2=header)) == ["Corps", "Dans un cadre", "En-tête"]


def test_merged_and_nested_cells(reading):
    def tc(text, look=""):
        return f"<w:tc><w:tcPr>{look}</w:tcPr>{_p(_r(text)) if text else _p()}</w:tc>"

    inner = f"<w:tbl><w:tr>{tc('Dedans')}</w:tr></w:tbl>"
    restart, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    rows = f"<w:tr>{tc('Haut', restart)}{tc('Large', wide)}</w:tr>"
    rows += f"<w:tr>{tc('', '<w:vMerge/>')}{tc('B')}<w:tc>{inner}{_p()}</w:tc></w:tr>"
    cells = {line.text: line.cell for line in reading(f"<w:tbl>{rows}</w:tbl>").lines}
    assert cells == {"Haut": Cell(0, 0, 0, 2), "Large": Cell(0, 0, 1, 1, 2), "B": Cell(0, 1, 1), "Dedans": Cell(1, 0, 0)}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rien", b"texte"])
def test_what_is_no_package_is_corrupt(read, content):
    assert read(content, DOCX).problem == "corrupt"


def test_an_encrypted_package_is_said(read):
    assert read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, DOCX).problem == "encrypted"


def test_a_zip_that_is_no_word_file_is_corrupt(read):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "rien")
    assert read(buffer.getvalue(), DOCX).problem == "corrupt"


@pytest.mark.parametrize("body", ["<w:p/>" * 800_000, "<w:p><w:r><w:t>" + "a" * 40_000_000 + "</w:t></w:r></w:p>"])
def test_bombs_are_refused(docx, read, body):
    assert read(docx(body), DOCX).problem in ("too_large", "corrupt")


def test_entities_are_not_opened(read):
    buffer = io.BytesIO()
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    xml = bomb + '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", xml)
    assert "aaaa" not in read(buffer.getvalue(), DOCX).text


def test_an_empty_file_has_no_text(reading):
    assert reading(_p()).problem == "no_text"
