"""French typography of our own sentences: the blanks that must not break."""

import re

_MARKUP = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>)", re.DOTALL)
_BEFORE = re.compile(r" (?=[:;?!»])")
_AFTER = re.compile(r"(?<=«) ")


def french(text: str) -> str:
    """The text with U+00A0 before `: ; ? !` and inside « »; only where a blank already stands.

    >>> french("Quoi ? « Rien » : voyez http://x")
    'Quoi\\xa0? «\\xa0Rien\\xa0»\\xa0: voyez http://x'
    """
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))


def french_source(source: str) -> str:
    """A template's source, its sentences set as `french` does; marks of the template and tags stay as they are.

    >>> french_source('<p style="a : b">Vu : {{ a if x != y }} !</p>')
    '<p style="a : b">Vu\\xa0: {{ a if x != y }}\\xa0!</p>'
    """
    return "".join(part if n % 2 else french(part) for n, part in enumerate(_MARKUP.split(source)))
