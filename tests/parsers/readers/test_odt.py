"""OpenDocument texts: paragraphs, tables, lists, frames, form controls and fields, tracked text, symbols, bombs."""

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.corpus import CORPUS
from values.document import CHECKED, UNCHECKED, Cell, Document, Source

ODT = "application/vnd.oasis.opendocument.text"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "form": "form",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "manifest": "manifest",
    }.items()
)
_SPACES += ' xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
_SPACES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def _content(body: str, styles: str = "") -> str:
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    return f"<office:document-content {_SPACES}>{automatic}<office:body>{body}</office:body></office:document-content>"


def _packed(body: str, own: str = "", **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT)
        archive.writestr("content.xml", _content(f"<office:text>{body}</office:text>", own))
        for name, text in parts.items():
            archive.writestr({"manifest": "META-INF/manifest.xml"}.get(name, f"{name}.xml"), text)
    return buffer.getvalue()


def _p(*content: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{"".join(content)}</text:p>'


def _style(name: str, properties: str, family: str = "text", parent: str = "") -> str:
    head = f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">'
    return f"{head}<style:text-properties {properties}/></style:style>"


def _span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


@pytest.fixture
def reading(read) -> Callable[..., Document]:
    return lambda body, own="", **parts: read(_packed(body, own, **parts), ODT)


def test_paragraphs_blanks_breaks_and_leaders(reading, lines):
    first = _p("Nom : ..........MAR", "<text:span>TIN</text:span>", "<text:tab/>Prénom :<text:s text:c='3'/>Élodie")
    document = reading(first + _p("Un\n   deux<text:line-break/>trois<text:soft-page-break/> quatre"))
    assert lines(document) == ["Nom : MARTIN Prénom : Élodie", "Un deux", "trois quatre"]
    assert (document.text_source, document.page_count, document.pages[0].number) == ("text", None, None)


def test_headings_by_element_by_style_and_by_bold(reading):
    styles = _style("P1", "", "paragraph", "Heading_20_2") + _style("P2", 'fo:font-weight="bold"', "paragraph")
    styles += _style("T1", 'fo:font-weight="normal"')
    common = f"<office:document-styles {_SPACES}><office:styles>{_style('Heading_20_2', '', 'paragraph')}</office:styles>"
    body = "<text:h>Un</text:h>" + _p("Deux", style="P1") + _p("Trois", style="P2") + _p(_span("T1", "Quatre"), style="P2")
    document = reading(body, styles, styles=common + "</office:document-styles>")
    assert [line.heading for line in document.lines] == [True, True, True, False]


def test_merged_covered_repeated_and_nested_cells(reading):
    def cell(text: str, look: str = "") -> str:
        return f"<table:table-cell {look}>{_p(text)}</table:table-cell>"

    inner = f"<table:table><table:table-row>{cell('Dedans')}</table:table-row></table:table>"
    covered = f"<table:covered-table-cell>{_p('caché')}</table:covered-table-cell>"
    head = cell("Haut", 'table:number-rows-spanned="2"') + cell("Large", 'table:number-columns-spanned="2"') + covered
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    second = f"{covered}{cell('B')}<table:table-cell>{inner}{_p()}</table:table-cell>"
    body = f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
    body += f"<table:table-row>{second}</table:table-row>"
    body += '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    body += f"<table:table-row>{empty}{cell('Bas')}</table:table-row>"
    body += f'<table:table-row table:visibility="collapse">{cell("Replié")}</table:table-row>'
    cells = {line.text: line.cell for line in reading(f"<table:table>{body}</table:table>").lines}
    assert cells == {
        "Haut": Cell(0, 0, 0, 2),
        "Large": Cell(0, 0, 1, 1, 2),
        "B": Cell(0, 1, 1),
        "Dedans": Cell(1, 0, 0),
        "Bas": Cell(0, 5, 2),
    }


def test_lists_and_lists_whose_bullets_are_boxes(reading, lines):
    level = '<text:list-level-style-bullet text:level="{}" text:bullet-char="{}"><style:text-properties {}/>'
    level += "</text:list-level-style-bullet>"
    boxes = level.format(1, "&#xF0A8;", 'style:font-name="W"') + level.format(2, "☑", "")
    styles = f'<text:list-style style:name="L1">{boxes}</text:list-style>'
    fonts = '<office:font-face-decls><style:font-face style:name="W" svg:font-family="Wingdings"/></office:font-face-decls>'
    nested = f"<text:list><text:list-item>{_p('Deux')}</text:list-item></text:list>"
    body = f'<text:list text:style-name="L1"><text:list-item>{_p("Un")}{_p("suite")}{nested}</text:list-item>'
    body += f"<text:list-header>{_p('Tête')}</text:list-header></text:list>"
    body += f'<text:list text:style-name="L2"><text:list-item>{_p("Puce")}</text:list-item></text:list>'
    common = f"<office:document-styles {_SPACES}>{fonts}</office:document-styles>"
    assert lines(reading(body, styles, styles=common)) == ["☐ Un", "suite", "☒ Deux", "Tête", "Puce"]


def test_frames_shapes_and_notes_are_read_after_their_paragraph(reading, lines):
    box = f"<draw:frame><draw:text-box>{_p('Dans un cadre')}</draw:text-box></draw:frame>"
    shape = f"<draw:g><draw:custom-shape><svg:title>Titre</svg:title>{_p('Dans une forme')}</draw:custom-shape></draw:g>"
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{_p('En note')}</text:note-body></text:note>"
    remark = f"<office:annotation>{_p('Remarque')}</office:annotation>"
    document = reading(_p("Corps", box, remark, " du texte", note) + shape + _p("Suite"))
    assert lines(document) == ["Corps du texte", "Dans un cadre", "En note", "Dans une forme", "Suite"]


def test_insertions_are_read_and_deletions_hidden_and_crossed_out_words_are_not(reading, lines):
    deleted = f"<text:deletion>{_p('01/02/2026')}</text:deletion>"
    tracked = f"<text:tracked-changes><text:changed-region>{deleted}</text:changed-region></text:tracked-changes>"
    styles = _style("T1", 'style:text-line-through-style="solid"') + _style("T2", 'text:display="none"')
    styles += _style("T3", 'style:text-line-through-style="none"', parent="T1")
    text = _p(
        "Début : <text:change-start/>02/03/2026<text:change-end/><text:change/>",
        _span("T1", " Madame"),
        _span("T3", " Monsieur"),
        _span("T2", " caché"),
        "<text:hidden-text text:is-hidden='true'> rien</text:hidden-text>",
    )
    hidden = f'<text:section text:display="none">{_p("Section cachée")}</text:section>'
    document = reading(tracked + text + hidden + f"<text:section>{_p('Section')}</text:section>", styles)
    assert lines(document) == ["Début : 02/03/2026 Monsieur", "Section"]


def test_symbols_are_boxes(reading, lines):
    styles = _style("T1", 'style:font-name="Wingdings"') + _style("T2", "fo:font-family=\"'Wingdings 2'\"")
    body = _p(_span("T1", "&#xF0FE;"), " Oui ", _span("T1", "\xa8"), " Non ", _span("T2", "R"), " Autre ☐ Aucun [x] Deux")
    assert lines(reading(body, styles)) == ["☒ Oui ☐ Non ☒ Autre ☐ Aucun ☒ Deux"]


def _drawn(control: str, look: str = 'text:anchor-type="as-char"') -> str:
    return f'<draw:control {look} draw:control="{control}"/>'


_CONTROLS = """
<form:text form:id="c1" form:name="nom" form:title="Nom de naissance" form:current-value="MARTIN"/>
<form:text form:id="c2" form:name="prenom" form:current-value="........"/>
<form:text form:id="c3" form:name="ville" form:value="Rouen" form:current-value="Rouen"/>
<form:textarea form:id="c4" form:name="projet"><text:p>Devenir</text:p><text:p>boulanger</text:p></form:textarea>
<form:date form:id="c5" form:name="debut" form:current-value="2026-03-02"/>
<form:checkbox form:id="c6" form:name="psad" form:label="PSAD" form:current-state="checked"/>
<form:checkbox form:id="c7" form:name="projet_valide" form:state="checked"/>
<form:checkbox form:id="c8" form:name="retire" form:state="checked" form:current-state="unchecked"/>
<form:radio form:id="c9" form:name="de" form:label="Oui" form:value="oui" form:current-selected="true"/>
<form:radio xml:id="c10" form:name="de" form:label="Non" form:value="non"/>
<form:listbox form:id="c11" form:name="niveau"><form:option form:label="Niveau 3"/>
<form:option form:label="Niveau 4" form:current-selected="true"/></form:listbox>
<form:listbox form:id="c12" form:name="rythme"><form:option form:label="Plein" form:selected="true"/></form:listbox>
<form:combobox form:id="c13" form:name="structure" form:current-value="Mission locale">
<form:item form:label="CAQ"/></form:combobox>
<form:fixed-text form:id="c14" form:label="Courriel :"/>
<form:text form:id="c15" form:name="cachee" form:current-value="jamais montrée"/>
<form:button form:id="c16" form:label="Envoyer"/>
"""


def _form(*paragraphs: str) -> str:
    return f"<office:forms><form:form>{_CONTROLS}</form:form></office:forms>{''.join(paragraphs)}"


def test_form_controls(reading, fields):
    document = reading(_form(*(_p(_drawn(f"c{n}")) for n in range(1, 15)), _p(_drawn("c16"), _drawn("inconnu"))))
    found = fields(document)
    assert {name: (word.text, word.confidence) for name, word in found.items()} == {
        "nom": ("MARTIN", 1.0),
        "prenom": ("", 1.0),
        "ville": ("Rouen", 0.7),
        "projet": ("Devenir\nboulanger", 1.0),
        "debut": ("2026-03-02", 1.0),
        "psad=PSAD": (CHECKED, 1.0),
        "projet_valide": (CHECKED, 0.7),
        "retire": (UNCHECKED, 1.0),
        "de=oui": (CHECKED, 1.0),
        "de=non": (UNCHECKED, 1.0),
        "niveau": ("Niveau 4", 1.0),
        "rythme": ("Plein", 0.7),
        "structure": ("Mission locale", 1.0),
    }
    assert (found["nom"].label, found["nom"].source) == ("Nom de naissance", Source.CONTENT_CONTROL)
    assert document.text_source == "form_fields"
    assert "☒ Oui" in document.text
    assert "jamais" not in document.text


def test_controls_in_the_line_beside_it_and_free_on_the_page(reading, lines):
    def at(x: str, y: str) -> str:
        return f'text:anchor-type="paragraph" svg:x="{x}" svg:y="{y}"'

    beside = _p(_drawn("c1", at("5cm", "0cm")), "Nom :")
    free = _p(
        _drawn("c6", at("1cm", "2cm")),
        _drawn("c1", at("40mm", "1.1cm")),
        _drawn("c14", at("1cm", "1cm")),
    )
    document = reading(_form(_p("Nom : ", _drawn("c1"), " né(e)"), beside, free))
    assert lines(document) == ["Nom : MARTIN né(e)", "Nom : MARTIN", "Courriel : MARTIN", "☒ PSAD"]


def test_fields_of_the_text(reading, fields, lines):
    body = _p(
        '<text:text-input text:description="Nom">MARTIN</text:text-input> ',
        '<text:text-input text:description="Prénom">Prénom</text:text-input> ',
        "<text:text-input>Cliquez ici pour taper du texte.</text:text-input>",
        '<text:placeholder text:placeholder-type="text">&lt;Ville&gt;</text:placeholder>',
    )
    body += _p('<text:drop-down text:name="Niveau"><text:label text:value="3"/>Niveau 4</text:drop-down>')
    document = reading(body + _p("Le <text:date>02/03/2026</text:date> à <text:a>elodie@example.org</text:a>"))
    assert [(word.label, word.text) for word in document.lines[0].words] == [
        ("Nom", "MARTIN"),
        ("Prénom", ""),
        (None, ""),
        (None, ""),
    ]
    assert fields(document)["Niveau"].text == "Niveau 4"
    assert lines(document)[-1] == "Le 02/03/2026 à elodie@example.org"


def test_content_controls_and_word_s_old_fields(reading, fields):
    def mark(kind: str, name: str, parameters: str = "", end: str = "") -> str:
        looks = f'text:name="{name}" field:type="vnd.oasis.opendocument.field.{kind}"'
        return f"<field:fieldmark{end} {looks}>{parameters}</field:fieldmark{end}>"

    def parameter(name: str, value: str) -> str:
        return f'<field:param field:name="{name}" field:value="{value}"/>'

    entries = parameter("Dropdown_ListEntry", "A") + parameter("Dropdown_ListEntry", "B") + parameter("Dropdown_Selected", "1")
    body = _p(
        '<loext:content-control loext:checkbox="true" loext:checked="true" loext:tag="oui">☒</loext:content-control>',
        '<loext:content-control loext:tag="nom">MARTIN</loext:content-control>',
        '<loext:content-control loext:tag="vide" loext:showing-place-holder="true">Votre nom</loext:content-control>',
        mark("FORMTEXT", "Prénom", end="-start") + "Élo" + _span("T1", "die") + "<field:fieldmark-end/>",
        mark("FORMCHECKBOX", "Coché", parameter("Checkbox_Checked", "true")) + mark("FORMCHECKBOX", "Libre"),
        mark("FORMDROPDOWN", "Liste", entries),
        mark("HYPERLINK", "Lien", end="-start") + "lien" + "<field:fieldmark-end/>",
    )
    document = reading(body)
    assert {name: word.text for name, word in fields(document).items()} == {
        "oui": CHECKED,
        "nom": "MARTIN",
        "vide": "",
        "Prénom": "Élodie",
        "Coché": CHECKED,
        "Libre": UNCHECKED,
        "Liste": "B",
    }
    assert document.lines[0].text.endswith("B lien")


def test_headers_and_footers_come_last_each_text_once_in_their_own_styles(reading):
    hidden = _style("T1", 'text:display="none"')
    pages = f"<style:header>{_p('En-tête', _span('T1', ' bis'))}</style:header>"
    pages += f"<style:header-first>{_p('En-tête bis')}</style:header-first>"
    pages += f'<style:footer style:display="false">{_p("Absent")}</style:footer>'
    masters = f"<office:master-styles><style:master-page>{pages}</style:master-page></office:master-styles>"
    common = f"<office:document-styles {_SPACES}>{masters}</office:document-styles>"
    document = reading(_p("Corps", _span("T1", " caché")), hidden, styles=common)
    assert [line.text for line in document.lines] == ["Corps", "En-tête bis"]


def test_a_flat_file_is_read_and_other_xml_is_not(read, lines):
    hidden = _style("T1", 'text:display="none"')
    styles = f"<office:automatic-styles>{hidden}</office:automatic-styles>"
    flat = f"<office:document {_SPACES}>{styles}<office:body><office:text>{_p('Nom : MARTIN', _span('T1', 'x'))}"
    flat = f'<?xml version="1.0"?>{flat}</office:text></office:body></office:document>'
    for media_type in (f"{ODT}-flat-xml", "text/xml"):
        assert lines(read(flat.encode(), media_type)) == ["Nom : MARTIN"]
    assert read(b'<?xml version="1.0"?><facture/>', "text/xml").problem == "unsupported"
    assert read(b"<facture>", "text/xml").problem == "corrupt"


def test_a_password_is_said(reading):
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    manifest = f"<manifest:manifest {_SPACES}>{entry}</manifest:manifest>"
    assert reading(_p("x"), manifest=manifest).problem == "encrypted"


def test_what_is_no_text_is_corrupt(read):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", _content("<office:spreadsheet/>"))
    for content in (b"", b"PK\x03\x04 rien", buffer.getvalue(), _packed("<text:p>")):
        assert read(content, ODT).problem == "corrupt"


@pytest.mark.parametrize("body", ["<text:p/>" * 800_000, _p("a" * 40_000_000)])
def test_bombs_are_refused(read, body):
    assert read(_packed(body), ODT).problem in ("too_large", "corrupt")


def test_a_table_said_to_be_endless_is_read_once(reading):
    endless = 'table:number-rows-repeated="99999999"'
    row = f'<table:table-row {endless}><table:table-cell table:number-columns-repeated="99999999">{_p("A")}</table:table-cell>'
    assert len(reading(f"<table:table>{row}</table:table-row></table:table>").lines) == 1


def test_an_empty_file_has_no_text(reading):
    assert reading(_p()).problem == "no_text"


@pytest.mark.parametrize("path", sorted(CORPUS.glob("documents/*/*.odt")), ids=lambda path: path.name)
def test_files_of_the_corpus(read, path):
    assert read(path.read_bytes(), ODT).problem in (None, "no_text")
