"""The number of a certification: `RNCP12345`, `RS1234`; a block of skills keeps its suffix, `RNCP12345BC02`.

Source: France compétences, Répertoire national des certifications professionnelles (RNCP) and Répertoire spécifique (RS). A
number without its register counts only beside a label that names the register.

>>> read("Fiche RNCP n° 37 715"), read("rncp37715 BC02"), read("RS 5801"), read("37715"), read("37715", bare="RNCP")
('RNCP37715', 'RNCP37715BC02', 'RS5801', None, 'RNCP37715')
"""

import re

_CODE = re.compile(
    r"(?<![^\W_])(?P<register>RNCP|R\.N\.C\.P\.?|RS|R\.S\.)(?:[\s\-_:/,.(°]|n[°ºo]|num[ée]ro|code|fiche)*"
    r"(?P<digits>\d{1,2}[\s.]\d{3}(?![\d.,]|\s?\d|\s?h|\s?€)|\d(?:[|\s]\d){3,4}(?!\s?\d)|\d{2,6}(?!\d|[.,/]\d|\s?h(?:eures?)?\b|\s?€))"
    r"(?:[\s\-_/]*(?P<block>BC\s?\d{1,2}))?",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:n[°ºo]\.?|fiche|code|[\s:])*(\d{2}[\s.]\d{3}|\d(?:[|\s]\d){2,4}|\d{2,6})(?:[\s\-]*(BC\s?\d{1,2}))?[\s.]*", re.IGNORECASE
)


def _code(register: str, digits: str, block: str | None) -> str:
    number = int(re.sub(r"\D", "", digits))
    suffix = f"BC{int(re.sub(r'[^0-9]', '', block)):02}" if block else ""
    return f"{register.replace('.', '').upper()}{number}{suffix}"


def find_all(text: str) -> tuple[str, ...]:
    """Every code of a text, in order, each once.

    >>> find_all("TP AEB (RNCP36804), blocs RNCP36804BC01 et RS5801")
    ('RNCP36804', 'RNCP36804BC01', 'RS5801')
    """
    return tuple(dict.fromkeys(_code(m["register"], m["digits"], m["block"]) for m in _CODE.finditer(text)))


def read(text: str, bare: str | None = None) -> str | None:
    """The code that a text aims at: its one RNCP number, else its one RS number; `bare` is the register of a number alone.

    >>> read("RNCP37715 (ancien RNCP4504)"), read("RNCP36804 et RS5801"), read("N° 37715", bare="RNCP")
    (None, 'RNCP36804', 'RNCP37715')
    """
    codes = find_all(text)
    for register in ("RNCP", "RS"):
        ours = [code for code in codes if code.startswith(register)]
        whole = [code for code in ours if "BC" not in code] or ours
        if whole:
            return whole[0] if len(whole) == 1 else None
    match = _BARE.fullmatch(text.strip()) if bare else None
    return _code(bare, match[1], match[2]) if bare and match else None
