"""The article on a page of no known site: the element that holds most of its prose, and the blocks in it.

The choice follows the idea of Readability: paragraphs give points to the elements around them, links take them away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from tapecheck.publishers.pages.blocks import is_point, lines_of, post_of, tag_kind
from tapecheck.publishers.pages.clutter import settle
from tapecheck.publishers.pages.part_names import is_called
from tapecheck.publishers.pages.regions import HEADING_TAGS, outside, prose_in
from tapecheck.publishers.pasted.lines import Line
from tapecheck.publishers.pasted.posts import SIGN_OFF
from tapecheck.publishers.pasted.titles import same_title
from tapecheck.schema.article import BlockKind
from tapecheck.text.page import HtmlBlock, Page

_PROSE, _LONG_PROSE = 40, 100
_STOP = re.compile(r"[.!?…。][\"'”’»)\]]{0,3}\s*$")
_MOST_LINKED = 0.5
_NOT_LETTERS = re.compile(r"[\W_]+")
_FIRST_LETTERS = 60
_KEEP = 0.75
_CLEAN = 0.8
_HIGHEST, _HIGHEST_WITHOUT_HEADLINE = 6, 3
_LEAST_TITLE = 20
_LEAST_ARTICLE, _LEAST_SHARE = 250, 0.15
_BEFORE_HEADLINE = 0.3
_WEIGHTS = (1, 1, 0.7, 0.45, 0.33, 0.25)


def read_generic(page: Page, title: str | None, *, told: str | None = None) -> list[Line]:
    """The lines of the article on the page, its headline first.

    ``title``: what the caller or the page's data say it is; ``told``: the words of the article as the page's data have
    them, by which the choice is checked.
    """
    headline = find_headline(page, title)
    standing = _standing(page, headline, told)
    chosen = [block for block, is_part in standing if is_part]
    if not any(_is_prose(block) for block in chosen):
        return lines_of(page, [(block, tag_kind(page, block), False) for block in chosen])
    settled = iter(settle(page, chosen, headline))
    return lines_of(
        page, [next(settled) if is_part else (block, _left_kind(block), True) for block, is_part in standing]
    )


def _standing(page: Page, headline: HtmlBlock | None, told: str | None) -> list[tuple[HtmlBlock, bool]]:
    """The headline and the blocks that stand in the article's element, in page order, and whether they can be part of it."""
    prose = [block for block in page.blocks if _is_prose(block)]
    away = outside(page, prose, headline)
    inside = [block for block in prose if block.element not in away] or prose
    within = _within(page, _best_element(page, inside, headline, away))
    known = _known_words(prose, told)
    if _size(block for block in known if block.element in within) * 2 < _size(known):
        # Most of what the page's data call its article stands elsewhere.
        away = frozenset()
        within = _within(page, _best_element(page, known, None, away))
    pointed = any(is_called("points", element.hint) for element in page.elements)
    return [
        (block, block is headline or _stays(page, block, away))
        for block in page.blocks
        if block is headline
        or block.element in within
        or (pointed and block.element not in away and is_point(page, block))
    ]


def _known_words(prose: Sequence[HtmlBlock], told: str | None) -> list[HtmlBlock]:
    """The blocks whose first words stand in ``told``."""
    if told is None:
        return []
    letters = _bare(told)
    return [block for block in prose if _bare(block.words)[:_FIRST_LETTERS] in letters]


def _size(blocks: Iterable[HtmlBlock]) -> int:
    return sum(len(block.words) for block in blocks)


