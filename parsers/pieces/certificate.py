"""A certificate: that a person is registered, entitled, or holds a diploma."""

from parsers.piece import Piece
from values.document import DocumentType

PIECE = Piece(
    DocumentType.CERTIFICATE,
    telling=(
        "attestation",
        "certifie que",
        "atteste que",
        "avis de situation",
        "certificat",
        "diplome national",
        "atteste par la presente",
    ),
    usual=(
        "pour servir et valoir ce que de droit",
        "pour faire valoir",
        "inscrit",
        "delivre",
        "fait a",
        "est inscrit",
        "est inscrite",
    ),
)
