"""The result of placement tests, as the training body gives it."""

from parsers.piece import Piece
from values.document import DocumentType

PIECE = Piece(
    DocumentType.TEST_RESULT,
    telling=(
        "test de positionnement",
        "tests de positionnement",
        "resultat du test",
        "resultats des tests",
        "evaluation de positionnement",
    ),
    usual=("score", "positionnement", "resultat", "resultats", "admis", "francais", "mathematiques", "bareme", "note"),
)
