"""The mails of the bench: the fixtures' cases lived by other people, as they are or with the pieces that real dossiers carry."""

import io
from email import message_from_bytes
from email.policy import SMTP
from itertools import islice
from pathlib import Path
from random import Random

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.live.mails import FIXTURES, Sample, lived_by_others

PIECES = (1, 2, 2, 3, 3, 4, 4)
"""How many more PDFs a dossier brings: 2.7 on average."""
PICTURE = 230_000
"""Bytes of the picture in each: a dossier is nearly a megabyte."""
TEXT = (
    "la formation de l'atelier et du chantier avec un module sur les gestes du métier pour le stagiaire qui apprend en centre "
    "puis en entreprise selon le référentiel de compétences évalué par le jury à la fin du parcours dans la salle de cours"
)
WORDS = TEXT.split()


def mixed(count: int, folder: Path, pieces: bool) -> list[Sample]:
    """So many mails of every kind, no two of the same people: the cases shuffled, as often round as it takes."""
    rounds = -(-count // len(list((FIXTURES / "mails").iterdir())))
    cases = [lived_by_others(folder / str(n), f"bench-{n}", f"bench{n}.example") for n in range(rounds)]
    chance = Random(7)  # noqa: S311 (an order, no secret)
    for one in cases:
        chance.shuffle(one)
    mails = list(islice((mail for one in cases for mail in one), count))
    papers = [paper(chance, pages) for pages in (1, 1, 2, 2, 3, 4, 5, 6, 8)] if pieces else []
    return [with_pieces(mail, chance, papers) for mail in mails] if pieces else mails


def with_pieces(mail: Sample, chance: Random, papers: list[bytes]) -> Sample:
    """A dossier with more pieces; a mail that brings none stays as it is."""
    opened = message_from_bytes(mail.content, policy=SMTP)
    if opened.get_content_type() != "multipart/mixed" or not (mail.expected or {}).get("dossiers"):
        return mail
    for number, content in enumerate(chance.sample(papers, chance.choice(PIECES))):
        opened.add_attachment(content, maintype="application", subtype="pdf", filename=f"piece-{number}.pdf")
    return Sample(mail.name, opened.as_bytes(), mail.received_at, mail.expected)


def paper(chance: Random, pages: int) -> bytes:
    """A programme of so many pages of text, and a picture that does not compress."""
    from PIL import Image

    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    side = int((PICTURE / 3) ** 0.5)
    picture = ImageReader(Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3)))
    for page in range(pages):
        canvas.setFont("Helvetica", 10)
        for line in range(48):
            canvas.drawString(60, 780 - 15 * line, " ".join(chance.choice(WORDS) for _ in range(14)))
        if not page:
            canvas.drawImage(picture, 450, 20, 60, 60)
        canvas.showPage()
    canvas.save()
    return written.getvalue()
