"""The desk that the settings describe."""

from config.settings import Settings
from notify.desk import Desk, Person, desk


def test_the_defaults_are_those_of_the_settings() -> None:
    made = desk(Settings())
    assert (made.service, made.phone, made.mailbox) == (Desk().service, Desk().phone, Desk().mailbox)
    assert (made.signatory, made.agent, made.contact) == (None, None, "qualif.individuel@normandie.fr")


def test_a_whole_signatory_is_the_agent_too() -> None:
    made = desk(Settings(signatory={"first_name": "Camille", "last_name": "MOREL", "title": "cheffe", "delegation": "arrêté"}))
    assert made.signatory == Person("Camille", "MOREL", "cheffe", "arrêté")
    assert made.agent == made.signatory


def test_half_a_signatory_is_none() -> None:
    assert desk(Settings(signatory={"last_name": "MOREL", "title": "cheffe"})).signatory is None


def test_an_agent_of_his_own() -> None:
    agent = {"first_name": "Alex", "last_name": "PETIT", "title": "instructeur"}
    made = desk(Settings(agent=agent, mailbox={"address": "a@region.example", "aliases": "b@region.example"}))
    assert made.agent == Person("Alex", "PETIT", "instructeur")
    assert made.own_addresses == ("a@region.example", "b@region.example")
