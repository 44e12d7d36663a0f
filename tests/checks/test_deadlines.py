"""The two deadlines against an independent calendar, on any receipt and any reading of a start date."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checks.calendar import PARIS
from checks.deadline import after_start, one_month
from values.dossier import Dossier
from values.facts import Facts

Build = Callable[[Mapping[str, Any]], tuple[Dossier, Facts]]

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
hours = st.integers(0, 23)
ways = st.fixed_dictionaries(
    {},
    optional={
        "source": st.sampled_from(["form_field", "content_control", "text", "ocr", "operator"]),
        "confidence": st.sampled_from([0.5, 0.89, 0.9, 1.0]),
        "precision": st.sampled_from(["month", "year"]),
        "raw": st.sampled_from(["lundi 2 mars 2026", "02/03/26", "2026", "", "du 2 mars au 4 juin 2026"]),
        "rivals": st.lists(days, min_size=1, max_size=2),
    },
)
circumstances = st.fixed_dictionaries(
    {},
    optional={
        "internal": st.booleans(),
        "machine": st.booleans(),
        "already_rejected": st.booleans(),
        "other_clocks": st.lists(days, max_size=2),
        "doubtful_earlier": st.lists(days, max_size=2),
        "received_from": st.sampled_from(["internaldate", "option", "received_header", "date_header", "call"]),
    },
)


def later(day: date) -> date:
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def earlier(day: date) -> date:
    year, month = (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@given(start=days, gap=st.integers(-40, 70))
def test_a_sure_date_and_a_sure_receipt_follow_the_calendar(build: Build, start: date, gap: int) -> None:
    received = start - timedelta(days=gap)
    case = build({"received": received, "form": {"training.start_date": start}})
    first, second = after_start.RULE.examine(*case).outcome, one_month.RULE.examine(*case).outcome
    assert first == ("pass" if received <= start else "fail")
    if received > start:
        assert second == "not_applicable"
    elif later(received) > start:
        assert second == "fail"
    else:
        assert second == ("pass" if received <= earlier(start) else "unsure")


@given(start=days, received=days, hour=hours, way=ways, around=circumstances)
def test_whatever_the_doubt_the_outcomes_stay_within_the_calendar(
    build: Build, start: date, received: date, hour: int, way: dict[str, Any], around: dict[str, Any]
) -> None:
    if "precision" in way:
        start = start.replace(day=1, month=1 if way["precision"] == "year" else start.month)
    at = datetime(received.year, received.month, received.day, hour, tzinfo=PARIS)
    reading = {"value": start, **way}
    dossier, facts = build({"received": at, "form": {"training.start_date": reading}, **around})
    first, second = (rule.RULE.examine(dossier, facts).outcome for rule in (after_start, one_month))
    late, short = received > start, later(received) > start
    assert first in ({"fail", "unsure"} if late else {"pass", "unsure"})
    if late:
        assert second in ({"not_applicable"} | ({"unsure"} if "precision" in way else set()))
    else:
        assert second in ({"fail", "unsure"} if short else {"pass", "unsure"})
    found = dossier.form.readings["training.start_date"]
    if not found.sure or found.precision:
        assert not {first, second} & {"pass", "fail"}
    if found.source == "ocr" or around.get("received_from") in ("date_header", "call") or around.get("machine"):
        assert "fail" not in (first, second)
    if around.get("internal") or around.get("already_rejected"):
        assert "fail" not in (first, second)


@given(start=days, hour=st.integers(0, 3))
def test_the_first_two_hours_of_the_first_late_day(build: Build, start: date, hour: int) -> None:
    day = start + timedelta(days=1)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=PARIS)
    case = build({"received": at, "form": {"training.start_date": start}})
    assert after_start.RULE.examine(*case).outcome == ("unsure" if hour < 2 else "fail")
