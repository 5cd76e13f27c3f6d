"""The article on a page of no known site: the element that holds most of its prose, and the blocks in it.

The choice follows the idea of Readability: paragraphs give points to the elements around them, links take them away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tapecheck.publishers.blocks import lines_of, tag_kind
from tapecheck.publishers.lines import Line
from tapecheck.publishers.titles import same_title
from tapecheck.text.html import HtmlBlock, Page

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


def read_generic(page: Page, title: str | None) -> list[Line]:
    """The lines of the article on the page, its headline first; ``title``: what the caller or the page's data say it is."""
    chosen = _chosen(page)
    headline = _headline(page, title)
    lines = [] if headline is None else lines_of(page, [(headline, None, False)])
    told = [(block, tag_kind(page, block), False) for block in chosen if block is not headline]
    return lines + lines_of(page, told)


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
        or (
            element.tag not in ("body", "html", "article", "main")
            and _NOT_ARTICLE.search(element.hint[:_LONGEST_HINT])
            and sizes.get(number, 0) <= total * _TOO_MUCH_TO_DROP
        )
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
