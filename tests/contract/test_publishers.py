"""What holds for every known publisher, over its golden pages in ``tests/articles/<publisher>/``; ``make golden`` writes them anew."""

from __future__ import annotations

import hashlib
import html
import json
import re
import runpy
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tapecheck.publishers import parse
from tapecheck.publishers.pages.known import layout_of
from tapecheck.publishers.sites import PUBLISHERS, publisher_at
from tapecheck.schema.article import NOT_CONTENT, Article
from tapecheck.text.aligned import AlignedText
from tapecheck.text.html import read_page
from tapecheck.text.normalize import normalize

ARTICLES = Path(__file__).parents[1] / "articles"
NAMES = PUBLISHERS.names()
PAGES = [page for name in NAMES for page in sorted((ARTICLES / name).glob("*.html"))]


def ident(page: Path) -> str:
    return f"{page.parent.name}/{page.stem}"


def article_of(page: Path) -> Article:
    return parse(page.read_text("utf-8"), media="html")


@cache
def golden_script() -> dict[str, Any]:
    return runpy.run_path(str(ARTICLES.parents[1] / "scripts" / "update_golden"))


@pytest.mark.parametrize("page", PAGES, ids=ident)
def test_the_page_is_read_as_agreed(page: Path) -> None:
    assert golden_script()["golden_page"](article_of(page)) == json.loads(page.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=ident)
def test_the_article_is_whole(page: Path) -> None:
    article = article_of(page)
    kinds = [block.kind for block in article.blocks]
    assert article.publisher == page.parent.name
    assert article.title
    assert article.published_at
    assert kinds.count("title") == 1
    assert kinds.count("paragraph") >= 4
    # A page without furniture or teasers would not show that they are kept out.
    assert NOT_CONTENT & set(kinds)


@pytest.mark.parametrize("page", PAGES, ids=ident)
def test_every_character_has_its_place(page: Path) -> None:
    source, article = page.read_text("utf-8"), article_of(page)
    for block in article.blocks:
        for at in range(block.start, block.end):
            span = article.source_span(at, at + 1)
            assert span is not None, article.text[block.start : block.end]
            assert shown(source[span.start : span.end]).strip() in (article.text[at].strip(), "")


def shown(written: str) -> str:
    return normalize(AlignedText.of(html.unescape(re.sub(r"<[^<>]*>", " ", written)))).text


@pytest.mark.parametrize("name", NAMES)
def test_each_layout_has_its_page(name: str) -> None:
    publisher = PUBLISHERS.load(name)
    assert publisher.name == name
    used = []
    assert list((ARTICLES / name).glob("*.html")), f"no page in tests/articles/{name}"
    for page in sorted((ARTICLES / name).glob("*.html")):
        article = article_of(page)
        layout = layout_of(
            read_page(page.read_text("utf-8")), publisher, article.published_at and article.published_at.date()
        )
        used.append(layout)
        if layout is not None and layout.valid_until is not None:
            assert article.published_at is not None
            assert article.published_at.date() <= layout.valid_until
    assert all(layout in used for layout in publisher.layouts)
    assert None not in used


@pytest.mark.parametrize("name", NAMES)
def test_selectors_can_be_read(name: str) -> None:
    page = read_page("<p>one</p>")
    for selector in PUBLISHERS.load(name).selectors:
        assert page.select(selector) in ([], [0], [1])


@pytest.mark.parametrize("name", NAMES)
def test_the_folder_says_how_its_pages_were_made(name: str) -> None:
    metadata = json.loads((ARTICLES / name / "metadata.json").read_text("utf-8"))
    assert "reconstruction" in metadata["origin"]
    assert metadata["markup"]
    assert "say here" not in metadata["markup"], "the text of scripts/new_publisher has to be replaced"
    assert metadata["licence"] == "Apache-2.0"
    hashes = {page.name: hashlib.sha256(page.read_bytes()).hexdigest() for page in (ARTICLES / name).glob("*.html")}
    assert {file: about["sha256"] for file, about in metadata["files"].items()} == hashes


def test_no_address_has_two_publishers() -> None:
    domains = [(domain, name) for name in NAMES for domain in PUBLISHERS.load(name).domains]
    for (one, name), (other, other_name) in combinations(domains, 2):
        assert one != other, (name, other_name)
    for domain, name in domains:
        found = publisher_at(f"https://www.{domain}/some/article")
        assert found is not None
        assert found.name == name
