"""The article on a page of no known site: the element that holds most of its prose, and the blocks in it.

The choice follows the idea of Readability: paragraphs give points to the elements around them, links take them away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tapecheck.publishers.base import Metadata, Piece
from tapecheck.publishers.lines import Line
from tapecheck.publishers.metadata import read_metadata
from tapecheck.publishers.plain import read_lines
from tapecheck.publishers.titles import same_title
from tapecheck.schema.article import BlockKind
from tapecheck.text.html import HtmlBlock, Page, read_page

_KINDS: dict[str, BlockKind] = {
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "list_item",
    "dd": "list_item",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    "tr": "table",
}
_NOT_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus|sidebar|side-bar|footer|nav(?:bar|igation)?|menu|breadcrumbs?|share|sharing|social|related|recirc\w*|"
    r"recommend\w*|newsletter|subscri\w*|promo\w*|advert\w*|ads?|sponsor\w*|outbrain|taboola|cookie\w*|banner|popup|modal|widget|tags?|"
    r"author-?(?:bio|box|info|card)|bio|byline|more-?(?:stories|news|from)|most-?(?:read|popular)|trending|popular|toolbar|pagination|"
    r"login|sign-?up|paywall|print|rating|poll|gallery|skip|hidden|screen-reader\w*|visually-hidden|masthead|meta|copyright|disclaimer)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_PROSE = 40
_MOST_LINKED = 0.5
_KEEP = 0.75
_TOO_MUCH_TO_DROP = 0.4
_LONGEST_HINT = 300
_WEIGHTS = (1, 1, 0.7, 0.45, 0.33, 0.25)


def read_html(source: str, given: Metadata) -> tuple[list[Piece], Metadata]:
    """The pieces of the article on the page and its metadata: ``given`` first, then what the page says."""
    page = read_page(source)
    metadata = given.over(read_metadata(source))
    chosen = _chosen(page)
    chosen = [block for block in chosen if page.text(block).text]
    lines = [Line(page.text(block), 2, _kind(page, block)) for block in chosen]
    headline = _headline(page, metadata.title)
    # The page's <title> may carry the site's name; the headline on the page does not.
    if headline is not None:
        written = headline.words
        if given.title is None:
            metadata = replace(metadata, title=written)
        lines = [
            Line(page.text(headline), 2),
            *(line for line, block in zip(lines, chosen, strict=True) if block is not headline),
        ]
    return read_lines(lines, metadata)


def _chosen(page: Page) -> list[HtmlBlock]:
    long = [block for block in page.blocks if len(block.words) >= _PROSE and not _mostly_links(block)]
    sizes = _sizes(page, long)
    outside = _outside(page, sizes, sum(len(block.words) for block in long))
    best = _best_element(page, [block for block in long if not _is_outside(page, block, outside)], sizes)
    return [
        block
        for block in page.blocks
        if not _is_outside(page, block, outside)
        and not _is_menu(block)
        and (best is None or best in page.ancestors(block.element))
    ]


def _sizes(page: Page, blocks: Sequence[HtmlBlock]) -> dict[int, int]:
    """How many characters of the blocks stand in each element."""
    sizes: defaultdict[int, int] = defaultdict(int)
    for block in blocks:
        for element in page.ancestors(block.element):
            sizes[element] += len(block.words)
    return sizes


def _outside(page: Page, sizes: dict[int, int], total: int) -> frozenset[int]:
    """The elements whose class, id or role says that they are no part of the article, unless they hold much of the prose."""
    return frozenset(
        number
        for number, element in enumerate(page.elements)
        if element.tag in ("nav", "footer", "aside")
        or element.tag not in ("body", "html", "article", "main")
        and _NOT_ARTICLE.search(element.hint[:_LONGEST_HINT])
        and sizes.get(number, 0) <= total * _TOO_MUCH_TO_DROP
    )


def _is_outside(page: Page, block: HtmlBlock, outside: frozenset[int]) -> bool:
    return any(element in outside for element in page.ancestors(block.element))


def _best_element(page: Page, prose: Sequence[HtmlBlock], sizes: dict[int, int]) -> int | None:
    """The element with the most prose close below it; the farther above, the fewer points."""
    scores: defaultdict[int, float] = defaultdict(float)
    for block in prose:
        points = 1 + min(len(block.words) / 100, 4) + block.words.count(",") / 4
        for weight, element in zip(_WEIGHTS, page.ancestors(block.element), strict=False):
            scores[element] += points * weight
    if not scores:
        return None
    best = max(scores, key=lambda element: (scores[element], -element))
    # An element around it that holds much more of the prose is taken instead.
    for element in list(page.ancestors(best))[1:5]:
        if sizes[best] < sizes[element] * _KEEP:
            best = element
    return best


def _is_menu(block: HtmlBlock) -> bool:
    """Whether the block is links and little else; a long sentence that is one link is none."""
    return _mostly_links(block) and not (len(block.words) > 80 and block.linked < len(block.words) * 0.9)


def _mostly_links(block: HtmlBlock) -> bool:
    return block.linked > len(block.words) * _MOST_LINKED


def _kind(page: Page, block: HtmlBlock) -> BlockKind | None:
    """The kind that the tags around the block say it has; ``None`` where its words must tell."""
    for element in page.ancestors(block.element):
        tag = page.elements[element].tag
        if tag in _KINDS:
            return _KINDS[tag]
        if tag in ("article", "main", "section", "body"):
            return None
    return None


def _headline(page: Page, title: str | None) -> HtmlBlock | None:
    """The block with the headline: an ``h1`` or ``h2`` like the title, else the first ``h1``."""
    headings = [
        block for block in page.blocks if block.element >= 0 and page.elements[block.element].tag in ("h1", "h2")
    ]
    if title:
        for block in headings:
            if same_title(block.words, title):
                return block
    first = [block for block in headings if page.elements[block.element].tag == "h1" and len(block.words.split()) >= 3]
    return first[0] if first else None
