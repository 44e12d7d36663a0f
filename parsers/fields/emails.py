"""A mail address, bare (`local@domain`), the domain in small letters.

Source: RFC 5321 and 5322, the part of them that people use. Blanks around the @ are dropped (it is often printed), as is what
stands around the address; "arobase" spelt out is no address.

>>> read("jeanne.martin @ example.org"), read("<mailto:Jeanne.Martin@Example.ORG>."), read("jeanne.martin(at)example.org")
('jeanne.martin@example.org', 'Jeanne.Martin@example.org', None)
"""

import re

_local = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]+)*"
_label = r"[A-Za-z0-9\u00e0-\u00ff](?:[A-Za-z0-9\u00e0-\u00ff\-]{0,61}[A-Za-z0-9\u00e0-\u00ff])?"
_ADDRESS = re.compile(rf"(?<![\w.+\-@])({_local})\s*[@\uff20]\s*({_label}(?:\.{_label})*\.[A-Za-z]{{2,24}})(?![\w@])")
_LEADERS = re.compile(r"_{2,}|\.{3,}|…")
_LONGEST = 254


def find_all(text: str) -> tuple[str, ...]:
    """Every mail address of a text, in order, each once.

    >>> find_all("a.b@example.org; c@example.net (conseiller)")
    ('a.b@example.org', 'c@example.net')
    """
    text = _LEADERS.sub(" ", text.replace("mailto:", " ").replace("MAILTO:", " "))
    found = (_clean(match[1], match[2]) for match in _ADDRESS.finditer(text))
    return tuple(dict.fromkeys(address for address in found if len(address) <= _LONGEST))


def _clean(local: str, domain: str) -> str:
    local = local.lstrip("'/=|*").rstrip("'|")
    if local.isupper() and domain.isupper():
        local = local.lower()
    return f"{local}@{domain.lower()}"


def read(text: str) -> str | None:
    """The one mail address of a text; None when it holds none, or several that differ.

    >>> read("j e a n @ e x a m p l e . o r g"), read("jeanne@example. org"), read("aucune")
    ('jean@example.org', 'jeanne@example.org', None)
    """
    addresses = {address.lower(): address for address in reversed(find_all(text))}
    if not addresses:
        addresses = {address.lower(): address for address in find_all(_closed(text))}
    return addresses.popitem()[1] if len(addresses) == 1 else None


def _closed(text: str) -> str:
    """The text without the blanks of letter boxes, or those around the dots of a domain; else as it was."""
    alone = text.strip()
    if re.fullmatch(r"(?:\S[\s|]+)+\S", alone):
        return re.sub(r"[\s|]", "", alone)
    if re.fullmatch(r"\S+\s*@\s*\S+(?:\s*\.\s*\S+)+", alone):
        return re.sub(r"\s*([.@])\s*", r"\1", alone)
    return text
