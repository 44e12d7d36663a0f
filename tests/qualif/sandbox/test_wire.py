"""The wall between pool and worker: nothing that a taken worker sends is believed."""

import os
import time

import pytest

from qualif.sandbox import wire
from qualif.sandbox.pool import Fault, _reading


@pytest.fixture
def pipes():
    down_read, down_write = os.pipe()
    up_read, up_write = os.pipe()
    yield wire.Channel(down_write, up_read), down_read, up_write
    for descriptor in (down_read, down_write, up_read):
        os.close(descriptor)


def _soon(seconds=0.2):
    return time.monotonic() + seconds


def test_an_object_comes_through(pipes):
    channel, _, up = pipes
    os.write(up, wire.packed({"step": "élève"}))
    assert channel.receive(_soon()) == {"step": "élève"}
    os.close(up)


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (b"", "timeout"),
        (wire.frame(b"[" * 100_000), "output"),
        (wire.frame(b"nonsense"), "output"),
        (wire.frame(b"[1]"), "output"),
        (wire.LENGTH.pack(1 << 50), "output"),
        (wire.LENGTH.pack(100) + b"{", "timeout"),
    ],
)
def test_nonsense_is_broken(pipes, sent, problem):
    channel, _, up = pipes
    os.set_blocking(up, False)
    sent = sent[:60_000] if len(sent) > 60_000 else sent
    if sent.startswith(wire.LENGTH.pack(100_000)):
        sent = wire.frame(b"[" * 50_000)
    os.write(up, sent)
    with pytest.raises(wire.Broken) as broken:
        channel.receive(_soon())
    assert broken.value.problem == problem
    os.close(up)


def test_a_dead_worker_is_broken(pipes):
    channel, _, up = pipes
    os.close(up)
    with pytest.raises(wire.Broken) as broken:
        channel.receive(_soon())
    assert broken.value.problem == "crashed"


def test_a_worker_that_does_not_listen_is_broken(pipes):
    channel, _, up = pipes
    with pytest.raises(wire.Broken) as broken:
        channel.send(b"x" * 10_000_000, _soon())
    assert broken.value.problem == "timeout"
    os.close(up)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"failed": "memory"}, "memory"),
        ({"failed": {"a": 1}}, "output"),
        ({}, "output"),
        ({"reading": {"message": 3}}, "output"),
        ({"reading": {"message": None, "machine": None, "documents": [], "dossiers": [], "evil": 1}}, "output"),
    ],
)
def test_answers_are_decoded_by_type(answer, problem):
    assert _reading(answer, "2") == Fault("2", problem)
