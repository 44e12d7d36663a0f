"""Settings: TOML, environment, files of secrets; each error one line that names the key (contract §2)."""

import tomllib
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from pydantic import BaseModel

from config import settings
from values.errors import WrongCall

EXAMPLE = Path(settings.__file__).with_name("qualif.example.toml")


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("QUALIF_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default() -> None:
    given = settings.load()
    assert given.mailbox.address == "qualif.individuel@normandie.fr"
    assert given.imap.folders == ("INBOX",)
    assert (given.decision.daily_limit, given.dossier.completion_days) == (50, 30)
    assert (given.limits.message_mb, given.limits.document_mb, given.limits.pages, given.limits.seconds) == (50, 25, 60, 60)
    assert given.service.phone == "0800 050 000"


def test_the_environment_is_stronger_than_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[imap]\nhost = "a.example"\nusername = "boite"\nfolders = ["INBOX", "À trier"]\n', encoding="utf-8")
    monkeypatch.setenv("QUALIF_CONFIG", str(file))
    monkeypatch.setenv("QUALIF_IMAP__HOST", "b.example")
    given = settings.load()
    assert (given.imap.host, given.imap.username, given.imap.folders) == ("b.example", "boite", ("INBOX", "À trier"))


def test_a_file_named_in_the_call_is_stronger_than_qualif_config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[imap]\nhost = "a.example"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('[imap]\nhost = "b.example"\n', encoding="utf-8")
    monkeypatch.setenv("QUALIF_CONFIG", str(tmp_path / "a.toml"))
    assert settings.load(tmp_path / "b.toml").imap.host == "b.example"
    assert settings.load().imap.host == "a.example"


def test_a_file_beside_the_caller_is_found(tmp_path: Path) -> None:
    (tmp_path / "qualif.toml").write_text('[imap]\nhost = "here.example"\n', encoding="utf-8")
    assert settings.load().imap.host == "here.example"


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALIF_IMAP__FOLDERS", "INBOX, Traités")
    monkeypatch.setenv("QUALIF_DOSSIER__REQUIRED_DOCUMENTS", "form,cv")
    given = settings.load()
    assert given.imap.folders == ("INBOX", "Traités")
    assert given.dossier.required_documents == ("form", "cv")


def test_an_instant_keeps_its_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALIF_MAILBOX__ANSWER_SINCE", "2026-01-05T08:00:00+01:00")
    assert settings.load().mailbox.answer_since == datetime(2026, 1, 5, 8, tzinfo=timezone(timedelta(hours=1)))


def test_a_secret_is_read_from_its_file_each_time_and_never_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("premier\n", encoding="utf-8")
    monkeypatch.setenv("QUALIF_IMAP__PASSWORD_FILE", str(file))
    monkeypatch.setenv("QUALIF_SMTP__PASSWORD", "tres-secret")
    given = settings.load()
    assert given.imap.secret() == "premier"
    file.write_text("second\n", encoding="utf-8")
    assert given.imap.secret() == "second"
    assert given.smtp.secret() == "tres-secret"
    assert "tres-secret" not in repr(given)
    file.unlink()
    with pytest.raises(WrongCall, match="imap.password_file"):
        given.imap.secret()


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("QUALIF_IMAP__HOTS", "localhost", "imap.hots"),
        ("QUALIF_MAILBOXES__ADDRESS", "a@example.org", "QUALIF_MAILBOXES__ADDRESS"),
        ("QUALIF_HOST", "a.example", "QUALIF_HOST"),
        ("QUALIF_IMAP__PORT", "imaps", "imap.port"),
        ("QUALIF_IMAP__PORT", "70000", "imap.port"),
        ("QUALIF_IMAP__SECURITY", "ssl", "imap.security"),
        ("QUALIF_POLL__IDLE", "perhaps", "poll.idle"),
        ("QUALIF_POLL__INTERVAL_S", "0", "poll.interval_s"),
        ("QUALIF_MAILBOX__ANSWER_SINCE", "2026-01-05T08:00:00", "mailbox.answer_since"),
        ("QUALIF_DECISION__AFTER_START", "always", "decision.after_start"),
        ("QUALIF_DECISION__DAILY_LIMIT", "many", "decision.daily_limit"),
        ("QUALIF_DECISION__DAILY_LIMIT", "-1", "decision.daily_limit"),
        ("QUALIF_DOSSIER__REQUIRED_DOCUMENTS", "form,letter", "dossier.required_documents"),
        ("QUALIF_IMAP", "x", "imap"),
    ],
)
def test_a_wrong_variable_is_one_line_that_names_the_key(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, key: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongCall) as caught:
        settings.load()
    assert str(caught.value).startswith(key)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[imap]\nhots = "x"\n', "imap.hots"),
        ('[imaps]\nhost = "x"\n', "imaps"),
        ("[imap]\nport = true\n", "imap.port"),
        ("[imap\n", "wrong.toml"),
    ],
)
def test_a_wrong_file_is_one_line_too(tmp_path: Path, text: str, key: str) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongCall, match=key):
        settings.load(file)


def test_a_missing_file_that_was_named_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="absent.toml"):
        settings.load(tmp_path / "absent.toml")


def test_only_what_a_command_uses_must_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongCall, match=r"imap\.host.*QUALIF_IMAP__HOST"):
        settings.load().require_mailbox()
    monkeypatch.setenv("QUALIF_IMAP__HOST", "a.example")
    monkeypatch.setenv("QUALIF_IMAP__USERNAME", "boite")
    with pytest.raises(WrongCall, match=r"imap\.password"):
        settings.load().require_mailbox()
    monkeypatch.setenv("QUALIF_IMAP__PASSWORD", "x")
    settings.load().require_mailbox()
    with pytest.raises(WrongCall, match=r"smtp\.host"):
        settings.load().require_sending()
    monkeypatch.setenv("QUALIF_SMTP__HOST", "a.example")
    monkeypatch.setenv("QUALIF_SMTP__AUTH", "none")
    settings.load().require_sending()


def _keys(model: type[BaseModel], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found |= _keys(kind, f"{prefix}{name}.")
        else:
            found.add(prefix + name)
    return found


def test_the_example_names_every_setting_and_no_other() -> None:
    data = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    sections = {key: value for key, value in data.items() if isinstance(value, dict)}
    written = {f"{key}.{name}" for key, value in sections.items() for name in value} | (data.keys() - sections.keys())
    assert written == _keys(settings.Settings)


def test_the_example_is_read_as_it_is() -> None:
    given = settings.load(EXAMPLE)
    assert given.imap.move_to is None
    assert given.signatory.complete is False
    assert given.budget.year_euros == 2_000_000
