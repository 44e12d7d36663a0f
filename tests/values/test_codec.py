"""Values to JSON and back: what comes back is the same, and nothing else comes back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.codec import Malformed, decode, encode
from values.document import DocumentRecord, DocumentType, Source
from values.dossier import Dossier, MailReading
from values.form import Form, Reading
from values.mail import Address, Kind, Message, Part, Sorting

READING = Reading(
    value=date(2026, 3, 2),
    confidence=0.99,
    document="2/dossier.zip/scan.pdf",
    raw="02/03/2026",
    source=Source.OCR,
    page=1,
    bbox=(1.0, 2.0, 3.0, 4.5),
    rivals=(Reading(date(2026, 3, 9), 0.5, "3", "09/03/2026", Source.TEXT, precision="month"),),
)
RECORD = DocumentRecord("1", None, "text/plain", DocumentType.OTHER, None, "text", None)
MESSAGE = Message(
    message_id="<1@example.org>",
    sender=Address("a@example.org", "Léa"),
    reply_to=(),
    to=(Address("b@example.org"),),
    cc=(),
    return_path="",
    subject="Demande",
    in_reply_to=(),
    references=("<0@example.org>",),
    date=datetime(2026, 1, 15, 9, 30, tzinfo=timezone(timedelta(hours=1))),
    received=(datetime(2026, 1, 15, 8, 30, tzinfo=UTC),),
    headers=(("From", "a@example.org"),),
    text="Bonjour",
    parts=(Part("1", "text/plain", b"Bonjour \xff"),),
)
DOSSIER = Dossier(Form({"training.start_date": READING}), (RECORD,), Address("a@example.org"), machine=True)


@dataclass(frozen=True)
class Pair:
    """A value that has every shape the codec knows and the others do not use."""

    two: tuple[int, str]
    either: bool | int | float | str = False
    maybe: float | None = None
    table: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@pytest.mark.parametrize(
    "value",
    [
        READING,
        DOSSIER,
        MESSAGE,
        MailReading(MESSAGE, Sorting(Kind.BOUNCE, "un rapport"), (RECORD,), (DOSSIER,), links=("https://example.org",)),
        Pair((1, "a"), 2.5, 3.0, {"x": (1, 2)}),
        Pair((1, "a"), True),
        Pair((1, "a"), "2026-03-02"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_comes_back_is_the_same(value: object) -> None:
    assert decode(type(value), json.loads(json.dumps(encode(value)))) == value


@given(st.one_of(st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(), st.dates()))
def test_a_value_of_a_form_keeps_its_type(value: bool | int | float | str | date) -> None:
    reading = Reading(value, 1.0, "1", "x", Source.TEXT)
    back = decode(Reading, json.loads(json.dumps(encode(reading)))).value
    assert back == value
    assert type(back) is type(value)


def test_a_set_and_an_enum_become_plain_json() -> None:
    assert encode(frozenset({Source.OCR})) == ["ocr"]
    assert encode({"a": b"\x00"}) == {"a": "AA=="}


def test_what_is_none_of_ours_has_no_json() -> None:
    with pytest.raises(TypeError, match="object has no JSON"):
        encode(object())


def test_a_default_may_be_absent() -> None:
    assert decode(Pair, {"two": [1, "a"]}) == Pair((1, "a"))


@pytest.mark.parametrize(
    ("kind", "data", "says"),
    [
        (Address, {"name": "x"}, "no address"),
        (Address, {"address": "a", "colour": "b"}, r"unknown \['colour'\]"),
        (Address, [], "an object is expected"),
        (Address, {"address": 3}, r"\$.address: int, str is expected"),
        (Pair, {"two": 3}, "an array is expected"),
        (Pair, {"two": [1]}, "1 items, 2 are expected"),
        (Pair, {"two": [1, 2]}, r"\$.two\[1\]"),
        (Pair, {"two": [True, "a"]}, r"\$.two\[0\]"),
        (Pair, {"two": [1, "a"], "table": []}, "an object is expected"),
        (Pair, {"two": [1, "a"], "table": {"x": ["a"]}}, r"\$.table.x\[0\]"),
        (Pair, {"two": [1, "a"], "either": None}, "is none of"),
        (Pair, {"two": [1, "a"], "maybe": float("nan")}, "is none of"),
        (float, float("inf"), "a number is expected"),
        (float, 10**400, "a number is expected"),
        (float, True, "float is expected"),
        (int, 1.0, "int is expected"),
        (int, "1", "a text, int is expected"),
        (date, "2026-03-02", "date is expected"),
        (date, {"day": "2026-02-30"}, r"\$"),
        (date, {"day": "2026-02-28", "x": 1}, "date is expected"),
        (datetime, "hier", r"\$"),
        (bytes, "é", r"\$"),
        (Source, "divination", "divination"),
    ],
)
def test_nothing_else_comes_back(kind: type, data: object, says: str) -> None:
    with pytest.raises(Malformed, match=says):
        decode(kind, data)
