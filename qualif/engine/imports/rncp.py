"""The public file of France compétences: certifications of the RNCP and RS, and which came after which.

`export-fiches-csv-AAAA-MM-JJ.zip`, as it is; of its CSV files (UTF-8 with a mark, `;`, texts over several lines) three are read:
Standard, Ancienne_Nouvelle_Certification, Certificateurs. SIRET columns start with a TAB; `REPRISE` stands for no level.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qualif.engine.imports.table import cell, day, read, rows
from values.codec import Json
from values.errors import WrongCall
from values.facts import Certification
from values.fold import plain

_CODE = re.compile(r"(RNCP|RS)\d{1,6}")
_CODES = re.compile(r"(?:RNCP|RS)\d{1,6}\b")
_DAY = re.compile(r"(\d{4})_(\d{2})_(\d{2})")
_LEVEL = re.compile(r"NIV([1-8])")


@dataclass(slots=True)
class RncpFile:
    """The zip, opened; its tables are read as streams, the certifiers (few and short) at once.

    `report` counts what was noticed on the way: rows of a number that had one already.
    """

    path: Path
    archive: zipfile.ZipFile
    report: dict[str, Json] = field(default_factory=dict)

    @property
    def data_date(self) -> date | None:
        """The day of the data, as the inner names say it."""
        found = _DAY.search(self._member("standard"))
        return date(*map(int, found.groups())) if found else None

    def certifications(self) -> Iterator[Certification]:
        """Every record once; a number that stands twice counts with its first row."""
        certifiers = self._certifiers()
        seen: set[str] = set()
        duplicates = 0
        columns = ("Numero_Fiche", "Intitule", "Nomenclature_Europe_Niveau", "Date_Fin_Enregistrement", "Actif")
        for line, row in self._rows("standard", *columns):
            name = f"{self.path.name} (Standard)"
            code = read(row, line, name, "Numero_Fiche", _code)
            if code in seen:
                duplicates += 1
                self.report["duplicates"] = duplicates
                continue
            seen.add(code)
            yield Certification(
                code=code,
                title=" ".join(cell(row, "Intitule").split()),
                level=_level(cell(row, "Nomenclature_Europe_Niveau")),
                active=read(row, line, name, "Actif", _active),
                ends_on=read(row, line, name, "Date_Fin_Enregistrement", day),
                starts_on=read(row, line, name, "Date_Effet", day),
                certifiers=tuple(certifiers.get(code, ())),
            )

    def successions(self) -> Iterator[tuple[str, str]]:
        """Every (older, newer), from both columns of the table."""
        columns = ("Numero_Fiche", "Ancienne_Certification", "Nouvelle_Certification")
        for line, row in self._rows("ancienne_nouvelle", *columns):
            code = read(row, line, f"{self.path.name} (Ancienne_Nouvelle_Certification)", "Numero_Fiche", _code)
            for older in _CODES.findall(cell(row, "Ancienne_Certification")):
                yield older, code
            for newer in _CODES.findall(cell(row, "Nouvelle_Certification")):
                yield code, newer

    def _certifiers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        if self._find("certificateurs") is not None:
            for _line, row in self._rows("certificateurs", "Numero_Fiche", "Nom_Certificateur"):
                names = found.setdefault(cell(row, "Numero_Fiche"), [])
                if (name := cell(row, "Nom_Certificateur")) and name not in names:
                    names.append(name)
        return found

    def _rows(self, word: str, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
        member = self._member(word)
        try:
            with self.archive.open(member) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
                for line, row in rows(text, member, *columns):
                    yield line, dict(row)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise WrongCall(f"{self.path.name} : le fichier {member} de l'archive est abîmé ({error})") from None

    def _member(self, word: str) -> str:
        found = self._find(word)
        if found is None:
            raise WrongCall(f"{self.path.name} : l'archive n'a pas de fichier CSV « {word} »")
        return found

    def _find(self, word: str) -> str | None:
        for name in self.archive.namelist():
            folded = plain(unicodedata.normalize("NFC", name)).rpartition("/")[2]
            if word in folded and folded.endswith(".csv"):
                return name
        return None


def opened(path: Path) -> RncpFile:
    """The public zip; raises WrongCall when it is none."""
    try:
        return RncpFile(path, zipfile.ZipFile(path))
    except (zipfile.BadZipFile, OSError):
        raise WrongCall(f"{path.name} : ce n'est pas l'archive zip des fiches CSV de France compétences") from None


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError(text)
    return text


def _level(text: str) -> int | None:
    found = _LEVEL.fullmatch(text)
    return int(found[1]) if found else None


def _active(text: str) -> bool:
    if text not in ("ACTIVE", "INACTIVE"):
        raise ValueError(text)
    return text == "ACTIVE"
