"""A quote: what a training body would charge for a training; sometimes made out to the candidate by name."""

from parsers.piece import Piece
from values.document import DocumentType

PIECE = Piece(
    DocumentType.QUOTE,
    telling=("devis", "offre valable", "bon pour accord", "validite du devis", "proposition tarifaire", "net a payer"),
    usual=(
        "total ttc",
        "total ht",
        "montant ttc",
        "montant ht",
        "tva",
        "prix unitaire",
        "quantite",
        "conditions de reglement",
        "acompte",
    ),
)
