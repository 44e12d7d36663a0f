"""To whom: the addressees of receipts and rejections, exactly as contract §3 gives them. No other address, ever."""

import re
from dataclasses import dataclass

from values.document import Source
from values.dossier import Dossier
from values.examination import Examination
from values.finding import Outcome
from values.mail import Address, Message

CANDIDATE, ADVISER = "candidate.email", "support.email"
SURE_SOURCES = frozenset({Source.OPERATOR, Source.FORM_FIELD, Source.CONTENT_CONTROL, Source.TEXT})

_ADDRESS = re.compile(r"[^\s@<>,;\x00-\x1f\x7f]+@[^\s@<>,;\x00-\x1f\x7f]+")
_ROBOT = re.compile(
    r"(?i)(?:.*[-_.+])?(?:no|not?|do[-_.]?not|ne[-_.]?pas)[-_.]?(?:reply|repondre|reponse|answer)\b.*@|(?:mailer-daemon|postmaster)@"
)


@dataclass(frozen=True, slots=True)
class Recipients:
    """Bare addresses; `to` is empty only when the reply is held."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()


def same(one: str | None, other: str | None) -> bool:
    """Whether two addresses are one; capitals are nothing.

    >>> same("Lea@Example.org", "lea@example.org"), same(None, None)
    (True, False)
    """
    return one is not None and other is not None and one.lower() == other.lower()


def usable(address: str | None, own: tuple[str, ...]) -> bool:
    """Whether a mail may be written to the address: it is one, and not ours.

    >>> usable("lea@example.org", ("boite@example.test",)), usable("Boite@example.test", ("boite@example.test",))
    (True, False)
    """
    return address is not None and _ADDRESS.fullmatch(address) is not None and not any(same(address, mine) for mine in own)


def robot(address: str) -> bool:
    """Whether nobody reads what is written to the address.

    >>> [robot(f"{name}@example.org") for name in ("no-reply", "NePasRepondre", "mailer-daemon", "norepas")]
    [True, True, True, False]
    """
    return _ROBOT.match(address) is not None


def sure_address(dossier: Dossier, key: str = CANDIDATE) -> str | None:
    """The address when it is sure: read from a form field, a content control or a text layer, and undisputed."""
    reading = dossier.form.get(key)
    if reading is None or reading.rivals or reading.source not in SURE_SOURCES or not isinstance(reading.value, str):
        return None
    record = next((d for d in dossier.documents if d.id == reading.document), None)
    scanned = record is not None and record.text_source == "ocr" and reading.source is not Source.OPERATOR
    return None if scanned else reading.value


def _told(dossiers: tuple[Dossier, ...]) -> tuple[str, ...]:
    """The addresses of candidate and adviser that the forms give, sure or not."""
    found = (dossier.form.text(key) for dossier in dossiers for key in (CANDIDATE, ADVISER))
    return tuple(address for address in found if address)


def of_receipt(
    message: Message, dossiers: tuple[Dossier, ...], own: tuple[str, ...], internal: bool = False, original: Address | None = None
) -> Recipients:
    """A receipt: to From (Reply-To when it is an address of the form), cc the candidate when his address is sure and differs.

    A colleague's forward is made out to the original sender; a robot is never written to.
    """
    to = _original(original, own) if internal else _answered(message, dossiers, own)
    if to is None:
        return Recipients()
    candidate = sure_address(dossiers[0]) if len(dossiers) == 1 else None
    cc = () if candidate is None or same(candidate, to) or not usable(candidate, own) else (candidate,)
    return Recipients((to,), cc)


def _original(original: Address | None, own: tuple[str, ...]) -> str | None:
    return original.address if original is not None and usable(original.address, own) else None


def _answered(message: Message, dossiers: tuple[Dossier, ...], own: tuple[str, ...]) -> str | None:
    told = _told(dossiers)
    for wanted in message.reply_to:
        if usable(wanted.address, own) and any(same(wanted.address, address) for address in told):
            return wanted.address
    sender = message.sender.address if message.sender else None
    return sender if sender is not None and usable(sender, own) and not robot(sender) else None


def of_rejection(message: Message, examination: Examination, own: tuple[str, ...], internal: bool = False) -> Recipients:
    """A rejection: to the candidate when his address is sure, cc the sender when he is the adviser; else to the sender when he
    is the candidate or the adviser; else to nobody. A colleague who forwards is neither."""
    known = None if internal else _known_sender(message, examination, own)
    candidate = sure_address(examination.dossier)
    if candidate is None or not usable(candidate, own):
        return Recipients((known,) if known else ())
    adviser = known is not None and same(known, examination.dossier.form.text(ADVISER)) and not same(known, candidate)
    return Recipients((candidate,), (known,) if known and adviser else ())


def _known_sender(message: Message, examination: Examination, own: tuple[str, ...]) -> str | None:
    """From, when `submission.sender` says that he is the candidate or the adviser."""
    sender = message.sender.address if message.sender else None
    passes = examination.finding("submission.sender").outcome is Outcome.PASS
    return sender if passes and usable(sender, own) else None
