"""The pool: real workers, real deaths."""

import threading

import pytest

from parsers.readers.limits import Limits
from qualif.sandbox import jail
from qualif.sandbox.inside import Setup
from qualif.sandbox.pool import Pool, PoolSettings
from values.errors import SandboxError

WALLS = [jail.RLIMITS] if jail.confinement() == jail.RLIMITS else [jail.BWRAP, jail.RLIMITS]


@pytest.fixture(params=WALLS)
def settings(request, vocabulary):
    return lambda **more: PoolSettings(
        Setup(vocabulary, Limits(seconds=more.pop("seconds", 20))), confinement=request.param, **more
    )


def test_mails_are_read_by_one_warm_worker(settings, mail, text_pdf):
    with Pool(settings()) as pool:
        for _ in range(3):
            reading = pool.read(mail(text_pdf), "m.eml")
            assert [one.problem for one in reading.documents] == [None, None]
        assert pool.read(text_pdf, "formulaire.pdf", loose=True).documents[0].name == "formulaire.pdf"
        assert pool.confinement == settings().confinement


def test_a_document_that_kills_the_worker_costs_that_document(settings, mail, text_pdf, killer_pdf):
    with Pool(settings(memory_bytes=700_000_000)) as pool:
        reading = pool.read(mail(text_pdf, killer_pdf, text_pdf), "m.eml")
        assert [one.problem in ("crashed", "memory") for one in reading.documents] == [False, False, True, False]
        assert reading.documents[3].text_source == "text"
        assert pool.read(mail(text_pdf), "m.eml").documents[1].problem is None


def test_a_document_that_hangs_the_worker_costs_that_document(settings, mail, text_pdf, slow_pdf):
    with Pool(settings(seconds=0.4, grace=0.2)) as pool:
        reading = pool.read(mail(slow_pdf, text_pdf), "m.eml")
        assert [one.problem for one in reading.documents] == [None, "timeout", None]


def test_many_deaths_end_the_reading_of_documents(settings, mail, text_pdf, killer_pdf):
    with Pool(settings(memory_bytes=700_000_000, faults=1)) as pool:
        reading = pool.read(mail(killer_pdf, killer_pdf, text_pdf), "m.eml")
        assert all(one.problem in ("crashed", "memory") for one in reading.documents[1:])
        assert reading.message is not None


def test_a_worker_is_replaced_after_its_mails(settings, mail):
    with Pool(settings(mails=1)) as pool:
        assert pool.read(mail(), "a.eml").message == pool.read(mail(), "b.eml").message


def test_threads_share_the_workers(settings, mail, text_pdf):
    found: list[str | None] = []
    with Pool(settings(), size=2) as pool:
        pool.warm()
        threads = [threading.Thread(target=lambda: found.append(pool.read(mail(text_pdf), "m.eml").body_id)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == ["1"] * 6


def test_a_closed_pool_says_so(settings, mail):
    pool = Pool(settings())
    pool.close()
    with pytest.raises(SandboxError):
        pool.read(mail(), "m.eml")


@pytest.mark.skipif(jail.BWRAP not in WALLS, reason="bwrap is refused here")
def test_the_sandbox_holds_nothing_of_the_machine():
    import subprocess

    program = (
        "import os, socket, sys\n"
        "seen = [p for p in ('/etc/passwd', '/root/.ssh', '/home', '/proc/1/environ', '/var') if os.path.exists(p)]\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9), 1); seen.append('network')\n"
        "except OSError as error:\n    seen += ['network'] if error.errno == 111 and False else []\n"
        "try:\n    open(sys.prefix + '/x', 'w'); seen.append('write')\nexcept OSError: pass\n"
        "names = [name for _, name in socket.if_nameindex()]\n"
        "print(seen, names, os.getuid(), sorted(k for k in os.environ if k.startswith('QUALIF')))\n"
    )
    call = [*jail.bwrap(), *jail.interpreter("-c", program)]
    done = subprocess.run(call, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[] ['lo'] 65534 []"


def test_folders_that_are_too_wide_are_not_given():
    from pathlib import Path

    given = set(jail._distinct(iter([Path("/"), Path.home(), jail.package_root() / "values", Path("/usr/lib")])))
    assert given == {jail.package_root() / "values"}
