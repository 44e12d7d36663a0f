"""A TCP proxy in front of the mail server that counts what goes each way, and keeps what the client asked."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Wire:
    """What went over the wire since `reset`."""

    port: int = 0
    from_server: int = 0
    asked: bytearray = field(default_factory=bytearray)
    connections: int = 0

    def reset(self) -> None:
        """Count anew."""
        self.from_server, self.connections = 0, 0
        self.asked.clear()


@contextmanager
def counting_proxy(target: int) -> Iterator[Wire]:
    """A proxy to a port of this machine."""
    wire = Wire()
    with socket.create_server(("127.0.0.1", 0)) as server:
        wire.port = server.getsockname()[1]
        thread = threading.Thread(target=_accept, args=(server, target, wire), daemon=True)
        thread.start()
        try:
            yield wire
        finally:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def _accept(server: socket.socket, target: int, wire: Wire) -> None:
    with suppress(OSError):
        while True:
            client, _ = server.accept()
            wire.connections += 1
            threading.Thread(target=_serve, args=(client, target, wire), daemon=True).start()


def _serve(client: socket.socket, target: int, wire: Wire) -> None:
    with client, socket.create_connection(("127.0.0.1", target)) as upstream:
        up = threading.Thread(target=_upwards, args=(client, upstream, wire), daemon=True)
        up.start()
        _downwards(upstream, client, wire)
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)
        up.join(10)


def _upwards(client: socket.socket, upstream: socket.socket, wire: Wire) -> None:
    with suppress(OSError):
        while block := client.recv(65536):
            wire.asked += block
            upstream.sendall(block)
        upstream.shutdown(socket.SHUT_WR)


def _downwards(upstream: socket.socket, client: socket.socket, wire: Wire) -> None:
    with suppress(OSError):
        while block := upstream.recv(65536):
            wire.from_server += len(block)
            client.sendall(block)
