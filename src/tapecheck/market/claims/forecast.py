"""Outcomes of forecasts: HIT when a price touched the target in its time, MISSED when the time is over, OPEN till then.

A forecast states no fact, so its verdict is never SUPPORTED or REFUTED. It counts from the end of the candle that holds the
moment of publication (of the day, for an article that bears a date without a time), or from the beginning of its own time if
that is later. It is HIT by the first price that any source of the store saw at the target or beyond; see ``forecast_aim``.
It is MISSED only when candles without a gap reach the end of its time and stayed farther from it than venues differ. A forecast
that names no time can't be missed. One that depends on a condition has no outcome: whether the condition came true is not
looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims.forecast_aim import Aim, ForecastClaim, aim_of
from tapecheck.market.claims.publication import is_date_only
from tapecheck.market.claims.verdicts import moment, not_dollars, pair, span, unknown
from tapecheck.market.figures import dollars, percent, plain
from tapecheck.market.observations import Extremes, Observation, Reach
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.market.touch_queries import gap_free, reached
from tapecheck.schema.verdict import Outcome, Verdict

RULE = "forecast.touch/1"

_FINE = timedelta(hours=1)
_INSTANT = timedelta(minutes=1)
_DAY = timedelta(days=1)


def check_forecast(claim: ForecastClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The outcome of a forecast; ``outcome`` is ``None`` where it can't be told, with the cause and the reason.

    ``published_at`` is aware UTC; ``None`` if unknown, and then nothing can be told.
    """
    why = _unfit(claim, published_at)
    if why is not None:
        return unknown(why, rule=RULE)
    assert claim.asset is not None
    assert published_at is not None
    now = market.extremes(claim.asset, published_at, published_at + (_DAY if is_date_only(published_at) else _INSTANT))
    if now is None:
        return unknown(market.why_not(claim.asset, published_at, published_at + _INSTANT), rule=RULE)
    if claim.end is not None and claim.end <= now.end:
        return unknown(_over_at_once(now), now, rule=RULE)
    aim = aim_of(claim, now)
    if isinstance(aim, Unfit):
        return unknown(_unsure(aim, now), now, {"at_publication": now.open}, rule=RULE)
    start = max(now.end, claim.start or now.end)
    found = market.reaches(claim.asset, start, claim.end, aim.threshold, up=aim.up)
    return _outcome(claim, aim, now, start, found)


def _unfit(claim: ForecastClaim, published_at: datetime | None) -> Unfit | None:
    if claim.condition is not None:
        return Unfit(
            "prospective", f"It depends on a condition ({claim.condition!r}), so it is neither hit nor missed."
        )
    if claim.denied:
        return Unfit("prospective", "It says that the price will not be reached, which no touch of it can confirm.")
    if claim.asset is None:
        return Unfit("no_asset", "The article does not say clearly which asset the forecast is of.")
    if published_at is None:
        return Unfit(
            "article_time", "The article's time is not known, so neither is the price that the forecast starts from."
        )
    if claim.end is not None and claim.end <= published_at:
        return Unfit("claim_time", "The time that the forecast names was over at publication.")
    return None if claim.percent else not_dollars(claim.currency)


def _over_at_once(now: Extremes) -> Unfit:
    return Unfit(
        "article_time", f"The forecast's time ends by {moment(now.end)} UTC, which can't be told from publication."
    )


def _unsure(why: Unfit, now: Extremes) -> Unfit:
    """A price inside the range at publication may have been reached before or after it, if that range is of many hours."""
    if why.cause != "prospective" or now.end - now.start <= _FINE:
        return why
    return Unfit(
        "coarse", f"{why.reason} These are the prices {span(now)}; the moment of publication is not known better."
    )


