"""A whole cycle: intake, examination, sending; each mail once, each reply once."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from qualif.engine.cycle import Busy
from qualif.store import leases, ledger, states
from values.errors import MailboxError
from values.token import is_ours


def test_a_form_in_time_gets_its_receipt(house, form, mail) -> None:
    house.deliver(mail(form()))
    report = house.cycle()
    (dossier,) = house.dossiers
    (reply,) = house.replies
    (row,) = house.mails
    assert (report.taking.taken, report.examining.examined, report.sent.sent) == (1, 1, 1)
    assert (row.kind, row.state, row.attempts, row.dossiers) == ("application", "examined", 1, (dossier.ref,))
    assert (dossier.ref, dossier.candidate, dossier.status) == ("QI-2026-00001", "MARTIN Léa", "open")
    assert dossier.start_date is not None
    assert (reply.state, reply.to, reply.dossier, reply.attempts) == ("sent", ("lea.martin@example.org",), dossier.ref, 1)
    ((to, mime),) = house.sender.sent
    sent = message_from_bytes(mime, policy=default)
    assert to == reply.to
    assert sent["Message-ID"] == reply.message_id
    assert is_ours(reply.message_id or "", house.parts.keys.all)
    assert sent["In-Reply-To"] == row.message_id == reply.in_reply_to
    assert dossier.ref in sent.get_body(("plain",)).get_content()


def test_a_second_cycle_does_nothing(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    report = house.cycle()
    assert (report.taking.taken, report.examining.examined, report.sent.sent) == (0, 0, 0)
    assert len(house.sender.sent) == 1


def test_a_late_form_is_rejected_and_its_dossier_with_it(house, late, mail) -> None:
    house.deliver(mail(late()))
    house.cycle()
    (dossier,) = house.dossiers
    assert (dossier.verdict, dossier.reasons, dossier.status) == ("rejected", ("deadline.one_month",), "rejected")
    assert dossier.rejected_at is not None
    assert house.states() == [("rejected_one_month", "sent", None)]


def test_a_question_gets_a_receipt_and_no_dossier(house, mail) -> None:
    house.deliver(mail("Bonjour, quels sont vos horaires ?", subject="Question"))
    house.cycle()
    assert house.dossiers == []
    assert house.states() == [("receipt", "sent", None)]
    assert house.mails[0].kind == "other"


def test_machines_are_never_answered(house, mail) -> None:
    house.deliver(mail("Je suis absent.", subject="Absence", Auto_Submitted="auto-replied"))
    house.cycle()
    assert house.mails[0].kind == "automatic"
    assert house.replies == []


def test_the_same_bytes_are_answered_once(house, form, mail) -> None:
    content = mail(form())
    house.deliver(content)
    house.deliver(content)
    house.cycle()
    house.deliver(content)
    house.cycle()
    assert [row.same_as for row in house.mails] == [None, 1, 1]
    assert {(row.kind, row.state) for row in house.mails} == {("application", "examined")}
    assert len(house.dossiers) == len(house.replies) == len(house.sender.sent) == 1


def test_the_same_headers_on_other_bytes_are_shown_not_answered(house, form, mail) -> None:
    first = mail(form())
    house.deliver(first)
    house.deliver(first + b"PS\r\n")
    house.cycle()
    assert [(row.same_as, row.problem, row.dossiers) for row in house.mails] == [
        (None, None, ("QI-2026-00001",)),
        (1, "same_headers", ("QI-2026-00001",)),
    ]
    assert len(house.sender.sent) == 1
    assert house.dossiers[0].messages == (1, 2)


def test_a_new_validity_of_the_folder_answers_nobody_twice(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    house.mailbox.kept["INBOX"].uidvalidity = 9
    house.cycle()
    assert [(row.uidvalidity, row.same_as) for row in house.mails] == [(1, None), (9, 1)]
    assert len(house.sender.sent) == 1


def test_a_missing_folder_is_told_and_the_others_are_read(build, form, mail) -> None:
    house = build("INBOX", imap={"folders": "INBOX,Traités"})
    house.deliver(mail(form()))
    report = house.cycle()
    assert len(report.problems) == 1
    assert "Traités" in report.problems[0]
    assert len(house.mails) == 1


def test_a_missing_sent_folder_is_told_and_is_no_outage(build, form, mail) -> None:
    house = build(imap={"sent_folder": "Envoyés"})
    house.deliver(mail(form()))
    report = house.cycle()
    assert house.states()[0][1] == "sent"
    assert any("Envoyés" in line for line in report.problems)
    with house.parts.database.read() as session:
        assert states.outages(session) == ()


def test_old_mail_is_examined_and_its_replies_wait(build, form, mail) -> None:
    house = build(mailbox={})
    house.deliver(mail(form()), house.instant[0] - timedelta(days=3))
    report = house.cycle()
    assert house.states()[0][1:] == ("held", "before_answer_since")
    assert report.waiting_before_start == 1
    house.pass_time(minutes=5)
    house.deliver(mail(form(Prénom="Paul", Courriel="paul@example.org"), "paul@example.org"))
    house.cycle()
    assert house.states()[1][1:] == ("sent", None)


def test_junk_is_examined_and_never_answered(build, form, mail) -> None:
    house = build("INBOX", "Junk", imap={"junk_folder": "Junk"})
    house.deliver(mail(form()), folder="Junk")
    house.cycle()
    assert house.states()[0][1:] == ("held", "junk")
    assert house.dossiers[0].status == "open"


def test_what_a_colleague_answered_is_left_alone(build, form, mail) -> None:
    house = build("INBOX", "Sent", imap={"sent_folder": "Sent"})
    house.mailbox.flag_answered(house.deliver(mail(form())))
    content = mail("Bonjour ?", "bob@example.org", Message_ID="<bob@example.org>")
    house.deliver(content)
    answer = mail("Bonjour Bob", "agent@normandie.fr", In_Reply_To="<bob@example.org>")
    house.mailbox.append("Sent", answer, house.instant[0])
    house.cycle()
    assert [state[1:] for state in house.states()] == [("held", "already_answered")] * 2


def test_an_answer_by_hand_before_sending_counts_too(house, form, mail) -> None:
    uid = house.deliver(mail(form()))
    house.sender.away = True
    house.cycle()
    assert house.states()[0][1] == "pending"
    house.mailbox.flag_answered(uid)
    house.sender.away = False
    house.cycle()
    assert house.states()[0][1:] == ("held", "already_answered")
    assert house.sender.sent == []


def test_a_mail_too_large_is_answered_from_its_headers_and_read_when_asked(build, form, mail) -> None:
    house = build(limits={"message_mb": 1})
    house.deliver(mail(form() + "x" * 1_100_000))
    house.cycle()
    (row,) = house.mails
    assert (row.state, row.problem, row.sha256, row.sender) == ("quarantined", "too_large", None, "lea.martin@example.org")
    assert house.states() == [("receipt", "sent", None)]
    with house.parts.database.write() as session:
        ledger.retry(session, row.id)
    house.cycle()
    assert house.mails[0].state == "quarantined"
    with house.parts.database.write() as session:
        ledger.retry(session, row.id)
    house.parts.settings.limits.__dict__["message_mb"] = 50
    house.cycle()
    assert (house.mails[0].state, house.mails[0].dossiers) == ("examined", ("QI-2026-00001",))


def test_copies_lie_in_the_sent_folder_once(build, form, mail) -> None:
    house = build("INBOX", "Sent", imap={"sent_folder": "Sent"})
    house.deliver(mail(form()))
    house.cycle()
    house.cycle()
    (copy,) = house.mailbox.kept["Sent"].mails
    assert copy.content == house.sender.sent[0][1]
    assert house.states()[0][1] == "sent"


def test_a_finished_mail_is_moved_when_asked(build, form, mail) -> None:
    house = build("INBOX", "Done", imap={"move_to": "Done"})
    house.deliver(mail(form()))
    house.deliver(mail("?", "agent@normandie.fr"))
    house.cycle()
    house.cycle()
    assert len(house.mailbox.kept["Done"].mails) == 1
    assert len(house.mailbox.kept["INBOX"].mails) == 1, "a colleague's mail waits for a person"


def test_one_poller_at_a_time(house) -> None:
    with house.parts.database.write() as session:
        leases.acquire(session, leases.Owner("x", "elsewhere", 1), house.instant[0], timedelta(minutes=5))
    with pytest.raises(Busy, match="elsewhere"):
        house.cycle()


def test_an_outage_is_recorded_until_it_ends(house) -> None:
    house.cycle()

    class Away:
        def open(self, folder: str) -> None:
            raise MailboxError("loin")

        def close(self) -> None:
            pass

    near, house.mailbox = house.mailbox, Away()
    house.pass_time(days=3)
    with pytest.raises(MailboxError):
        house.cycle()
    house.mailbox = near
    house.cycle()
    with house.parts.database.read() as session:
        (outage,) = states.outages(session)
        assert outage.ended_at == house.instant[0]


def test_a_rejection_from_an_outage_waits_and_its_receipt_leaves(house, late, mail) -> None:
    house.cycle()
    start = house.instant[0]
    with house.parts.database.write() as session:
        states.cycle_failed(session, start, "loin")
    house.deliver(mail(late()), start + timedelta(days=2))
    house.pass_time(days=3)
    house.cycle()
    assert sorted(house.states()) == [("receipt", "sent", None), ("rejected_one_month", "held", "clock")]
    assert house.dossiers[0].status == "open"


def test_a_receipt_in_our_future_is_doubtful(house, late, mail) -> None:
    house.deliver(mail(late()), house.instant[0] + timedelta(minutes=6))
    house.cycle()
    assert ("rejected_one_month", "held", "clock") in house.states()


def test_rejections_above_the_daily_limit_wait(build, late, mail) -> None:
    house = build(decision={"daily_limit": 1})
    for name in ("Léa", "Paul"):
        address = f"{name.lower().replace('é', 'e')}@example.org"
        house.deliver(mail(late(Nom=name.upper(), Prénom=name, Courriel=address, Date_de_naissance=None), address))
    house.cycle()
    states_ = house.states()
    assert states_.count(("rejected_one_month", "sent", None)) == 1
    assert ("rejected_one_month", "held", "rate") in states_
    assert ("receipt", "sent", None) in states_


def test_an_address_gets_so_many_replies_a_day(build, mail) -> None:
    house = build(reply={"per_address_per_day": 2})
    for n in range(3):
        house.deliver(mail(f"Question {n} ?"))
    house.cycle()
    assert [state[1:] for state in house.states()] == [("sent", None), ("sent", None), ("held", "rate")]
    house.pass_time(days=1, minutes=1)
    house.deliver(mail("Encore une question ?"))
    house.cycle()
    assert house.states()[-1][1:] == ("sent", None)
