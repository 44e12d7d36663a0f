"""Foreign text: hostile names, titles and file names keep their words and lose their tricks."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.compose import replies
from notify.foreign import clean, one_line, subject
from notify.policy import Circumstances
from notify.samples import DESK, FORM, TODAY, UNDER_ONE_MONTH, examination, examined, form, message, reading
from values.document import DocumentRecord
from values.finding import Verdict
from values.mail import Kind
from values.reply import Reply

HOSTILE = (
    'Léa<script>alert("x")</script> & fils {{ 7*7 }}\r\nBcc: pirate@example.net\u202e https://piege.example/x www.piege.example'
)


def hostile_reply(verdict: Verdict) -> Reply:
    """The reply to a dossier whose every foreign text is hostile."""
    texts = ("candidate.first_name", "candidate.last_name", "training.title")
    start = reading(date(2026, 3, 2), HOSTILE)
    filled = form(training__start_date=start, **{key.replace(".", "__"): reading(HOSTILE) for key in texts})
    file = DocumentRecord("2", f"{HOSTILE}.pdf", "application/pdf", FORM.type, 1, "text", "corrupt")
    found = (UNDER_ONE_MONTH,) if verdict is Verdict.REJECTED else ()
    dossier = examination(verdict, *found, filled=filled, documents=(file,))
    mail = replace(message(), subject=HOSTILE)
    return replies(examined(Kind.APPLICATION, dossier, mail=mail), (None,), DESK, Circumstances(), TODAY)[-1]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_hostile_text_is_harmless_in_a_mail(verdict: Verdict) -> None:
    reply = hostile_reply(verdict)
    assert "<script" not in reply.html
    assert "&lt;script&gt;" in reply.html
    assert "<script>" in reply.text
    assert "49" not in reply.text.replace("49 ", "")
    for text in (reply.subject, reply.text, reply.html):
        assert "piege" not in text
        assert "\u202e" not in text
        assert "\r" not in text
    assert "\n" not in reply.subject
    assert "\nBcc" not in reply.text


@given(st.text())
def test_clean_text_is_one_bounded_printable_line(text: str) -> None:
    cleaned = clean(text, 40)
    assert len(cleaned) <= 40
    assert cleaned == " ".join(cleaned.split())
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in cleaned)
    assert "://" not in cleaned or "[lien" in cleaned or not any(c.isalpha() for c in cleaned.split("://")[0][-2:])


@given(st.text())
def test_a_subject_is_one_bounded_line(text: str) -> None:
    line = subject(text)
    assert len(line) <= 180
    assert line.splitlines() in ([line], [])


@pytest.mark.parametrize(
    "number", ["285051411801267", "2 85 05 14 118 012 67", "1850514118012", "1-85-05-2A-118-012-67", "2.85.05.14.118.012"]
)
def test_a_social_security_number_is_masked(number: str) -> None:
    assert clean(f"DURAND {number}.pdf") == "DURAND [NIR masqué].pdf"


@pytest.mark.parametrize("number", ["0231000000", "12345678901234", "02/03/2026", "RNCP12345"])
def test_other_numbers_stay(number: str) -> None:
    assert clean(number) == number


def test_accents_are_composed() -> None:
    assert one_line("Le\u0301a") == "Léa"
