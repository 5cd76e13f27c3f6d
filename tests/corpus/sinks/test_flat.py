from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tapecheck.corpus.lines import failed_result
from tapecheck.corpus.sinks import flat
from tapecheck.corpus.sinks.flat import to_arrow, to_pandas, to_polars, write_parquet
from tapecheck.errors import ExportError
from tapecheck.records import Price, Result, Superlative
from tapecheck.schema.article import Article, Block
from tapecheck.schema.base import Span
from tapecheck.schema.input import RejectedInput
from tapecheck.schema.record import Provenance, TimeWindow
from tapecheck.schema.result import Versions
from tapecheck.schema.verdict import Evidence, Verdict

pytest.importorskip("pyarrow")

TEXT = "Bitcoin hit $97,000."
BEGIN, END = datetime(2026, 1, 14, tzinfo=UTC), datetime(2026, 1, 15, tzinfo=UTC)
VERSIONS = Versions(tapecheck="0", settings="0")


def price(value: str) -> Price:
    evidence = Evidence(source="s", symbol="BTC/USDT", timeframe="1h", start=BEGIN, end=END, dataset_sha256="d")
    return Price(
        id="r1", fact="f1", asset="BTC", value=Decimal(value), currency="USD", bound="exact", role="quote", modality="asserted",
        time=TimeWindow(start=BEGIN, end=END, text="on Wednesday"),
        provenance=Provenance(
            text=Span(start=12, end=19), source=None, exact="$97,000", prefix="", suffix="",
            sentence=Span(start=0, end=20), rule="price.quote/1",
        ),
        verdict=Verdict(label="SUPPORTED", reason="in range", observed={"high": Decimal("97924.49")}, evidence=evidence),
    )  # fmt: skip


def result(*values: str) -> Result:
    article = Article(
        id="a1",
        text=TEXT,
        body=TEXT,
        source_sha256="0",
        published_at=END,
        blocks=(Block(kind="paragraph", start=0, end=20),),
    )
    return Result(article=article, records=tuple(price(value) for value in values), versions=VERSIONS)


@pytest.mark.parametrize("floats", [False, True])
def test_values_are_exact_or_numbers_to_compute_with(floats: bool) -> None:
    many_digits = "0.123456789012345678"
    for frame in (
        to_pandas([result("97000.5", many_digits)], floats=floats),
        to_polars([result("97000.5", many_digits)], floats=floats),
    ):
        assert list(frame["value"]) == (
            [97000.5, 0.12345678901234568] if floats else [Decimal("97000.5"), Decimal(many_digits)]
        )
        assert str(frame["value"].dtype).lower().startswith("float64" if floats else ("object", "decimal"))
        assert list(frame["value_text"]) == ["97000.5", many_digits]
        assert frame["published_at"][0] == END


def test_a_figure_that_is_not_there_is_none_as_a_float_too() -> None:
    frame = to_pandas([result("97000")], floats=True)
    assert frame["value_high"].isna().all()
    assert str(frame["value_high"].dtype) == "float64"


def test_a_row_has_claim_place_and_verdict() -> None:
    (row,) = to_arrow([result("97000.50")]).to_pylist()
    assert row["value"] == Decimal("97000.5")
    told = (
        "article_id",
        "kind",
        "asset",
        "value_text",
        "exact",
        "sentence",
        "verdict",
        "observed",
        "symbol",
        "time_text",
    )
    assert [row[name] for name in told] == [
        "a1", "price", "BTC", "97000.5", "$97,000", TEXT, "SUPPORTED", '{"high": "97924.49"}', "BTC/USDT", "on Wednesday",
    ]  # fmt: skip
    assert (row["text_start"], row["source_start"], row["speaker"]) == (12, None, None)
    assert row["evidence_start"] == BEGIN


def test_a_superlative_has_its_stretch_and_count() -> None:
    whole = Span(start=0, end=20)
    streak = Superlative(
        id="r2", asset="BTC", metric="price", form="streak", unit="day", direction="up", count=4, modality="asserted",
        since=TimeWindow(start=BEGIN, end=END, text="since Wednesday"),
        provenance=Provenance(text=whole, source=None, exact=TEXT, prefix="", suffix="", sentence=whole, rule="superlative.streak/1"),
    )  # fmt: skip
    (row,) = to_arrow([result().model_copy(update={"records": (streak,)})]).to_pylist()
    told = ("kind", "form", "direction", "count", "rank", "value", "since_start", "since_end")
    assert [row[name] for name in told] == ["superlative", "streak", "up", 4, 1, None, BEGIN, END]


def test_a_figure_that_does_not_fit_is_kept_as_text() -> None:
    small, big = "0." + "0" * 18 + "1", "1" + "0" * 20
    rows = to_arrow([result(small, big, "0.000000000000000001", "99999999999999999999")]).to_pylist()
    assert [row["value"] is None for row in rows] == [True, True, False, False]
    assert [row["value_text"] for row in rows][:2] == [small, big]


def test_a_failed_article_is_a_row() -> None:
    rejected = RejectedInput(id="bad", error="DecodeError", message="empty", line=2)
    (row,) = to_arrow([failed_result(rejected, VERSIONS)]).to_pylist()
    assert (row["article_id"], row["kind"], row["failed_error"], row["failed_message"]) == (
        "bad",
        None,
        "DecodeError",
        "empty",
    )


def test_pandas_and_polars_have_the_same_rows() -> None:
    results = [result("97000", "98000")]
    pandas, polars = to_pandas(results), to_polars(results)
    assert list(pandas["value_text"]) == polars["value_text"].to_list() == ["97000", "98000"]
    assert list(pandas.columns) == polars.columns


def test_no_results_are_a_table_without_rows() -> None:
    assert to_arrow([]).num_rows == 0
    assert "verdict" in to_arrow([]).column_names


def test_parquet_is_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(flat, "_ROWS_PER_GROUP", 2)
    stream = io.BytesIO()
    write_parquet((result("1", "2", "3") for _ in range(3)), stream)
    file = parquet.ParquetFile(stream)
    assert (file.metadata.num_rows, file.num_row_groups) == (9, 5)
    assert file.read().equals(to_arrow([result("1", "2", "3")] * 3))


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_missing_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    call = {"pandas": to_pandas, "polars": to_polars, "pyarrow": to_arrow}[library]
    with pytest.raises(
        ExportError, match=rf"{library} is not installed; it comes with: pip install 'tapecheck\[tables\]'"
    ):
        call([])
