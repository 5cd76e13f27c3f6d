"""Results made by hand: an article of given blocks, and records at given words of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tapecheck.records import Price, Quote, Result
from tapecheck.records.quote import Fragment
from tapecheck.schema.article import Article, Block, BlockKind
from tapecheck.schema.base import Span
from tapecheck.schema.record import Provenance
from tapecheck.schema.result import Fact, KnownPerson, Place, Unclaimed, Versions
from tapecheck.schema.verdict import Evidence, Label, Verdict

Making = Callable[..., Result]
PUBLISHED = datetime(2026, 1, 14, 21, 30, tzinfo=UTC)


def provenance(text: str, start: int, end: int) -> Provenance:
    span = Span(start=start, end=end)
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    return Provenance(
        text=span, source=span, exact=text[start:end], prefix=before, suffix=after, sentence=span, rule="r/1"
    )


def verdict(label: Label) -> Verdict:
    evidence = Evidence(
        source="example", venue="Example Exchange", symbol="BTC/USDT", timeframe="15m",
        start=PUBLISHED, end=PUBLISHED, times={"high": PUBLISHED}, dataset_sha256="ab" * 32,
    )  # fmt: skip
    return Verdict(
        label=label, reason=f"The tape says: {label}.", rule="price.traded/2", basis="stated", observed={"high": Decimal("97924.490")},
        tolerance="±$50", evidence=evidence, cause="gap" if label == "NOT_ENOUGH_INFO" else None,
    )  # fmt: skip


def price(text: str, start: int, end: int, *, name: str, label: Label | None = None, **fields: Any) -> Price:
    usual: dict[str, Any] = {
        "asset": "BTC",
        "value": Decimal(97500),
        "currency": "USD",
        "bound": "exact",
        "role": "quote",
    }
    return Price(
        id=name,
        provenance=provenance(text, start, end),
        modality="asserted",
        verdict=label and verdict(label),
        **(usual | fields),
    )


def quote(text: str, *spans: tuple[int, int], name: str, speaker: str | None = None) -> Quote:
    fragments = tuple(Fragment(text=Span(start=a, end=b), source=None) for a, b in spans)
    return Quote(
        id=name, provenance=provenance(text, spans[0][0], spans[-1][1]), speaker=speaker, title="chief economist",
        affiliation="Mockingham Bank", form="direct", cue="said", fragments=fragments,
    )  # fmt: skip


def result(blocks: Sequence[tuple[BlockKind, str]], *records: Price | Quote, **fields: Any) -> Result:
    text = "\n\n".join(words for _, words in blocks)
    found, at = [], 0
    for kind, words in blocks:
        found.append(Block(kind=kind, start=at, end=at + len(words)))
        at += len(words) + 2
    about: dict[str, Any] = fields.pop("about", {})
    article = Article(
        id="a1", text=text, body=text, source_sha256="cd" * 32, blocks=tuple(found), published_at=PUBLISHED, publisher="Fabricated Wire",
        **about,
    )  # fmt: skip
    facts = tuple(Fact(id=f"f-{one.id}", kind=one.kind, records=(one.id,)) for one in records)
    return Result(
        article=article, records=records, facts=facts, versions=Versions(tapecheck="1", settings="s"), **fields
    )


HEAD = "Bitcoin at $97,500"
BODY = "“It went from $94,560 to $97,500 in a day,” said Cosima Example. It was 3 of 5 banks. Lately $1."


@pytest.fixture
def story() -> Result:
    """A headline and a paragraph: a price told twice (supported, refuted), a quotation around two prices, a person, an unclaimed figure."""
    text = f"{HEAD}\n\n{BODY}\n\nMore news"
    base = len(HEAD) + 2
    at = {words: base + BODY.index(words) for words in ("$94,560", "$97,500", "Cosima Example", "$1.")}
    person = Span(start=at["Cosima Example"], end=at["Cosima Example"] + 14)
    one_dollar = Span(start=at["$1."], end=at["$1."] + 2)
    return result(
        [("title", HEAD), ("paragraph", BODY), ("furniture", "More news")],
        price(text, 11, 18, name="aa", label="SUPPORTED", fact="f1"),
        price(text, at["$94,560"], at["$94,560"] + 7, name="bb", label="REFUTED", value=Decimal(94560)),
        price(text, at["$97,500"], at["$97,500"] + 7, name="cc", label="NOT_ENOUGH_INFO", fact="f1"),
        quote(text, (base + 1, base + BODY.index(",”") + 1), name="dd", speaker="Cosima Example"),
        people=(
            KnownPerson(
                id="p", name="Cosima Example", titles=("chief economist",), affiliations=("Mockingham Bank",),
                mentions=(Place(text=person, source=None),), quotes=("dd",),
            ),
        ),
        unclaimed=(Unclaimed(label="MONEY", place=Place(text=one_dollar, source=None), exact="$1", reason="unknown"),),
        about={"title": HEAD, "url": "https://news.example/a"},
    )  # fmt: skip


@pytest.fixture
def hostile() -> Result:
    """Every string that an article brings tries to break out."""
    attack = (
        "</title></style></script><script>document.title='broken'</script><img src=x onerror=alert(1)>\u202e{{ 7*7 }}"
    )
    text = f"{attack}\n\n{attack}"
    return result(
        [("title", attack), ("paragraph", attack)],
        price(text, 0, 8, name="aa", label="REFUTED", asset=attack, currency=attack),
        quote(text, (len(attack) + 2, len(text)), name="bb", speaker=attack),
        about={
            "title": attack,
            "url": "javascript:alert(1)",
            "authors": (attack,),
            "section": attack,
            "tags": (attack,),
        },
        people=(KnownPerson(id="p", name=attack, titles=(attack,), affiliations=(), mentions=(), quotes=("bb",)),),
    )


@pytest.fixture
def make() -> Making:
    """``result`` itself, for tests that make their own."""
    return result


@pytest.fixture
def make_price() -> Callable[..., Price]:
    """``price`` itself."""
    return price


@pytest.fixture
def make_quote() -> Callable[..., Quote]:
    """``quote`` itself."""
    return quote
