"""Real mail servers for the tests: a Dovecot of its own, in a folder of its own, on ports of its own, stopped by its pid.

It needs Debian's `dovecot-imapd` and `openssl`, which `scripts/install` brings: without them the tests that ask for it fail.
Root runs it as Debian does; anybody else runs all of it under his own name.
"""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from imapclient import IMAPClient

DEADLINE_S = 20

_DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"

_CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""

_UNPRIVILEGED = """
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
service imap-login {{
  chroot =
}}
service anvil {{
  chroot =
}}
"""


def _owner() -> dict[str, str]:
    """Whom the server runs as: Debian's `mail` under root, else whoever runs the tests."""
    if os.geteuid() == 0:
        return {"user": "mail", "group": "mail"}
    return {"user": pwd.getpwuid(os.geteuid()).pw_name, "group": grp.getgrgid(os.getegid()).gr_name}


def free_port() -> int:
    """A TCP port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Dovecot:
    """A running Dovecot: `port` in the clear (and STARTTLS), `tls_port`, `ca_file`, users with their passwords."""

    users: dict[str, str] = field(default_factory=lambda: {"demo": "secret"})
    home: Path = Path()
    port: int = 0
    tls_port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def ca_file(self) -> Path:
        """The self-signed certificate, as an authority."""
        return self.home / "cert.pem"

    def start(self) -> "Dovecot":
        """Starts it in a new folder and waits until it answers."""
        self.home = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.home.chmod(0o755)
        self.port, self.tls_port = free_port(), free_port()
        self._prepare()
        self.launch()
        return self

    def _prepare(self) -> None:
        for name in ("run", "state", "mail"):
            (self.home / name).mkdir()
        owner = _owner()
        shutil.chown(self.home / "mail", owner["user"], owner["group"])
        (self.home / "users").write_text("".join(f"{user}:{password}\n" for user, password in self.users.items()))
        config = _CONFIG if os.geteuid() == 0 else _CONFIG + _UNPRIVILEGED
        (self.home / "dovecot.conf").write_text(config.format(home=self.home, port=self.port, tls_port=self.tls_port, **owner))
        names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
        asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost"]
        files = ["-addext", names, "-keyout", str(self.home / "key.pem"), "-out", str(self.ca_file)]
        subprocess.run([*asked, *files], check=True, capture_output=True)

    def launch(self) -> None:
        """Starts the server in its folder (again, after `halt`)."""
        command = [_DOVECOT, "-F", "-c", str(self.home / "dovecot.conf")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + DEADLINE_S
        while not self._answers():
            if time.monotonic() > deadline:
                raise TimeoutError((self.home / "log").read_text())
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                return connection.recv(4) == b"* OK"
        except OSError:
            return False

    def halt(self) -> None:
        """Stops the server and waits until it is gone; its mails stay."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(DEADLINE_S)
            self.process = None

    def stop(self) -> None:
        """Stops the server and removes its folder."""
        self.halt()
        shutil.rmtree(self.home, ignore_errors=True)

    @contextmanager
    def client(self, user: str = "demo") -> Iterator[IMAPClient]:
        """A client of a user, as a colleague's mail program would be."""
        with IMAPClient("127.0.0.1", port=self.port, ssl=False, timeout=10) as client:
            client.normalise_times = False
            client.login(user, self.users[user])
            yield client

    def append(
        self,
        mail: bytes,
        folder: str = "INBOX",
        internaldate: datetime | None = None,
        flags: Sequence[bytes] = (),
        user: str = "demo",
    ) -> int:
        """Stores a mail as if it had arrived; its UID."""
        with self.client(user) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            client.append(folder, mail, flags=flags, msg_time=internaldate)
            client.select_folder(folder, readonly=True)
            return int(client.search()[-1])

    def empty(self, user: str = "demo") -> None:
        """Removes every mail and folder of a user (each folder gets a new UIDVALIDITY)."""
        with self.client(user) as client:
            for _, _, name in client.list_folders():
                client.select_folder(name)
                if uids := client.search():
                    client.delete_messages(uids)
                    client.expunge()
                client.close_folder()
                if name not in ("INBOX", "Sent", "Junk"):
                    client.delete_folder(name)
