"""Telling a person at once: a plain mail to `alert.to`, and the command of `alert.command` with the text on its input."""

import shlex
import subprocess
from email.message import EmailMessage
from email.utils import format_datetime

import structlog

from qualif.engine.parts import Parts, Sender
from values.errors import SendingError

COMMAND_S = 30

log = structlog.get_logger()


def alert(parts: Parts, sender: Sender, subject: str, text: str) -> None:
    """Tell whoever the settings name; a failure to tell is logged and nothing more."""
    settings = parts.settings.alert
    if settings.command:
        _run(settings.command, f"{subject}\n\n{text}\n")
    if settings.to:
        try:
            sender.send(_mail(parts, subject, text), parts.desk.mailbox, settings.to, lambda: None)
        except SendingError as error:
            log.error("alert_not_sent", problem=str(error))


def _mail(parts: Parts, subject: str, text: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = parts.desk.mailbox, ", ".join(parts.settings.alert.to)
    message["Subject"], message["Date"] = f"[qualif] {subject}", format_datetime(parts.now())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message.as_bytes()


def _run(command: str, text: str) -> None:
    """The settings' command is the administrator's own word, split without a shell."""
    try:
        subprocess.run(shlex.split(command), input=text.encode(), timeout=COMMAND_S, check=True, capture_output=True)  # noqa: S603
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        log.error("alert_command_failed", problem=type(error).__name__)
