"""Reports of delivery and of reading: known as such, and read for whom they concern."""

from ingest import classify, message
from values.mail import Kind

OURS = "<qi.abcdefghijklmnopqrstuvwxyz.abcdefghijklmnop@example.net>"
REPORT = f"""\
From: MAILER-DAEMON@example.net
Return-Path: <>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Le message n'a pas pu être remis.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; Zoe@example.org
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; plein@example.org
Action: failed
Status: 4.2.2

Final-Recipient: rfc822; tard@example.org
Action: delayed
Status: 4.4.1

Final-Recipient: rfc822; bien@example.org
Action: delivered
Status: 2.0.0
--b
Content-Type: message/rfc822

Message-ID: {OURS}
Subject: Dossier

Bonjour
--b--
"""


def sorted_as(text: str, vocabulary):
    """The sorting of a mail given as text."""
    return classify.machine(message.read(text.encode()), vocabulary)


def test_a_delivery_report_names_our_mail_and_the_addresses(vocabulary):
    sorting = sorted_as(REPORT, vocabulary)
    assert sorting.kind is Kind.BOUNCE
    assert sorting.bounced == (OURS,)
    assert sorting.refused == ("zoe@example.org",)
    assert sorting.temporary == ("plein@example.org", "tard@example.org")


def test_a_read_receipt_is_a_bounce_without_a_refused_address(vocabulary):
    sorting = sorted_as(
        "From: zoe@example.org\nUser-Agent: Mozilla Thunderbird\nSubject: Lu : Dossier\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
        f"--b\n\nLu.\n--b\nContent-Type: message/disposition-notification\n\nOriginal-Message-ID: {OURS}\n--b--\n",
        vocabulary,
    )
    assert (sorting.kind, sorting.bounced, sorting.refused) == (Kind.BOUNCE, (OURS,), ())


def test_the_headers_alone_may_be_returned(vocabulary):
    text = REPORT.replace("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers")
    assert sorted_as(text, vocabulary).bounced == (OURS,)


def test_failed_recipients_of_exim(vocabulary):
    sorting = sorted_as(
        "From: Mail Delivery System <Mailer-Daemon@example.net>\nX-Failed-Recipients: zoe@example.org\nSubject: x\n\nx",
        vocabulary,
    )
    assert (sorting.kind, sorting.refused) == (Kind.BOUNCE, ("zoe@example.org",))


def test_a_french_bounce_in_prose(vocabulary):
    sorting = sorted_as(
        "From: Système de remise <postmaster@example.net>\nTo: qualif@example.net\nSubject: Échec de la remise : dossier\n\n"
        f"Votre message {OURS} n'a pas pu être remis à zoe@example.org : adresse inexistante.\n",
        vocabulary,
    )
    assert (sorting.kind, sorting.refused, sorting.bounced) == (Kind.BOUNCE, ("zoe@example.org",), (OURS,))


def test_a_bounce_that_a_person_forwards_as_a_file_is_a_persons_mail(vocabulary):
    indented = REPORT.replace("boundary=b", "boundary=c").replace("--b", "--c")
    head = "From: zoe@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nVoyez.\n"
    text = f"{head}--b\nContent-Type: message/rfc822\n\n{indented}\n--b--"
    assert sorted_as(text, vocabulary) is None


def test_a_report_that_is_broken_is_still_a_bounce(vocabulary):
    sorting = sorted_as("From: x@example.net\nContent-Type: multipart/report; report-type=delivery-status\n\nrien", vocabulary)
    assert (sorting.kind, sorting.refused) == (Kind.BOUNCE, ())
