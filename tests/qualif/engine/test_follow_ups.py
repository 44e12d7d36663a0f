"""Further mails: answers to our threads, references, pieces; what joins, what does not, what R becomes."""

from datetime import timedelta

import pytest

from qualif.store import dossiers, examinations, filing
from values.finding import Outcome


def reply_id(house, place: int = -1) -> str:
    return house.replies[place].message_id


def last(house, ref: str):
    with house.parts.database.read() as session:
        return examinations.last(session, dossiers.find(session, ref).id)[0]


def test_an_answer_to_our_mail_joins_its_dossier(house, form, mail) -> None:
    house.deliver(mail(form(**{"Organisme de formation": None})))
    house.cycle()
    assert house.dossiers[0].status in ("open", "awaiting_pieces")
    house.pass_time(days=3)
    house.deliver(mail("Voici la suite.\nMerci", subject="RE: Candidature", In_Reply_To=reply_id(house)))
    house.cycle()
    (dossier,) = house.dossiers
    assert house.mails[1].kind == "follow_up"
    assert house.mails[1].dossiers == (dossier.ref,)
    assert dossier.messages == (1, 2)
    assert house.states()[-1] == ("follow_up", "sent", None)
    assert house.replies[-1].dossier == dossier.ref


def test_the_same_form_again_joins_and_r_stays(house, form, mail) -> None:
    first = house.instant[0] - timedelta(days=3)
    house.deliver(mail(form()), first)
    house.cycle()
    house.deliver(mail("Je renvoie mon dossier.\n" + form(), subject="Nouvel envoi"))
    house.cycle()
    (dossier,) = house.dossiers
    assert dossier.messages == (1, 2)
    assert dossier.received_at == first
    with house.parts.database.read() as session:
        assert [one.cause for one in examinations.entries(session, dossier.id)] == ["mail", "mail"]
    found = last(house, dossier.ref)
    assert found.request_received_at == first
    assert found.finding("submission.duplicate").outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    ids = [record.id for record in found.dossier.documents]
    assert len(ids) == len(set(ids))
    assert {reading.document for reading in found.dossier.form.readings.values()} <= set(ids)


def test_a_late_form_of_a_request_that_came_in_time_is_not_late(house, form, late, mail) -> None:
    house.deliver(mail(late()), house.instant[0] - timedelta(days=20))
    house.cycle()
    house.deliver(mail("Encore une fois.\n" + late(), subject="Relance"))
    house.cycle()
    assert last(house, house.dossiers[0].ref).finding("deadline.one_month").outcome is Outcome.PASS


