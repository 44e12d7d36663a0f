"""A season of mail in one cycle: over 300 mails, real and invented, each in the ledger, each person answered once, no machine."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from fixtures.make.references import KINDS
from tests.corpus import CHECK, CORPUS, entries, path_of
from tests.live.box import Box
from tests.live.installation import QUALIF, Done, Installation, Rows
from tests.live.mails import FIXTURES, Sample, every_case, lived_by_others
from tests.live.post import Delivered, PostOffice, post_office
from tests.live.proxy import Wire, counting_proxy
from tests.servers import Dovecot

SEED = "une autre saison"
EVERY = 8
"""One mail of the corpus in so many."""
FIRST_CASES = "courriel.example"


@dataclass
class Season:
    """What went in, what came out of two cycles, and what went over the wire in each."""

    samples: list[Sample]
    machines: set[str]
    polls: list[Done]
    messages: Rows
    dossiers: dict[str, dict[str, Any]]
    outbox: Rows
    outbox_after: Rows
    taken: list[Delivered]
    taken_after_first: int
    from_server: list[int]
    asked: list[bytes]
    flags: dict[int, tuple[bytes, ...]]
    qualif: Installation
    office: PostOffice

    def row_of(self, sample: Sample) -> dict[str, Any]:
        """The ledger's row of a mail."""
        return self.messages[self.samples.index(sample)]

    def replies_to(self, row: dict[str, Any]) -> Rows:
        """The replies to a mail."""
        return [reply for reply in self.outbox if reply["message"] == row["id"]]


def _corpus() -> Iterator[tuple[Sample, bool]]:
    """Some mails of the corpus, and whether answering them would be wrong; what IMAP cannot carry is left out."""
    if not CORPUS.exists():
        return
    received = datetime(2026, 6, 1, 10, tzinfo=UTC)
    for entry in entries("mails")[::EVERY]:
        content = path_of(entry).read_bytes()
        if b"\0" not in content:
            yield Sample(str(entry["file"]), content, received), bool(entry.get("no_reply"))


def _others(target: Any, known: list[Sample]) -> list[Sample]:
    """The cases lived by other people; those whose sender is the same (no generated person) are left out."""
    senders = {sample.expected["message"]["from"] for sample in known if sample.expected}
    found = lived_by_others(target, SEED, "ailleurs.example")
    return [sample for sample in found if sample.expected and sample.expected["message"]["from"] not in senders]


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot, new_box: Callable[[], Box]) -> Iterator[Season]:
    """The mailbox is filled, the tables imported, two cycles run."""
    home, box = tmp_path_factory.mktemp("season"), new_box()
    known, corpus = every_case(), list(_corpus())
    samples = sorted(known + _others(home / "others", known), key=lambda one: one.received_at) + [one for one, _ in corpus]
    box.put(*samples)
    with post_office() as office, counting_proxy(dovecot.port) as wire:
        qualif = Installation(home, {**box.settings, **office.settings, "IMAP__PORT": str(wire.port)})
        for kind, name in KINDS.items():
            assert qualif("reference", "import", kind, FIXTURES / "references" / name).returncode == 0
        from_server: list[int] = []
        asked: list[bytes] = []
        polls = [_counted(qualif, wire, from_server, asked)]
        messages, outbox, taken = qualif.messages(), qualif.outbox(), len(office.taken)
        dossiers = {row["ref"]: row for row in qualif.dossiers()}
        polls.append(_counted(qualif, wire, from_server, asked))
        yield Season(
            samples,
            {one.name for one, machine in corpus if machine},
            polls,
            messages,
            dossiers,
            outbox,
            qualif.outbox(),
            list(office.taken),
            taken,
            from_server,
            asked,
            box.flags(),
            qualif,
            office,
        )


def _counted(qualif: Installation, wire: Wire, from_server: list[int], asked: list[bytes]) -> Done:
    wire.reset()
    done = qualif("poll")
    from_server.append(wire.from_server)
    asked.append(bytes(wire.asked))
    return done


def test_it_is_a_season(season: Season) -> None:
    assert len(season.samples) >= (300 if CORPUS.exists() else 250)
    assert [done.returncode for done in season.polls] == [0, 0], season.polls[0].stderr[-2000:]
    assert not any("Traceback" in done.stderr for done in season.polls)


def test_every_mail_is_in_the_ledger_at_its_place_and_examined(season: Season) -> None:
    assert [row["uid"] for row in season.messages] == list(range(1, len(season.samples) + 1))
    assert {row["folder"] for row in season.messages} == {"INBOX"}
    assert [row["uid"] for row in season.messages if row["state"] != "examined"] == []


def test_every_mail_of_a_person_has_its_reply(season: Season) -> None:
    silent = []
    for sample, row in zip(season.samples, season.messages, strict=True):
        answerable = row["kind"] not in ("automatic", "bounce") and row["from"] and row["same_as"] is None
        if bool(season.replies_to(row)) != bool(answerable):
            silent.append((sample.name, row["kind"], row["from"]))
    assert silent == []


def test_no_machine_is_answered(season: Season) -> None:
    answered = {season.samples[row["uid"] - 1].name for row in season.messages if season.replies_to(row)}
    assert answered & season.machines == set()
    assert [row["kind"] for row in season.messages if row["kind"] in ("automatic", "bounce") and season.replies_to(row)] == []


