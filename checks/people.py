"""Whether an address is that of somebody on the form: by name, or by the domain of the support structure."""

import re

from checks.wording import words
from values.facts import Facts
from values.form import Form
from values.mail import Address

_TITLES = frozenset({"m", "mr", "mme", "mlle", "madame", "monsieur"})


def domain(address: str, facts: Facts) -> str:
    """The domain of an address; an older name of the same body is replaced by the present one."""
    found = address.rpartition("@")[2].lower()
    for pair in facts.regulation.lists["equivalent_domains"]:
        old, _, new = pair.partition("=")
        if found == old or found.endswith(f".{old}"):
            return found.removesuffix(old) + new
    return found


def is_named(sender: Address, form: Form) -> bool:
    """Whether the display name, or the part before the @, holds the candidate's first and last name, or the adviser's."""
    shown, local = set(words(sender.name)), sender.address.rpartition("@")[0]
    parts = tuple(word for word in words(re.sub(r"\d+", "", local)))
    return any(name <= shown or _in_local(name, parts) for name in _names(form))


def _names(form: Form) -> tuple[frozenset[str], ...]:
    """The words of every full name on the form; one word alone is nobody's full name."""
    first = words(form.text("candidate.first_name") or "")
    lasts = (words(form.text(key) or "") for key in ("candidate.last_name", "candidate.birth_name"))
    full = [frozenset(given + last) for last in lasts for given in (first, first[:1]) if first and last]
    adviser = frozenset(words(form.text("support.advisor") or "")) - _TITLES
    return tuple(name for name in (*full, adviser) if len(name) > 1)


def _in_local(name: frozenset[str], parts: tuple[str, ...]) -> bool:
    """« lea.durand » holds both words; « durandlea » is them joined, in either order."""
    joined = "".join(parts)
    return name <= set(parts) or (len(joined) == sum(map(len, name)) and all(word in joined for word in name))


def same_domain(sender: Address, form: Form, facts: Facts) -> bool:
    """Whether it comes from the domain of the adviser's address, public providers excepted."""
    adviser, own = form.text("support.email"), domain(sender.address, facts)
    if adviser is None or own in facts.regulation.lists["public_mail_domains"]:
        return False
    return own == domain(adviser, facts)


def typical_domain(sender: Address, form: Form, facts: Facts) -> bool:
    """Whether it comes from a domain that structures of the form's kind use: whole, or by a part (« mission-locale-… »)."""
    kind, own = form.text("support.type"), domain(sender.address, facts)
    if kind is None or not form.sure("support.type"):
        return False
    return any(_fits(own, pattern) for pattern in facts.regulation.lists.get(f"domains_{kind}", ()))


def _fits(own: str, pattern: str) -> bool:
    """A pattern with a dot is a whole domain or its parent; one without is a part between dots, hyphens and figures."""
    if "." in pattern:
        return own == pattern or own.endswith(f".{pattern}")
    return re.search(rf"(?:^|[.-]){re.escape(pattern)}(?:$|[.\d-])", own) is not None
