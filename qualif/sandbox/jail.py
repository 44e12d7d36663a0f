"""The walls around a worker: `bwrap` where it is allowed, else limits of resources, another user and no network.

In bwrap the worker has no network, no /etc, no home: only the system's libraries, the interpreter and the program's packages,
read-only, wherever they are installed, under the same paths; a /tmp of its own; no capability, no other process.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGES = ("values", "config", "ingest", "parsers", "checks", "notify", "qualif")
"""Our packages; the worker imports four of them, the others are harmless beside."""

WORKER = "qualif.sandbox.worker"
BWRAP = "bwrap"
RLIMITS = "rlimits"
_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin")
_OPTIONAL = ("/etc/ld.so.cache", "/etc/alternatives", "/nix/store", "/gnu/store")


def package_root() -> Path:
    """The folder that our packages lie in: a checkout or site-packages."""
    return Path(__file__).resolve().parent.parent.parent


def environment() -> dict[str, str]:
    """All that a worker sees of the environment."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(package_root()),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "OMP_THREAD_LIMIT": "1",
        "HOME": "/tmp",  # noqa: S108 (the sandbox's own)
    }


def interpreter(*arguments: str) -> list[str]:
    """The call of the interpreter that runs us: no folder of the moment on the path, warnings silent."""
    return [sys.executable, "-P", "-s", "-W", "ignore", *arguments]


def command(confinement: str) -> list[str]:
    """The call that starts a worker."""
    run = interpreter("-m", WORKER)
    return [*bwrap(), *run] if confinement == BWRAP else run


def bwrap() -> list[str]:
    """The call of bwrap up to the program it runs."""
    program = shutil.which(BWRAP) or BWRAP
    call = [program, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    call += ["--uid", "65534", "--gid", "65534", "--hostname", "sandbox"]
    for folder in _SYSTEM:
        path = Path(folder)
        if path.is_symlink():
            call += ["--symlink", str(path.readlink()), folder]
        elif path.is_dir():
            call += ["--ro-bind", folder, folder]
    for folder in _OPTIONAL:
        call += ["--ro-bind-try", folder, folder]
    call += ["--dev", "/dev", "--size", str(128 * 1024 * 1024), "--tmpfs", "/tmp"]  # noqa: S108 (the sandbox's own)
    for place in _distinct(readable()):
        call += ["--ro-bind", str(place), str(place)]
    for name, value in environment().items():
        call += ["--setenv", name, value]
    return [*call, "--chdir", "/", "--"]


def readable() -> Iterator[Path]:
    """The folders that the interpreter and the program are made of."""
    yield from _links()
    for prefix in (sys.base_prefix, sys.base_exec_prefix, sys.prefix, sys.exec_prefix):
        yield Path(prefix)
        yield Path(prefix).resolve()
    for kind in ("stdlib", "platstdlib", "purelib", "platlib"):
        yield Path(sysconfig.get_path(kind))
    for entry in sys.path:
        if entry and Path(entry).name in ("site-packages", "dist-packages"):
            yield Path(entry)
    for package in PACKAGES:
        yield package_root() / package


def _links() -> Iterator[Path]:
    """The folders above each link between the interpreter's name and its file."""
    path = Path(sys.executable)
    for _ in range(20):
        yield path.parent.parent
        if not path.is_symlink():
            break
        path = path.parent / path.readlink()


def _distinct(places: Iterator[Path]) -> list[Path]:
    """The folders that exist, each once, outer ones first; the system's and what is too wide to be given are left out."""
    wide = {Path("/"), Path.home(), Path("/root"), Path("/home"), Path("/usr/local"), *map(Path, _SYSTEM)}
    system = tuple(folder + "/" for folder in _SYSTEM)
    kept: list[Path] = []
    for place in sorted(set(places), key=lambda one: len(one.parts)):
        inside = any(place.is_relative_to(outer) for outer in kept)
        if place not in wide and place.exists() and not inside and not str(place).startswith(system):
            kept.append(place)
    return kept


@cache
def confinement() -> str:
    """`bwrap` when it works here, found out by running it once; else `rlimits`."""
    if shutil.which(BWRAP) is None:
        return RLIMITS
    call = [*bwrap(), *interpreter("-S", "-c", "import json")]
    try:
        done = subprocess.run(call, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return RLIMITS
    return BWRAP if done.returncode == 0 else RLIMITS


def open_to_others(paths: Iterator[Path]) -> bool:
    """Whether any other user may read the folders and everything above them."""
    for path in paths:
        if not path.exists():
            continue
        if path.is_dir() and path.stat().st_mode & 0o005 != 0o005:
            return False
        if any(not parent.stat().st_mode & 0o001 for parent in path.resolve().parents):
            return False
    return True


def start(confinement: str) -> "subprocess.Popen[bytes]":
    """A worker, started; its standard error is thrown away, since it may repeat what a mail contains."""
    return subprocess.Popen(  # noqa: S603 (our own interpreter)
        command(confinement),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment() if confinement != BWRAP else {"PATH": os.defpath},
        close_fds=True,
        bufsize=0,
        start_new_session=True,
    )
