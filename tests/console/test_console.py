"""The console as an operator sees it, in Chromium: pages, filter, headers, hostile names, accessibility, narrow, dark."""

import json
import urllib.error
import urllib.request
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.console.conftest import Console, Visit
from tests.live.mails import sample

AXE = Path(__file__).with_name("axe.min.js")
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
VERDICTS = {"rejected": "Hors délai", "flagged": "À vérifier", "incomplete": "Incomplet", "receivable": "Recevable"}


def pages_of(console: Console) -> list[str]:
    """Every kind of page."""
    return ["/", "/?verdict=rejected", *(f"/dossiers/{ref}" for ref in console.refs.values()), "/dossiers/QI-1999-00001"]


def test_the_list_shows_every_dossier_newest_first(console: Console, visit: Visit) -> None:
    visit.page.goto(console.url)
    rows = sorted(console.qualif.dossiers(), key=lambda row: row["received_at"], reverse=True)
    shown = visit.page.locator("tbody th a").all_inner_texts()
    assert sorted(shown) == sorted(row["ref"] for row in rows)
    days = {row["ref"]: row["received_at"] for row in rows}
    assert [days[ref] for ref in shown] == [row["received_at"] for row in rows]
    assert visit.page.title() == "Dossiers · Qualif individuel"
    assert visit.page.locator("html").get_attribute("lang") == "fr"
    assert visit.complaints == []


def test_it_says_what_a_person_must_do(console: Console, visit: Visit) -> None:
    told = json.loads(console.qualif("status", "--json").stdout)["must_act"]
    visit.page.goto(console.url)
    assert visit.page.locator(".alert li").all_inner_texts() == told


def test_a_filter_keeps_one_verdict(console: Console, visit: Visit) -> None:
    rows = console.qualif.dossiers()
    visit.page.goto(console.url)
    for name, label in VERDICTS.items():
        count = sum(row["verdict"] == name for row in rows)
        visit.page.get_by_role("navigation").get_by_role("link", name=f"{label} {count}", exact=True).click()
        expect(visit.page).to_have_url(f"{console.url}/?verdict={name}")
        assert visit.page.locator("tbody th a").count() == count
        expect(visit.page.locator('[aria-current="true"]')).to_contain_text(label)
    assert visit.complaints == []


def test_a_dossier_shows_what_was_read_judged_and_answered(console: Console, visit: Visit) -> None:
    visit.page.goto(console.url)
    visit.page.get_by_role("link", name=console.refs["rejected_one_month"]).click()
    page = visit.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bastien")
    assert page.locator(".findings li").count() == 21
    failed = page.locator(".findings li").first
    expect(failed).to_contain_text("non conforme")
    expect(failed).to_contain_text("16 mars 2026")
    expect(page.get_by_role("row", name="Début de la formation")).to_contain_text("dossier.pdf, page ")
    expect(page.locator("details pre")).to_be_hidden()
    page.get_by_text("Lire le texte").click()
    expect(page.locator("details pre")).to_contain_text("tribunal administratif")
    history = page.locator("section", has=page.locator("#historique")).inner_text()
    assert "réponse envoyée, par la machine" in history
    assert "reply." not in history
    page.get_by_role("link", name="Tous les dossiers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dossiers")
    assert visit.complaints == []


def test_rivals_and_doubts_are_shown(console: Console, visit: Visit) -> None:
    visit.page.goto(f"{console.url}/dossiers/{console.refs['quote_with_another_start']}")
    row = visit.page.get_by_role("row", name="Début de la formation")
    expect(row.locator(".rival")).to_contain_text("ou ")


def test_what_a_candidate_writes_is_text(console: Console, visit: Visit) -> None:
    visit.page.goto(f"{console.url}/dossiers/{console.refs['html_in_names_and_subject']}")
    expect(visit.page.locator("main")).to_contain_text("<script>alert(1)</script>")
    assert visit.page.locator("script, img, main b").count() == 0
    visit.page.goto(console.url)
    expect(visit.page.locator("tbody")).to_contain_text("<script>alert(1)</script>")
    assert visit.page.locator("script, img").count() == 0
    assert visit.complaints == []


@pytest.mark.parametrize(
    "path", ["/dossiers/QI-1999-00001", "/dossiers/<script>", "/ailleurs", "/?verdict=parti", "/static/x.css"]
)
def test_what_is_not_there_is_a_page_in_french(console: Console, visit: Visit, path: str) -> None:
    answer = visit.page.goto(console.url + path)
    assert answer is not None
    assert answer.status == 404
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
    visit.page.get_by_role("link", name="Voir tous les dossiers").click()
    expect(visit.page).to_have_url(f"{console.url}/")


def test_every_answer_forbids_scripts_frames_and_copies(console: Console, visit: Visit) -> None:
    for path in [*pages_of(console), "/health", "/metrics", "/static/console.css"]:
        headers = visit.page.request.get(console.url + path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_another_host_name_is_refused(console: Console) -> None:
    asked = urllib.request.Request(console.url, headers={"Host": "qualif.attaque.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=10)
    refused.value.close()
    assert refused.value.code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_reads(console: Console, visit: Visit, method: str) -> None:
    path = f"{console.url}/dossiers/{console.refs['rejected_one_month']}"
    assert getattr(visit.page.request, method)(path).status == 405


def test_health_and_metrics_hold_no_personal_data(console: Console, visit: Visit) -> None:
    health = visit.page.request.get(f"{console.url}/health")
    assert (health.status, health.json()) == (200, {"status": "ok"})
    metrics = visit.page.request.get(f"{console.url}/metrics")
    assert metrics.headers["content-type"].startswith("text/plain; version=0.0.4")
    text = metrics.text()
    assert "qualif_held " in text
    assert "qualif_must_act " in text
    assert "@" not in text
    assert "QI-" not in text


def test_no_page_asks_anything_of_another_host(console: Console, visit: Visit) -> None:
    for path in pages_of(console):
        visit.page.goto(console.url + path)
    assert [url for url in visit.requests if not url.startswith(console.url)] == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("dark", 820), ("light", 400)])
def test_accessible_and_within_the_screen(
    console: Console, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    """axe-core finds no violation on any page, everything unfolded, and nothing but a table scrolls sideways."""
    assert sha256(AXE.read_bytes()).hexdigest() == AXE_SHA256
    cases = ("rejected_one_month", "quote_with_another_start", "two_candidates", "broken_pdf", "colleague_forwards_late")
    paths = ["/", *(f"/dossiers/{console.refs[case]}" for case in cases), "/dossiers/QI-1999-00001"]
    found = []
    screen: ViewportSize = {"width": width, "height": 900}
    with browser.new_context(viewport=screen, color_scheme=scheme, locale="fr-FR", bypass_csp=True) as context:
        page = context.new_page()
        for path in paths:
            page.goto(console.url + path)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            page.add_script_tag(path=str(AXE))
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [f"{path}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in result["violations"]]
    assert found == [], "\n".join(found)


def test_the_keyboard_reaches_the_content(console: Console, visit: Visit) -> None:
    visit.page.goto(console.url)
    visit.page.keyboard.press("Tab")
    expect(visit.page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "contenu"


def test_the_subject_of_a_mail_is_shown_as_it_was(console: Console, visit: Visit) -> None:
    case = sample("html_in_names_and_subject")
    assert case.expected is not None
    visit.page.goto(f"{console.url}/dossiers/{console.refs[case.name]}")
    expect(visit.page.locator("dl.facts").first).to_contain_text(case.expected["message"]["subject"])
