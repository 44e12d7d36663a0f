"""The walls that a worker raises around itself: limits of resources, and, without bwrap, no network and another user.

Runs once everything is imported: the interpreter may lie where the other user cannot read.
"""

import ctypes
import os
import resource
from contextlib import suppress

from qualif.sandbox import jail

NOBODY = 65534
FILE_BYTES = 64 * 1024 * 1024
OPEN_FILES = 64
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_DEATH_SIGNAL, _NO_NEW_PRIVILEGES = 1, 38
_KILL = 9


def limit(memory_bytes: int) -> None:
    """Memory, files, no child process, no core."""
    for what, amount in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (amount, amount))


def allow_cpu(seconds: float) -> None:
    """So much CPU time from now on; what is above kills."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def confine() -> None:
    """Without bwrap: no network where the kernel lets us, the user nobody where we are root, no new privilege."""
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_DEATH_SIGNAL, _KILL, 0, 0, 0)
    if library.unshare(_NEW_NETWORK) != 0 and os.geteuid() != 0:
        library.unshare(_NEW_USER | _NEW_NETWORK)
    if os.geteuid() == 0 and jail.open_to_others(jail.readable()):
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        library.prctl(_DEATH_SIGNAL, _KILL, 0, 0, 0)
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