def test_each_reply_left_once_to_its_addressees_and_to_nobody_else(season: Season) -> None:
    sent = {row["message_id"]: sorted((*row["to"], *row["cc"])) for row in season.outbox if row["state"] == "sent"}
    went = {str(one.mail["Message-ID"]): sorted(one.recipients) for one in season.taken}
    assert went == sent
    assert len(season.taken) == len(went) == season.taken_after_first
    assert {one.mail_from for one in season.taken} == {"qualif.individuel@normandie.fr"}


def test_nobody_is_answered_twice_for_one_dossier_of_one_mail(season: Season) -> None:
    counted = Counter(
        (one.mail["In-Reply-To"], one.mail["Subject"], one.recipients) for one in season.taken if one.mail["In-Reply-To"]
    )
    assert [key for key, count in counted.items() if count > 1] == []


def test_only_what_must_wait_waits(season: Season) -> None:
    assert {row["state"] for row in season.outbox} == {"sent", "held"}
    assert {row["hold_reason"] for row in season.outbox if row["state"] == "held"} <= {"internal", "no_address", "unidentified"}


def test_the_second_cycle_fetches_no_mail_and_sends_nothing(season: Season) -> None:
    assert season.from_server[0] > 1_000_000
    assert season.from_server[1] < 4_000
    assert b"FETCH" not in season.asked[1].upper()
    assert season.outbox_after == season.outbox


def test_the_mailbox_is_as_it_was(season: Season) -> None:
    assert season.flags == dict.fromkeys(range(1, len(season.samples) + 1), ())
    assert not any(word in season.asked[0].upper() for word in (b"STORE", b"MOVE", b"EXPUNGE", b" SELECT "))


def _as_alone(sample: Sample) -> bool:
    """Whether the mailbox changes nothing of what is expected of the mail read as a file."""
    assert sample.expected is not None
    return "stored" not in sample.expected and sample.expected["received_from"] == "received_header"


def _differs(wanted: Rows, found: Rows) -> bool:
    left = list(found)
    for reply in wanted:
        match = next((one for one in left if _is(reply, one)), None)
        if match is None:
            return True
        left.remove(match)
    return bool(left)


def _is(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    same = all(wanted[key] == found[key] for key in ("to", "cc", "hold_reason"))
    return same and found["template"] in wanted["template"].split("|")


def test_each_person_gets_the_replies_thought_out_for_him(season: Season) -> None:
    wrong = []
    for sample in season.samples:
        if sample.expected is None or not _as_alone(sample):
            continue
        wanted, found = sample.expected["replies_with_tables"], season.replies_to(season.row_of(sample))
        if _differs(wanted, found):
            short = [(one["template"], one["to"], one["cc"], one["hold_reason"]) for one in found]
            wrong.append(f"{sample.message_id}: {short}, expected {wanted}")
    assert wrong == [], "\n".join(wrong)


def test_what_only_a_mailbox_can_know(season: Season) -> None:
    """`stored` of the fixtures: which dossier a mail joins, its kind, and the templates that must not leave."""
    by_case: dict[tuple[str, bool], Sample] = {(one.name, FIRST_CASES in (one.message_id or "")): one for one in season.samples}
    seen = 0
    for (_, first), sample in by_case.items():
        stored = (sample.expected or {}).get("stored")
        if not stored:
            continue
        seen += 1
        row = season.row_of(sample)
        assert row["kind"] == stored.get("kind", (sample.expected or {})["kind"]), sample.name
        templates = {reply["template"] for reply in season.replies_to(row)}
        assert not templates & set(stored.get("no_template", ())), sample.name
        if joins := stored.get("joins"):
            assert row["dossiers"] == season.row_of(by_case[joins, first])["dossiers"], sample.name
    assert seen >= 10


def test_the_sixth_of_a_session_is_flagged_with_the_five_before(season: Season) -> None:
    for sample in (one for one in season.samples if one.name == "session_quota_6"):
        (ref,) = season.row_of(sample)["dossiers"]
        shown = json.loads(season.qualif("dossiers", "show", ref, "--json").stdout)
        (quota,) = [one for one in shown["findings"] if one["rule"] == "session.quota"]
        assert quota["outcome"] == "unsure"
        assert quota["message"].count("QI-") == 5


def test_dossiers_are_numbered_by_year_without_a_gap(season: Season) -> None:
    numbers = defaultdict(list)
    for ref in season.dossiers:
        numbers[ref[3:7]].append(int(ref[8:]))
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in numbers.values())


def test_the_numbers_kept_secret_are_nowhere(season: Season) -> None:
    secrets = {number for sample in season.samples for number in (sample.expected or {}).get("masked", [])}
    assert secrets
    everything = season.polls[0].stderr + json.dumps([season.messages, season.outbox, list(season.dossiers.values())])
    everything += "".join(one.text for one in season.taken)
    refs = [
        ref for sample in season.samples if (sample.expected or {}).get("masked") for ref in season.row_of(sample)["dossiers"]
    ]
    everything += "".join(season.qualif("dossiers", "show", ref, "--json").stdout for ref in refs)
    plain = "".join(everything.split())
    assert [number for number in secrets if "".join(number.split()) in plain] == []


def test_logs_hold_no_address(season: Season) -> None:
    senders = {row["from"] for row in season.messages if row["from"]}
    assert [sender for sender in senders if sender in season.polls[0].stderr] == []


@pytest.mark.skipif(not CHECK.exists(), reason="the checker lies outside the project")
def test_the_lists_keep_the_contract(season: Season) -> None:
    words = [sys.executable, str(CHECK), "mailbox", "--command", str(_command(season))]
    done = subprocess.run(
        words, env=season.qualif.environment(), cwd=season.qualif.home, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout[-3000:]


def _command(season: Season) -> str:

    return str(QUALIF)
