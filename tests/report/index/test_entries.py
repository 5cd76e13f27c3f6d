"""Results as a report holds them: their pages, opened from the index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tapecheck.records import Price, Result
from tapecheck.report.index.entries import NotShown, Shown, entry_of, unreadable
from tapecheck.schema.article import Article, Block
from tapecheck.schema.base import Span
from tapecheck.schema.input import RejectedInput
from tapecheck.schema.record import Provenance
from tapecheck.schema.result import Failure, Versions
from tapecheck.schema.verdict import Verdict

Write = Callable[..., Path]
TEXT = "Bitcoin traded at $97,000 and then at $98,000."
VERSIONS = Versions(tapecheck="0", settings="")


def price(exact: str, number: int) -> Price:
    start = TEXT.index(exact)
    span = Span(start=start, end=start + len(exact))
    return Price(
        id=f"{number:016x}", fact=f"f{number}", asset="BTC", value=Decimal(97000 + 1000 * number), currency="USD", bound="exact",
        role="quote", modality="asserted", verdict=Verdict(label="REFUTED", reason="An invented reason."),
        provenance=Provenance(text=span, source=span, exact=exact, prefix="", suffix="", sentence=Span(start=0, end=len(TEXT)), rule="r/1"),
    )  # fmt: skip


def result(title: str = "Invented news", **fields: Any) -> Result:
    article = Article(
        id="a1", title=title, publisher="Fabricated Wire", published_at=datetime(2026, 1, 14, tzinfo=UTC), text=TEXT, body=TEXT,
        source_sha256="0" * 64, blocks=(Block(start=0, end=len(TEXT), kind="paragraph"),),
    )  # fmt: skip
    usual: dict[str, Any] = {"records": (price("$97,000", 0), price("$98,000", 1))}
    return Result(article=article, versions=VERSIONS, **{**usual, **fields})


def test_an_article_has_its_row_and_its_page() -> None:
    entry = entry_of(result())
    assert isinstance(entry, Shown)
    assert (entry.row.title, entry.row.records, entry.row.refuted) == ("Invented news", 2, 2)
    assert "$97,000" in entry.fragment


def test_one_that_failed_has_its_place_and_its_error() -> None:
    failed = result(records=(), failed=Failure(error="ParseError", message="no article in it", line=3))
    assert entry_of(failed) == NotShown("a1:3", "ParseError", "no article in it")
    line = RejectedInput(id="x.jsonl:7", error="DecodeError", message="no", path="x.jsonl", line=7)
    assert unreadable(line) == NotShown("x.jsonl:7", "DecodeError", "no")


def test_a_link_leads_to_a_record_of_an_article(watched: Any, write: Write) -> None:
    entries = [entry_of(result("Other news")), entry_of(result())]
    page = watched.open(write(entries), f"#article=1&record={1:016x}")
    expect(page.locator("#article .card[open]")).to_contain_text("98,000")
    links = page.locator("#article a[data-record]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert links
    assert all(link.startswith("#article=1&record=") for link in links)
    page.keyboard.press("k")
    expect(page.locator("#article .card[open]")).to_contain_text("97,000")
    assert page.evaluate("location.hash") == f"#article=1&record={0:016x}"
    page.evaluate(f"location.hash = 'article=0&record={1:016x}'")
    expect(page.locator("#article h1")).to_have_text("Other news")
    expect(page.locator("#article .card[open]")).to_contain_text("98,000")
    page.keyboard.press("Escape")
    expect(page.locator("#article .card[open]")).to_have_count(0)
    assert page.locator("#article").is_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".articles tbody a")).to_have_count(2)


def test_an_opened_article_hinders_nobody(watched: Any, write: Write) -> None:
    page = watched.open(write([entry_of(result("Other news")), entry_of(result())]), "#article=1")
    expect(page.locator("#article h1")).to_have_text("Invented news")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.response["violations"] == [], found.generate_report()


def test_of_one_article_the_page_is_the_article(watched: Any, write: Write) -> None:
    hostile = "</title><script>document.title='taken'</script>"
    page = watched.open(write([entry_of(result(hostile))]), f"#r-{1:016x}")
    assert page.title() == hostile
    expect(page.locator("h1")).to_have_text(hostile)
    expect(page.locator(".card[open]")).to_contain_text("98,000")
