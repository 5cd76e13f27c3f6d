from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator

import pytest

from tapecheck.errors import ConfigError
from tapecheck.report import writing
from tapecheck.report.index.entries import Entry, NotShown, Shown
from tapecheck.report.index.rows import Row
from tapecheck.report.writing import write_report

ROW = Row("2026-01-14 21:30", "Fabricated Wire", "Invented news", 4, 1, 0, 3, 0, ("BTC",))


def entries(count: int, fragment: str = "<p>page</p>") -> Iterator[Entry]:
    for number in range(count):
        yield Shown(ROW._replace(title=f"News {number}"), f"{fragment}{number}")


def written(count: int) -> bytes:
    stream = io.BytesIO()
    write_report(entries(count), stream)
    return stream.getvalue()


def test_one_article_stands_in_the_page_as_it_is() -> None:
    page = written(1).decode()
    assert "<p>page</p>0" in page
    assert "<title>News 0</title>" in page
    assert "index-data" not in page
    assert "data-part" not in page.partition("<script>")[0]


def test_of_many_the_index_comes_first() -> None:
    page = written(25).decode()
    places = [page.index(words) for words in ('id="index-data"', "<script>", '<script type="text/plain" data-part="0"')]
    assert places == sorted(places)
    assert page.endswith("</script>\n</body>\n</html>\n")
    assert "<p>page</p>" not in page


def test_the_same_gives_the_same_bytes() -> None:
    assert written(25) == written(25)


def test_it_says_what_it_wrote() -> None:
    told = write_report([*entries(2), NotShown("a:1", "DecodeError", "no")], io.BytesIO())
    assert told == (2, 1, 8)


def test_one_article_and_a_failure_are_an_index() -> None:
    stream = io.BytesIO()
    write_report([*entries(1), NotShown("a:1", "DecodeError", "no")], stream)
    assert b"index-data" in stream.getvalue()


@pytest.mark.parametrize("count", [1, 3])
def test_without_charts_it_says_what_they_need(count: int) -> None:
    charted = io.BytesIO()
    write_report(entries(count), charted, charted=True)
    assert b"--market STORE" in written(count)
    assert b"--market STORE" not in charted.getvalue()


def test_nothing_is_no_report() -> None:
    with pytest.raises(ConfigError, match="no article is left"):
        write_report([], io.BytesIO())


def test_too_many_are_refused_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ARTICLES", 3)
    endless = entries(1_000_000_000)
    with pytest.raises(ConfigError, match="--publisher"):
        write_report(endless, io.BytesIO())


def test_memory_holds_no_pages() -> None:
    """500 pages of 200,000 characters would be 100 MB."""

    class Nowhere(io.RawIOBase):
        def write(self, data: object) -> int:
            return len(memoryview(data))  # type: ignore[arg-type]

    tracemalloc.start()
    write_report(entries(500, "x" * 200_000), Nowhere())  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_half_a_surrogate_pair_does_not_stop_it() -> None:
    stream = io.BytesIO()
    write_report([Shown(ROW._replace(title="\ud800"), "<p>\ud800</p>")], stream)
    assert stream.getvalue().decode("utf-8")
