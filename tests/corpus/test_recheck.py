"""Exports of other versions checked again: what is not a verdict stays as it is, and nothing is lost."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import zstandard

from tapecheck.corpus.recheck import Rechecked, as_result, recheck
from tapecheck.corpus.runner import Item
from tapecheck.errors import ConfigError, ExportError, MarketDataError
from tapecheck.market import MarketStore
from tapecheck.schema.input import RejectedInput

Row = dict[str, Any]
TEXT = "Bitcoin – “digital gold”\u2028 – rose to $97,000."
SPAN = {"start": 0, "end": 7}
PROVENANCE = {
    "text": SPAN,
    "source": None,
    "exact": "$97,000",
    "prefix": "",
    "suffix": "",
    "sentence": SPAN,
    "rule": "r/1",
}
OLD_VERDICT = {"label": "REFUTED", "reason": "as it was", "observed": {"low": "1"}, "tolerance": None, "evidence": None}
PRICE = {
    "id": "r1",
    "fact": "f1",
    "time": None,
    "attribution": None,
    "provenance": PROVENANCE,
    "verdict": OLD_VERDICT,
    "kind": "price",
    "asset": "BTC",
    "value": "97000",
    "currency": "USD",
    "bound": "exact",
    "role": "quote",
    "modality": "asserted",
}


class Watched:
    def __init__(self) -> None:
        self.failures: list[RejectedInput] = []

    def done(self, item: Item) -> None: ...

    def failed(self, rejected: RejectedInput, trace: str | None) -> None:
        self.failures.append(rejected)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which bitcoin traded between $95,000 and $97,500 on a day."""
    first = datetime(2026, 1, 13, tzinfo=UTC)
    rows = (f"{first + timedelta(hours=n):%Y-%m-%d %H:%M:%S},96000,97500,95000,96000,10" for n in range(48))
    candles, path = tmp_path / "BTCUSDT-1h-2026-01.csv", tmp_path / "tape.duckdb"
    candles.write_text("open_time,open,high,low,close,volume\n" + "\n".join(rows) + "\n", "utf-8")
    with MarketStore.open(path, create=True) as opened:
        opened.import_file(candles)
    return path


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: Row | str, name: str = "old.jsonl") -> Path:
        lines = (
            row if isinstance(row, str) else json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows
        )
        raw = "".join(f"{line}\n" for line in lines).encode()
        path = tmp_path / name
        pack = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}.get(path.suffix, bytes)
        path.write_bytes(pack(raw))
        return path

    return write


def result(*records: Row, **more: Any) -> Row:
    """A line as an early version wrote it: without people, contradictions, coverage and the later fields of a verdict."""
    article = {
        "id": "a1",
        "published_at": "2026-01-14T22:00:00Z",
        "text": TEXT,
        "note_of_a_later_version": [1, None, 0.1],
    }
    return {"schema_version": "1", "article": article, "records": list(records), "failed": None, **more}


def checked(paths: list[Path], store: Path, watched: Watched | None = None) -> list[Rechecked]:
    return list(recheck([str(path) for path in paths], store, watched or Watched()))


def test_only_the_verdicts_of_an_old_export_change(export: Callable[..., Path], store: Path) -> None:
    row = result(PRICE, facts=[{"id": "f1"}])
    (one,) = checked([export(row)], store)
    made = one.line.model_dump_json()
    new = json.loads(made)["records"][0]["verdict"]
    assert (new["label"], new["cause"], bool(new["rule"]), new["evidence"]["symbol"]) == (
        "SUPPORTED",
        None,
        True,
        "BTC/USDT",
    )
    as_one = {"ensure_ascii": False, "separators": (",", ":")}
    old_line, new_line = json.dumps(row, **as_one), made
    assert new_line == old_line.replace(json.dumps(OLD_VERDICT, **as_one), json.dumps(new, **as_one))


def test_a_line_checked_twice_is_the_same_bytes(export: Callable[..., Path], store: Path) -> None:
    (one,) = checked([export(result(PRICE))], store)
    first = one.line.model_dump_json()
    (two,) = checked([export(first, name="again.jsonl")], store)
    assert two.line.model_dump_json() == first
    assert two.changes == ()


def test_the_change_has_both_reasons(export: Callable[..., Path], store: Path) -> None:
    (one,) = checked([export(result(PRICE))], store)
    (change,) = one.changes
    assert (change.article, change.record, change.kind, change.exact) == ("a1", "r1", "price", "$97,000")
    assert (change.before, change.reason_before, change.after) == ("REFUTED", "as it was", "SUPPORTED")
    assert "traded between" in change.reason_after
    assert one.labels == (("REFUTED", "SUPPORTED"),)


