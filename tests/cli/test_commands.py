from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tapecheck.evaluation.records import KINDS
from tapecheck.market.memo import Memo

Tapecheck = Callable[..., Any]
TEXT = 'Bitcoin rose 4% to $97,000 on Wednesday. "The bid is back," said Ann Example, an analyst at Sample Bank.'
ROW = json.dumps({"id": "a1", "text": TEXT, "published_at": "2026-01-14T22:00:00Z"}).encode() + b"\n"

CANDLES = "open_time,open,high,low,close,volume\n" + "".join(
    f"2026-01-{day:02} {hour:02}:00:00,96000,97500,95000,{96000 + hour},10\n" for day in (13, 14) for hour in range(24)
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_bytes(ROW)
    return path


@pytest.fixture
def store(tmp_path: Path, tapecheck: Tapecheck) -> Path:
    candles, path = tmp_path / "BTCUSDT-1h-2026-01.csv", tmp_path / "tape.duckdb"
    candles.write_text(CANDLES, "utf-8")
    ended = tapecheck("market", "import", candles, "--market", path)
    assert ended.status == 0, ended.err
    return path


def test_version(tapecheck: Tapecheck) -> None:
    ended = tapecheck("--version")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("tapecheck 0.")


def test_no_command_shows_the_help(tapecheck: Tapecheck) -> None:
    assert "extract" in tapecheck().out


def test_extract_writes_a_line_an_article(tapecheck: Tapecheck, corpus: Path) -> None:
    ended = tapecheck("extract", corpus)
    (line,) = map(json.loads, ended.out.splitlines())
    assert (ended.status, ended.err) == (0, "")
    assert line["article"]["id"] == "a1"
    assert {"price", "percent_move", "quote"} <= {record["kind"] for record in line["records"]}
    for record in line["records"]:
        place = record["provenance"]["source"]
        assert TEXT[place["start"] : place["end"]] == record["provenance"]["exact"]
        assert record["verdict"] is None


@pytest.mark.parametrize("suffix", ["jsonl", "json"])
def test_extract_to_a_file_says_nothing(tapecheck: Tapecheck, corpus: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out.{suffix}"
    assert tapecheck("extract", corpus, "-o", out) == (0, "", "")
    written = json.loads(out.read_text("utf-8"))
    assert (written[0] if suffix == "json" else written)["article"]["id"] == "a1"


def test_extract_to_parquet(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "out.parquet"
    assert tapecheck("extract", corpus, "-o", out).status == 0
    rows = parquet.read_table(out).to_pylist()
    assert {row["article_id"] for row in rows} == {"a1"}
    assert "97000" in {str(row["value_text"]) for row in rows}


def test_extract_as_a_table(tapecheck: Tapecheck, corpus: Path, store: Path) -> None:
    out = tapecheck("extract", corpus, "--format", "table", "--market", store).out
    assert "$97,000" in out
    assert "supported" in out
    assert "Ann Example" in out


def test_a_table_goes_to_no_file(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    ended = tapecheck("extract", corpus, "--format", "table", "-o", tmp_path / "out")
    assert (ended.status, ended.out) == (2, "")


def test_extract_checks_against_a_store(tapecheck: Tapecheck, corpus: Path, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    tapecheck("extract", corpus, "-o", out, "--market", store)
    records = json.loads(out.read_text("utf-8"))["records"]
    labels = {record["kind"]: record["verdict"]["label"] for record in records}
    assert labels["price"] == "SUPPORTED"


def test_check_gives_an_export_its_verdicts(tapecheck: Tapecheck, corpus: Path, store: Path, tmp_path: Path) -> None:
    plain, checked, again = tmp_path / "plain.jsonl", tmp_path / "checked.jsonl", tmp_path / "again.jsonl"
    tapecheck("extract", corpus, "-o", plain)
    tapecheck("extract", corpus, "-o", checked, "--market", store)
    assert tapecheck("check", plain, "--market", store, "-o", again).status == 0
    assert again.read_bytes() == checked.read_bytes() != plain.read_bytes()


def test_check_tells_a_line_that_is_no_result_and_goes_on(
    tapecheck: Tapecheck, corpus: Path, store: Path, tmp_path: Path
) -> None:
    bad, out = tmp_path / "bad.jsonl", tmp_path / "out.jsonl"
    bad.write_text('\n{"id": "a"}\n' + tapecheck("extract", corpus).out, "utf-8")
    ended = tapecheck("check", bad, "--market", store, "-o", out)
    assert ended.status == 1
    assert f'tapecheck: failed: {bad}:2: not a result of tapecheck extract: no "article" (DecodeError)' in ended.err
    failed, done = map(json.loads, out.read_text("utf-8").splitlines())
    assert failed["failed"]["line"] == 2
    assert {record["verdict"]["label"] for record in done["records"]} >= {"SUPPORTED"}


def test_check_says_what_changed(tapecheck: Tapecheck, corpus: Path, store: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.jsonl"
    tapecheck("extract", corpus, "-o", plain)
    ended = tapecheck("check", "-", "--market", store, "--changes", "jsonl", stdin=plain.read_bytes())
    changes = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.status == 0
    assert f"tapecheck: {len(changes)} of {len(changes)} verdicts changed, in 1 results" in ended.err
    assert "not checked → SUPPORTED: " in ended.err
    price = next(change for change in changes if change["kind"] == "price")
    assert (price["before"], price["after"], price["exact"]) == (None, "SUPPORTED", "$97,000")
    checked = tmp_path / "checked.jsonl"
    tapecheck("check", plain, "--market", store, "-o", checked)
    assert tapecheck("check", checked, "--market", store, "--changes", "jsonl").out == ""


def test_check_shows_changes_to_a_person(tapecheck: Tapecheck, corpus: Path, store: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.jsonl"
    tapecheck("extract", corpus, "-o", plain)
    ended = tapecheck("check", plain, plain, "--market", store, "--changes", "table")
    assert ended.out.count("$97,000 · price · a1") == 2
    assert "SUPPORTED: BTC/USDT" in ended.out
    assert tapecheck("check", plain, "--market", store, "--changes", "table", "-o", tmp_path / "changes").status == 2


def test_check_to_parquet(tapecheck: Tapecheck, corpus: Path, store: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    plain, out = tmp_path / "plain.jsonl", tmp_path / "out.parquet"
    tapecheck("extract", corpus, "-o", plain)
    assert tapecheck("check", plain, "--market", store, "-o", out).status == 0
    assert "SUPPORTED" in {row["verdict"] for row in parquet.read_table(out).to_pylist()}


def test_check_keeps_a_record_it_can_not_read(tapecheck: Tapecheck, corpus: Path, store: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.jsonl"
    line = json.loads(tapecheck("extract", corpus).out)
    line["records"][0]["kind"] = "rumour"
    plain.write_text(json.dumps(line), "utf-8")
    ended = tapecheck("check", plain, "--market", store)
    assert ended.status == 1
    assert json.loads(ended.out)["records"][0] == line["records"][0]
    assert f"tapecheck: kept: {plain}:1: records.0: " in ended.err


def test_parse_gives_the_article(tapecheck: Tapecheck, corpus: Path) -> None:
    (line,) = map(json.loads, tapecheck("parse", corpus).out.splitlines())
    assert line["article"]["text"] == TEXT
    assert line["article"]["published_at"] == "2026-01-14T22:00:00Z"


def test_mentions_give_places_in_the_source(tapecheck: Tapecheck, corpus: Path) -> None:
    (line,) = map(json.loads, tapecheck("mentions", corpus).out.splitlines())
    assert line["id"] == "a1"
    money = next(mention for mention in line["mentions"] if mention["label"] == "MONEY")
    assert (money["text"], money["value"], money["currency"]) == ("$97,000", "97000", "USD")
    assert TEXT[money["source"]["start"] : money["source"]["end"]] == "$97,000"


def test_mentions_as_ranges_and_as_written(tapecheck: Tapecheck, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("The share fell 12 cents, and more than 30 of 90 holders, with 5 BTC in all, sold.", "utf-8")

    def found(label: str, *options: str) -> list[tuple[str, str]]:
        mentions = json.loads(tapecheck("mentions", text, "--ner", "none", *options).out)["mentions"]
        return [(mention["text"], mention["value"]) for mention in mentions if mention["label"] == label]

    assert found("MONEY") == [("12 cents", "0.12")]
    assert found("MONEY", "--as-written") == [("12 cents", "12"), ("5 BTC", "5")]
    assert found("RANGE") == [("more than 30", "30")]
    assert found("NUMBER") == [("12", "12"), ("30", "30"), ("90", "90"), ("5", "5")]
    assert found("NUMBER", "--ranges") == [("more than 30", "30")]


def test_standard_input(tapecheck: Tapecheck) -> None:
    one = json.loads(tapecheck("extract", "-", stdin=TEXT.encode()).out)
    assert one["article"]["id"] == "-"
    assert one["records"]
    assert json.loads(tapecheck("parse", "-", stdin=ROW).out)["article"]["id"] == "a1"


def test_settings_come_from_a_file_and_options_go_before_it(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    settings = tmp_path / "tapecheck.toml"
    settings.write_text('ner = "none"\nmax_characters = 20\n', "utf-8")
    ended = tapecheck("extract", corpus, "--settings", settings)
    assert ended.status == 1
    assert "max_characters" in ended.err
    settings.write_text("speed = 3\n", "utf-8")
    assert tapecheck("extract", corpus, "--settings", settings).status == 2


def test_market_info_lists_files_and_candles(tapecheck: Tapecheck, store: Path) -> None:
    out = tapecheck("market", "info", "--market", store).out
    assert "BTCUSDT-1h-2026-01.csv" in out
    assert "1h" in out


def test_market_show_prints_the_rows_of_a_window(tapecheck: Tapecheck, store: Path) -> None:
    window = ("--symbol", "BTC/USDT", "--start", "2026-01-14T20:00Z", "--end", "2026-01-14T22:00")
    ended = tapecheck("market", "show", "--market", store, *window)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines()[0] == "binance · Binance · BTC/USDT"
    assert "high: lowest 97500 at 2026-01-14T20:00:00Z, highest 97500 at 2026-01-14T20:00:00Z" in ended.out
    assert "(BTCUSDT-1h-2026-01.csv): 2 rows" in ended.out
    rows = list(
        csv.DictReader(tapecheck("market", "show", "--market", store, *window, "--format", "csv").out.splitlines())
    )
    assert [(row["time"], row["close"]) for row in rows] == [
        ("2026-01-14T20:00:00Z", "96020"),
        ("2026-01-14T21:00:00Z", "96021"),
    ]
    digest = hashlib.sha256(CANDLES.encode()).hexdigest()
    assert {row["dataset_sha256"] for row in rows} == {digest}


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (("--start", "2026-01-14T20:00Z"), 0, ""),
        (("--start", "2026-03-01"), 1, "no candles of BTC/USDT 1h"),
        (("--start", "2026-01-14T20:00Z", "--of", "dominance"), 1, "no dominance of BTC/USDT from"),
        (("--start", "2026-01-14", "--end", "2026-01-13"), 2, "is before --start"),
        (("--start", "yesterday"), 2, "not a time; write it as"),
        (("--start", "2026-01-14", "--timeframe", "7m"), 2, "--timeframe 7m: not known; known: 1m, "),
        (("--start", "2026-01-14", "--timeframe", "point"), 2, "name it with --of"),
    ],
)
def test_market_show_says_what_is_missing_or_wrong(
    tapecheck: Tapecheck, store: Path, options: tuple[str, ...], status: int, words: str
) -> None:
    ended = tapecheck("market", "show", "--market", store, "--symbol", "BTC/USDT", *options)
    assert (ended.status, words in ended.err) == (status, True), ended.err


def test_market_verify_knows_the_files_by_their_content(tapecheck: Tapecheck, store: Path, tmp_path: Path) -> None:
    imported, digest = tmp_path / "BTCUSDT-1h-2026-01.csv", hashlib.sha256(CANDLES.encode()).hexdigest()
    copy, other = tmp_path / "copy.csv", tmp_path / "other" / imported.name
    copy.write_text(CANDLES, "utf-8")
    other.parent.mkdir()
    other.write_text(CANDLES + "\n", "utf-8")
    assert tapecheck("market", "verify", imported, copy, "--market", store) == (
        0,
        "".join(f"{path}: imported as {imported.name}, sha256 {digest}\n" for path in (imported, copy)),
        "",
    )
    ended = tapecheck("market", "verify", other, copy, "--market", store)
    assert ended.status == 1
    assert f"{other}: another {other.name} was imported, sha256 " in ended.out
    ended = tapecheck("market", "verify", store, "--market", store)
    assert (ended.status, f"{store}: not imported, sha256 " in ended.out) == (1, True)


def test_market_info_lists_gaps_and_speaks_json(tapecheck: Tapecheck, store: Path) -> None:
    out = tapecheck("market", "info", "--market", store, "--gaps").out
    assert "BTC/USDT" in out
    told = json.loads(tapecheck("market", "info", "--market", store, "--json").out)
    assert [held["count"] for held in told["holdings"]] == [48]
    assert len(told["files"][0]["sha256"]) == 64


def test_import_tells_bad_rows_and_leaves_them_out(tapecheck: Tapecheck, tmp_path: Path) -> None:
    path, store = tmp_path / "ETHUSDT-1h-2026-01.csv", tmp_path / "tape.duckdb"
    path.write_text(CANDLES + "2026-01-15 00:00:00,1,2,3,1,1\n", "utf-8")
    ended = tapecheck("market", "import", path, "--market", store)
    assert ended.status == 1
    assert "48 new" in ended.out
    assert (
        ended.err == f"tapecheck: left out: {path}: line 50: column high: 2.000000000000 is below low 3.000000000000\n"
    )
    strict = tapecheck("market", "import", path, "--market", tmp_path / "other.duckdb", "--strict")
    assert (strict.status, strict.out) == (3, "")
    assert "line 50" in strict.err


def test_import_takes_what_a_file_does_not_say_from_options(tapecheck: Tapecheck, tmp_path: Path) -> None:
    path, store = tmp_path / "got.json", tmp_path / "tape.duckdb"
    path.write_text("[[1767571200000, 1, 2, 0.5, 1.5, 9]]", "utf-8")
    told = ("--symbol", "SOL/USD", "--venue", "kraken", "--timeframe", "1h")
    assert tapecheck("market", "import", path, "--market", store).status == 3
    assert tapecheck("market", "import", path, "--market", store, *told).status == 0
    assert tapecheck("market", "import", path, "--market", store, "--columns", "open").status == 2
    (held,) = json.loads(tapecheck("market", "info", "--market", store, "--json").out)["holdings"]
    assert (held["what"], held["venue"], held["source"]) == ("SOL/USD", "Kraken", "kraken")


def test_the_same_file_twice_changes_nothing(tapecheck: Tapecheck, store: Path, tmp_path: Path) -> None:
    out = tapecheck("market", "import", tmp_path / "BTCUSDT-1h-2026-01.csv", "--market", store).out
    assert "0 new" in out


def test_evaluate_prints_every_kind(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    gold, out = tmp_path / "gold.jsonl", tmp_path / "out.jsonl"
    start = TEXT.index("$97,000")
    price = {"kind": "price", "start": start, "end": start + 7, "asset": "ETH", "value": "97000", "currency": "USD"}
    gold.write_text(
        json.dumps({"id": "a1", "text": TEXT, "records": [price]}) + '\n{"id": "b2", "records": []}\n', "utf-8"
    )
    tapecheck("extract", corpus, "-o", out)
    ended = tapecheck("evaluate", gold, out, "--errors", "9")
    assert all(kind in ended.out for kind in KINDS)
    assert "no output for: b2" in ended.out
    assert "a1 price wrong asset: gold 'ETH', got 'BTC'" in ended.out
    assert "[[$97,000]]" in ended.out
    assert tapecheck("evaluate", gold, out, "--kind", "rumour").status == 2


def test_check_says_that_some_failed(tapecheck: Tapecheck, store: Path, tmp_path: Path) -> None:
    corpus, results = tmp_path / "two.jsonl", tmp_path / "two.out.jsonl"
    corpus.write_bytes(ROW + b"{}\n")
    assert tapecheck("extract", corpus, "-o", results).status == 1
    assert tapecheck("check", results, "--market", store).status == 1


def test_evaluate_tells_a_gold_set_from_an_export(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    results = tmp_path / "out.jsonl"
    tapecheck("extract", corpus, "-o", results)
    ended = tapecheck("evaluate", results, corpus)
    assert ended.status == 2
    assert "no id" in ended.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_output_that_can_not_be_written_is_one_line(tapecheck: Tapecheck, corpus: Path) -> None:
    ended = tapecheck("extract", corpus, "-o", "/dev/full")
    assert ended.status == 3
    assert ended.err.count("\n") == 1


def test_a_stopped_query_stops_the_run() -> None:
    def interrupted() -> int:
        raise RuntimeError("Query interrupted")

    with pytest.raises(KeyboardInterrupt):
        Memo(4).get("any", interrupted)