def _outcome(claim: ForecastClaim, aim: Aim, now: Extremes, start: datetime, found: Sequence[Reach]) -> Verdict:
    touches = [one for one in found if one.touched is not None]
    in_time = [one for one in touches if claim.end is None or _touch_end(one) <= claim.end]
    if in_time:
        return _hit(aim, now, min(in_time, key=lambda one: (_touch_end(one), one.length, one.source, one.symbol)))
    best = gap_free([one for one in found if one.touched is None], claim.end)
    if touches and (best is None or claim.end is None or reached(best, claim.end) < claim.end):
        reason = f"{dollars(aim.level)} was reached in the candle in which the forecast's time ends, before or after its end."
        return unknown(Unfit("coarse", reason), touches[0], rule=RULE)
    if not found:
        reason = f"It stays open: the candles end before {moment(start)} UTC, when its time begins."
        return _told("OPEN", reason, aim, now, now)
    if best is None:
        return unknown(
            Unfit("gap", f"The {claim.asset} candles after {moment(start)} UTC have gaps."), found[0], rule=RULE
        )
    return _not_touched(claim, aim, now, best)


def _touch_end(one: Reach) -> datetime:
    assert one.touched is not None
    return one.touched + one.length


def _hit(aim: Aim, now: Extremes, first: Reach) -> Verdict:
    assert first.touched is not None
    assert first.touched_price is not None
    short = aim.left(first.touched_price, first.touched_price)
    reason = (
        f"{_from(aim, now)} was first reached by {pair(first)} in the candle that began at {moment(first.touched)} UTC"
    )
    if short:
        reason += (
            f", but for {dollars(short)} ({dollars(first.touched_price)}), which is within the tolerance of the figure"
        )
    seen = {"first_touch": first.touched_price}
    return _told("HIT", f"{reason}.", aim, now, first, seen=seen, times={"first_touch": first.touched})


def _not_touched(claim: ForecastClaim, aim: Aim, now: Extremes, best: Reach) -> Verdict:
    left = aim.left(best.low, best.high)
    extreme = f"{pair(best)} went no {'higher' if aim.up else 'lower'} than {dollars(best.high if aim.up else best.low)} {span(best)}"
    away = f"{dollars(left)} ({percent(aim.left_percent(best.low, best.high)).lstrip('+')}) from it"
    if claim.end is not None and reached(best, claim.end) >= claim.end:
        if left <= aim.tolerance.total:
            reason = f"{_from(aim, now)} may have been reached by {moment(claim.end)} UTC: {extreme}, {away}, less than venues differ."
            return unknown(
                Unfit("lower_bound", reason), best, {"at_publication": now.open, "target": aim.level}, rule=RULE
            )
        reason = f"{_from(aim, now)} was not reached by {moment(claim.end)} UTC: {extreme}, {away}."
        return _told("MISSED", reason, aim, now, best, seen={"close": best.close})
    ends = (
        "it names no time, so it can't be missed" if claim.end is None else f"its time ends at {moment(claim.end)} UTC"
    )
    reason = f"{_from(aim, now)} was not reached up to {moment(best.end)} UTC, where the data end, and {ends}: {extreme}, {away}."
    return _told("OPEN", reason, aim, now, best)


def _from(aim: Aim, now: Extremes) -> str:
    return f"The forecast of {dollars(aim.level)}, {'above' if aim.up else 'below'} the {dollars(now.open)} at publication,"


def _told(
    outcome: Outcome,
    reason: str,
    aim: Aim,
    now: Extremes,
    found: Observation,
    *,
    seen: dict[str, Decimal] | None = None,
    times: dict[str, datetime] | None = None,
) -> Verdict:
    """A verdict with an outcome: the price at publication, the target, the extreme so far and how far that stayed from it."""
    observed, when = {"at_publication": now.open, "target": aim.level, **(seen or {})}, dict(times or {})
    if isinstance(found, Reach):
        name = "high" if aim.up else "low"
        observed[name] = found.high if aim.up else found.low
        when[name] = found.high_time if aim.up else found.low_time
        observed["distance"] = plain(aim.left(found.low, found.high))
    allowed = aim.allowed if outcome == "HIT" else aim.tolerance
    return Verdict(
        label="NOT_ENOUGH_INFO",
        reason=reason,
        rule=RULE,
        cause="prospective",
        observed=observed,
        tolerance=allowed.words if allowed.made_of else None,
        tolerance_parts=allowed.parts,
        evidence=found.evidence(when),
        outcome=outcome,
    )
