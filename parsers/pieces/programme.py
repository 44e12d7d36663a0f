"""A programme: what a training teaches, for whom and how; it carries dates and hours of its own sessions."""

from parsers.piece import Piece
from values.document import DocumentType

PIECE = Piece(
    DocumentType.PROGRAMME,
    telling=(
        "programme de formation",
        "objectifs pedagogiques",
        "programme detaille",
        "contenu de la formation",
        "fiche formation",
    ),
    usual=(
        "prerequis",
        "pre requis",
        "public vise",
        "public concerne",
        "modalites d'evaluation",
        "moyens pedagogiques",
        "methodes pedagogiques",
        "module 1",
        "module 2",
        "objectifs",
        "deroule",
        "debouches",
        "modalites pedagogiques",
    ),
)
