"""Rules for trailing windows and calendar-relative words: "the past 24 hours", "24-hour", "weekly", "today", "YTD"."""

from __future__ import annotations

import re

from tapecheck.mentions.foresight import dates_extreme, looks_ahead
from tapecheck.mentions.timeline import (
    DIGITS,
    NUMBER,
    NUMBER_WORDS,
    UNIT,
    Context,
    Rule,
    Time,
    calendar_period,
    count,
    length,
    shifted,
    to_date,
    trailing,
    unit_of,
    window_name,
    words,
)

_NUMBERS = frozenset(NUMBER_WORDS) | {DIGITS}
_VAGUE = r"(?:few|several|couple(?:\s+of)?|handful\s+of|many|number\s+of)"

# "the past 24 hours", "last 24hrs", "past week", "the previous seven days", "the last few days", "the last three trading days"
_PAST = re.compile(
    rf"""(?:the\s+)?(?P<which>past|last|previous|preceding|trailing|prior|latest)[\s-]+
    (?:(?:about|roughly|nearly|full|entire|single)\s+)?
    (?:(?:(?P<number>{NUMBER}|couple(?:\s+of)?)|(?P<vague>{_VAGUE}))[\s-]*)?
    (?:trading\s+|business\s+)?(?P<unit>{UNIT}|(?<=\d)[hdwmy])\b(?:[\s-]+period\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
# "in 24 hours", "within a single hour", "over two years", "in just three weeks", "in the space of an hour", "in under an hour"
_WITHIN = re.compile(
    rf"""(?:in|within|over|during|across|inside|throughout|through|spanning|for)\s+
    (?:(?:just|only|merely|about|around|roughly|approximately|nearly|almost|under|over|barely|a\s+mere|less\s+than
        |more\s+than|as\s+little\s+as|the\s+space\s+of|the\s+span\s+of|a\s+span\s+of|a\s+period\s+of|a\s+matter\s+of
        |the\s+course\s+of|the|some|any|every)\s+){{0,3}}
    (?P<span>(?:(?P<number>{NUMBER}|an?(?:\s+single)?|single)|(?P<vague>(?:a\s+|the\s+)?{_VAGUE}))[\s-]+
    (?:trading\s+|straight\s+|consecutive\s+|short\s+)?(?P<unit>{UNIT})\b(?:['’](?=\s)|[\s-]+(?:period|span|window|stretch)\b)?)
    (?!\s+(?:ago|earlier|later|old|ahead|from\s+now|after|before|since)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
# "24-hour", "seven-day", "30D", "24h", "a week-long run", "single-day"; not "a two-day meeting" or "the 200-day average"
_ADJECTIVE = re.compile(
    rf"""(?:(?P<number>{NUMBER}|single)(?:-|(?<=\d)\s?|(?<=single)\s))
    (?P<unit>minute|min|hour|hr|day|week|month|quarter|year|(?<=\d)[hHdDwWyY](?![\w-])|(?<=\d)(?:hrs|hr)|(?<=[234578]\s)hours)\b
    (?:[\s-]long\b|[\s-]+(?:period|span|window|stretch|timeframe|time\s+frame)\b)?
    (?![-\s]+(?:old|veteran|sentence|before|after|ago|later|earlier|of|from|since)\b)
    (?!(?:\s+[\w.-]{{1,20}}){{0,2}}\s+(?:meetings?|conference|summit|visit|trip|event|sentence|ban|delay|pause|deadline
      |extension|terms?|contracts?|bills?|notes?|bonds?|bund|gilt|yields?|treasur(?:y|ies)|lock-?ups?|vesting|history
      |cycles?|moving\s+averages?|averages?|[SE]?MAs?|career|plan|roadmap|loan|partnership|deal|agreement|truce|ceasefire|mortgage
      |suspension|war|unbonding|waiting|tenure|real)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
# "week-long", "month-long", "the day's biggest gainer"
_LONG = re.compile(
    r"(?:(?P<unit>day|week|month|year)[\s-]?long|the\s+(?P<owner>day|week|month)['’]s(?=\s+(?:\w+\s+){0,2}(?:gain|los|perform|mov|trad|drop|rise|winn|rall)))",
    re.IGNORECASE,
)
# "on the day", "for the week", "over the year"; not "over the weekend", "in the day ahead"
_DETERMINED = re.compile(
    r"""(?P<preposition>on|for|over|during|in|through|throughout|across|end(?:ed|ing|s)|finish(?:ed|ing|es)|clos(?:ed|ing))\s+(?:the\s+course\s+of\s+)?
    (?P<span>the\s+(?:entire\s+|whole\s+|full\s+)?(?P<unit>hour|day|week|month|quarter|year))\b
    (?!\s+(?:ahead|after|before|of|that|when|since|following|leading|to\s+come|to\s+date|(?:19|20)\d\d|prior|earlier|end)\b)(?!-)""",
    re.VERBOSE | re.IGNORECASE,
)
# "daily", "weekly", "annually"; not "The Daily Brew" and not "daily moving average"
_ADVERB = re.compile(
    r"(?P<word>(?i:hourly|daily|weekly|monthly|quarterly|yearly|annually))\b(?!\s+(?i:active|users?|newsletter|moving|payments?))"
)
# "year-over-year", "Y/Y", "YoY", "month on month", "MoM"
_OVER = re.compile(
    r"""(?:(?i:(?P<unit>year|quarter|month|week|day)[\s-](?:over|on)[\s-](?P=unit))
    |(?P<short>[YQMW])(?:oy|o-?[YQMW]|-o-[YQMW]|/[YQMW])|(?P<loud>[YQ])O[YQ]|(?P<low>y)(?:/y|-o-y|oy))\b""",
    re.VERBOSE,
)
# "year-to-date", "month to date", "YTD"
_TO_DATE = re.compile(
    r"(?:the\s+)?(?:(?P<unit>year|quarter|month|week)[\s-]to[\s-]date|(?P<short>[yqm])(?:td))\b", re.IGNORECASE
)
# "this year", "so far this week", "earlier this month", "later this year", "the current quarter"
_THIS = re.compile(
    r"(?:(?P<part>so\s+far|thus\s+far|earlier|later)\s+)?(?:(?:in|during)\s+)?(?:this|the\s+current)\s+"
    r"(?P<unit>week|month|quarter|year)\b(?!-)",
    re.IGNORECASE,
)
# "since the start of the year", "since the year's turn", "since the beginning of this month"
_SINCE_START = re.compile(
    r"""(?:since|from)\s+(?:the\s+)?(?:
    (?:start|beginning|turn|dawn|onset|opening)\s+of\s+(?:the|this)\s+(?:new\s+)?(?P<unit>year|quarter|month|week)
    |(?P<owner>year|month|week)(?:['’]s\s+(?:start|beginning|turn|outset)|\s+(?:started|began))|new\s+year)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# "today", "yesterday", "last night", "this morning", "overnight"
_DAY_WORD = re.compile(
    r"(?:(?:earlier|later|late|early)\s+)?(?P<word>today|yesterday|tomorrow|tonight|overnight|last\s+night"
    r"|this\s+(?:morning|afternoon|evening))\b(?!\s+funding)",
    re.IGNORECASE,
)
# "two months ago", "a year earlier", "24 hours ago", "months ago"
_AGO = re.compile(
    rf"(?:(?P<number>{NUMBER}|an?)|(?P<vague>(?:an?\s+|the\s+)?{_VAGUE}))\s+(?P<unit>{UNIT})\s+(?P<word>ago|earlier|prior)\b",
    re.IGNORECASE,
)
# "half an hour", "half a year"
_HALF = re.compile(
    r"(?:in|within|over|during)\s+(?:(?:just|about|around|roughly|nearly|under|the\s+last|the\s+past)\s+){0,2}"
    r"(?P<span>(?:a\s+)?half(?:\s+an?|-an)?[\s-](?P<unit>hour|day|year))\b",
    re.IGNORECASE,
)

# "over the same period", "during that time", "in this period", "the same time frame"
_SAME = re.compile(
    r"(?:the\s+same|this|that|the)\s+(?:(?:same|short|brief)\s+)?(?P<what>period|time[\s-]?frame|time[\s-]?span|time[\s-]period|stretch|interval"
    r"|(?<=same\s)time|(?<=same\s)day|(?<=that\s)day|(?<=that\s)time)\b(?!\s+(?:of|from|between|when|last|in|a\s+year)\b)",
    re.IGNORECASE,
)


def _number(match: re.Match[str]) -> int | None:
    """The count; ``None`` for "few" and its like."""
    text = match.group("number")
    if text is None:
        return (
            None
            if match.group("vague") and "couple" not in match.group("vague").lower()
            else (2 if match.group("vague") else 1)
        )
    return count(text.split()[0])


def _past(match: re.Match[str], context: Context) -> Time | None:
    unit, number, now = unit_of(match["unit"]), _number(match), context.published_at
    if number is None:
        return Time(grain="trailing")
    bare = match["number"] is None and match[0][:3].lower() != "the"
    if (
        bare
        and match["which"].lower() in ("last", "previous", "prior")
        and unit in ("week", "month", "quarter", "year")
    ):
        return calendar_period(unit, -1, now)
    return _weighed(trailing(number, unit, now), match, context)


def _weighed(found: Time, match: re.Match[str], context: Context) -> Time:
    """``found`` without its window where the words before speak of an extreme."""
    if dates_extreme(context.text, match.start()):
        return found._replace(window=None)
    return found


def _within(match: re.Match[str], context: Context) -> Time | None:
    unit, number, now = unit_of(match["unit"]), _number(match), context.published_at
    lasting = match[0][:3].lower() == "for"
    if number is None:
        return None if lasting else Time(grain="trailing")
    if looks_ahead(context.text, match.start(), match.end()):
        finish = shifted(now, length(number, unit)) if now else None
        return Time(now if finish else None, finish)
    if lasting:
        # "held for three days" says how long, "down 3% for 24 hours" is rare
        return trailing(number, unit, now)._replace(window=None)
    return _weighed(trailing(number, unit, now), match, context)


def _adjective(match: re.Match[str], context: Context) -> Time | None:
    number, unit = count(match["number"]), unit_of(match["unit"])
    rest = context.text[match.end() : match.end() + 5].lower().strip()
    if unit == "year" and number in (10, 20, 30) and not rest.startswith(("high", "low", "peak")):
        # "the 30-year": a bond
        return None
    return trailing(number, unit, context.published_at)


def _one_unit(match: re.Match[str], context: Context) -> Time | None:
    return trailing(1, unit_of(match["unit"] or match["owner"]), context.published_at)


def _determined(match: re.Match[str], context: Context) -> Time | None:
    unit = unit_of(match["unit"])
    if unit == "year" and match["preposition"].lower() in ("for", "on"):
        return to_date("year", context.published_at)
    return trailing(1, unit, context.published_at)


def _adverb(match: re.Match[str], context: Context) -> Time | None:
    word = match["word"]
    following = context.text[match.end() : match.end() + 2]
    if word[0].isupper() and following[1:].isupper() and not word.isupper():
        return None
    unit = "day" if word[0] in "dD" else "year" if word[0] in "aA" else word
    return trailing(1, unit_of(unit), context.published_at)


def _over(match: re.Match[str], context: Context) -> Time | None:
    unit = unit_of(match["unit"] or match["short"] or match["loud"] or "y")
    return trailing(1, "month" if match["short"] == "M" else unit, context.published_at)


def _until_now(match: re.Match[str], context: Context) -> Time | None:
    return to_date(
        unit_of(match["unit"] or {"m": "month"}.get(match["short"].lower(), match["short"])), context.published_at
    )


def _this(match: re.Match[str], context: Context) -> Time | None:
    unit, part, now = unit_of(match["unit"]), (match["part"] or "").lower(), context.published_at
    running = to_date(unit, now)
    if part == "earlier":
        return running._replace(window=None)
    if part == "later" or (not part and looks_ahead(context.text, match.start(), match.end())):
        return Time(now, calendar_period(unit, 0, now).finish if now else None)
    return _weighed(running, match, context)


def _since_start(match: re.Match[str], context: Context) -> Time | None:
    return to_date(unit_of(match["unit"] or match["owner"] or "year"), context.published_at)


def _day_word(match: re.Match[str], context: Context) -> Time | None:
    word = " ".join(match["word"].lower().split())
    if word == "overnight":
        return Time(None, None, "24h", "day")
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
    found = calendar_period("day", shift, context.published_at)
    return found if shift == 1 else found._replace(window="24h", grain="day")


def _ago(match: re.Match[str], context: Context) -> Time | None:
    unit, number, now = unit_of(match["unit"]), _number(match), context.published_at
    if number is None:
        return Time()
    # "up 40% from a year ago" and "than a week earlier" compare over that stretch
    before = context.text[max(0, match.start() - 22) : match.start()].lower()
    compared = re.search(r"\b(?:from|than|versus|vs\.?|compared (?:to|with)|against)\s+$", before) is not None
    window = window_name(number, unit) if compared else None
    moment = shifted(now, -length(number, unit)) if now and match["word"].lower() == "ago" else None
    if now is None or moment is None:
        return Time(window=window)
    if unit == "day":
        return calendar_period("day", -number, now)._replace(window=window)
    # "two months ago" is vague by half a month either way
    begin, finish = shifted(moment, -length(1, unit) / 2), shifted(moment, length(1, unit) / 2)
    return Time(begin, finish if begin else None, window)


def _half(match: re.Match[str], context: Context) -> Time | None:
    unit = unit_of(match["unit"])
    if unit == "year":
        return trailing(180, "day", context.published_at)
    return trailing(12, "hour", context.published_at) if unit == "day" else trailing(30, "minute", context.published_at)


def _same(match: re.Match[str], context: Context) -> Time | None:
    """ "The same time" is a stretch only after "over" or "during"."""
    what = match["what"].lower()
    before = context.text[max(0, match.start() - 12) : match.start()]
    measured = re.search(r"\b(?:over|during|in|within|across)\s+(?:about\s+)?$", before, re.IGNORECASE)
    return Time(grain="same") if measured or what not in ("time", "stretch") else None


RULES: tuple[Rule, ...] = (
    Rule("date.past/1", words("the past last previous preceding trailing prior latest"), _PAST, _past),
    Rule(
        "date.within/1", words("in within over during across inside throughout through spanning for"), _WITHIN, _within
    ),
    Rule("date.within/1", words("in within over during"), _HALF, _half),
    Rule("date.window/1", _NUMBERS - {"a", "an", "couple", "zero"}, _ADJECTIVE, _adjective),
    Rule("date.window/1", words("day week month year the"), _LONG, _one_unit),
    Rule(
        "date.window/1",
        words(
            "on for over during in through throughout across ended ending ends finished finishing finishes closed closing"
        ),
        _DETERMINED,
        _determined,
    ),
    Rule("date.window/1", words("hourly daily weekly monthly quarterly yearly annually"), _ADVERB, _adverb),
    Rule("date.window/1", words("year quarter month week day y q m w yoy qoq mom wow"), _OVER, _over),
    Rule("date.to_date/1", words("the year quarter month week ytd qtd mtd"), _TO_DATE, _until_now),
    Rule("date.to_date/1", words("so thus earlier later this the in during"), _THIS, _this),
    Rule("date.to_date/1", words("since from"), _SINCE_START, _since_start),
    Rule(
        "date.day_word/1",
        words("earlier later late early today yesterday tomorrow tonight overnight last this"),
        _DAY_WORD,
        _day_word,
    ),
    Rule("date.same/1", words("the this that"), _SAME, _same),
    Rule("date.ago/1", _NUMBERS | words("few several many the handful"), _AGO, _ago),
)
