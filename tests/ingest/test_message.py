"""What is read of a mail, in the states that mails really arrive in."""

from base64 import b64encode
from datetime import UTC, datetime
from email.message import EmailMessage

from ingest import message


def test_a_plain_mail_is_read_whole():
    read = message.read(
        b"Return-Path: <zoe@example.org>\r\n"
        b"Received: from a by b; Mon, 2 Mar 2026 10:00:05 +0100\r\n"
        b"Received: from c by a; Mon, 2 Mar 2026 10:00:01 +0100\r\n"
        b"From: =?utf-8?q?Zo=C3=A9_Martin?= <zoe@example.org>\r\nTo: a@example.net, B <b@example.net>\r\n"
        b"Subject: =?iso-8859-1?q?Dossier_compl=E9t=E9?=\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\n"
        b"Message-ID: <1@example.org>\r\nIn-Reply-To: <qi.a@example.net>\r\nReferences: <r1@x> <qi.a@example.net>\r\n"
        b"\r\nBonjour\r\n"
    )
    assert (read.sender.address, read.sender.name) == ("zoe@example.org", "Zoé Martin")
    assert [one.address for one in read.to] == ["a@example.net", "b@example.net"]
    assert (read.subject, read.text, read.message_id) == ("Dossier complété", "Bonjour", "<1@example.org>")
    assert read.in_reply_to == ("<qi.a@example.net>",)
    assert read.references == ("<r1@x>", "<qi.a@example.net>")
    assert read.date == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert read.received[0] == datetime(2026, 3, 2, 9, 0, 5, tzinfo=UTC)
    assert read.return_path == "zoe@example.org"


def test_a_null_return_path_is_empty_and_an_absent_one_is_none():
    assert message.read(b"Return-Path: <>\n\n").return_path == ""
    assert message.read(b"Subject: x\n\n").return_path is None


def test_raw_latin_1_in_headers_and_text_keeps_its_accents():
    read = message.read("From: Zoé <zoe@example.org>\nSubject: pièce jointe\n\nPrénom".encode("cp1252"))
    assert (read.sender.name, read.subject, read.text) == ("Zoé", "pièce jointe", "Prénom")


def test_utf_8_declared_as_latin_1_is_read_as_utf_8():
    read = message.read(b"Content-Type: text/plain; charset=iso-8859-1\n\n" + "Prénom".encode())
    assert read.text == "Prénom"


def test_an_unknown_charset_is_no_obstacle():
    read = message.read(b"Content-Type: text/plain; charset=x-unknown-8\n\n" + "Prénom".encode("cp1252"))
    assert read.text == "Prénom"


def test_a_from_without_an_address_is_no_sender():
    for value in (b"Zoe Martin", b"undisclosed-recipients:;", b"<>", b"zoe@", b"@example.org"):
        assert message.read(b"From: " + value + b"\n\n").sender is None


def test_the_first_of_two_from_headers_counts():
    assert message.read(b"From: a@example.org\nFrom: b@example.org\n\n").sender.address == "a@example.org"


def test_a_mail_with_carriage_returns_alone_is_read():
    read = message.read(b"From: a@example.org\rSubject: Bonjour\r\rPremi\xe8re ligne\rSeconde")
    assert (read.subject, read.text) == ("Bonjour", "Première ligne\nSeconde")


def test_an_unnamed_pdf_alone_in_its_mail_is_a_part():
    content = b"%PDF-1.7\n" + bytes(range(256))
    read = message.read(b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + b64encode(content))
    assert [(part.path, part.media_type, part.content) for part in read.parts] == [("1", "application/pdf", content)]


