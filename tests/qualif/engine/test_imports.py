"""The public files as they are, and what makes one refused."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qualif.engine.references import load
from qualif.store import database, references
from qualif.store.database import Database
from values.document import Source
from values.dossier import Dossier
from values.errors import WrongCall
from values.form import Form, Reading

NOW = datetime(2026, 2, 10, tzinfo=UTC)
STANDARD = (
    "Id_Fiche;Numero_Fiche;Intitule;Abrege_Libelle;Abrege_Intitule;Nomenclature_Europe_Niveau;Nomenclature_Europe_Intitule;"
    "Accessible_Nouvelle_Caledonie;Accessible_Polynesie_Francaise;Date_dernier_jo;Date_Decision;Date_Fin_Enregistrement;Date_Effet;"
    "Type_Enregistrement;Validation_Partielle;Actif\n"
)
ROW = "1;{code};{title};TP;Titre professionnel;{level};Niveau;Non;Non;;;{ends};18/08/2017;Enregistrement de droit;;{active}\n"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = database.open(tmp_path / "data")
    yield opened
    opened.close()


def row(code: str, title: str = "Cuisinier", level: str = "NIV3", ends: str = "", active: str = "ACTIVE") -> str:
    return ROW.format(code=code, title=title, level=level, ends=ends, active=active)


def rncp(folder: Path, standard: str, links: str = "") -> Path:
    path = folder / "export-fiches-csv-2026-02-02.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("export_fiches_CSV_Standard_2026_02_01.csv", ("\ufeff" + STANDARD + standard).encode())
        header = "Numero_Fiche;Ancienne_Certification;Nouvelle_Certification\n"
        archive.writestr("export_fiches_CSV_Ancienne_Nouvelle_Certification_2026_02_01.csv", (header + links).encode())
        certifiers = "Numero_Fiche;Siret_Certificateur;Nom_Certificateur\nRNCP1;\t82815245400033;AFPA\nRNCP1;\t1;AFPA\n"
        archive.writestr("export_fiches_CSV_Certificateurs_2026_02_01.csv", certifiers)
        archive.writestr("export_fiches_CSV_Blocs_De_Compétences_2026_02_01.csv", "")
    return path


def test_the_rncp_as_published(db: Database, tmp_path: Path) -> None:
    standard = (
        row("RNCP1", '"Cuisinier,\n""maître"" de l\'art"', ends="18/08/2030")
        + row("RS5000", level="REPRISE", active="INACTIVE")
        + row("RNCP2", level="NIV4")
        + row("RNCP2", "Twice")
    )
    assert load(db, "rncp", rncp(tmp_path, standard, "RNCP1;;RNCP2\nRNCP2;RNCP1;\n"), NOW) == 3
    dossier = Dossier(Form({"training.certification_code": Reading("RNCP1", 1.0, "2", "", Source.TEXT)}))
    with db.read() as session:
        found = references.for_dossier(session, dossier, date(2026, 2, 10))
        view = references.imports(session)["rncp"]
    assert found.certification is not None
    assert found.certification.title == 'Cuisinier, "maître" de l\'art'
    assert (found.certification.level, found.certification.ends_on) == (3, date(2030, 8, 18))
    assert found.certification.certifiers == ("AFPA",)
    assert [one.code for one in found.successors] == ["RNCP2"]
    assert (view.data_date, view.rows, view.report) == (date(2026, 2, 1), 3, {"duplicates": 1})


@pytest.mark.parametrize(
    ("standard", "told"),
    [
        (row("12345"), "ligne 2, colonne « Numero_Fiche » : « 12345 »"),
        (row("RNCP1") + row("RNCP2", active="oui"), "ligne 3, colonne « Actif » : « oui »"),
        (row("RNCP1", ends="31/02/2030"), "colonne « Date_Fin_Enregistrement »"),
        ("", "aucune ligne"),
    ],
)
def test_a_refused_rncp_leaves_the_table(db: Database, tmp_path: Path, standard: str, told: str) -> None:
    load(db, "rncp", rncp(tmp_path, row("RNCP7")), NOW)
    with pytest.raises(WrongCall, match=told):
        load(db, "rncp", rncp(tmp_path, standard), NOW)
    with db.read() as session:
        assert references.imports(session)["rncp"].rows == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"Id_Fiche;Numero_Fiche\n"])
def test_what_is_no_zip_is_refused(db: Database, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(content)
    with pytest.raises(WrongCall, match="zip"):
        load(db, "rncp", path, NOW)


def test_a_damaged_zip_is_refused(db: Database, tmp_path: Path) -> None:
    path = rncp(tmp_path, "".join(row(f"RNCP{n}") for n in range(1, 500)))
    content = bytearray(path.read_bytes())
    content[200:260] = b"\x00" * 60
    path.write_bytes(content)
    with pytest.raises(WrongCall):
        load(db, "rncp", path, NOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize(
    "header",
    [
        "#Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement;Ligne_5",
        "Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement;Ligne_5",
        "Code_commune_INSEE;Nom_commune;Code_postal;Libellé_d_acheminement;Ligne_5;latitude",
    ],
)
def test_la_poste_in_its_headers_and_encodings(db: Database, tmp_path: Path, header: str, encoding: str) -> None:
    path = tmp_path / "019HexaSmal.csv"
    path.write_bytes(f"{header}\r\n50502;ST LÔ;50000;ST LO;LE BOURG\r\n14118;CAEN;14000;CAEN;\r\n".encode(encoding))
    assert load(db, "postal", path, NOW) == 3
    dossier = Dossier(Form({"candidate.postal_code": Reading("50000", 1.0, "2", "", Source.TEXT)}))
    with db.read() as session:
        assert references.for_dossier(session, dossier, date(2026, 2, 10)).towns == ("LE BOURG", "ST LO")


def test_a_postal_file_with_a_wrong_code_is_refused(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "postal.csv"
    path.write_text("Nom_commune;Code_postal\nCAEN;14000\nROUEN;7600\n")
    with pytest.raises(WrongCall, match="ligne 3, colonne « Code_postal » : « 7600 »"):
        load(db, "postal", path, NOW)
    path.write_text("Ville;Code_postal\nCAEN;14000\n")
    with pytest.raises(WrongCall, match="« Nom_de_la_commune » absente"):
        load(db, "postal", path, NOW)


COLLECTIVE = "intitule;code_rncp;niveau;organisme;code_postal;commune;date_debut;date_fin\n"


def test_the_catalogue_of_qualif_collectif(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "collectif.csv"
    path.write_text(COLLECTIVE + "Cuisinier;37948;3;GRETA;14000;Caen;2026-09-01;30/06/2027\nSoudeur;;;;;;;\n", encoding="utf-8")
    assert load(db, "collective", path, NOW) == 2
    dossier = Dossier(Form({"training.certification_code": Reading("RNCP37948", 1.0, "2", "", Source.TEXT)}))
    with db.read() as session:
        (found,) = references.for_dossier(session, dossier, date(2026, 2, 10)).collective
    assert (found.code, found.level, found.start, found.end) == ("RNCP37948", 3, date(2026, 9, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (";RNCP1;3;;14000;;;", "colonne « intitule » : « vide »"),
        ("Titre;RS1;3;;14000;;;", "colonne « code_rncp » : « RS1 »"),
        ("Titre;;9;;14000;;;", "colonne « niveau » : « 9 »"),
        ("Titre;;trois;;14000;;;", "colonne « niveau »"),
        ("Titre;;;;1400;;;", "colonne « code_postal »"),
        ("Titre;;;;;;1er mars;", "colonne « date_debut »"),
    ],
)
def test_a_refused_catalogue_names_row_and_column(db: Database, tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "collectif.csv"
    path.write_text(COLLECTIVE + line + "\n")
    with pytest.raises(WrongCall, match=f"collectif.csv, ligne 2, {told}"):
        load(db, "collective", path, NOW)


def test_a_file_that_is_not_utf8_or_not_there_is_refused(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "collectif.csv"
    path.write_bytes((COLLECTIVE + "Pâtissier;;;;;;;\n").encode("cp1252"))
    with pytest.raises(WrongCall, match="UTF-8"):
        load(db, "collective", path, NOW)
    with pytest.raises(WrongCall, match="ne peut pas être lu"):
        load(db, "collective", tmp_path / "absent.csv", NOW)
    with pytest.raises(WrongCall, match="inconnue"):
        load(db, "nonsense", path, NOW)


def test_health_and_social_diplomas_with_old_and_new_codes(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "sfss.csv"
    path.write_text("code_rncp;intitule;niveau\nRNCP4495 | RNCP 40692, 35830;DE aide-soignant;4\n;DE sage-femme;\n")
    assert load(db, "health-social", path, NOW) == 2
    with db.read() as session:
        found = references.for_dossier(session, Dossier(), date(2026, 2, 10)).health_social
    assert found[0].codes == ("RNCP4495", "RNCP40692", "RNCP35830")
