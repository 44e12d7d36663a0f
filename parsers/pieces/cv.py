"""A curriculum vitae: a person's experiences, trainings and skills."""

from parsers.piece import Piece
from values.document import DocumentType

PIECE = Piece(
    DocumentType.CV,
    telling=("curriculum vitae", "experiences professionnelles", "experience professionnelle", "parcours professionnel"),
    usual=("competences", "centres d'interet", "loisirs", "langues", "formations", "formation", "permis b", "diplomes", "atouts"),
)
