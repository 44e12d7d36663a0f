"""Does From fail DMARC, by our own mail server's word (RFC 8601)? Others' Authentication-Results prove nothing."""

import authres  # type: ignore[import-untyped]

from values.mail import Message

HEADER = "Authentication-Results"


def fails_dmarc(message: Message | None, authserv_id: str | None) -> bool:
    """Whether one of our server's headers says `dmarc=fail`; never when we were not told who our server is."""
    if message is None or authserv_id is None:
        return False
    return any(_fails(value, authserv_id.lower()) for value in message.all(HEADER))


def _fails(value: str, ours: str) -> bool:
    """Exchange leaves out the server's name: a header without one is taken for ours, for it can only make a reply wait."""
    parsed = _parsed(value) or _parsed(f"{ours}; {value}")
    if parsed is None or (parsed.authserv_id or "").lower() != ours:
        return False
    return any(result.method.lower() == "dmarc" and result.result.lower() == "fail" for result in parsed.results)


def _parsed(value: str) -> authres.AuthenticationResultsHeader | None:
    try:
        return authres.AuthenticationResultsHeader.parse_value(value)
    except authres.AuthResError:
        return None
