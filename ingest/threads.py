"""What ties a mail to what came before, and what its writer wants: threads, references, contestation, candidature, links."""

import re
from urllib.parse import parse_qs, urlsplit

from ingest import matching
from values.fold import fold, plain
from values.mail import Message
from values.vocabulary import Vocabulary

MAX_LINKS = 50

_REFERENCE = re.compile(r"(?<![A-Za-z0-9])QI[ \-‐‑–_]{1,3}(20\d\d)[ \-‐‑–_]{1,3}(\d{5,7})(?!\d)", re.IGNORECASE)
_LINK = re.compile(r"(?<![\w.@\-/])(?:https?://)?(?:[A-Za-z0-9\-]{1,63}\.){1,8}[A-Za-z]{2,12}(?::\d{2,5})?/[^\s<>\"'|\]]{1,2000}")
_QUESTION = re.compile(
    r"\b(?:je (?:voudrais|souhaite|souhaiterais|aimerais|desire) (?:savoir|connaitre|comprendre|(?:avoir|obtenir) (?:des|plus))\b"
    r"|(?:pouvez|pourriez)-vous m(?:e (?:dire|renseigner|preciser)|'(?:indiquer|expliquer|informer))"
    r"|(?:avoir|obtenir|demande de|demander des) (?:renseignements?|informations?)|merci de me (?:dire|preciser|renseigner)"
    r"|comment (?:faire|puis-je|dois-je|proceder|constituer|obtenir))"
)
_RECEIPT_ASKED = re.compile(
    r"accus\w{0,4} (?:de )?(?:la )?(?:bonne )?reception|bien (?:ete )?recu"
    r"|confirm\w{0,5}\W{1,3}(?:moi )?(?:la |sa |de la )?(?:bonne )?reception"
)


def answered_ids(message: Message) -> tuple[str, ...]:
    """The Message-IDs that a mail answers: In-Reply-To, then References from the newest to the oldest."""
    return tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))


def dossier_references(text: str) -> tuple[str, ...]:
    """The references of dossiers that a text quotes, in their one writing.

    >>> dossier_references("Dossier qi-2026-00042 (et QI 2026 00043)")
    ('QI-2026-00042', 'QI-2026-00043')
    """
    return tuple(dict.fromkeys(f"QI-{found[1]}-{found[2]}" for found in _REFERENCE.finditer(text)))


def contests(message: Message, vocabulary: Vocabulary) -> bool:
    """Whether the mail's own words (not those it quotes) read like a contestation."""
    return bool(matching.found(_said(message), vocabulary, "contest"))


def candidature_terms(message: Message, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of a candidature in the subject or the text."""
    return matching.found(_said(message), vocabulary, "candidature")


def is_question(message: Message) -> bool:
    """Whether the mail asks something; asking for an acknowledgement of receipt is no question."""
    text = plain(_said(message))[:50_000]
    asked = (sentence for sentence in re.split(r"(?<=[.!?\n])", _LINK.sub(" ", text)) if sentence.rstrip().endswith("?"))
    return any(not _RECEIPT_ASKED.search(sentence) for sentence in asked) or bool(_QUESTION.search(text))


def file_links(message: Message, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The links to file shares that the mail's own text holds; a link rewritten by a filter is read through."""
    shares = matching.words(vocabulary, "file_shares")
    links = dict.fromkeys(_target(found[0].rstrip(".,;:!?)")) for found in _LINK.finditer(message.text))
    return tuple(link for link in links if _shared(link, shares))[:MAX_LINKS]


def _said(message: Message) -> str:
    return f"{message.subject or ''}\n{message.text}"


def _target(link: str) -> str:
    """The address that a mail filter's rewritten link leads to, or the link itself."""
    if "safelinks.protection" in link or "urldefense" in link:
        asked = parse_qs(urlsplit(link).query)
        for name in ("url", "u"):
            if asked.get(name) and asked[name][0].startswith("http"):
                return asked[name][0][:2_000]
    return link


def _shared(link: str, shares: tuple[str, ...]) -> bool:
    host = fold(re.sub(r"^https?://", "", link).partition("/")[0].partition(":")[0])
    return any(host == share or host.endswith(f" {share}") for share in shares)
