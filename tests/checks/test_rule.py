"""The order of a rule: `missing`, then `unsure`, then the judge."""

from datetime import date, datetime

import pytest

from checks.calendar import PARIS
from checks.found import day, days, flag, number, text
from checks.rule import Rule, doubtful, lacking, missing, ok
from values.document import Source
from values.dossier import Dossier
from values.facts import Article, Facts, Receipt, ReceivedFrom, Regulation
from values.finding import Outcome
from values.form import Form, Reading, Value


def form(**fields: Value) -> Form:
    return Form({key.replace("__", "."): Reading(value, 1.0, "1", str(value), Source.TEXT) for key, value in fields.items()})


def facts() -> Facts:
    receipt = Receipt(datetime(2026, 1, 15, 9, tzinfo=PARIS), ReceivedFrom.OPTION)
    return Facts(receipt, Regulation({"a": Article("Titre", "1er tiret", "…")}, {}, {}))


RULE = Rule("a.rule", "a", lambda dossier, facts: ok("Bien."), needs=("training.cost", ("training.title", "training.provider")))


def test_what_is_absent_comes_before_what_is_doubtful() -> None:
    weak = Form({"training.cost": Reading(1.0, 0.1, "1", "1", Source.TEXT)})
    found = RULE.examine(Dossier(form=weak), facts())
    assert (found.outcome, found.evidence) == (Outcome.MISSING, ("training.title",))
    assert found.message == "Il manque l'intitulé de la formation."
    assert found.wanted == ("l'intitulé de la formation",)


def test_what_is_doubtful_comes_before_the_judge() -> None:
    weak = Form({"training.cost": Reading(1.0, 0.1, "1", "1", Source.TEXT)} | dict(form(training__provider="X").readings))
    found = RULE.examine(Dossier(form=weak), facts())
    assert (found.outcome, found.evidence) == (Outcome.UNSURE, ("training.cost", "training.provider"))


def test_the_judge_comes_last_and_rests_on_what_is_there() -> None:
    found = RULE.examine(Dossier(form=form(training__cost=1.0, training__provider="X")), facts())
    assert (found.outcome, found.message, found.citation) == (Outcome.PASS, "Bien.", "Titre · 1er tiret")
    assert found.evidence == ("training.cost", "training.provider")


def test_several_names_are_listed_in_french() -> None:
    assert missing("training.cost", "training.title", "training.level").message == (
        "Il manque le coût pédagogique de la formation, l'intitulé de la formation et le niveau de la formation."
    )


def test_nothing_lacks_and_nothing_is_doubtful() -> None:
    there = form(training__cost=1.0)
    assert lacking(there, "training.cost") is None
    assert doubtful(there, "training.cost", "training.title") is None


@pytest.mark.parametrize("read", [day, flag, number, text])
def test_a_value_of_another_kind_is_an_error_not_a_guess(read: object) -> None:
    wrong: Value = "x" if read is not text else 3
    assert callable(read)
    with pytest.raises(TypeError):
        read(form(training__cost=wrong), "training.cost")


def test_the_days_of_a_text_are_none() -> None:
    assert days(form(training__start_date="x"), "training.start_date") == ()
    assert days(form(training__start_date=date(2026, 3, 2)), "training.start_date") == (date(2026, 3, 2),) * 2
