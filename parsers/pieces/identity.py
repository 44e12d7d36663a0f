"""An identity paper: card, passport, residence permit."""

from parsers.piece import Piece
from values.document import DocumentType

PIECE = Piece(
    DocumentType.IDENTITY,
    telling=(
        "carte nationale d'identite",
        "passeport",
        "titre de sejour",
        "identity card",
        "carte de resident",
        "permis de conduire",
    ),
    usual=(
        "republique francaise",
        "nationalite",
        "date de delivrance",
        "date d'expiration",
        "sexe",
        "taille",
        "surname",
        "given names",
    ),
)
