"""What a reader sees of an article's data: bylines and date lines around the headline, captions under pictures."""

from __future__ import annotations

from collections.abc import Container
from urllib.parse import urljoin

from tapecheck.publishers.base import Metadata
from tapecheck.publishers.metadata.wording import clean, is_address, names_of
from tapecheck.publishers.pasted.datelines import read_dateline
from tapecheck.schema.article import Image
from tapecheck.text.page import HtmlBlock, Page

_MOST_IMAGES = 50
_ASIDE = frozenset(["aside", "nav", "footer"])
_ABOVE, _BELOW = 6, 14
_AUTHORS = (
    'a[rel~="author"], [class*="byline" i] a[href*="author" i], [class*="author-name" i], [class*="authorName"], [class*="byline-name" i], '
    '[class*="byline" i] [class*="name" i]'
)
_MOST_NAMES = 6
_LONGEST_NAME = 60


def read_visible(page: Page, headline: HtmlBlock | None) -> Metadata:
    """What the lines around the headline say, and the links to authors; nothing where there is no headline."""
    if headline is None:
        return Metadata()
    at = page.blocks.index(headline)
    found = Metadata()
    for block in page.blocks[max(0, at - _ABOVE) : at + _BELOW]:
        line = read_dateline(block.words)
        if line is not None:
            found = found.over(
                Metadata(
                    authors=line.authors,
                    published_at=line.published_at,
                    published_at_zone_assumed=line.zone_assumed,
                    updated_at=line.updated_at,
                    updated_at_zone_assumed=line.updated_zone_assumed,
                )
            )
    # Of an element in another one that both look like a name the inner one is the name.
    named = [node for node in page.tree.css(_AUTHORS)[:_MOST_NAMES] if len(node.css(_AUTHORS)) <= 1]
    names = [clean(page.words(node)) for node in named]
    return found.over(Metadata(authors=names_of(name for name in names if 0 < len(name) <= _LONGEST_NAME)))


def with_captions(
    page: Page, images: tuple[Image, ...], captions: Container[str], address: str | None
) -> tuple[Image, ...]:
    """These pictures, and those that have one of the article's captions, each with its caption.

    ``address``: of the page, for ``src="/a.jpg"``.
    """
    shown: dict[str, str] = {}
    for figure in page.tree.css("figure:has(img):has(figcaption)")[:_MOST_IMAGES]:
        picture, caption = figure.css_first("img"), figure.css_first("figcaption")
        around = page.ancestors(page.numbers.get(figure.mem_id, -1))
        if picture is None or caption is None or any(page.elements[element].tag in _ASIDE for element in around):
            continue
        found = picture.attributes
        source = next((value for name in ("src", "data-src", "data-lazy-src") if (value := found.get(name))), "")
        url, words = _joined(address, source), clean(page.words(caption))
        # One picture for each caption: a teaser's picture may have the same one.
        if words in captions and words not in shown.values() and is_address(url):
            shown.setdefault(url, words)
    known = [Image(url=image.url, caption=image.caption or shown.pop(image.url, None)) for image in images]
    there = {image.url for image in known}
    return (*known, *(Image(url=url, caption=words) for url, words in shown.items() if url not in there))


def _joined(address: str | None, source: str) -> str:
    try:
        return urljoin(address or "", source.strip())
    except ValueError:
        return ""
