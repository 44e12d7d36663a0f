"""A piece of work under a time limit, in the one thread of a worker: an alarm breaks into it."""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


class TimeUp(BaseException):
    """The time is up; no `except Exception` of a library on the way swallows it."""


def limited(seconds: float, work: Callable[[], T]) -> T:
    """What the work gives; raises TimeUp after so many seconds. In another thread than the main one there is no limit.

    The alarm sounds again every second, for a library that swallows everything.
    """
    if seconds <= 0:
        raise TimeUp
    if threading.current_thread() is not threading.main_thread():
        return work()
    armed = True

    def ring(number: int, frame: FrameType | None) -> None:
        if armed:
            raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
        return work()
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
