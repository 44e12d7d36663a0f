"""The signed Message-IDs: always the same for the same reply, known as ours, and not to be forged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.token import is_ours, message_id

KEY, OLD = b"k" * 32, b"o" * 32
ID = message_id(KEY, "a" * 64, 0, "receipt", "normandie.example")


def test_the_same_reply_has_the_same_id() -> None:
    assert message_id(KEY, "a" * 64, 0, "receipt", "normandie.example") == ID


@pytest.mark.parametrize(
    "other",
    [
        message_id(OLD, "a" * 64, 0, "receipt", "normandie.example"),
        message_id(KEY, "b" * 64, 0, "receipt", "normandie.example"),
        message_id(KEY, "a" * 64, 1, "receipt", "normandie.example"),
        message_id(KEY, "a" * 64, None, "receipt", "normandie.example"),
        message_id(KEY, "a" * 64, 0, "rejected_one_month", "normandie.example"),
    ],
)
def test_another_reply_has_another_id(other: str) -> None:
    assert other.partition("@")[0] != ID.partition("@")[0]


def test_an_id_is_ours_with_any_of_the_keys() -> None:
    assert is_ours(ID, (KEY,))
    assert is_ours(f" {ID} ", (OLD, KEY))
    assert not is_ours(ID, (OLD,))
    assert not is_ours(ID, ())


def test_a_changed_id_is_not_ours() -> None:
    name, seal = ID[4:30], ID[31:47]
    assert not is_ours(ID.replace(name, name[::-1]), (KEY,))
    assert not is_ours(ID.replace(seal, seal[::-1]), (KEY,))


@given(st.text(max_size=80))
def test_no_text_is_taken_for_ours(text: str) -> None:
    assert not is_ours(text, (KEY,))
    assert not is_ours(f"<qi.{text}@example.org>", (KEY,))
