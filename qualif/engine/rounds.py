"""What a round of examining did; apart from what does it, so that a cycle without mail need not load that."""

from dataclasses import dataclass


@dataclass(slots=True)
class Examining:
    """How many mails one round examined and set aside."""

    examined: int = 0
    quarantined: int = 0
