"""Another wording of the same caption: articles, possessives and links dropped, abbreviations opened, synonyms made one.

"Tél. du correspondant" and "Téléphone de votre conseiller" are one caption; "Libellé de l'action" is "Intitulé de l'action".
"""

from functools import lru_cache

_DROPPED = frozenset(
    (
        "le",
        "la",
        "les",
        "l",
        "du",
        "de",
        "des",
        "d",
        "un",
        "une",
        "votre",
        "vos",
        "mon",
        "ma",
        "mes",
        "son",
        "sa",
        "ses",
        "notre",
        "nos",
        "ton",
        "ta",
        "tes",
        "ce",
        "cet",
        "cette",
        "en",
        "au",
        "aux",
        "ere",
        "euse",
        "trice",
        "rice",
        "se",
        "a",
    )
)
_OPENERS = frozenset(
    (
        "le",
        "la",
        "les",
        "l",
        "votre",
        "vos",
        "mon",
        "ma",
        "mes",
        "son",
        "sa",
        "ses",
        "notre",
        "nos",
        "ton",
        "ta",
        "tes",
        "un",
        "une",
    )
)
_PHRASES = (
    ("e mail", "courriel"),
    ("adresse courriel", "courriel"),
    ("adresse electronique", "courriel"),
    ("adresse mail", "courriel"),
    ("adresse email", "courriel"),
    ("adresse mel", "courriel"),
    ("code postal", "cp"),
    ("date debut", "debut"),
    ("date demarrage", "debut"),
    ("date entree", "entree"),
    ("date fin", "fin"),
)
_WORDS = {
    "tel": "telephone",
    "telephonique": "telephone",
    "phone": "telephone",
    "mail": "courriel",
    "email": "courriel",
    "mel": "courriel",
    "nb": "nombre",
    "nbre": "nombre",
    "h": "heure",
    "libelle": "intitule",
    "demarrage": "debut",
    "commencement": "debut",
    "commune": "ville",
    "localite": "ville",
    "conseillere": "conseiller",
    "correspondant": "conseiller",
    "referent": "conseiller",
    "prescripteur": "conseiller",
    "interlocuteur": "conseiller",
    "accompagnateur": "conseiller",
    "cip": "conseiller",
    "prevue": "prevu",
    "previsionnel": "prevu",
    "previsionnelle": "prevu",
    "choisi": "retenu",
    "visa": "signature",
    "beneficiaire": "candidat",
    "demandeur": "candidat",
    "stagiaire": "candidat",
    "postulant": "candidat",
}


def is_link(word: str) -> bool:
    """Whether a word only links others: a caption that ends with one goes on in its value ("Mission locale de …")."""
    return word in _DROPPED and word != "le"


@lru_cache(maxsize=8192)
def canon(text: str) -> str:
    """A normalised text as any wording of it: "" for one that holds nothing but links, or opens like a name ("de la Ville").

    >>> canon("tel du correspondant") == canon("telephone de votre conseiller"), canon("libelle de l'action")
    (True, 'intitule action')
    >>> canon("de la ville"), canon("nb d'heures en centre")
    ('', 'nombre heure centre')
    """
    words = text.replace("'", " ").split()
    if not words or (words[0] in _DROPPED and words[0] not in _OPENERS):
        return ""
    dated = words.pop() if words[-1] == "le" and len(words) > 1 else ""
    kept = " ".join(_WORDS.get(word, word) for word in (_bare(word) for word in words if word not in _DROPPED))
    kept = f"{kept} {dated}".strip()
    for phrase, meant in _PHRASES:
        kept = f" {kept} ".replace(f" {phrase} ", f" {meant} ").strip()
    return kept


def _bare(word: str) -> str:
    """A word without the marks of gender and number, or as the synonyms know it."""
    if word in _WORDS or len(word) < 5:
        return word
    return word.removesuffix("s").removesuffix("e") if word.endswith(("ees", "ee")) else word.removesuffix("s")
