"""The index in a browser, as a reader uses it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tapecheck.report.index.entries import NotShown, Shown
from tapecheck.report.index.rows import Row

Write = Callable[..., Path]
LINKS = ".articles tbody a"


def sort_by(page: Page, field: str) -> None:
    """By the heading, or on a phone, which has none, by the choice."""
    heading = page.locator(f'[data-sort="{field}"]')
    if page.viewport_size and page.viewport_size["width"] > 960:
        heading.click()
    else:
        down = field not in ("title", "publisher")
        page.select_option("[name=sort]", f"-{field}" if down else field)


def test_the_newest_come_first_and_all_are_counted(watched: Any, write: Write) -> None:
    page = watched.open(write())
    expect(page.locator(LINKS)).to_have_text(
        ["Bitcoin rests", "Solana slips", "Ether follows", "Bitcoin extends rally"]
    )
    figures = dict(
        zip(page.locator(".totals dt").all_text_contents(), page.locator(".totals dd").all_text_contents(), strict=True)
    )
    assert figures == {
        "articles": "4", "records": "12", "supported": "4", "refuted": "1", "not enough info": "7", "contradictions": "1",
    }  # fmt: skip
    assert "published 2026-01-14 to 2026-01-18" in page.locator("header").inner_text()


@pytest.mark.parametrize(
    ("field", "first", "last"),
    [
        ("title", "Bitcoin extends rally", "Solana slips"),
        ("publisher", "Solana slips", "Bitcoin rests"),
        ("supported", "Bitcoin extends rally", "Bitcoin rests"),
        ("refuted", "Solana slips", "Bitcoin extends rally"),
        ("contradictions", "Solana slips", "Bitcoin extends rally"),
    ],
)
def test_it_can_be_sorted(watched: Any, write: Write, field: str, first: str, last: str) -> None:
    page = watched.open(write())
    sort_by(page, field)
    expect(page.locator(LINKS).first).to_have_text(first)
    expect(page.locator(LINKS).last).to_have_text(last)
    expect(page.locator(f'th:has([data-sort="{field}"])')).to_have_attribute(
        "aria-sort", "ascending" if field in ("title", "publisher") else "descending"
    )
    page.go_back()
    expect(page.locator(LINKS).first).to_have_text("Bitcoin rests")


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("has", "refuted", ["Solana slips"]),
        ("has", "contradictions", ["Solana slips"]),
        ("publisher", "Mockingham Post", ["Ether follows"]),
        ("publisher", "not named", ["Bitcoin rests"]),
        ("asset", "BTC", ["Ether follows", "Bitcoin extends rally"]),
    ],
)
def test_a_choice_leaves_what_has_it(watched: Any, write: Write, name: str, value: str, left: list[str]) -> None:
    page = watched.open(write())
    page.select_option(f"[name={name}]", value)
    expect(page.locator(LINKS)).to_have_text(left)
    expect(page.get_by_role("status")).to_have_text(f"{len(left)} of 4 articles")
    page.click("[type=reset]")
    expect(page.locator(LINKS)).to_have_count(4)


def test_days_pick_a_half_open_window(watched: Any, write: Write) -> None:
    page = watched.open(write())
    page.fill("[name=from]", "2026-01-15")
    page.fill("[name=to]", "2026-01-18")
    expect(page.locator(LINKS)).to_have_text(["Solana slips", "Ether follows"])


def test_words_of_a_title_are_searched(watched: Any, write: Write) -> None:
    page = watched.open(write())
    page.keyboard.press("/")
    page.keyboard.type("RALLY bit")
    expect(page.locator(LINKS)).to_have_text(["Bitcoin extends rally"])
    page.keyboard.press("ArrowDown")
    expect(page.locator(LINKS)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#article h1")).to_have_text("Bitcoin extends rally")
    page.go_back()
    expect(page.locator(LINKS)).to_have_text(["Bitcoin extends rally"])


def test_keys_walk_the_table_and_the_articles(watched: Any, write: Write) -> None:
    page = watched.open(write())
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator(LINKS).nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    heading = page.locator("#article h1")
    expect(heading).to_have_text("Solana slips")
    assert page.locator("#index").is_hidden()
    page.keyboard.press("]")
    expect(heading).to_have_text("Ether follows")
    page.keyboard.press("[")
    page.keyboard.press("[")
    expect(heading).to_have_text("Bitcoin rests")
    expect(page.locator(".position")).to_have_text("1 of 4")
    page.keyboard.press("Escape")
    expect(page.locator(LINKS).first).to_be_focused()
    assert page.locator("#article").is_hidden()


def test_a_link_leads_to_an_article_and_back_to_what_was_picked(watched: Any, write: Write) -> None:
    page = watched.open(write(), "#article=1&asset=BTC&sort=published")
    expect(page.locator("#article h1")).to_have_text("Ether follows")
    expect(page.locator(".position")).to_have_text("2 of 2")
    assert page.title() == "Ether follows · tapecheck"
    page.click(".back")
    expect(page.locator(LINKS)).to_have_text(["Bitcoin extends rally", "Ether follows"])


@pytest.mark.parametrize(
    "fragment",
    [
        "#article=4",
        "#article=99999999",
        "#article=-1",
        "#article=x",
        "#sort=constructor",
        "#r-1",
        "#to=x",
        "#from=0002-01-01&to=2026-13-01",
    ],
)
def test_an_address_that_leads_nowhere_shows_the_index(watched: Any, write: Write, fragment: str) -> None:
    page = watched.open(write(), fragment)
    expect(page.locator(LINKS)).to_have_count(4)
    page.keyboard.press("j")
    expect(page.locator(LINKS).first).to_be_focused()
    assert page.locator(".by-time tbody tr").count() == 4


def test_only_rows_in_view_are_in_the_document(watched: Any, write: Write, row: Callable[..., Row]) -> None:
    page = watched.open(
        write(
            [
                row(title=f"News {number}", published=f"2026-01-14 {number // 60:02}:{number % 60:02}")
                for number in range(1200)
            ]
        )
    )
    table = page.locator(".articles")
    assert table.get_attribute("aria-rowcount") == "1201"
    assert page.locator(LINKS).first.inner_text() == "News 1199"
    assert page.locator(LINKS).count() < 80
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = page.get_by_role("link", name="News 0", exact=True)
    expect(last).to_be_visible()
    assert page.locator(".articles tbody tr").last.get_attribute("aria-rowindex") == "1201"
    assert page.locator(LINKS).count() < 80
    last.click()
    expect(page.locator("#article h1")).to_have_text("News 0")
    page.go_back()
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()


def test_bars_and_names_lead_to_their_articles(watched: Any, write: Write) -> None:
    page = watched.open(write())
    if not page.locator(".panels").is_visible():
        page.locator(".overview > summary").click()
    strips = page.locator(".strips svg")
    box = strips.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 5)
    expect(page.locator(".readout")).to_contain_text(
        "2026-01-16: 1 article · 1 supported · 1 refuted · 2 not enough info"
    )
    strips.click(position={"x": box["width"] * 0.5, "y": 5})
    expect(page.locator(LINKS)).to_have_text(["Solana slips"])
    page.click(".wider")
    page.click(".by-publisher a:has-text('Fabricated Wire')")
    expect(page.locator(LINKS)).to_have_text(["Solana slips", "Bitcoin extends rally"])
    page.locator(".by-time summary").click()
    page.click(".by-time tbody a:has-text('2026-01-14')")
    expect(page.locator(LINKS)).to_have_text(["Bitcoin extends rally"])


def test_many_days_are_told_by_month(watched: Any, write: Write, row: Callable[..., Row]) -> None:
    page = watched.open(
        write([row(published=f"2025-{month:02}-05 10:00", title=f"News {month}") for month in (1, 2, 12)])
    )
    months = page.locator(".by-time tbody tr")
    assert [text[:7] for text in months.all_text_contents()] == ["2025-01", "2025-02", "2025-12"]
    page.evaluate("location.hash = 'from=2025-12-01&to=2026-01-01'")
    expect(page.locator(LINKS)).to_have_text(["News 12"])
    expect(page.locator("#by-time")).to_have_text("By day")


HOSTILE = "</script><script>document.title='taken'</script><!--<script><img src=x onerror=alert(1)>\u2028\u202e"


def test_what_an_article_says_stays_text(watched: Any, write: Write, row: Callable[..., Row]) -> None:
    rows = [row(title=f"{HOSTILE} {number}", publisher=HOSTILE, assets=(HOSTILE,)) for number in range(3)]
    page = watched.open(
        write(
            [
                *(Shown(one, "<main><article>safe</article></main>") for one in rows),
                NotShown(HOSTILE, "DecodeError", HOSTILE),
            ]
        )
    )
    assert page.locator(LINKS).first.inner_text().startswith("</script><script>")
    assert page.title() == "3 articles · tapecheck"
    assert page.locator("script:not([data-part]):not([type]), img").count() == 1
    page.locator(LINKS).first.click()
    expect(page.locator("#article article")).to_have_text("safe")


def test_what_could_not_be_done_is_listed(watched: Any, write: Write, few: Sequence[Row]) -> None:
    page = watched.open(write([*few, NotShown("news.jsonl:7", "DecodeError", "not a result of tapecheck extract")]))
    page.click("text=1 could not be done")
    expect(page.locator(".failed li")).to_have_text("news.jsonl:7: not a result of tapecheck extract (DecodeError)")


def test_nothing_hinders_those_who_hear_or_use_keys(watched: Any, write: Write) -> None:
    page = watched.open(write())
    page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_changed_script_does_not_run(browser: Browser, write: Write) -> None:
    path = write()
    text = path.read_text("utf-8")
    path.write_text(text.replace("function startIndex(", "document.title = 'taken';\nfunction startIndex(", 1), "utf-8")
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    assert page.title() == "4 articles · tapecheck"
    assert page.locator(LINKS).count() == 0
    assert any("Content Security Policy" in line for line in said)
    page.close()


def test_a_file_cut_short_says_so(watched: Any, write: Write, row: Callable[..., Row]) -> None:
    path = write([row(title=f"News {number}") for number in range(30)])
    text = path.read_text("utf-8")
    path.write_text(text[: text.index('<script type="text/plain" data-part="2"')], "utf-8")
    page = watched.open(path, "#article=25")
    expect(page.get_by_role("alert")).to_contain_text("not complete")


def test_an_old_browser_is_told(watched: Any, write: Write) -> None:
    watched.page.add_init_script("delete globalThis.DecompressionStream")
    page = watched.open(write(), "#article=0")
    expect(page.get_by_role("alert")).to_contain_text("DecompressionStream")
