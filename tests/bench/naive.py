"""What a competent user writes in an afternoon with the same kind of libraries: the measure that `qualif poll` is held against.

One mail at a time, in one process: imaplib, email, pypdf for form fields, pdfplumber for text, python-docx, sqlite3, smtplib.
No OCR, no sandbox, no audit; not a model for the code.
"""

import io
import re
import smtplib
import sqlite3
import sys
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from imaplib import IMAP4, Internaldate2tuple

import docx
import pdfplumber
import pypdf

START = re.compile(r"(?i)(?:entrée|début|dates? de la formation)\D{0,40}(\d\d)/(\d\d)/(\d{4})")


def poll(imap_port: int, user: str, smtp_port: int, database: str) -> int:
    """One cycle; how many mails were answered."""
    store = sqlite3.connect(database)
    store.execute("create table if not exists mails (uid integer primary key, sender, subject, start, verdict, text)")
    box = IMAP4("127.0.0.1", imap_port)
    box.login(user, "secret")
    box.select("INBOX", readonly=True)
    for uid in box.uid("search", "ALL")[1][0].split():
        if not store.execute("select 1 from mails where uid = ?", (int(uid),)).fetchone():
            _one(int(uid), box.uid("fetch", uid.decode(), "(INTERNALDATE BODY.PEEK[])")[1][0], store, smtp_port)
    box.logout()
    return int(store.execute("select count(*) from mails where verdict is not null").fetchone()[0])


def _one(uid: int, fetched: tuple[bytes, bytes], store: sqlite3.Connection, smtp_port: int) -> None:
    mail = message_from_bytes(fetched[1], policy=default)
    moment = Internaldate2tuple(fetched[0])
    received = date(*moment[:3]) if moment else date.today()  # noqa: DTZ011 (naive it is)
    text = "\n".join(_read(part) for part in mail.walk() if not part.is_multipart())
    found = START.search(text)
    start = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    automatic = mail.get("Auto-Submitted", "no") != "no" or not mail["From"]
    late = start is not None and received > start - timedelta(days=30)
    verdict = None if automatic else "rejected" if late else "receipt"
    if verdict:
        _answer(str(mail["From"]), " ".join(f"Re: {mail['Subject']}".split()), verdict, smtp_port)
    row = (uid, str(mail["From"]), str(mail["Subject"]), start and start.isoformat(), verdict, text)
    store.execute("insert into mails values (?, ?, ?, ?, ?, ?)", row)
    store.commit()


def _read(part: EmailMessage) -> str:
    content, name = bytes(part.get_payload(decode=True) or b""), (part.get_filename() or "").lower()
    try:
        if name.endswith(".pdf"):
            fields = pypdf.PdfReader(io.BytesIO(content)).get_fields() or {}
            with pdfplumber.open(io.BytesIO(content)) as opened:
                pages = [page.extract_text() for page in opened.pages]
            return "\n".join([*pages, *(f"{key} : {field.value}" for key, field in fields.items())])
        if name.endswith(".docx"):
            opened_docx = docx.Document(io.BytesIO(content))
            cells = (cell.text for table in opened_docx.tables for row in table.rows for cell in row.cells)
            return "\n".join([*(paragraph.text for paragraph in opened_docx.paragraphs), *cells])
        return content.decode("utf-8", "replace") if part.get_content_maintype() == "text" else ""
    except Exception:  # noqa: BLE001 (naive it is)
        return ""


def _answer(to: str, subject: str, verdict: str, smtp_port: int) -> None:
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = "qualif.individuel@normandie.fr", to, subject
    reply["Auto-Submitted"] = "auto-replied"
    reply.set_content(f"Bonjour,\n\nVotre demande a été examinée : {verdict}.\n\nLa Région Normandie\n")
    try:
        with smtplib.SMTP("127.0.0.1", smtp_port) as server:
            server.send_message(reply)
    except (smtplib.SMTPException, UnicodeError, ValueError):
        return


if __name__ == "__main__":
    print(poll(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]))
