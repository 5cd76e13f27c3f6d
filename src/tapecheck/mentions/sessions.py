"""Rules for trading sessions: "the U.S. trading session", "Asian hours", "European morning", "intraday", "at the open".

A region's session is its main hours: New York 09:30 to 16:00, London 08:00 to 16:30, and for Asia from 09:00 in Tokyo to
16:00 in Hong Kong. It is that of the day named in the same sentence, else the most recent weekday's that has begun.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tapecheck.mentions.clock import ZONES
from tapecheck.mentions.timeline import Context, Rule, Time, midnight, words


class Session(NamedTuple):
    """A market's main hours on its own clock; ``opens`` and ``closes`` may be on two clocks (Asia: Tokyo to Hong Kong)."""

    opens: time
    open_zone: ZoneInfo
    closes: time
    close_zone: ZoneInfo


SESSIONS: dict[str, Session] = {
    "us": Session(time(9, 30), ZONES["ET"], time(16), ZONES["ET"]),
    "europe": Session(time(8), ZONES["London"], time(16, 30), ZONES["London"]),
    "asia": Session(time(9), ZONES["Tokyo"], time(16), ZONES["Hong Kong"]),
}

_HOURS = r"(?:hours|session|trading\s+(?:session|hours|day)|business\s+hours|market\s+hours|morning|afternoon|evening|open|close)"
_REGION = (
    r"(?P<region>U\.S\.|US\b|U\.K\.|UK\b|American?\b|North\s+American?\b|New\s+York\b|Wall\s+Street\b"
    r"|East\s+Asian?\b|Asian?\b|Asia[\s-]Pacific\b|Hong\s+Kong\b|Tokyo\b|Singapore\b|Europe(?:an)?\b|London\b)"
)
# "the U.S. trading session", "Asian hours", "European morning", "Wall Street's open", "the New York day", "late U.S. trading"
_REGIONAL = re.compile(
    rf"""(?:[tT]he\s+)?(?:(?i:early|late|mid)[\s-]+)?{_REGION}(?:['’]s)?\s+(?i:
    (?:(?:early|late|morning|afternoon|evening|daytime|overnight|regular|stock|equity|cash|market)[\s-]+){{0,2}}{_HOURS}\b
    |(?P<loose>trading)\b(?!\s+(?:volumes?|platforms?|firms?|desks?|partners?|venues?|pairs?|app|arm|unit|house|giant|company|card)))""",
    re.VERBOSE,
)
_DAY_OF = re.compile(r"(?:the\s+)?(?P<region>New\s+York|U\.S\.|US|Asian|European|London)\s+day\b", re.IGNORECASE)
# "intraday", "pre-market trading", "after-hours", "the session", "the opening bell", "at the open"
_GENERAL = re.compile(
    r"""(?:the\s+)?(?:(?:current|latest|same|early|late|morning|afternoon|previous|prior)\s+)?(?:
    intra-?day | pre-?market(?:\s+(?:trading|trade|hours|session))?
    | after-?\s?hours(?:\s+(?:trading|trade))? | extended(?:-hours)?\s+trading
    | trading\s+session | (?<=the\ )session | (?:opening|closing)\s+bell | market\s+(?:open|close) | market['’]s\s+(?:open|close)
    | regular\s+trading(?:\s+hours)? | (?:early|late|morning|afternoon)\s+trading )\b(?!\s+(?:volumes?|platforms?))""",
    re.VERBOSE | re.IGNORECASE,
)
# "in the session", "during this session", "at the open", "at the close"
_AT = re.compile(
    r"(?:in|during|over|for|on|through|throughout|of|at)\s+(?P<span>(?:the|this|that|today['’]s|a)\s+"
    r"(?:session|trading\s+day|open|close))\b(?!\s+(?:of|on|above|below|near|source|interest|to|proximity|with|at)\b)",
    re.IGNORECASE,
)
_IN_TRADING = re.compile(
    r"\b(?:in|during|amid|early|late|mid|throughout|of|start|since|into)[\s-]+(?:the\s+)?$", re.IGNORECASE
)


def region_of(name: str) -> str:
    """Which of the three sessions a region's name belongs to.

    >>> region_of("U.S."), region_of("Hong Kong"), region_of("London"), region_of("Wall Street")
    ('us', 'asia', 'europe', 'us')
    """
    low = name.lower().replace(".", "")
    if low.startswith(("eu", "uk", "london")):
        return "europe"
    return "asia" if low.startswith(("as", "east", "hong", "tok", "sing")) else "us"


def session_on(region: str, day: date) -> Time:
    """The hours of a region's session on ``day``, in UTC.

    >>> session_on("us", date(2026, 1, 14)).begin.isoformat()
    '2026-01-14T14:30:00+00:00'
    """
    hours = SESSIONS[region]
    begin = datetime.combine(day, hours.opens, hours.open_zone).astimezone(UTC)
    finish = datetime.combine(day, hours.closes, hours.close_zone).astimezone(UTC)
    return Time(begin, finish, "session", "session")


def _latest(region: str, context: Context) -> Time:
    if context.day is not None:
        return session_on(region, context.day)
    if context.published_at is None:
        return Time(window="session", grain="session")
    for back in range(5):
        day = context.published_at.date() - timedelta(days=back)
        found = session_on(region, day)
        if found.begin is not None and day.weekday() < 5 and found.begin < context.published_at:
            return found
    return Time(window="session", grain="session")


def _regional(match: re.Match[str], context: Context) -> Time | None:
    lead = re.match(r"(?:the\s+)?(?:early|late|mid)\b", match[0], re.IGNORECASE)
    if match.groupdict().get("loose") and not lead:
        before = context.text[max(0, match.start() - 14) : match.start()]
        if not _IN_TRADING.search(before) and not match[0].lower().startswith("the"):
            return None
    return _latest(region_of(match["region"]), context)


def _general(_match: re.Match[str], context: Context) -> Time | None:
    """A session of no named region: the named or the article's own UTC day."""
    day = context.day or (context.published_at.date() if context.published_at else None)
    if day is None:
        return Time(window="session", grain="session")
    return Time(midnight(day), midnight(day + timedelta(days=1)), "session", "session")


_REGION_WORDS = words(
    "u us uk america american north new wall east asian asia hong tokyo singapore europe european london"
)

RULES: tuple[Rule, ...] = (
    Rule("date.session/1", _REGION_WORDS | words("the early late mid"), _REGIONAL, _regional),
    Rule("date.session/1", words("new u us asian european london the"), _DAY_OF, _regional),
    Rule(
        "date.session/1",
        words("the current latest same early late morning afternoon previous prior intra intraday pre premarket after")
        | words("afterhours extended trading opening closing market regular session"),
        _GENERAL,
        _general,
    ),
    Rule("date.session/1", words("in during over for on through throughout of at"), _AT, _general),
)
