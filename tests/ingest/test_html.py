"""A page as the text that a person sees."""

import pytest

from ingest.html import to_text

PAGES = {
    "blocks are lines": ("<p>Bonjour,</p><div>Nom&nbsp;: DUPONT</div><div>suite</div>", "Bonjour,\n\nNom\xa0: DUPONT\nsuite"),
    "the cells of a row stand apart by a tab": (
        "<table><tr><td>Nom</td><td><p>DUPONT</p></td></tr><tr><th>Début<td>02/03/2026</table>",
        "Nom\tDUPONT\n\nDébut\t02/03/2026",
    ),
    "scripts, styles and comments are not text": ("<style>a{}</style><script>x</script><!-- y -->Bonjour", "Bonjour"),
    "boxes are shown": ("<input type=checkbox checked> Oui <input type='checkbox'> Non", "☒ Oui ☐ Non"),
    "a table that only lays out the page keeps its lines": (
        f"<table><tr><td><p>Bonjour</p><p>{'mot ' * 90}</p><table><tr><td>Nom</td><td>DUPONT</td></tr></table></td></tr></table>",
        "Bonjour\n\n" + ("mot " * 90).strip() + "\n\nNom\tDUPONT",
    ),
    "a quotation is marked": ("Oui<blockquote>Votre nom ?<br>Merci</blockquote>", "Oui\n> Votre nom ?\n> Merci"),
    "the address of a link follows its words": ('<a href="https://we.tl/x">mon dossier</a>', "mon dossier <https://we.tl/x>"),
    "a page that is cut short is read as far as it goes": ("<p>Bonjour <b>Zo&eacute", "Bonjour Zoé"),
    "a sign that opens no tag stays": ("1 < 2 & 3", "1 < 2 & 3"),
}


@pytest.mark.parametrize(("page", "text"), PAGES.values(), ids=PAGES)
def test_page(page, text):
    assert to_text(page) == text
