"""The HTML says the same words as the text, holds nothing active, and both are set as French asks."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from notify.contexts import TEMPLATES
from values.reply import Reply


class _Visible(HTMLParser):
    """Collects what a person sees, the tags, and the addresses linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._hidden = self._hidden or tag == "head"
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag in ("p", "li", "h2", "br", "div"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = self._hidden and tag != "head"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def seen(html: str) -> _Visible:
    visible = _Visible()
    visible.feed(html)
    return visible


def flat(text: str) -> str:
    """One blank between words; the blank that must not break is a letter like another."""
    return re.sub(r"[ \n\t]+", " ", re.sub(r"(?m)^- ", "", text)).strip()


@pytest.mark.parametrize("template", list(TEMPLATES))
def test_both_say_the_same_words(rendered: Mapping[str, tuple[Reply, ...]], template: str) -> None:
    for reply in rendered[template]:
        assert flat("".join(seen(reply.html).words)) == flat(reply.text)


@pytest.mark.parametrize("template", list(TEMPLATES))
def test_the_html_is_plain(rendered: Mapping[str, tuple[Reply, ...]], template: str) -> None:
    for reply in rendered[template]:
        html = seen(reply.html)
        assert html.tags <= {"html", "head", "meta", "title", "style", "body", "div", "p", "h2", "ul", "li", "a", "br", "strong"}
        assert all(
            link.startswith(("https://www.", "https://parcours-metier.normandie.fr/", "mailto:qualif@")) for link in html.links
        )
        assert reply.html.startswith('<!DOCTYPE html>\n<html lang="fr">')


@pytest.mark.parametrize("template", list(TEMPLATES))
def test_french_typography(rendered: Mapping[str, tuple[Reply, ...]], template: str) -> None:
    for reply in rendered[template]:
        for text in (reply.subject, reply.text, "".join(seen(reply.html).words)):
            assert re.findall(r".{0,20} [:;?!»].{0,5}", text) == []
            assert re.findall(r"« .{0,10}", text) == []
            assert re.findall(r".{0,20}\w[;?!»](?:\s|$)", text) == []


@pytest.mark.parametrize("template", list(TEMPLATES))
def test_sentences_are_short(rendered: Mapping[str, tuple[Reply, ...]], template: str) -> None:
    for reply in rendered[template]:
        bare = re.sub(r"\([^)]*\)", "", reply.text)
        sentences = re.split(r"(?<=[.?!:;])\s+|\n", bare)
        assert [s for s in sentences if len(s.split()) > 42] == []