def test_base64_with_foreign_characters_and_no_padding_is_decoded():
    read = message.read(b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nQm9u!\n am91\x00cg")
    assert read.parts[0].content == b"Bonjour"


def test_file_names_of_rfc_2231_and_rfc_2047_are_decoded_and_cleaned():
    def name(parameters: str) -> str | None:
        return (
            message.read(f"Content-Type: application/pdf\nContent-Disposition: attachment; {parameters}\n\nx".encode())
            .parts[0]
            .filename
        )

    assert name("filename*=utf-8''r%C3%A9sum%C3%A9.pdf") == "résumé.pdf"
    assert name("filename*0*=utf-8''r%C3%A9; filename*1=sume.pdf") == "résume.pdf"
    assert name('filename="=?utf-8?q?d=C3=A9vis.pdf?="') == "dévis.pdf"
    assert name('filename="pièce.pdf"') == "pièce.pdf"
    assert name('filename="..\\\\..\\\\x/../etc/passwd"') == "passwd"


def test_a_mail_inside_a_mail_has_paths_of_its_own():
    inner = EmailMessage()
    inner["From"], inner["Date"] = "x@example.org", "Sun, 01 Mar 2026 09:00:00 +0100"
    inner.set_content("Mon dossier")
    inner.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="cv.pdf")
    outer = EmailMessage()
    outer["From"] = "conseiller@example.org"
    outer.set_content("Voir le message joint")
    outer.add_attachment(inner)
    read = message.read(outer.as_bytes())
    assert [part.path for part in read.parts] == ["1", "2", "2.1", "2.2"]
    assert {part.nested_in for part in read.parts[2:]} == {"2"}
    assert read.text == "Voir le message joint"
    assert read.original_dates == (datetime(2026, 3, 1, 8, 0, tzinfo=UTC),)


def test_of_an_alternative_the_plain_text_is_taken_unless_the_page_says_much_more():
    def alternative(plain: str, page: str) -> str:
        built = EmailMessage()
        built.set_content(plain)
        built.add_alternative(page, subtype="html")
        return message.read(built.as_bytes()).text

    assert alternative("Bonjour", "<p>Bonjour</p>") == "Bonjour"
    assert "Ligne 3 du dossier" in alternative("Version HTML requise", "".join(f"<p>Ligne {n} du dossier</p>" for n in range(40)))


def test_a_multipart_whose_boundary_is_wrong_is_still_taken_apart():
    read = message.read(
        b'Content-Type: multipart/mixed; boundary="declared"\n\n'
        b"--used\nContent-Type: text/plain\n\nBonjour\n--used\nContent-Type: application/pdf\n\n%PDF-1.7\n--used--\n"
    )
    assert [part.media_type for part in read.parts] == ["text/plain", "application/pdf"]
    assert "StartBoundaryNotFound" in read.defects


def test_a_multipart_that_is_cut_short_keeps_what_came():
    read = message.read(
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nBonjour\n--b\nContent-Type: application/pdf\n\n%PDF-1.7 cou"
    )
    assert read.parts[1].content == b"%PDF-1.7 cou"
    assert "CloseBoundaryNotFound" in read.defects


def test_flowed_lines_are_joined():
    read = message.read(b"Content-Type: text/plain; format=flowed\n\nNom de naissance : \nDUPONT\nfin\n")
    assert read.text == "Nom de naissance : DUPONT\nfin"


def test_the_social_security_number_is_masked_in_subject_text_and_names():
    read = message.read(
        "Subject: NIR 1 85 05 78 006 084 36\nContent-Type: multipart/mixed; boundary=b\n\n"
        "--b\n\nMon numéro : 185057800608436, SIRET 13002526500013, tél. 02 31 06 98 98\n"
        '--b\nContent-Disposition: attachment; filename="185057800608436.pdf"\n\nx\n--b--'.encode()
    )
    assert read.subject == "NIR [NIR masqué]"
    assert read.text == "Mon numéro : [NIR masqué], SIRET 13002526500013, tél. 02 31 06 98 98"
    assert read.parts[1].filename == "[NIR masqué].pdf"
    assert "185057800608436" not in str(read.headers)
