"""A reply written late (held, taken up again, an old mail): no sentence promises a day that is past."""

import re
from dataclasses import replace
from datetime import date

import pytest

from notify.samples import DESK, LATE, RECEIVED, TODAY, Sample, samples
from values.french import MONTHS

SILENCE = date(2026, 4, 3)
AHEAD = re.compile(r"(?:sera|au plus tard|attendre|jusqu'au|avant)\b[^.:;]*?\ble (\d+)(?:er)? (\w+) (\d{4})")
IN_THE_PAST = "devait donc être reçue au plus tard"
MAILS = [sample for sample in samples() if sample.template != "rejection_withdrawn"]


def promised(text: str) -> list[date]:
    """The days that a text speaks of as still to come."""
    plain = text.replace("\u00a0", " ").replace(IN_THE_PAST, "")
    return [date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in AHEAD.findall(plain)]


def written(sample: Sample, today: date) -> str:
    return replace(sample, today=today).reply(DESK).text.replace("\u00a0", " ")


@pytest.mark.parametrize("sample", MAILS, ids=lambda one: f"{one.template}-{one.name}")
@pytest.mark.parametrize("today", [TODAY, date(2026, 4, 2), SILENCE, LATE, date(2027, 1, 1)], ids=str)
def test_no_day_promised_is_past(sample: Sample, today: date) -> None:
    assert [day for day in promised(written(sample, today)) if day < today or day == today == SILENCE] == []


def test_what_is_promised_is_found() -> None:
    """The test above would see it: in time each of these promises its day."""
    found = {sample.template: promised(written(sample, TODAY)) for sample in MAILS if sample.name != "question"}
    assert {template for template, days in found.items() if SILENCE in days} >= {"receivable", "contested", "rejected_one_month"}
    assert date(2026, 3, 5) in found["follow_up"]


@pytest.mark.parametrize("sample", MAILS, ids=lambda one: f"{one.template}-{one.name}")
def test_the_silence_is_told_on_either_side_of_its_day(sample: Sample) -> None:
    before, after = written(sample, date(2026, 4, 2)), written(sample, SILENCE)
    if "silence de la Région" in before or "vaut décision de rejet" in before:
        assert "3 avril 2026" in before
        assert "depuis le 3 avril 2026" in after
        assert "si elle est complète" in after or sample.template == "contested"
        assert "à partir de la réception de ce courriel" in after or "dès la réception de ce courriel" in after


def test_the_two_months_are_not_suspended_once_they_are_over() -> None:
    missing = next(sample for sample in MAILS if sample.name == "one_answer")
    assert "est suspendu" in written(missing, TODAY)
    late = written(missing, LATE)
    assert "suspendu" not in late
    assert "Vous avez 30 jours, à partir du 14 avril 2026, pour nous répondre." in late
    assert "au plus tard le 14 mai 2026" in late


def test_a_delay_that_was_given_before_had_suspended_them() -> None:
    missing = next(sample for sample in MAILS if sample.name == "still_missing")
    running = replace(missing, circumstances=replace(missing.circumstances, pieces_due=date(2026, 4, 20)))
    text = written(running, LATE)
    assert "au plus tard le 20 avril 2026" in text
    assert "Vous avez 6 jours, à partir du 14 avril 2026, pour nous répondre. Pendant ce temps" in text


def test_the_days_are_counted_from_the_day_of_writing() -> None:
    assert RECEIVED.date() == TODAY
    missing = next(sample for sample in MAILS if sample.name == "one_answer")
    assert "Vous avez 30 jours, à partir du 3 février 2026, pour nous répondre." in written(missing, TODAY)
