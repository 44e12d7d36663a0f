"""A cover letter: why the candidate asks for the training."""

from parsers.piece import Piece
from values.document import DocumentType

PIECE = Piece(
    DocumentType.COVER_LETTER,
    telling=(
        "lettre de motivation",
        "salutations distinguees",
        "mes salutations",
        "sinceres salutations",
        "respectueuses salutations",
    ),
    usual=(
        "madame monsieur",
        "objet",
        "ma candidature",
        "ma motivation",
        "motivee",
        "motive",
        "mon projet",
        "je souhaite",
        "je vous prie",
        "a l'attention de",
        "veuillez agreer",
        "l'expression de",
    ),
    enough=5,
)
