"""Folding: how two writings of the same French words are compared."""

import re
import unicodedata

_MARKS = re.compile(r"[\s\u00a0.…_:;*·•\-–—/\\|()\[\]{}«»\"“”]+")
_INCLUSIVE = re.compile(r"·e(?:·?s)?\b")
_NUMBER = re.compile(r"\b(?:n°|nº|n o|no|num|numero)\s")


def plain(text: str) -> str:
    """The text without accents, in lower case, ligatures and typographic apostrophes opened; spacing as it was.

    >>> plain("Prénom d’Élève — Œuvre")
    "prenom d'eleve — oeuvre"
    """
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    text = text.replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def fold(text: str) -> str:
    """The text reduced to what is compared: plain, marks as one blank, plural and gender marks and "n°" dropped.

    >>> fold("N° de téléphone :"), fold("Né(e) le ..../...."), fold("Prénom(s)")
    ('de telephone', 'ne le', 'prenom')
    """
    text = plain(text.replace("°", "° ")).replace("(s)", "").replace("(e)", "").replace("(es)", "").replace("(x)", "")
    text = _INCLUSIVE.sub("", text)
    text = _MARKS.sub(" ", text).strip()
    return _NUMBER.sub("", text + " ").strip()
