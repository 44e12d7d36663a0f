"""The signed token in our Message-IDs: the same reply has the same id whatever happens, and an answer to it is known.

`<qi.{name}.{seal}@{domain}>`, where `name` is an HMAC of the mail's hash, the dossier's place and the template, and `seal` an
HMAC of `name`: any of the keys ever used proves that an id is ours without a look into the database.
"""

import hmac
import re
from base64 import b32encode
from hashlib import sha256

_OURS = re.compile(r"<qi\.([a-z2-7]{26})\.([a-z2-7]{16})@[^<>\s@]+>")


def _mac(key: bytes, text: str, length: int) -> str:
    digest = hmac.new(key, text.encode(), sha256).digest()
    return b32encode(digest).decode().rstrip("=").lower()[:length]


def message_id(key: bytes, mail_sha256: str, place: int | None, template: str, domain: str) -> str:
    """The Message-ID of the reply that `template` gives to the dossier at `place` of a mail, angle brackets included."""
    where = "" if place is None else str(place)
    name = _mac(key, f"reply|{mail_sha256}|{where}|{template}", 26)
    return f"<qi.{name}.{_mac(key, f'seal|{name}', 16)}@{domain}>"


def is_ours(text: str, keys: tuple[bytes, ...]) -> bool:
    """Whether a Message-ID carries a seal made with one of our keys."""
    found = _OURS.fullmatch(text.strip())
    if found is None:
        return False
    return any(hmac.compare_digest(_mac(key, f"seal|{found[1]}", 16), found[2]) for key in keys)
