"""Charts in a real browser: as wide as there is room, readable without errors, and with nothing that a reader of screens trips over."""

from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from markupsafe import Markup

from tapecheck.market import MarketStore
from tapecheck.report.charts import charts_of
from tapecheck.report.page import page

STYLES = ("tokens.css", "page.css", "chart.css")
DAY = timedelta(days=1)


@pytest.fixture
def shown(made: Any, market: MarketStore, watched: Any, tmp_path: Path) -> Any:
    """A page with a chart of every kind of claim, and its cards."""
    now = made.published_at
    records = (
        made.price("94700"),
        made.price("93000", "94000", bound="between", time=made.time(now - DAY, now)),
        made.price("94100", role="level"),
        made.price("250000", role="level"),
        made.price("95000", role="target", modality="prospective", time=made.time(now, now + DAY)),
        made.move("0.5"),
        made.observed(made.superlative("highest", window="7d"), "reached", "94900", now - DAY),
        made.liquidation("90000000", side="short"),
    )
    (chart,) = charts_of(made.result(*records), market)
    cards = Markup("").join(Markup('<p id="r-{}">card</p>').format(record.id) for record in records)
    path = tmp_path / "chart.html"
    content = Markup("<main><h1>Charts</h1>{}{}</main>").format(chart, cards)
    path.write_text(page("Charts", content, styles=STYLES), encoding="utf-8")
    return watched.open(path)


def test_it_fills_the_width_and_no_more(shown: Any) -> None:
    drawing = shown.locator(".chart__svg").bounding_box()
    width = shown.viewport_size["width"]
    assert drawing["height"] > 300
    assert width * 0.5 < drawing["width"] < width
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_every_label_is_on_the_page_and_none_hides_another(shown: Any) -> None:
    boxes = [text.bounding_box() for text in shown.locator(".chart__claim > text:last-child").all()]
    assert len(boxes) == 8
    assert all(box["x"] > 0 and box["x"] + box["width"] <= shown.viewport_size["width"] for box in boxes)
    boxes.sort(key=lambda box: box["y"])
    assert all(upper["y"] + upper["height"] <= lower["y"] for upper, lower in itertools.pairwise(boxes))


def test_a_claim_leads_to_its_card(shown: Any) -> None:
    link = shown.locator(".chart__claim").first
    link.locator("text").last.click()
    assert shown.url.endswith(link.get_attribute("href"))


def test_the_colour_is_that_of_the_verdict(shown: Any) -> None:
    colour = "document.querySelector('.chart__claim.verdict--{}').computedStyleMap().get('color').toString()"
    assert shown.evaluate(colour.format("supported")) != shown.evaluate(colour.format("not_enough_info"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations_of_accessibility(scheme: str, shown: Any) -> None:
    shown.emulate_media(color_scheme=scheme)
    found = Axe().run(shown)
    assert found.violations_count == 0, found.generate_report()
