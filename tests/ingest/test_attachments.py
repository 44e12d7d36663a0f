"""The files of a mail, through archives and nested mails, under one budget."""

import zipfile
from email.message import EmailMessage
from io import BytesIO

from ingest import attachments, message
from ingest.attachments import Budget

PDF = b"%PDF-1.7\n"


def archive(**members: bytes) -> bytes:
    """A zip of some members, by name."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, member in members.items():
            opened.writestr(name, member)
    return content.getvalue()


def mail_with(*files: tuple[str, bytes]) -> EmailMessage:
    """A mail with some files."""
    built = EmailMessage()
    built["From"], built["Subject"] = "zoe@example.org", "Dossier"
    built.set_content("Bonjour, é")
    for name, content in files:
        built.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return built


def unpacked(built: EmailMessage, budget: Budget | None = None):
    """What is unpacked of a mail, as (id, name, problem)."""
    return [(one.path, one.name, one.problem) for one in attachments.unpack(message.read(built.as_bytes()), budget)]


def test_the_text_of_the_mail_comes_first():
    first = attachments.unpack(message.read(mail_with().as_bytes()))[0]
    assert (first.path, first.body, first.media_type, first.content) == ("1", True, "text/plain", "Bonjour, é".encode())


def test_files_are_numbered_in_order_and_archives_are_opened():
    content = archive(**{"Dupont/scan.pdf": PDF, "in.zip": archive(**{"cv.pdf": PDF}), "__MACOSX/x": b"x", "vide/": b""})
    assert unpacked(mail_with(("devis.pdf", PDF), ("dossier.zip", content)))[1:] == [
        ("2", "devis.pdf", None),
        ("3/dossier.zip/Dupont/scan.pdf", "scan.pdf", None),
        ("3/dossier.zip/in.zip/cv.pdf", "cv.pdf", None),
    ]


def test_what_a_file_came_in_is_told():
    found = attachments.unpack(message.read(mail_with(("a.zip", archive(**{"Dupont/scan.pdf": PDF}))).as_bytes()))
    assert found[1].inside == "2/a.zip/Dupont"


def test_a_nested_mail_gives_its_text_and_its_files():
    outer = mail_with()
    outer.add_attachment(mail_with(("cv.pdf", PDF)))
    assert unpacked(outer)[1:] == [("2/1", "Dossier", None), ("2/2", "cv.pdf", None)]


def test_a_mail_saved_as_a_file_is_opened_too():
    found = unpacked(mail_with(("dossier.eml", mail_with(("cv.pdf", PDF)).as_bytes())))
    assert found[1:] == [("2/1", "Dossier", None), ("2/2", "cv.pdf", None)]


def test_names_are_no_paths_and_two_of_a_name_are_told_apart():
    content = archive(**{"../../etc/a.pdf": PDF, "etc\\a.pdf": PDF, "a.pdf": PDF, "./a.pdf": PDF})
    ids = [path for path, _, _ in unpacked(mail_with(("x.zip", content)))[1:]]
    assert ids == ["2/x.zip/etc/a.pdf", "2/x.zip/etc/a.pdf~2", "2/x.zip/a.pdf", "2/x.zip/a.pdf~2"]


def test_an_archive_with_a_password_is_named_encrypted():
    content = bytearray(archive(**{"a.pdf": PDF}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert unpacked(mail_with(("a.zip", bytes(content))))[1:] == [("2", "a.zip", "encrypted")]


def test_a_bomb_is_not_opened():
    bomb = archive(**{"a.txt": b"0" * 50_000_000})
    assert unpacked(mail_with(("a.zip", bomb)))[1:] == [("2", "a.zip", "too_large")]


def test_an_archive_of_too_many_files_is_not_opened():
    content = archive(**{f"{n}.txt": b"x" for n in range(50)})
    assert unpacked(mail_with(("a.zip", content)), Budget(count=20))[1:] == [("2", "a.zip", "too_large")]


def test_files_above_the_budget_stay_listed():
    found = unpacked(mail_with(*((f"{n}.pdf", PDF) for n in range(4))), Budget(count=2))
    assert [problem for _, _, problem in found[1:]] == [None, None, "too_large", "too_large"]


def test_a_broken_archive_is_named_corrupt():
    assert unpacked(mail_with(("a.zip", archive(**{"a.pdf": PDF})[:40])))[1:] == [("2", "a.zip", "corrupt")]


def test_nesting_ends():
    content = PDF
    for _ in range(10):
        content = archive(**{"z.zip": content})
    assert unpacked(mail_with(("a.zip", content)))[-1][2] == "too_large"


def test_formats_without_a_reader_are_named_unsupported():
    found = unpacked(mail_with(("winmail.dat", b"\x78\x9f\x3e\x22abc"), ("a.rar", b"Rar!\x1a\x07\x01\x00")))
    assert [problem for _, _, problem in found[1:]] == ["unsupported", "unsupported"]


def test_pictures_of_the_mails_dress_are_marked_and_stay_listed():
    built = mail_with()
    built.add_alternative("<p>Bonjour</p><img src='cid:logo'>", subtype="html")
    built.get_payload()[1].add_related(b"\x89PNG\r\n\x1a\n...", maintype="image", subtype="png", cid="<logo>")
    found = attachments.unpack(message.read(built.as_bytes()))
    assert [(one.path, one.media_type, one.ornament) for one in found[1:]] == [("2", "image/png", True)]


def test_a_loose_archive_is_opened_like_an_attached_one():
    found = attachments.unpack_file(archive(**{"cv.pdf": PDF}), "dossier.zip")
    assert [one.path for one in found] == ["1/dossier.zip/cv.pdf"]


def test_french_names_of_windows_archives_are_read():
    content = archive(**{"Xtxdes.pdf": PDF}).replace(b"Xtxdes", "Études"[:1].encode("cp850") + b"tudes")
    assert unpacked(mail_with(("a.zip", content)))[1][1] == "Études.pdf"
