"""What a mail says of its dossier: dates, pieces, files, as they are read."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from notify.compose import replies
from notify.letters import Withdrawal, withdrawal
from notify.pieces import ADVICE, OTHERWISE
from notify.policy import Circumstances
from notify.samples import (
    ADVISER,
    CANDIDATE,
    COST,
    DESK,
    FORM,
    NO_FORM,
    PARIS,
    RECEIVED,
    RESIDENT,
    TODAY,
    UNDER_ONE_MONTH,
    UNREAD,
    examination,
    examined,
    form,
    message,
    reading,
)
from values.document import DocumentRecord, DocumentType, Source
from values.examination import Examination, Examined
from values.facts import Receipt, ReceivedFrom
from values.finding import Finding, Outcome, Verdict
from values.form import Form, Reading
from values.mail import Kind
from values.reply import HoldReason, Reply

NOTHING_HOLDS = Circumstances()


def only(mail: Examined, circumstances: Circumstances = NOTHING_HOLDS, today: date = TODAY) -> Reply:
    """The one reply to a mail."""
    [reply] = replies(mail, (), DESK, circumstances, today)
    return reply


def rejected(start: Reading, *documents: DocumentRecord) -> Examination:
    return examination(Verdict.REJECTED, UNDER_ONE_MONTH, filled=form(training__start_date=start), documents=documents or (FORM,))


def plain(reply: Reply) -> str:
    return reply.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("received", "silence"),
    [
        (datetime(2026, 12, 31, 23, 59, tzinfo=PARIS), "28 février 2027"),
        (datetime(2026, 2, 1, 0, 5, tzinfo=PARIS), "1er avril 2026"),
        (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), "1er avril 2026"),
    ],
)
def test_silence_is_counted_date_to_date_in_paris(received: datetime, silence: str) -> None:
    mail = replace(
        examined(Kind.APPLICATION, examination(Verdict.RECEIVABLE)), receipt=Receipt(received, ReceivedFrom.INTERNALDATE)
    )
    assert f"considérée comme rejetée le {silence}" in only(mail).text


@pytest.mark.parametrize(
    ("start", "limit"),
    [(date(2026, 3, 2), "2 février 2026"), (date(2026, 3, 31), "28 février 2026"), (date(2026, 1, 15), "15 décembre 2025")],
)
def test_the_limit_that_follows_is_a_calendar_month_before(start: date, limit: str) -> None:
    reply = only(examined(Kind.APPLICATION, rejected(reading(start, "x"))))
    assert f"devait donc être reçue au plus tard le {limit}" in reply.text


def test_a_decision_speaks_of_the_receipt_of_the_request() -> None:
    earlier = replace(rejected(reading(date(2026, 3, 2))), request_received_at=datetime(2026, 2, 2, 23, 59, tzinfo=PARIS))
    assert "a été reçue le 2 février 2026 à 23 h 59 (heure de Paris)" in only(examined(Kind.APPLICATION, earlier)).text


UNNAMED = DocumentRecord("2", None, "application/pdf", DocumentType.FORM, 3, "text", None)
BODY = DocumentRecord("1", None, "text/plain", DocumentType.OTHER, None, "text", None)


@pytest.mark.parametrize(
    ("start", "document", "words"),
    [
        (
            reading(date(2026, 3, 2), "02/03/2026"),
            FORM,
            "lue dans le document « formulaire.pdf », page 2, où il est écrit « 02/03/2026 »",
        ),
        (reading(date(2026, 3, 2), "02/03/2026"), UNNAMED, "lue dans un document joint sans nom, page 2, où"),
        (
            reading(date(2026, 3, 2), "le 2 mars", "1", Source.TEXT),
            BODY,
            "lue dans le texte du courriel, où il est écrit « le 2 mars »",
        ),
        (reading(date(2026, 3, 2), "", "", Source.OPERATOR), FORM, "lue par un agent de la Région ;"),
    ],
)
def test_where_the_start_was_read(start: Reading, document: DocumentRecord, words: str) -> None:
    assert words in plain(only(examined(Kind.APPLICATION, rejected(start, document))))


def test_without_a_form_the_form_is_asked_for_and_all_that_it_must_say() -> None:
    reply = only(examined(Kind.APPLICATION, examination(Verdict.INCOMPLETE, COST, RESIDENT, NO_FORM, filled=Form())))
    before, after = plain(reply).split("Le formulaire doit indiquer :")
    assert "- Le formulaire de candidature" in before
    assert "- Le coût pédagogique" in after
    assert "Candidat" not in reply.text


def test_a_form_that_could_not_be_read_is_asked_for_again() -> None:
    locked = replace(FORM, problem="encrypted")
    reply = only(examined(Kind.APPLICATION, examination(Verdict.FLAGGED, COST, UNREAD, filled=Form(), documents=(locked,))))
    before, after = plain(reply).split("Le formulaire doit indiquer :")
    assert "- Le formulaire de candidature, dans un fichier que nous pouvons lire" in before
    assert "- formulaire.pdf : ce fichier est protégé par un mot de passe" in after


def test_what_is_asked_twice_is_listed_once_and_the_message_serves_when_nothing_else_does() -> None:
    mute = Finding("training.cost", Outcome.MISSING, "le coût n'est pas indiqué.", "x")
    reply = only(
        examined(Kind.APPLICATION, examination(Verdict.FLAGGED, COST, RESIDENT, replace(RESIDENT, rule="other"), UNREAD))
    )
    assert plain(reply).count("Le code postal du candidat") == 1
    assert "- Le coût n'est pas indiqué\n" in only(examined(Kind.APPLICATION, examination(Verdict.INCOMPLETE, mute))).text


@pytest.mark.parametrize(
    ("running", "due"),
    [(None, "2026-03-05"), (date(2026, 2, 20), "2026-02-20"), (date(2026, 2, 3), "2026-02-03"), (date(2026, 2, 2), "2026-03-05")],
)
def test_a_delay_that_runs_is_kept_while_it_lasts(running: date | None, due: str) -> None:
    mail = examined(Kind.FOLLOW_UP, examination(Verdict.INCOMPLETE, COST))
    assert only(mail, Circumstances(further=True, pieces_due=running)).pieces_due == due


@pytest.mark.parametrize("problem", [*ADVICE, "crashed"])
def test_each_problem_has_its_advice(problem: str) -> None:
    file = DocumentRecord("3", "scan.pdf", "application/pdf", DocumentType.OTHER, None, "none", problem)
    reply = only(examined(Kind.APPLICATION, examination(Verdict.FLAGGED, UNREAD, documents=(FORM, file))))
    assert f"- scan.pdf : {ADVICE.get(problem, OTHERWISE)}" in plain(reply)


def test_a_logo_is_not_worth_a_word_beside_a_whole_dossier() -> None:
    logo = DocumentRecord("3", "logo.png", "image/png", DocumentType.OTHER, None, "none", "no_text")
    photo = replace(logo, name="photo.jpg", media_type="image/jpeg")
    quiet = only(examined(Kind.APPLICATION, examination(Verdict.FLAGGED, documents=(FORM, logo))))
    told = only(examined(Kind.APPLICATION, examination(Verdict.FLAGGED, UNREAD, documents=(photo,))))
    assert "logo.png" not in quiet.text
    assert "photo.jpg" in told.text


def test_a_reply_names_its_own_dossiers_files_only_and_says_that_a_piece_is_astray() -> None:
    other = replace(FORM, id="3", name="autre-candidat.pdf", problem="encrypted")
    mine = examination(Verdict.FLAGGED, UNREAD, documents=(replace(FORM, problem="corrupt"),))
    mine = replace(mine, dossier=replace(mine.dossier, orphans=(replace(FORM, id="4", name="orphelin.pdf", problem="corrupt"),)))
    found = replies(
        examined(Kind.APPLICATION, mine, examination(Verdict.FLAGGED, UNREAD, documents=(other,)), mail=message(ADVISER)),
        (), DESK, Circumstances(), TODAY,
    )  # fmt: skip
    assert "autre-candidat.pdf" not in found[0].text + found[0].html
    assert "orphelin.pdf" not in found[0].text + found[0].html
    assert "rattacher avec certitude" in found[0].text
    assert "formulaire.pdf" not in found[1].text + found[1].html


def test_a_questions_receipt_names_the_file_that_could_not_be_read_and_no_dossier() -> None:
    locked = replace(FORM, name="scan.pdf", problem="encrypted")
    [reply] = replies(replace(examined(Kind.OTHER), documents=(locked,)), ("QI-2026-00042",), DESK, Circumstances(), TODAY)
    assert (reply.template, reply.place, reply.ref) == ("receipt", None, None)
    assert "scan.pdf" in reply.text
    assert "QI-2026" not in reply.text


def test_doubtful_names_and_titles_are_not_written() -> None:
    doubtful = replace(reading("Soudure"), confidence=0.4)
    filled = form(training__title=doubtful, candidate__last_name=reading("DURAND").against(reading("DURANT")))
    text = only(examined(Kind.APPLICATION, examination(Verdict.FLAGGED, filled=filled))).text
    assert "Soudure" not in text
    assert "DURAN" not in text


def test_both_names_are_written_when_both_are_known() -> None:
    filled = form(candidate__birth_name=reading("MARTIN"))
    text = plain(only(examined(Kind.APPLICATION, examination(Verdict.FLAGGED, filled=filled))))
    assert "Candidat : Léa DURAND (nom de naissance : MARTIN)" in text


def test_the_birth_name_serves_alone() -> None:
    filled = form(candidate__birth_name=reading("MARTIN"), candidate__last_name=None)
    assert "Candidat : Léa MARTIN\n" in plain(only(examined(Kind.APPLICATION, examination(Verdict.FLAGGED, filled=filled))))


@pytest.mark.parametrize(
    ("today", "word", "article"), [(date(2026, 6, 3), "retirée", "L. 243-3"), (date(2026, 6, 4), "abrogée", "L. 243-1")]
)
def test_a_rejection_is_withdrawn_for_four_months_and_repealed_later(today: date, word: str, article: str) -> None:
    letter = Withdrawal(0, "QI-2026-00042", form(), RECEIVED, date(2026, 2, 3), (CANDIDATE,))
    reply = withdrawal(letter, DESK, today)
    assert word in reply.subject
    assert f"est {word}" in reply.text
    assert article in reply.text
    assert (reply.hold_reason, reply.to) == (HoldReason.LETTER, (CANDIDATE,))


def test_a_doubtful_start_is_not_written_in_a_withdrawal() -> None:
    doubtful = form(training__start_date=reading(date(2026, 3, 2)).against(reading(date(2026, 4, 2))))
    reply = withdrawal(Withdrawal(0, None, doubtful, RECEIVED, TODAY, (CANDIDATE,)), DESK, TODAY)
    assert "la formation commence" not in reply.text