def test_another_start_in_the_thread_is_a_dispute(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    changed = "Je corrige la date.\n" + form(**{"Date de début": "11/05/2026"})
    house.deliver(mail(changed, subject="RE: Candidature", In_Reply_To=reply_id(house)))
    house.cycle()
    (dossier,) = house.dossiers
    assert dossier.verdict == "flagged"
    assert last(house, dossier.ref).dossier.form.readings["training.start_date"].rivals


def test_another_session_is_another_dossier(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.deliver(mail(form(**{"Date de début": "07/09/2026", "Date de fin": "18/12/2026"}), subject="Autre"))
    house.cycle()
    assert len(house.dossiers) == 2


def test_an_uncertain_identity_is_a_second_dossier_and_flagged(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    house.deliver(mail(form(**{"Date de naissance": None, "Courriel": None, "Adresse": None}), "conseil@ml.example"))
    house.cycle()
    assert [one.verdict for one in house.dossiers][1] == "flagged"
    assert last(house, "QI-2026-00002").finding("submission.duplicate").outcome is Outcome.UNSURE


def test_a_reference_counts_from_an_address_of_its_dossier_only(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    ref = house.dossiers[0].ref
    house.deliver(mail(f"Dossier {ref} : quand aurai-je une réponse ?", subject="Où en est-on"))
    house.deliver(mail(f"Dossier {ref} : et le mien ?", "stranger@example.org", subject="Curieux"))
    house.cycle()
    assert [row.kind for row in house.mails] == ["application", "follow_up", "other"]
    assert [row.dossiers for row in house.mails] == [(ref,), (ref,), ()]
    assert house.replies[-1].dossier is None


def test_a_forged_thread_is_no_thread(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    forged = "<qi.aaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaa@normandie.fr>"
    house.deliver(mail("Alors ?", "stranger@example.org", subject="RE: ?", In_Reply_To=forged))
    house.cycle()
    assert house.mails[1].kind == "other"


def test_a_rejected_dossier_is_never_rejected_again(house, late, mail) -> None:
    house.deliver(mail(late()))
    house.cycle()
    house.deliver(mail("Je renvoie.\n" + late(), subject="Encore"))
    house.cycle()
    assert [state for state in house.states() if state[0].startswith("rejected_")] == [("rejected_one_month", "sent", None)]
    assert house.dossiers[0].status == "rejected"


def test_a_rejection_that_waits_is_not_doubled(build, late, mail) -> None:
    house = build(decision={"under_one_month": "propose"})
    house.deliver(mail(late()))
    house.cycle()
    house.deliver(mail("Je renvoie.\n" + late(), subject="Encore"))
    house.cycle()
    assert [state for state in house.states() if state[0].startswith("rejected_")] == [("rejected_one_month", "held", "proposed")]


def test_a_contestation_goes_to_a_person(house, late, mail) -> None:
    house.deliver(mail(late()))
    house.cycle()
    text = "Je conteste cette décision et demande le réexamen de mon dossier."
    house.deliver(mail(text, subject="RE: décision", In_Reply_To=reply_id(house)))
    house.cycle()
    (dossier,) = house.dossiers
    assert dossier.status == "rejected"
    assert dossier.contested_at is not None
    assert house.states()[-1] == ("contested", "sent", None)


def test_a_form_for_a_bare_candidature_joins_it(house, form, mail) -> None:
    house.deliver(mail("Bonjour, je vous adresse ma candidature pour Qualif individuel."))
    house.cycle()
    (bare,) = house.dossiers
    assert (bare.candidate, bare.status, bare.verdict) == (None, "awaiting_pieces", "incomplete")
    assert bare.pieces_due is not None
    house.pass_time(days=2)
    house.deliver(mail("Voici.\n" + form(), subject="RE: Candidature", In_Reply_To=reply_id(house)))
    house.cycle()
    (dossier,) = house.dossiers
    assert dossier.ref == bare.ref
    assert dossier.candidate == "MARTIN Léa"
    assert dossier.status == "open"


def test_an_earlier_question_in_the_same_thread_gives_r(house, form, mail) -> None:
    asked = house.instant[0] - timedelta(days=4)
    house.deliver(mail("Quels papiers faut-il ?", subject="Question"), asked)
    house.cycle()
    house.deliver(mail("Voici mon dossier.\n" + form(), subject="RE: Question", In_Reply_To=reply_id(house)))
    house.cycle()
    assert house.dossiers[0].received_at == asked


def test_the_sixth_candidate_of_a_session_is_for_a_person(house, form, mail) -> None:
    people = ("DUVAL Léa", "LEROY Paul", "MOREL Zoé", "GARNIER Hugo", "ROUX Inès", "BLANC Adam")
    for n, person in enumerate(people):
        address, (last_name, first_name) = f"c{n}@example.org", person.split()
        change = {"Nom": last_name, "Prénom": first_name, "Courriel": address, "Date de naissance": f"0{n + 1}/01/1990"}
        house.deliver(mail(form(**change), address), house.instant[0] - timedelta(hours=10 - n))
    house.cycle()
    outcomes = [last(house, one.ref).finding("session.quota").outcome for one in house.dossiers]
    assert outcomes == [Outcome.PASS] * 5 + [Outcome.UNSURE]


def test_an_earlier_mail_that_names_the_candidate_makes_a_rejection_doubtful(house, late, mail) -> None:
    early = house.instant[0] - timedelta(days=20)
    house.deliver(mail("Le dossier de Martin Léa arrive bientôt ?", "conseil@ml.example", subject="Léa Martin"), early)
    house.deliver(mail(late()))
    house.cycle()
    (dossier,) = house.dossiers
    assert dossier.verdict == "flagged"
    assert "deadline.one_month" in dossier.reasons


@pytest.mark.parametrize("status", ["withdrawn", "refused"])
def test_a_closed_dossier_is_not_joined(house, form, mail, status: str) -> None:
    house.deliver(mail(form()))
    house.cycle()
    with house.parts.database.write() as session:
        filing.set_status(session, 1, status, house.instant[0])
    house.deliver(mail("De nouveau.\n" + form(), subject="Encore"))
    house.cycle()
    assert len(house.dossiers) == 2


def test_a_bounce_marks_the_address_that_refused(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    report = f"""--b
Content-Type: text/plain

Undeliverable

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; lea.martin@example.org
Action: failed
Status: 5.1.1

--b
Content-Type: message/rfc822

Message-ID: {reply_id(house)}
Subject: x

x
--b--
"""
    kind = 'multipart/report; report-type=delivery-status; boundary="b"'
    house.deliver(mail(report, "mailer-daemon@mx.example.org", subject="Undelivered", Content_Type=kind))
    house.cycle()
    assert house.mails[1].kind == "bounce"
    assert [(one.state, one.refused[0][0]) for one in house.replies] == [("sent", "lea.martin@example.org")]


ADVISER = "conseil@ml.example"


def two_dossiers(house, form, mail) -> None:
    for last_name, first_name in (("DUVAL", "Zoé"), ("LEROY", "Paul")):
        address = f"{last_name.lower()}@example.org"
        change = {"Nom": last_name, "Prénom": first_name, "Courriel": address, "Date de naissance": None}
        house.deliver(mail(form(**change), ADVISER, subject=f"Dossier {last_name}"))
    house.cycle()


def test_pieces_join_the_only_dossier_of_their_sender(house, form, mail) -> None:
    house.deliver(mail(form()))
    house.cycle()
    house.deliver(mail("Voici.\nPièce : devis.pdf\n", subject="Devis"))
    house.cycle()
    (dossier,) = house.dossiers
    assert house.mails[1].kind == "follow_up"
    assert dossier.messages == (1, 2)
    names = {record.name: record.id for record in last(house, dossier.ref).dossier.documents}
    assert names["devis.pdf"] == "2:2"
    assert house.replies[-1].dossier == dossier.ref


def test_pieces_of_an_adviser_join_the_candidate_that_they_name(house, form, mail) -> None:
    two_dossiers(house, form, mail)
    house.deliver(mail("Voici la pièce de Paul LEROY.\nPièce : devis.pdf\n", ADVISER, subject="Pièce"))
    house.cycle()
    assert [one.messages for one in house.dossiers] == [(1,), (2, 3)]


def test_pieces_that_name_nobody_join_nothing_and_are_answered(house, form, mail) -> None:
    two_dossiers(house, form, mail)
    house.deliver(mail("Voici.\nPièce : devis.pdf\n", ADVISER, subject="Pièce"))
    house.cycle()
    assert (house.mails[2].kind, house.mails[2].dossiers) == ("follow_up", ())
    assert house.states()[-1] == ("follow_up", "sent", None)
    assert house.replies[-1].dossier is None


def test_pieces_go_on_from_the_sender_s_own_mail(house, form, mail) -> None:
    two_dossiers(house, form, mail)
    headers = {"In_Reply_To": house.mails[0].message_id}
    house.deliver(mail("J'oubliais.\nPièce : devis.pdf\n", ADVISER, subject="RE: Dossier", **headers))
    house.cycle()
    assert [one.messages for one in house.dossiers] == [(1, 3), (2,)]


def test_an_unread_piece_of_the_same_sender_makes_a_rejection_doubtful(house, late, mail) -> None:
    house.deliver(mail("Voici.\nPièce : illisible.pdf\n", ADVISER, subject="Dossier"), house.instant[0] - timedelta(days=20))
    house.deliver(mail(late(), ADVISER))
    house.cycle()
    late_one = house.dossiers[-1]
    assert (late_one.verdict, house.mails[-1].kind) == ("flagged", "application")
    assert "deadline.one_month" in late_one.reasons


def test_an_old_mail_of_another_session_is_no_doubt(house, form, late, mail) -> None:
    house.deliver(
        mail(form(**{"Date de début": "02/02/2026", "Organisme de formation": "GRETA Rouen"})),
        house.instant[0] - timedelta(days=60),
    )
    house.cycle()
    house.deliver(mail(late(), subject="Autre formation"))
    house.cycle()
    assert house.dossiers[1].verdict == "rejected"


def test_a_thread_of_another_sender_is_doubtful_only(house, form, late, mail) -> None:
    house.deliver(mail("Une question sur les délais ?", ADVISER, subject="Question"), house.instant[0] - timedelta(days=20))
    house.deliver(mail("Suite.\n" + late(), subject="RE: Question", In_Reply_To="<question@ml.example>"))
    first = house.mailbox.kept["INBOX"].mails[0]
    first.content = first.content.replace(b"Message-ID: <", b"Message-ID: <question@ml.example>\r\nX-Was: <")
    house.cycle()
    assert house.dossiers[0].verdict == "flagged"
    assert house.dossiers[0].received_at == house.instant[0]


def test_credits_left_are_counted(build, form, mail) -> None:
    house = build(budget={"year_euros": 5000})
    house.deliver(mail(form()))
    house.cycle()
    from qualif.engine.decisions import correct, decide

    for ref, name in (("QI-2026-00001", "LEROY"),):
        correct(house.parts, ref, "training.cost", "4000", by="Ana", reason="devis", now=house.instant[0])
        decide(house.parts, ref, "granted", by="Ana", reason="CP", now=house.instant[0])
        house.deliver(
            mail(form(Nom=name, Prénom="Paul", Courriel="p@example.org", **{"Date de naissance": None}), "p@example.org")
        )
    house.cycle()
    correct(house.parts, "QI-2026-00002", "training.cost", "2000", by="Ana", reason="devis", now=house.instant[0])
    assert last(house, "QI-2026-00002").finding("training.cost").outcome is Outcome.UNSURE
