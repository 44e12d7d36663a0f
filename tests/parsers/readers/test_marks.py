"""Signs of forms inside a text."""

import pytest

from parsers.readers import marks
from parsers.readers.flow import Piece, words
from parsers.readers.marks import Sign


@pytest.mark.parametrize("leader", ["....", "……", "____", ". . . . .", ";;;;;;", "------", "·····", "_ _ _ _", "|"])
def test_leaders(leader):
    assert [token.sign for token in marks.tokens(leader)] == [Sign.LEADER]


@pytest.mark.parametrize(
    "text", ["M. Martin", "jean_dupont@example.org", "Saint-Lô", "12/03/2026", "4.500,00", "a;b", "Prénom(s)"]
)
def test_ordinary_text_stays(text):
    assert " ".join(token.text for token in marks.tokens(text)) == text


def test_a_date_on_printed_blanks():
    assert [t.text for t in marks.tokens("__/__/____")] == ["__", "/", "__", "/", "____"]
    assert [t.text for t in marks.tokens("|__|__|") if t.sign is not Sign.LEADER] == []


def test_words_run_over_pieces_and_keep_their_look():
    found = words([Piece("For", bold=True, size=12), Piece("mation : "), Piece("CAP", bold=True)])
    assert [(word.text, word.bold) for word in found] == [("Formation", True), (":", False), ("CAP", True)]


@pytest.mark.parametrize(
    ("name", "font"), [("ABCDEF+Wingdings2", "wingdings2"), ("ZapfDingbats", "zapfdingbats"), ("Verdana", None)]
)
def test_symbol_fonts(name, font):
    assert marks.symbol_font(name) == font


def test_text_is_cleaned():
    assert marks.clean("e\u0301le\u0300ve \ufb01n\u200b\x00") == "élève fin"
