"""Papers made in the tests: one form, what must be read on it, and a pen to draw PDFs with."""

import io
from datetime import date

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from values.form import Value

WIDTH, HEIGHT = A4
PDF, TEXT = "application/pdf", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Box = tuple[str, bool]
Answer = str | tuple[Box, ...]
Group = tuple[str, tuple[tuple[str, Answer], ...]]

FORM: tuple[Group, ...] = (
    (
        "1. Le candidat",
        (
            ("Civilité", (("M.", False), ("Mme", True))),
            ("Nom", "DURAND"),
            ("Nom de naissance", ""),
            ("Prénom", "Léa"),
            ("Date de naissance", "14/07/1990"),
            ("Lieu de naissance", "Lisieux"),
            ("Adresse", "12 rue des Lilas"),
            ("Code postal", "14000"),
            ("Ville", "Caen"),
            ("Téléphone", "06 12 34 56 78"),
            ("Courriel", "lea.durand@example.org"),
        ),
    ),
    (
        "2. Situation du candidat",
        (
            ("Situation actuelle", (("Demandeur d'emploi inscrit à France Travail", True), ("Salarié", False))),
            ("Identifiant France Travail", "1234567A"),
            ("Avez-vous bénéficié d'une formation financée au cours des 12 derniers mois ?", (("Oui", False), ("Non", True))),
        ),
    ),
    (
        "3. Structure d'accompagnement",
        (
            ("Structure", (("France Travail", False), ("Mission locale", True))),
            ("Nom du conseiller", "Marc Leroy"),
            ("Téléphone", "02 31 15 14 50"),
            ("Courriel", "conseil@structure.example"),
        ),
    ),
    (
        "4. Formation demandée",
        (
            ("Intitulé de la formation", "CAP Cuisine"),
            ("Code RNCP", "RNCP38430"),
            ("Niveau visé", "3"),
            ("Date de début", "02/03/2026"),
            ("Date de fin", "18/12/2026"),
            ("Nombre d'heures en centre", "420"),
            ("Nombre d'heures en entreprise", "140"),
            ("Rythme", (("Temps plein", True), ("Temps partiel", False))),
        ),
    ),
    (
        "5. Organisme de formation",
        (
            ("Raison sociale", "GRETA Côte Normande"),
            ("SIRET", "732 829 320 00074"),
            ("Téléphone", "02 31 44 55 66"),
            ("Coût pédagogique", "3 450,00 €"),
        ),
    ),
)
"""The form that every layout draws; an empty answer is a field left blank."""

TRUTH: dict[str, Value] = {
    "candidate.civility": "Mme",
    "candidate.last_name": "DURAND",
    "candidate.first_name": "Léa",
    "candidate.birth_date": date(1990, 7, 14),
    "candidate.street": "12 rue des Lilas",
    "candidate.postal_code": "14000",
    "candidate.city": "Caen",
    "candidate.phone": "+33612345678",
    "candidate.email": "lea.durand@example.org",
    "candidate.jobseeker": True,
    "candidate.jobseeker_registered": True,
    "candidate.jobseeker_id": "1234567A",
    "candidate.recent_funding": False,
    "support.type": "mission_locale",
    "support.advisor": "Marc Leroy",
    "support.phone": "+33231151450",
    "support.email": "conseil@structure.example",
    "training.title": "CAP Cuisine",
    "training.provider": "GRETA Côte Normande",
    "training.provider_siret": "73282932000074",
    "training.certification_code": "RNCP38430",
    "training.level": 3,
    "training.start_date": date(2026, 3, 2),
    "training.end_date": date(2026, 12, 18),
    "training.centre_hours": 420.0,
    "training.company_hours": 140.0,
    "training.pace": "full_time",
    "training.cost": 3450.0,
}
"""What must be read on it, and nothing else."""


class Pen:
    """A PDF drawn from the top: `y` goes down, a new page opens when the old one is full."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=A4)
        self.y = 40.0

    def text(self, x: float, text: str, size: float = 10, *, bold: bool = False, y: float | None = None) -> float:
        """Print a text; gives back where it ends."""
        font = "Helvetica-Bold" if bold else "Helvetica"
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - (self.y if y is None else y) - size, text)
        return x + float(self.canvas.stringWidth(text, font, size))

    def down(self, step: float, keep: float = 50) -> None:
        """Go down, to the next page when less than `keep` is left."""
        self.y += step
        if self.y > HEIGHT - keep:
            self.canvas.showPage()
            self.y = 40.0

    def boxes(self, x: float, boxes: tuple[Box, ...], *, behind: bool = True) -> None:
        """Draw boxes to tick in a row, their words behind them or before."""
        for words, ticked in boxes:
            if not behind:
                x = self.text(x, words, 9) + 4
            self._box(x, ticked)
            x = self.text(x + 12, words, 9) + 14 if behind else x + 20

    def _box(self, x: float, ticked: bool) -> None:
        bottom = HEIGHT - self.y - 9
        self.canvas.rect(x, bottom, 8, 8)
        if ticked:
            self.canvas.line(x, bottom, x + 8, bottom + 8)
            self.canvas.line(x + 8, bottom, x, bottom + 8)

    def rule(self, x0: float, x1: float, y: float) -> None:
        """Draw a level line."""
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

    def done(self) -> bytes:
        """The PDF."""
        self.canvas.save()
        return self._bytes.getvalue()
