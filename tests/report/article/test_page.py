"""The page of an article in a real browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from markupsafe import Markup
from playwright.sync_api import Page, expect

from tapecheck.records import Result
from tapecheck.report.article import article_html
from tapecheck.report.page import page as page_of
from tapecheck.report.views.passages import spans_of

Opened = Any


@pytest.fixture
def opened(watched: Any, tmp_path: Path) -> Opened:
    """Opens the page of a result: ``opened(result, "#r-…")``."""

    def open_(result: Result, fragment: str = "", charts: Sequence[Markup] = ()) -> Page:
        path = tmp_path / "page.html"
        path.write_text(page_of(result.article.title or "", article_html(result, charts=charts)), "utf-8")
        page: Page = watched.open(path, fragment)
        return page

    return open_


def test_highlights_are_the_words_of_their_records(opened: Opened, story: Result) -> None:
    page = opened(story)
    text = story.article.text
    for record in story.records:
        shown = page.locator(f'a.record[data-record="{record.id}"]').evaluate_all(
            "all => all.map(one => one.textContent)"
        )
        wanted = "".join(text[span.start : span.end] for span in spans_of(record))
        if record.kind == "quote":
            assert shown == ["It went from ", " to ", " in a day,"]
        else:
            assert shown == [wanted]
    assert page.locator("h1").text_content() == "Bitcoin at $97,500"
    assert page.locator(".block--paragraph").evaluate("one => one.textContent") in text


def test_a_click_opens_the_card(opened: Opened, story: Result) -> None:
    page = opened(story)
    page.locator("#h-bb").click()
    card = page.locator('.card[data-card="bb"]')
    expect(card).to_have_attribute("open", "")
    expect(card.locator(".reason")).to_be_visible()
    expect(card.locator(".reason")).to_have_text("The tape says: REFUTED.")
    expect(page.locator("#h-bb")).to_have_attribute("aria-current", "true")
    assert page.url.endswith("#r-bb")
    page.keyboard.press("Escape")
    expect(page.locator(".card[open]")).to_have_count(0)
    assert not page.url.endswith("#r-bb")


def test_with_a_key_held_a_link_opens_beside(opened: Opened, story: Result) -> None:
    page = opened(story)
    with page.context.expect_page() as beside:
        page.locator("#h-bb").click(modifiers=["Control"])
    expect(beside.value.locator(".card[open]")).to_have_attribute("data-card", "bb")
    assert page.locator(".card[open]").count() == 0


def test_a_claim_on_a_chart_opens_the_card(opened: Opened, story: Result) -> None:
    claim = '<a href="#r-bb" data-record="bb" aria-label="a claim"><rect width="40" height="40"/></a>'
    page = opened(story, charts=[Markup(f'<figure><svg width="40" height="40">{claim}</svg></figure>')])
    page.locator("svg a").click()
    expect(page.locator(".card[open]")).to_have_attribute("data-card", "bb")
    page.keyboard.press("j")
    expect(page.locator(".card[open]")).to_have_attribute("data-card", "cc")


def test_keys_go_from_record_to_record_and_respect_the_filter(opened: Opened, story: Result) -> None:
    page = opened(story)
    chosen = page.locator(".card[open]")
    for key, record in (("j", "aa"), ("n", "bb"), ("j", "cc"), ("k", "bb"), ("p", "aa"), ("p", "aa")):
        page.keyboard.press(key)
        expect(chosen).to_have_attribute("data-card", record)
    page.keyboard.press("f")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator('.choice[data-key="refuted"]')).to_have_attribute("aria-pressed", "true")
    expect(chosen).to_have_count(0)
    page.keyboard.press("j")
    expect(chosen).to_have_attribute("data-card", "bb")
    page.keyboard.press("j")
    expect(chosen).to_have_attribute("data-card", "bb")


def test_buttons_pick_records(opened: Opened, story: Result) -> None:
    page = opened(story)
    cards = page.locator(".card:not([hidden])")
    for key, count in (("price", 3), ("supported", 1), ("refuted", 2), ("price", 2), ("quote", 0)):
        page.locator(f'.choice[data-key="{key}"]').click()
        expect(cards).to_have_count(count)
    assert page.locator("a.record.off").count() == 6


def test_a_link_leads_to_a_record(opened: Opened, story: Result) -> None:
    page = opened(story, "#r-cc")
    expect(page.locator(".card[open]")).to_have_attribute("data-card", "cc")
    expect(page.locator("#h-cc")).to_be_in_viewport()


def test_places_of_people_and_figures_are_shown(opened: Opened, story: Result) -> None:
    page = opened(story)
    page.get_by_role("link", name="$1", exact=True).click()
    expect(page.locator("#u-0")).to_be_focused()
    page.locator(".people .name").click()
    expect(page.locator("#p-0")).to_be_focused()


def test_an_attack_stays_text(opened: Opened, hostile: Result) -> None:
    page = opened(hostile)
    attack = hostile.article.title
    assert page.title() == (attack or "").strip()
    assert page.locator("h1").text_content() == attack
    assert page.locator("img, main script, [onerror], [href^='javascript' i]").count() == 0
    page.keyboard.press("j")
    expect(page.locator(".card[open]")).to_have_count(1)


def test_keys_are_told_and_closed_again(opened: Opened, story: Result) -> None:
    page = opened(story, "#r-bb")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".card[open]")).to_have_attribute("data-card", "bb")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".card[open]")).to_have_attribute("data-card", "bb")


def test_what_is_chosen_is_told(opened: Opened, story: Result) -> None:
    page = opened(story)
    page.keyboard.press("j")
    expect(page.get_by_role("status")).to_have_text("1 of 4: $97,500, price, quote · BTC, supported")
    page.locator('.choice[data-key="refuted"]').click()
    expect(page.get_by_role("status")).to_have_text("1 of 4 records shown")
    expect(page.get_by_role("heading", name="1 of 4 records")).to_be_visible()
    page.locator('.choice[data-key="quote"]').click()
    expect(page.locator(".none-left")).to_be_visible()


def test_a_record_that_is_filtered_out_can_still_be_chosen(opened: Opened, story: Result) -> None:
    page = opened(story)
    page.locator('.choice[data-key="refuted"]').click()
    page.locator("#h-aa").click()
    expect(page.locator(".card[open]")).to_have_attribute("data-card", "aa")
    expect(page.locator(".choice[aria-pressed=true]")).to_have_count(0)


def test_another_address_leads_to_another_record(opened: Opened, story: Result) -> None:
    page = opened(story, "#r-aa")
    page.evaluate("location.hash = '#r-cc'")
    expect(page.locator(".card[open]")).to_have_attribute("data-card", "cc")


def test_a_chosen_record_is_never_under_its_card(opened: Opened, crowded: Result) -> None:
    page = opened(crowded.model_copy(update={"records": crowded.records[:60]}))
    for _ in range(12):
        page.keyboard.press("j")
    chosen = page.locator("a.record[aria-current]").bounding_box()
    panel = page.locator(".cards.raised").bounding_box()
    assert chosen["y"] > 0
    assert chosen["x"] + chosen["width"] <= panel["x"] or chosen["y"] + chosen["height"] <= panel["y"]


def test_contradictions_are_shown_where_they_stand(opened: Opened, clashing: Result) -> None:
    page = opened(clashing)
    told = page.get_by_role("region", name="The article contradicts itself")
    expect(told.get_by_role("listitem")).to_contain_text(["not of 50%", "is a Wednesday"])
    told.get_by_role("link", name="in the text").click()
    expect(page.locator("#c-1")).to_be_focused()
    expect(page.locator("#c-1")).to_have_text("Friday, January 14")
    expect(page.get_by_role("img", name="contradicts another figure")).to_have_count(2)
    page.locator("#h-bb").click()
    expect(page.locator("#r-bb")).to_contain_text("In a contradiction: a rise of 100%, not of 50%")


def test_a_failure_is_told_plainly(opened: Opened, failed: Result) -> None:
    page = opened(failed)
    told = page.get_by_role("region", name="This article could not be done")
    expect(told).to_contain_text("no text in <page> (ParseError, line 7 of the input)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(opened: Opened, story: Result, scheme: Any) -> None:
    page = opened(story)
    page.emulate_media(color_scheme=scheme)
    for state in ("as it opens", "with a card", "filtered"):
        found = Axe().run(page).response["violations"]
        assert [(state, one["id"], one["nodes"][0]["html"]) for one in found] == []
        page.keyboard.press("j")
        if state == "with a card":
            page.locator('.choice[data-key="refuted"]').click()


def test_without_a_script_all_can_be_read(browser: Any, story: Result, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of("a story", article_html(story)), "utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{path.as_uri()}#r-bb")
    expect(page.locator("#r-bb .reason")).to_be_visible()
    expect(page.get_by_role("heading", name="People and quotes")).to_be_visible()
    context.close()
