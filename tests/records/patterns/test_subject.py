"""Which asset of its sentence a figure is about."""

from __future__ import annotations

import pytest

from tapecheck.mentions import finding
from tapecheck.records import Context, build_context
from tapecheck.records.context import Figure
from tapecheck.records.patterns.subject import attached, candidates, paired, subject, usable
from tapecheck.schema.article import Article, Block
from tapecheck.schema.base import Span
from tapecheck.text import sentences


def context_of(text: str) -> Context:
    blocks = (Block(kind="paragraph", start=0, end=len(text)),)
    article = Article(id="t", text=text, body=text, source_sha256="0", blocks=blocks)
    spans = sentences.sentence_spans(text, blocks)
    return build_context(article, spans, finding.find(article, spans))


def figure_of(context: Context, words: str) -> Figure:
    (found,) = (figure for figure in context.figures if figure.text == words)
    return found


@pytest.mark.parametrize(
    ("text", "words", "symbol"),
    [
        ("Bitcoin fell 3% while ether gained 2%.", "3%", "BTC"),
        ("Bitcoin fell 3% while ether gained 2%.", "2%", "ETH"),
        ("A 5% drop in ether hurt bitcoin.", "5%", "ETH"),
        ("Cardano, Polkadot and Solana fell 3%.", "3%", "ADA"),
        ("Bitcoin and ether fell 3% and 4%, respectively.", "4%", "ETH"),
        ("BitMine, a stock tied to ether treasuries, gained 14%.", "14%", "BMNR"),
        ("Solana’s price rose 6%.", "6%", "SOL"),
        ("Stocks gained 4%.", "4%", None),
    ],
)
def test_subject_of_a_figure(text: str, words: str, symbol: str | None) -> None:
    context = context_of(text)
    found = subject(context, figure_of(context, words), priced=False)
    assert (found.symbol if found else None) == symbol


def test_a_market_has_no_price() -> None:
    context = context_of("The crypto market slid as solana hit $118.")
    sentence = context.sentence(0)
    assert [asset.symbol for asset in candidates(context, sentence, priced=True)] == ["SOL"]
    assert [asset.symbol for asset in candidates(context, sentence, priced=False)] == ["TOTAL", "SOL"]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Bitcoin and ether rose, the former by 3% and the latter by 5%.", ["BTC", "ETH"]),
        ("Bitcoin and ether rose 3% and 5%, respectively.", ["BTC", "ETH"]),
        ("Bitcoin and ether rose 3% and 5%.", [None, None]),
        ("Bitcoin rose 3% and 5%, respectively.", [None, None]),
    ],
)
def test_only_words_that_pair_pair(text: str, symbols: list[str | None]) -> None:
    context = context_of(text)
    found = [paired(context, figure, priced=False) for figure in context.figures]
    assert [asset.symbol if asset else None for asset in found] == symbols


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("A 5% drop in ether came first.", "ETH"),
        ("Some $90 million in longs on solana went.", "SOL"),
        ("It lost 5%, and ether lost more.", None),
        ("It lost 5% in 2024 as old hands left before ether did.", None),
    ],
)
def test_an_asset_right_behind_is_attached(text: str, symbol: str | None) -> None:
    context = context_of(text)
    found = attached(context, context.figures[0])
    assert (found.symbol if found else None) == symbol


def test_a_name_inside_an_organisation_is_not_usable() -> None:
    context = context_of("The Solana Foundation said that ether rose 3%.")
    assert [asset.symbol for asset in context.assets if usable(asset)] == ["ETH"]


def test_candidates_stay_in_their_sentence() -> None:
    context = context_of("Bitcoin fell. Ether rose 3%.")
    second = context.sentence(context.figures[0].start)
    assert [asset.symbol for asset in candidates(context, second, priced=True)] == ["ETH"]
    assert candidates(context, Span(start=8, end=12), priced=True) == []
