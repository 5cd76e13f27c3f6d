"""The page of one article: its text with every record in place, a card for each, and what is known besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from markupsafe import Markup

from tapecheck.records import KINDS, Result
from tapecheck.report import wording
from tapecheck.report.rendering import render
from tapecheck.report.views import sections
from tapecheck.report.views.cards import Card, cards
from tapecheck.report.views.marks import ALL_MARKS, Mark
from tapecheck.report.views.passages import Passage, passages
from tapecheck.schema.article import NOT_CONTENT
from tapecheck.text.links import web_address


class Drawing(Protocol):
    """A figure that is ready to be shown, such as a chart with its captions."""

    def __html__(self) -> str:
        """Its HTML, made by this package; see ``markupsafe``."""


class Choice(NamedTuple):
    """A button of the filter: what it picks (``price``, ``refuted``), its words, and how many records there are of it."""

    key: str
    words: str
    records: int
    sign: str = ""


def article_html(result: Result, *, charts: Sequence[Drawing] = ()) -> Markup:
    """The HTML of an article that was read: everything from it escaped, no script in it, readable without one.

    Ids within: ``r-<record>`` its card, ``h-<record>`` its place in the text, ``u-<n>`` an unclaimed figure, ``p-<n>`` a person,
    ``c-<n>`` words that can't be right.
    """
    article = result.article
    shown = passages(result)
    title = next((passage for passage in shown if passage.kind == "title"), None)
    all_cards, facts = cards(result), sections.facts(result)
    return render(
        "article.html.j2",
        title=article.title or article.id,
        heading=title,
        groups=[
            (group, list(members)) for group, members in groupby((one for one in shown if one is not title), key=_group)
        ],
        cards={card.id: card for card in all_cards},
        byline=_byline(result),
        address=web_address(article.url),
        verdicts=_verdicts(all_cards),
        kinds=_kinds(all_cards),
        charts=charts,
        coverage=sections.coverage(result),
        clashes=sections.clashes(result),
        people=sections.people(result),
        nameless=sections.nameless_quotes(result),
        again=[fact for fact in facts if len(fact.records) > 1],
        once=[fact for fact in facts if len(fact.records) == 1],
        failed=result.failed,
        left=sections.left(result),
        about=sections.about(result),
        made_by=sections.made_by(result),
    )


def _group(passage: Passage) -> str:
    """What stands together in one element: points of a list, and what is on the page but not in the article."""
    if passage.kind in NOT_CONTENT:
        return "aside"
    return "list" if passage.kind in ("list_item", "key_point") else "text"


def _byline(result: Result) -> str:
    article = result.article
    return " · ".join(
        part
        for part in (article.publisher, wording.published(article.published_at), ", ".join(article.authors))
        if part
    )


def _verdicts(all_cards: Sequence[Card]) -> tuple[Choice, ...]:
    counts: Counter[Mark] = Counter(card.mark for card in all_cards)
    return tuple(Choice(mark.name, mark.words, counts[mark], mark.sign) for mark in ALL_MARKS if counts[mark])


def _kinds(all_cards: Sequence[Card]) -> tuple[Choice, ...]:
    counts = Counter(card.kind for card in all_cards)
    return tuple(Choice(kind, kind.replace("_", " "), counts[kind]) for kind in KINDS if counts[kind])
