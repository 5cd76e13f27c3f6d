"""A store that is filled with just what the plan lists gives the same verdicts as one with everything."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

from tapecheck import records
from tapecheck.config import Settings
from tapecheck.corpus.needs import needs
from tapecheck.market import MarketStore
from tapecheck.market.asked import Question
from tapecheck.pipeline import Pipeline
from tapecheck.schema.input import ArticleInput

MARKET = Path(__file__).parents[2] / "examples" / "market"
PIPELINE = Pipeline.from_config(Settings(ner="none", figures="patterns"))
"""Without a model of readings every claim is checked."""
NOW = datetime(2026, 1, 18, tzinfo=UTC)
ARTICLE = ArticleInput(
    id="a",
    source=(
        "Bitcoin traded at $97,500 on Wednesday, up 3.5% in the past 24 hours and 6% in the past seven days. It rose as high as "
        "$97,800. Ether rose 5% to $3,380 in the past 24 hours. Bitcoin has gained 11% since January 1. "
        "Bitcoin's all-time high is $126,199. "
        "Ada Example expects bitcoin to reach $99,000 by January 20."
    ),
    published_at=datetime(2026, 1, 14, 22, 57, tzinfo=UTC),
)


def test_the_plan_is_enough(tmp_path: Path) -> None:
    result = PIPELINE.process(ARTICLE)
    asked = needs([result], NOW)
    everything, planned = MarketStore.in_memory(), MarketStore.in_memory()
    for path in sorted(MARKET.glob("binance*.csv")):
        everything.import_file(path)
        planned.import_file(_only(path, asked, tmp_path))
    full, few = (records.check_all(result.records, store, ARTICLE.published_at) for store in (everything, planned))
    told = [(one.verdict.label, one.verdict.cause, one.verdict.observed) for one in full if one.verdict is not None]
    assert told == [
        (one.verdict.label, one.verdict.cause, one.verdict.observed) for one in few if one.verdict is not None
    ]
    assert [label for label, _, _ in told].count("SUPPORTED") >= 4


def _only(path: Path, asked: tuple[Question, ...], folder: Path) -> Path:
    """A copy of a candle file with just the rows that were asked for."""
    timeframe = path.stem.rpartition("_")[2]
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    kept = [row for row in rows if any(_holds(one, row, timeframe) for one in asked)]
    assert len(kept) < len(rows)
    copy = folder / path.name
    with copy.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)
    return copy


def _holds(one: Question, row: dict[str, str], timeframe: str) -> bool:
    begins = datetime.fromisoformat(row["open_time"])
    begins = begins.replace(tzinfo=UTC) if begins.tzinfo is None else begins
    fits = timeframe == one.timeframe or (timeframe == "15m" and one.timeframe == "1h")
    return fits and row["symbol"].startswith(one.asset) and one.start <= begins < one.end


def test_nothing_after_now_and_nothing_for_what_no_candle_decides() -> None:
    result = PIPELINE.process(ARTICLE.model_copy(update={"source": "The fund holds 4,200 ETH."}))
    assert needs([result], NOW) == ()
    every = needs([PIPELINE.process(ARTICLE)], NOW)
    assert max(one.end for one in every) <= NOW
