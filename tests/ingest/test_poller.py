"""What is new: asked for cheaply, taken oldest first, missed never."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from ingest.mailbox import Folder, Listed, TooLarge, Unfetched
from ingest.poller import Known, Limits, new_mails
from values.mail import RawMail

WHEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Shelf:
    """A mailbox of one folder, in memory, that counts what it is asked for."""

    mails: dict[int, bytes]
    silent: set[int] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    batches: list[list[int]] = field(default_factory=list)

    def open(self, folder: str) -> Folder:
        """The folder, its next UID above all."""
        return Folder(folder, 7, max(self.mails, default=0) + 1, len(self.mails))

    def uids(self, ranges: str) -> tuple[int, ...]:
        """The UIDs within the ranges; `*` is the highest, as servers read it."""
        self.asked.append(ranges)
        highest = max(self.mails, default=0)
        found: set[int] = set()
        for one in ranges.split(","):
            first, last = (highest if end == "*" else int(end) for end in one.split(":"))
            found |= {uid for uid in self.mails if min(first, last) <= uid <= max(first, last)}
        return tuple(sorted(found))

    def listed(self, uids: Sequence[int]) -> tuple[Listed, ...]:
        """Sizes."""
        return tuple(Listed(uid, len(self.mails[uid]), WHEN, answered=False) for uid in uids if uid in self.mails)

    def fetch(self, mails: Sequence[Listed]) -> Iterator[RawMail | Unfetched]:
        """Bytes, but for the silent ones."""
        if mails:
            self.batches.append([mail.uid for mail in mails])
        for mail in mails:
            content = self.mails[mail.uid]
            if mail.uid in self.silent:
                yield Unfetched("INBOX", 7, mail.uid, "muet")
            else:
                yield RawMail("INBOX", 7, mail.uid, WHEN, content, sha256(content).hexdigest())

    def head(self, mail: Listed) -> TooLarge:
        """Headers."""
        return TooLarge("INBOX", 7, mail.uid, WHEN, mail.size, b"Subject: x\n\n")


def taken(shelf: Shelf, uids: set[int], limits: Limits | None = None, again: set[int] | None = None) -> list[tuple[str, int]]:
    """What one cycle takes, as (type, UID)."""
    known = Known(frozenset(uids), frozenset(again or ()))
    return [(type(one).__name__, one.uid) for one in new_mails(shelf, "INBOX", lambda *_: known, limits or Limits())]


def test_everything_is_new_to_an_empty_ledger():
    shelf = Shelf({3: b"c", 1: b"a", 2: b"b"})
    assert taken(shelf, set()) == [("RawMail", 1), ("RawMail", 2), ("RawMail", 3)]


def test_an_empty_cycle_asks_nothing():
    shelf = Shelf(dict.fromkeys(range(1, 1001), b"x"))
    assert taken(shelf, set(range(1, 1001))) == []
    assert shelf.asked == []


def test_only_what_is_unknown_is_asked_for():
    shelf = Shelf(dict.fromkeys(range(1, 1003), b"x"))
    assert taken(shelf, set(range(1, 1001))) == [("RawMail", 1001), ("RawMail", 1002)]
    assert shelf.asked == ["1001:*"]


def test_a_mail_missed_once_is_found_below():
    shelf = Shelf(dict.fromkeys(range(1, 11), b"x"))
    assert taken(shelf, set(range(1, 11)) - {4, 5}) == [("RawMail", 4), ("RawMail", 5)]
    assert shelf.asked == ["4:5"]


def test_a_mail_that_the_server_does_not_give_is_told_and_asked_for_again():
    shelf = Shelf({1: b"a", 2: b"b"}, silent={1})
    assert taken(shelf, set()) == [("Unfetched", 1), ("RawMail", 2)]
    assert taken(Shelf({1: b"a", 2: b"b"}), {2}) == [("RawMail", 1)]


def test_a_large_mail_gives_its_headers_only_and_is_taken_when_the_limit_allows():
    shelf = Shelf({1: b"a", 2: b"b" * 100, 3: b"c"})
    assert taken(shelf, set(), Limits(message_bytes=50)) == [("RawMail", 1), ("TooLarge", 2), ("RawMail", 3)]
    assert taken(shelf, {1, 2, 3}, Limits(message_bytes=200), again={2}) == [("RawMail", 2)]


def test_answers_are_bounded_by_number_and_bytes():
    shelf = Shelf(dict.fromkeys(range(1, 8), b"x" * 10))
    taken(shelf, set(), Limits(batch=3, batch_bytes=25))
    assert shelf.batches == [[1, 2], [3, 4], [5, 6], [7]]


def test_a_cycle_is_bounded_and_the_next_one_goes_on():
    shelf = Shelf(dict.fromkeys(range(1, 11), b"x"))
    assert [uid for _, uid in taken(shelf, set(), Limits(mails=4))] == [1, 2, 3, 4]
    assert [uid for _, uid in taken(shelf, {1, 2, 3, 4}, Limits(mails=4))] == [5, 6, 7, 8]
