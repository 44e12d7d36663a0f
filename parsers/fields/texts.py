"""A free text as written, cleaned of leaders, with the numbers of social security masked.

Source: what forms print where nothing was written ("Cliquez ici", "XXX", "à compléter"), and how people say that there is
nothing ("néant", "/"): those are no values.

>>> read("  Devenir   aide-maçon "), read("Cliquez ici pour taper du texte."), read("XXX"), read("/"), read("Néant")
('Devenir aide-maçon', None, None, None, None)
"""

import re

from values import nir
from values.fold import plain

_LEADERS = re.compile(r"_{2,}|\.{4,}|…{2,}|(?:\. ){3,}\.?|;{3,}|-{3,}|={3,}")
_NOTHING = (
    r"neants?|aucune?s?|rien|nc|n\.c\.?|na|n/a|n\.a\.?|nr|ras|r\.a\.s\.?|sans objet|so|s\.o\.?|idem|x+|xx+.*xx|/+|\\+|-+|\?+|\*+|"
    r"non (?:concerne|renseigne|communique|applicable)(?:e|\(e\))?|a (?:completer|preciser|renseigner|remplir)(?: par .*)?"
)
_PRINTED = (
    r"(?:veuillez )?(?:cliquez|cliquer|appuyez|tapez|saisissez|entrez|choisissez|selectionnez|taper|saisir)\b.*|"
    r"click (?:or tap )?here\b.*|(?:votre|vos|indiquer|indiquez|preciser|precisez)\b.{0,40}|"
    r"\{\{?.*\}?\}|\[.*\]|<.*>|\(.*\)|lorem ipsum.*"
)
_EMPTY = re.compile(f"(?:{_NOTHING}|{_PRINTED})")


def clean(text: str) -> str:
    """The text without leaders, its blanks single, its lines kept.

    >>> clean("Métier visé : ........ \\n  maçon")
    'Métier visé :\\nmaçon'
    """
    lines = (" ".join(_LEADERS.sub(" ", line).replace("\u00ad", "").split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def read(text: str) -> str | None:
    """The text cleaned; None when nothing was written there."""
    written = nir.mask(clean(text)).strip(" :|")
    if not re.search(r"[^\W_]", written):
        return None
    return None if _EMPTY.fullmatch(" ".join(plain(written).split()).strip(" .:")) else written
