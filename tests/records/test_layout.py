"""How figures lean on each other, and what is a price widget or a price without its sign."""

from __future__ import annotations

import pytest

from tapecheck.mentions import finding
from tapecheck.records import Context, build_context
from tapecheck.records.layout import Relation, is_widget, price_like, relation, scaled
from tapecheck.schema.article import Article, Block
from tapecheck.schema.mention import Numeral
from tapecheck.text import sentences


def context_of(text: str) -> Context:
    blocks = (Block(kind="paragraph", start=0, end=len(text)),)
    article = Article(id="t", text=text, body=text, source_sha256="0", blocks=blocks)
    spans = sentences.sentence_spans(text, blocks)
    return build_context(article, spans, finding.find(article, spans))


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("supports at $2,417 and $2,353", "list"),
        ("from $106,000 to about $103,000", "list"),
        ("BTC ($50M), ETH ($46M)", "list"),
        ("bought 91 BTC ($9.7 million)", "apposition"),
        ("sold 4,710 BTC, worth $513 million", "apposition"),
        ("costs $25,000 (roughly Rs. 21 lakh)", "apposition"),
        ("volume hit $40 billion, well up from $31 billion", "contrast"),
        ("trades at $142, compared with $118", "contrast"),
        ("fell to $97,800 as ETFs lost $90 million", None),
        ("lost 4% and $90 million", None),
        ("ether at $3,100 met sellers and solana at $142", None),
    ],
)
def test_relation_of_two_figures(text: str, tie: Relation | None) -> None:
    context = context_of(text)
    before, figure = context.figures
    assert relation(context, before, figure) == tie


def test_figures_far_apart_stand_for_themselves() -> None:
    near, far = (context_of(f"supports at $2,417{' ' + 'well ' * words}and $2,353") for words in (0, 20))
    assert relation(near, *near.figures) == "list"
    assert relation(far, *far.figures) is None


@pytest.mark.parametrize(
    ("text", "pasted"),
    [
        ("Ether ETH -2.40% is holding its ground.", True),
        ("Ether ETH fell 2.40% and is holding its ground.", False),
        ("Moves of the day: ETH -2.40%", False),
        ("The list below is live.\n\nBTC\n$97,800\n\nBuyers came back.", True),
        ("Buyers came back for BTC $97,800 lower.", False),
    ],
)
def test_a_price_pasted_beside_a_ticker_is_a_widget(text: str, pasted: bool) -> None:
    context = context_of(text)
    (figure,) = context.figures
    assert is_widget(context, figure) is pasted


@pytest.mark.parametrize(
    ("text", "number", "like"),
    [
        ("Bitcoin is trading at 28,041 today.", "28,041", True),
        ("After $86,900 bids are stacked near 86,500 again.", "86,500", True),
        ("After $2,900 bids are stacked near 86,500 again.", "86,500", False),
        ("Priced at 34,471 traders, said no one.", "34,471", False),
        ("From $1,990 the coin had started at 2016 levels.", "2016", False),
    ],
)
def test_a_bare_number_that_is_a_price(text: str, number: str, like: bool) -> None:
    context = context_of(text)
    (figure,) = (m for m in context.figures if m.text == number)
    assert isinstance(figure, Numeral)
    assert price_like(context, figure, text[: figure.start]) is like


def test_a_scale_is_part_of_the_number() -> None:
    found = context_of("Of BNB (10M) some 6.3 million left, 34,471 stayed.").mentions
    assert {m.text: scaled(m) for m in found if isinstance(m, Numeral)} == {
        "10M": True,
        "6.3 million": True,
        "34,471": False,
    }