def test_a_field_that_came_later_and_may_be_empty_may_lack(export: Callable[..., Path], store: Path) -> None:
    early = {key: value for key, value in PRICE.items() if key not in ("fact", "time", "attribution", "verdict")}
    nameless = {key: value for key, value in early.items() if key != "asset"}
    (one,) = checked([export(result(early, nameless))], store)
    assert one.labels == ((None, "SUPPORTED"), (None, "NOT_ENOUGH_INFO"))
    assert one.unread == ()
    assert "asset" not in one.line.model_dump_json().rpartition('"kind"')[2].partition('"verdict"')[0]


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"kind": "rumour"}, "rumour"), ({"surer": True}, "surer"), ({"value": []}, "value")],
)
def test_a_record_of_another_version_keeps_its_verdict(
    export: Callable[..., Path], store: Path, changed: Row, why: str
) -> None:
    path = export(result({**PRICE, **changed}, PRICE))
    (one,) = checked([path], store)
    kept, other = one.line.model_dump(mode="json")["records"]
    assert kept == {**PRICE, **changed}
    assert other["verdict"]["label"] == "SUPPORTED"
    (told,) = one.unread
    assert told.startswith(f"{path.as_posix()}:1: records.0: ")
    assert why in told
    assert one.labels == (("REFUTED", "SUPPORTED"),)


def test_a_verdict_of_a_later_version_is_replaced(export: Callable[..., Path], store: Path) -> None:
    later = {**OLD_VERDICT, "label": "PARTLY", "degree": "0.4"}
    (one,) = checked([export(result({**PRICE, "verdict": later}))], store)
    assert one.labels == (("PARTLY", "SUPPORTED"),)


@pytest.mark.parametrize("name", ["old.jsonl", "old.jsonl.gz", "old.jsonl.zst"])
def test_packed_and_several_files(export: Callable[..., Path], store: Path, name: str) -> None:
    paths = [export(result(PRICE), result(PRICE), name=name), export(result(PRICE), name="other.jsonl")]
    assert [len(one.labels) for one in checked(paths, store)] == [1, 1, 1]


def test_standard_input(store: Path) -> None:
    stream = io.BytesIO(b"\xef\xbb\xbf" + json.dumps(result(PRICE)).encode())
    (one,) = recheck(["-"], store, Watched(), stdin=stream)
    assert one.labels == (("REFUTED", "SUPPORTED"),)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("{", "not a result of tapecheck extract"),
        ("[]", "not a result"),
        ('{"id": "a"}', 'no "article"'),
        ('{"article": {}}', 'no "records"'),
        ('{"article": {"published_at": "soon"}, "records": []}', "article.published_at"),
        ('{"article": {"published_at": "2026-01-14T22:00:00"}, "records": []}', "article.published_at"),
        ('{"article": {"title": "\ud800"}'.encode("utf-8", "surrogatepass").decode("latin-1"), "not a result"),
    ],
)
def test_a_bad_line_is_told_and_the_rest_goes_on(
    export: Callable[..., Path], store: Path, bad: str, message: str
) -> None:
    path, watched = export(result(PRICE), bad, result(PRICE)), Watched()
    first, failed, last = checked([path], store, watched)
    assert (len(first.labels), len(last.labels)) == (1, 1)
    line = as_result(failed.line)
    assert failed.failed
    assert line.failed is not None
    assert (line.article.id, line.failed.line) == (f"{path.as_posix()}:2", 2)
    assert message in line.failed.message
    assert [one.line for one in watched.failures] == [2]


def test_an_article_that_had_failed_is_passed_on(export: Callable[..., Path], store: Path) -> None:
    row = result(failed={"error": "DecodeError", "message": "empty", "line": 3})
    (one,) = checked([export(row)], store)
    assert one.failed
    assert one.line.model_dump() == row


def test_lines_come_one_at_a_time(store: Path) -> None:
    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.sent = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = json.dumps(result(PRICE)).encode() + b"\n"
            buffer[: len(line)] = line
            self.sent += 1
            return len(line)

    stream = Endless()
    lines: Iterator[Rechecked] = recheck(["-"], store, Watched(), stdin=io.BufferedReader(stream))
    assert [next(lines).failed for _ in range(3)] == [False] * 3
    assert stream.sent <= 4


def test_what_is_missing_is_told_before_anything_is_read(
    export: Callable[..., Path], store: Path, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=r"none\.jsonl: no such file"):
        recheck([str(export(result())), str(tmp_path / "none.jsonl")], store, Watched())
    with pytest.raises(MarketDataError):
        recheck([str(export(result()))], tmp_path / "none.duckdb", Watched())


def test_a_line_of_another_version_is_no_row_of_a_table(export: Callable[..., Path], store: Path) -> None:
    (one,) = checked([export(result())], store)
    with pytest.raises(ExportError, match="choose jsonl"):
        as_result(one.line)
