"""What judged: written beside each examination, for an audit in two years."""

from importlib.metadata import version

from values.examination import Versions
from values.facts import Regulation
from values.vocabulary import Vocabulary


def versions(regulation: Regulation, vocabulary: Vocabulary, tables: str = "") -> Versions:
    """The program's version, and the hashes of regulation, vocabulary and reference tables."""
    return Versions(version("qualif-individuel"), regulation.version, vocabulary.version, tables)
