"""The article on a page of a known publisher: what its layout's selectors name."""

from __future__ import annotations

from datetime import date

from tapecheck.publishers.base import Metadata
from tapecheck.publishers.metadata.head import value_of
from tapecheck.publishers.metadata.instants import NO_INSTANT, Instant, read_instant
from tapecheck.publishers.metadata.wording import names_of
from tapecheck.publishers.pages.blocks import Told, lines_of, tag_kind
from tapecheck.publishers.pasted.lines import Line
from tapecheck.publishers.spec import Layout, Publisher
from tapecheck.schema.article import NOT_CONTENT, BlockKind
from tapecheck.text.page import Gap, HtmlBlock, Page

_MOST_NAMES = 30


def layout_of(page: Page, publisher: Publisher, day: date | None) -> Layout | None:
    """The newest of the publisher's layouts that the page has; ``day``: when the article was published, if that is known."""
    for layout in publisher.layouts:
        if day is not None and layout.valid_until is not None and day > layout.valid_until:
            continue
        if page.select(layout.body):
            return layout
    return None


def read_known(page: Page, layout: Layout) -> list[Line]:
    """The lines of the article, in page order, each with the kind that the layout or its tag says."""
    decided: dict[int, BlockKind | None] = {
        element: kind for kind, selector in layout.kinds.items() for element in page.select(selector)
    }
    for element in page.select(layout.body):
        decided.setdefault(element, None)
    told = [told for block in page.blocks if (told := _told(page, block, decided)) is not None]
    furniture = {element for element, kind in decided.items() if kind == "furniture"}
    return lines_of(page, told, furniture)


def _told(page: Page, block: HtmlBlock, decided: dict[int, BlockKind | None]) -> Told | None:
    """The block with its kind, and whether a selector says so; ``None`` if the block is no part of the article."""
    inner = _innermost(page, block)
    found = [decided[element] for element in page.ancestors(inner) if element in decided]
    if not found:
        return None
    kind = found[0]
    # The caption of a teaser's picture is the teaser's.
    if kind == "caption" and found[1:] and found[1] in NOT_CONTENT:
        kind = found[1]
    return (block, tag_kind(page, block), False) if kind is None else (block, kind, True)


def _innermost(page: Page, block: HtmlBlock) -> int:
    """The innermost element that holds all of the block's words; it may stand inside a line (``<li><span>…</span></li>``)."""
    first, *others = dict.fromkeys(part.element for part in block.parts if not isinstance(part.said, Gap))
    common = list(page.ancestors(first))
    for element in others:
        if not common or common[0] == block.element:
            break
        around = frozenset(page.ancestors(element))
        common = [one for one in common if one in around]
    return common[0] if common else block.element


def read_shown(page: Page, layout: Layout) -> Metadata:
    """What the layout's selectors for authors, moments, section and tags find."""
    published, updated = _moment(page, layout.published_at), _moment(page, layout.updated_at)
    return Metadata(
        authors=names_of(_values(page, layout.authors)),
        published_at=published.at,
        published_at_zone_assumed=published.assumed,
        updated_at=updated.at,
        updated_at_zone_assumed=updated.assumed,
        section=next(iter(_values(page, layout.section)), None),
        tags=tuple(dict.fromkeys(tag.strip(" #") for tag in _values(page, layout.tags))),
    )


def _values(page: Page, selector: str | None) -> list[str]:
    nodes = page.tree.css(selector)[:_MOST_NAMES] if selector else []
    return [value for node in nodes if (value := value_of(page, node))]


def _moment(page: Page, selector: str | None) -> Instant:
    return next((moment for value in _values(page, selector) if (moment := read_instant(value))), NO_INSTANT)
