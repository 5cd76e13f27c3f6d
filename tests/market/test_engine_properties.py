"""What the loaded arrays answer, against plain loops over the same candles: gaps, several sources, ties, tiny and great prices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tapecheck.market import MarketStore
from tapecheck.market.candle_queries import coverage, extremes, extremes_by_source, price_at, runs_of
from tapecheck.market.candles import Candles
from tapecheck.market.change_queries import since, trailing
from tapecheck.market.daily_queries import Days, dailies, days_of, last_reached
from tapecheck.market.figures import significant
from tapecheck.market.history_queries import groups, history, records_of
from tapecheck.market.observations import Coverage
from tapecheck.market.reader import exact, instant, reader, units
from tapecheck.market.timeframes import TIMEFRAMES, ceil_to, floor_to

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOURCES = (("binance", "Binance", "XYZ/USDT"), ("yahoo", "index", "XYZ/USD"))


@dataclass(frozen=True)
class Row:
    source: str
    venue: str
    symbol: str
    timeframe: str
    time: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    dataset: int

    @property
    def end(self) -> datetime:
        return self.time + TIMEFRAMES[self.timeframe]


@st.composite
def tapes(draw: st.DrawFn) -> list[Row]:
    """Hourly candles of some days for one or two sources, joined to longer ones; of each length some candles are missing."""
    scale = draw(st.sampled_from([Decimal("1e-12"), Decimal("0.01"), Decimal(10_000_000)]))
    rows: list[Row] = []
    for number, source in enumerate(draw(st.sampled_from([SOURCES[:1], SOURCES]))):
        days = draw(st.integers(3, 5))
        path = draw(st.lists(st.integers(1, 9), min_size=24 * days + 1, max_size=24 * days + 1))
        base = [
            (BEGIN + HOUR * at, a * scale, max(a, b) * scale, min(a, b) * scale, b * scale)
            for at, (a, b) in enumerate(pairwise(path))
        ]
        for timeframe in draw(st.sampled_from([("1h",), ("1d",), ("4h", "1d"), ("1h", "4h", "1d"), ("1h", "1d")])):
            size = TIMEFRAMES[timeframe] // HOUR
            whole = [base[at : at + size] for at in range(0, len(base), size)]
            missing = draw(st.sets(st.integers(0, len(whole) - 1), max_size=2))
            for at, part in enumerate(whole):
                if at not in missing or len(missing) == len(whole):
                    high, low = max(one[2] for one in part), min(one[3] for one in part)
                    dataset = 1 + number + 2 * (at % 7 == 3)
                    rows.append(Row(*source, timeframe, part[0][0], part[0][1], high, low, part[-1][4], dataset))
    return rows


@dataclass(frozen=True)
class Tape:
    rows: list[Row]
    candles: Candles
    runs: tuple[Coverage, ...]

    def known(self, run: Coverage, start: datetime = BEGIN, end: datetime = BEGIN + 9 * DAY) -> list[Row]:
        """The rows of a run that begin in the window, by time."""
        wanted = (run.source, run.venue, run.symbol, run.timeframe)
        mine = (row for row in self.rows if (row.source, row.venue, row.symbol, row.timeframe) == wanted)
        return sorted((row for row in mine if start <= row.time < end), key=lambda row: row.time)

    def whole(self, run: Coverage, start: datetime, end: datetime) -> list[Row]:
        """The same; none if one is missing."""
        found = self.known(run, start, end)
        return found if len(found) == (end - start) // run.length else []


@pytest.fixture(scope="module")
def database() -> Iterator[MarketStore]:
    with MarketStore.in_memory() as store:
        yield store


def loaded(store: MarketStore, rows: list[Row], *, block: int, room: int) -> Tape:
    connection = store._connection
    connection.execute("DELETE FROM candles")
    values = ", ".join(
        f"('{r.source}', '{r.venue}', '{r.symbol}', '{r.timeframe}', '{r.time:%Y-%m-%d %H:%M:%S}', "
        f"{r.open:f}, {r.high:f}, {r.low:f}, {r.close:f}, NULL, NULL, NULL, {r.dataset})"
        for r in rows
    )
    connection.execute(f"INSERT INTO candles VALUES {values}")
    source = reader(connection)._replace(hashes={number: f"file{number}" for number in range(1, 5)})
    candles = Candles(source, block=block, loaded=room)
    return Tape(rows, candles, runs_of(coverage(source), "XYZ", None))


def files(rows: list[Row]) -> str:
    return ",".join(f"file{number}" for number in sorted({row.dataset for row in rows}))


CHECKED = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
BLOCKS = st.sampled_from([(24, 30), (48, 1), (65_536, 2_000_000)])
MINUTES = st.integers(-60, 60 * 24 * 4).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
SHORT = st.sampled_from([timedelta(minutes=20), HOUR, 7 * HOUR])
LENGTHS = st.sampled_from([timedelta(minutes=20), HOUR, 4 * HOUR, 7 * HOUR, DAY, DAY + HOUR, 2 * DAY])


@given(tapes(), BLOCKS, MINUTES, LENGTHS)
@CHECKED
def test_extremes(
    database: MarketStore, rows: list[Row], blocks: tuple[int, int], start: datetime, length: timedelta
) -> None:
    tape = loaded(database, rows, block=blocks[0], room=blocks[1])
    end = start + length
    expected: dict[tuple[str, str, str], tuple[object, ...]] = {}
    for run in tape.runs:
        first, last = floor_to(start, run.length), ceil_to(end, run.length)
        found = tape.whole(run, first, last)
        if found:
            high, low = max(found, key=lambda row: row.high), min(found, key=lambda row: row.low)
            coarse = (last - first) - length > length / 2
            values = (
                run.timeframe,
                first,
                last,
                high.high,
                high.time,
                low.low,
                low.time,
                found[0].open,
                found[-1].close,
            )
            expected.setdefault((run.source, run.venue, run.symbol), (*values, files(found), coarse))

    got = {
        (one.source, one.venue, one.symbol): (
            *(one.timeframe, one.start, one.end, one.high, one.high_time, one.low, one.low_time, one.open, one.close),
            *(one.dataset_sha256, one.coarse),
        )
        for one in extremes_by_source(tape.candles, tape.runs, start, end)
    }
    assert got == ({key: value for key, value in expected.items() if not value[-1]} or dict([*expected.items()][:1]))
    best = extremes(tape.candles, tape.runs, start, end)
    assert (best is None) == (not expected)
    assert best == next(iter(extremes_by_source(tape.candles, tape.runs, start, end)), None)


@given(tapes(), BLOCKS, MINUTES)
@CHECKED
def test_price_at(database: MarketStore, rows: list[Row], blocks: tuple[int, int], moment: datetime) -> None:
    tape = loaded(database, rows, block=blocks[0], room=blocks[1])
    holding = [row for run in tape.runs for row in tape.known(run) if row.time <= moment < row.end]
    found = price_at(tape.candles, tape.runs, moment)
    got = found and (found.source, found.timeframe, found.start, found.open, found.high, found.low, found.close)
    assert got == next(((r.source, r.timeframe, r.time, r.open, r.high, r.low, r.close) for r in holding), None)


@given(tapes(), BLOCKS, st.integers(-60, 60 * 24 * 2), st.sampled_from([4 * HOUR, DAY]), SHORT)
@CHECKED
def test_changes(
    database: MarketStore,
    rows: list[Row],
    blocks: tuple[int, int],
    minutes: int,
    length: timedelta,
    width: timedelta,
) -> None:
    tape = loaded(database, rows, block=blocks[0], room=blocks[1])
    start = BEGIN + length + timedelta(minutes=minutes)
    expected = None
    for run in tape.runs:
        if run.length * 4 > length:
            continue
        first, last = floor_to(start, run.length), ceil_to(start + width, run.length)
        now, then = tape.whole(run, first, last), tape.whole(run, first - length, last - length)
        if now and then:
            pairs = [
                pair
                for late, early in zip(now, then, strict=True)
                for pair in ((late.open / early.open, late.time), (late.close / early.close, late.end))
            ]
            least, greatest = min(pairs, key=lambda pair: pair[0]), max(pairs, key=lambda pair: pair[0])
            expected = (_percent(least[0]), least[1], _percent(greatest[0]), greatest[1], files(now + then))
            break
    found = trailing(tape.candles, tape.runs, length, start, start + width)
    assert (
        found and (found.least, found.least_time, found.greatest, found.greatest_time, found.dataset_sha256)
    ) == expected


@given(tapes(), BLOCKS, MINUTES, SHORT)
@CHECKED
def test_changes_since(
    database: MarketStore, rows: list[Row], blocks: tuple[int, int], start: datetime, width: timedelta
) -> None:
    tape = loaded(database, rows, block=blocks[0], room=blocks[1])
    base, end = floor_to(start, DAY), start + width
    expected = None
    for run in tape.runs:
        first = tape.whole(run, base, base + run.length)
        now = tape.whole(run, floor_to(start, run.length), ceil_to(end, run.length))
        if run.length * 4 <= end - base and first and now:
            high, low = max(now, key=lambda row: row.high), min(now, key=lambda row: row.low)
            changes = (_percent(low.low / first[0].open), low.time, _percent(high.high / first[0].open), high.time)
            expected = changes
            break
    found = since(tape.candles, tape.runs, base, start, end)
    assert (found and (found.least, found.least_time, found.greatest, found.greatest_time)) == expected


def _percent(quotient: Decimal) -> Decimal:
    return significant((quotient - 1) * 100, 4)


@given(tapes(), BLOCKS, MINUTES)
@CHECKED
def test_history(database: MarketStore, rows: list[Row], blocks: tuple[int, int], until: datetime) -> None:
    tape = loaded(database, rows, block=blocks[0], room=blocks[1])
    expected = set()
    for group in groups(tape.runs):
        used: list[Row] = []
        reached = group[0].first
        for run in group:
            bound = ceil_to(until, run.length) if run is group[-1] else floor_to(until, run.length)
            more = tape.known(run, max(run.first, reached) if used else run.first, min(bound, run.last_end))
            used += more
            reached = min(bound, run.last_end) if more else reached
        if used:
            high, low = max(used, key=lambda row: row.high), min(used, key=lambda row: row.low)
            expected.add((high.source, high.high, high.time, low.low, low.time, used[0].open, used[-1].close))
    found = history(tape.candles, tape.runs, until)
    assert {(x.source, x.high, x.high_time, x.low, x.low_time, x.open, x.close) for x in found} == expected


@given(tapes(), BLOCKS, st.booleans())
@CHECKED
def test_records(database: MarketStore, rows: list[Row], blocks: tuple[int, int], low: bool) -> None:
    tape = loaded(database, rows, block=blocks[0], room=blocks[1])
    for run in tape.runs:
        expected: list[tuple[datetime, Decimal]] = []
        for row in tape.known(run):
            price = row.low if low else row.high
            if not expected or (price < expected[-1][1] if low else price > expected[-1][1]):
                expected.append((row.time, price))
        times, prices = records_of(tape.candles, run, low=low)
        assert [(instant(time), exact(price)) for time, price in zip(times, prices, strict=True)] == expected


@given(tapes(), BLOCKS, MINUTES, st.integers(0, 4), st.integers(1, 9), st.booleans())
@CHECKED
def test_days(
    database: MarketStore, rows: list[Row], blocks: tuple[int, int], until: datetime, back: int, digit: int, low: bool
) -> None:
    """Each day of each source, and the last candle that reached a price."""
    tape = loaded(database, rows, block=blocks[0], room=blocks[1])
    price, level = digit * min(row.low for row in rows), units(digit * min(row.low for row in rows))

    def days(group: tuple[Coverage, ...]) -> Days:
        return days_of(tape.candles, group)

    since_day = floor_to(until, DAY) - back * DAY
    got = {one.source: one for one in dailies(tape.candles, days, groups(tape.runs), until, since_day + HOUR)}
    touched = {one.source: one for one in last_reached(tape.candles, days, groups(tape.runs), level, until, low=low)}
    for group in groups(tape.runs):
        expected, reached = [], []
        for day in (BEGIN + DAY * number for number in range(-1, 8)):
            end = min(day + DAY, until)
            parts = [tape.whole(run, day, floor_to(end, run.length)) for run in group]
            # a whole day from the longest candles that have it, the running day from the shortest
            used = next(filter(None, parts if end == day + DAY else reversed(parts)), []) if day < end else []
            if used and day >= since_day:
                high, low_price = max(row.high for row in used), min(row.low for row in used)
                expected.append((day, used[0].open, high, low_price, used[-1].close))
            hit = any(row.low <= price if low else row.high >= price for row in used)
            fine = [[r for r in part if (r.low <= price if low else r.high >= price)] for part in reversed(parts)]
            reached += [next(part[-1] for part in fine if part)] if hit else []
        source = group[0].source
        assert [tuple(day) for day in got[source]] == expected if expected else source not in got
        if source in touched:
            assert (touched[source].timeframe, touched[source].start) == (reached[-1].timeframe, reached[-1].time)
        elif reached:  # silent, as the day before is not known
            yesterday = floor_to(until, DAY) - DAY
            assert not any(tape.whole(run, yesterday, yesterday + DAY) for run in group)
