"""Threads, references, contestations, candidatures, links."""

import pytest

from ingest import threads


def test_the_ids_answered_come_newest_first(mail):
    read = mail(in_reply_to="<c@x>", references="<a@x> <b@x> <c@x>")
    assert threads.answered_ids(read) == ("<c@x>", "<b@x>", "<a@x>")


def test_references_are_found_however_they_are_typed():
    text = "Mon dossier QI-2026-00042, dit aussi qi 2026 00042 ; et QI–2026–00043. Pas QI-26-1 ni AQI-2026-00044."
    assert threads.dossier_references(text) == ("QI-2026-00042", "QI-2026-00043")


def test_a_contestation_is_the_writers_own_words(mail, vocabulary):
    assert threads.contests(mail("Je conteste votre décision."), vocabulary)
    quoted = mail(
        "Merci.\n\nLe 2 mars 2026, Région a écrit :\n> un recours gracieux\n> est possible", subject="Re: x", in_reply_to="<a@x>"
    )
    assert not threads.contests(quoted, vocabulary)


def test_the_terms_of_a_candidature_are_found_in_subject_and_text(mail, vocabulary):
    assert threads.candidature_terms(mail("Ci-joint mon dossier.", subject="Candidature"), vocabulary) == (
        "candidature",
        "ci joint mon dossier",
    )


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Voici : https://we.tl/t-AbC123.", "https://we.tl/t-AbC123"),
        ("drive.google.com/file/d/1", "drive.google.com/file/d/1"),
        (
            "<https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwetransfer.com%2Fd%2F1&data=x>",
            "https://wetransfer.com/d/1",
        ),
        ("https://www.wetransfer.com/d/1", "https://www.wetransfer.com/d/1"),
    ],
)
def test_a_link_to_a_file_share(mail, vocabulary, text, link):
    assert threads.file_links(mail(text), vocabulary) == (link,)


@pytest.mark.parametrize("text", ["https://example.org/wetransfer.com", "https://notwetransfer.com/x", "x@we.tl/y", "we.tl"])
def test_other_links_are_none(mail, vocabulary, text):
    assert threads.file_links(mail(text), vocabulary) == ()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ma formation est-elle finançable ?", True),
        ("Je voudrais savoir si je peux candidater", True),
        ("Voir https://example.org/a?b=c", False),
        ("Merci d'accuser réception ?", False),
        ("Ci-joint mon dossier.", False),
    ],
)
def test_a_question(mail, text, question):
    assert threads.is_question(mail(text)) is question
