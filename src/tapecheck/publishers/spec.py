"""What is known about one publisher's pages, as data: its domains, and CSS selectors for each layout that it has had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tapecheck.schema.article import BlockKind


@dataclass(frozen=True)
class Layout:
    """One shape of a publisher's article pages. Selectors are CSS, several with commas between them.

    ``body``: the elements that hold the article. ``kinds``: the elements whose text is of a kind that their tag does not
    tell, inside the body or outside it; where one stands in another the inner one decides, and a body inside a
    ``furniture`` element is still a body. Text that no selector names keeps the kind of its tag (``h2``: heading,
    ``li``: list_item, ``blockquote``: quote, ``figcaption``: caption, ``table``: table, else paragraph), and is read for
    furniture by its words as any other page's.

    ``authors`` to ``tags``: where the page shows what its metadata lacks: the ``datetime`` or ``content`` attribute of
    these elements, else their words. ``valid_until``: the last day the layout was in use, ``None``: it still is; an
    article known to be younger is not read by it.
    """

    body: str
    kinds: Mapping[BlockKind, str] = field(default_factory=dict)
    authors: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    section: str | None = None
    tags: str | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class Publisher:
    """A publisher: ``name``, as records give it; ``title``, as it writes itself; its domains, without ``www.``; layouts, newest first.

    A domain stands for its subdomains too, and one with a path (``"forbes.com/digital-assets"``) for the addresses below it.
    """

    name: str
    title: str
    domains: tuple[str, ...]
    layouts: tuple[Layout, ...]

    @property
    def selectors(self) -> tuple[str, ...]:
        """Every selector of every layout."""
        return tuple(
            selector
            for layout in self.layouts
            for selector in (
                layout.body,
                *layout.kinds.values(),
                *(layout.authors, layout.published_at, layout.updated_at, layout.section, layout.tags),
            )
            if selector is not None
        )