def _bare(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def _stays(page: Page, block: HtmlBlock, away: Container[int]) -> bool:
    """Whether the block is neither away nor links; an embedded post stays, whatever ("social") the site calls what is around it."""
    return (block.element not in away and not _is_menu(block)) or post_of(page, block) is not None


def _left_kind(block: HtmlBlock) -> BlockKind:
    return "related" if _mostly_links(block) and len(block.words) >= _LEAST_TITLE else "furniture"


def _is_prose(block: HtmlBlock) -> bool:
    long = len(block.words)
    return (
        long >= _PROSE and not _mostly_links(block) and (long >= _LONG_PROSE or _STOP.search(block.words) is not None)
    )


def _within(page: Page, best: int | None) -> frozenset[int]:
    """The element and all in it; everything where there is none."""
    if best is None:
        return frozenset(range(-1, len(page.elements)))
    found = {best}
    for number in range(best + 1, len(page.elements)):
        if page.elements[number].parent in found:
            found.add(number)
    return frozenset(found)


def _best_element(
    page: Page, prose: Sequence[HtmlBlock], headline: HtmlBlock | None, away: Container[int]
) -> int | None:
    """The element with the most prose close below it; the farther above, the fewer points."""
    sizes = prose_in(page, prose)
    scope = _scope(page, headline, sizes)
    if scope is not None:
        within = _within(page, scope)
        prose = [block for block in prose if block.element in within]
    scores = _scores(page, prose, headline)
    if not scores:
        return scope
    best = max(scores, key=lambda element: (scores[element], -element))
    # An element around it that holds much more of the prose, or prose and little else, is taken instead, as far as the one
    # with the headline.
    around = frozenset(page.ancestors(headline.element)) if headline is not None else frozenset()
    everything = prose_in(page, [block for block in page.blocks if block.element not in away])
    for element in list(page.ancestors(best))[: _HIGHEST if around else _HIGHEST_WITHOUT_HEADLINE]:
        more, all_more = sizes[element] - sizes[best], everything[element] - everything[best]
        if sizes[best] < sizes[element] * _KEEP or (more >= _LONG_PROSE and more >= all_more * _CLEAN):
            best = element
        if element in around:
            break
    return best


def _scope(page: Page, headline: HtmlBlock | None, sizes: Sequence[int]) -> int | None:
    """The innermost ``<article>`` around the headline, if it holds more than a deck of the prose."""
    for element in page.ancestors(headline.element) if headline is not None else ():
        if page.elements[element].tag == "article" and sizes[element] >= max(_LEAST_ARTICLE, sizes[0] * _LEAST_SHARE):
            return element
    return None


def _scores(page: Page, prose: Sequence[HtmlBlock], headline: HtmlBlock | None) -> dict[int, float]:
    scores: defaultdict[int, float] = defaultdict(float)
    start = page.blocks.index(headline) if headline is not None else 0
    before = {id(block) for block in page.blocks[:start]}
    for block in prose:
        points = 1 + min(len(block.words) / 100, 4) + block.words.count(",") / 4
        if id(block) in before:
            points *= _BEFORE_HEADLINE
        for weight, element in zip(_WEIGHTS, page.ancestors(block.element), strict=False):
            scores[element] += points * weight
    return scores


def _is_menu(block: HtmlBlock) -> bool:
    """Whether the block is links and little else; a long sentence that is one link is none, nor is a post's signature."""
    if not _mostly_links(block) or SIGN_OFF.search(block.words):
        return False
    return len(block.words) <= 80 or block.linked >= len(block.words) * 0.9


def _mostly_links(block: HtmlBlock) -> bool:
    return block.linked > len(block.words) * _MOST_LINKED


def find_headline(page: Page, title: str | None) -> HtmlBlock | None:
    """The block with the headline: a heading like the title, else the first ``h1``, else any block like the title."""
    tagged = [(block, page.elements[block.element].tag) for block in page.blocks if block.element >= 0]
    like = (block for block, tag in tagged if title and tag in HEADING_TAGS and same_title(block.words, title))
    first = (block for block, tag in tagged if tag == "h1" and len(block.words.split()) >= 2)
    other = (
        block for block in page.blocks if title and len(block.words) >= _LEAST_TITLE and same_title(block.words, title)
    )
    return next(like, None) or next(first, None) or next(other, None)
