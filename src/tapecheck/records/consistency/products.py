"""A number of coins, the price of one, and their worth: "1,000 BTC for $95 million at an average of $95,000" must come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tapecheck.records.consistency.findings import between, found, printed
from tapecheck.records.consistency.intervals import Interval, amount, clash
from tapecheck.records.context import Context
from tapecheck.records.facts import Claim
from tapecheck.records.metric import Metric
from tapecheck.records.price import Price
from tapecheck.schema.result import Contradiction

SLACK = Decimal("0.02")
"""Fees, and averages over several days, may set the worth apart from the product by this share."""
MARKET_SLACK = Decimal("0.05")
"""A market value is taken at another moment than the price beside it."""
_CIRCULATING = re.compile(r"\bcirculat\w{1,5}\b", re.IGNORECASE)

# between two of the three: " for roughly ", " at an average price of ", ", spending ", " worth about "
_TIED = re.compile(r"^\s?[,(—–-]{0,2}\s?(?:[^\s\d;:.]{1,16}\s){0,9}[(~]?$")
_EACH = re.compile(
    r"\b(?:at|average|avg|averag\w{1,3}|price|per\s(?:coin|token|bitcoin|BTC|ETH|ether)|each|for)\b", re.IGNORECASE
)
# before the worth: "for ", "spent ", "a total of $3 million"; what something is worth now is another matter
_PAID = re.compile(
    r"\b(?:for|spen[dt]\w{0,3}|pa(?:id|ys?|ying)|invest\w{0,3}|deploy\w{0,3}|us(?:ed|ing))\b", re.IGNORECASE
)
# behind the price, where a second purchase follows: " each and 674.18 ETH"
_ALSO = re.compile(r"\s?(?:\w+\s){0,3}?(?:,\s)?(?:and|plus|&)\s[^.]{0,30}\d")
_STABLE = frozenset({"USDT", "USDC", "DAI", "BUSD", "TUSD", "FDUSD", "USDE", "PYUSD", "USD1", "USDS"})
_APART = re.compile(
    r"\b(?:hold(?:s|ings)?|total(?:ing|s)?|bring\w{0,4}|stash|treasury|previous(?:ly)?|earlier|another|additional|sold|owns?|reserves?"
    r"|while|but|when|now|current(?:ly)?|today|trad(?:es|ed|ing)|profit|gain|loss)\b",
    re.IGNORECASE,
)
"""Words by which one of the three is of another purchase or another time."""


def find(context: Context, told: Sequence[Claim]) -> Iterator[Contradiction]:
    """The purchases of one sentence that don't come out, given its figures in the order of the text."""
    for three in zip(told, told[1:], told[2:], strict=False):
        roles = _roles(three)
        if roles is None or any(record.value_high is not None for record in three):
            continue
        coins, worth, each = roles
        gaps = between(context, three[0], three[1]), between(context, three[1], three[2])
        if not all(_TIED.match(gap) and not _APART.search(gap) for gap in gaps) or not _priced(context, three, each):
            continue
        if not _paid(context, three, worth) or _ALSO.match(context.text, three[2].provenance.text.end):
            continue
        yield from _check(context, coins, worth, each)
    yield from _values(context, told)


def _values(context: Context, told: Sequence[Claim]) -> Iterator[Contradiction]:
    """The market value of a coin against its price and the coins there are, where one sentence tells one of each."""
    caps = [one for one in told if isinstance(one, Metric) and one.metric == "market_cap" and one.unit != "percent"]
    coins = [one for one in told if isinstance(one, Metric) and one.metric == "supply" and one.unit != "percent"]
    prices = [one for one in told if isinstance(one, Price)]
    if not (len(caps) == len(coins) == len(prices) == 1):
        return
    cap, coin, price = caps[0], coins[0], prices[0]
    reach = coin.provenance.sentence
    alike = price.asset is not None and cap.asset in (None, price.asset) and price.asset in (coin.unit, coin.asset)
    plain = price.role == "quote" and cap.unit == price.currency and price.modality == cap.modality == "asserted"
    if (
        alike
        and plain
        and cap.value > 0
        and coin.value > 0
        and _CIRCULATING.search(context.text, reach.start, reach.end)
    ):
        yield from _check(context, coin, cap, price, slack=MARKET_SLACK)


def _roles(three: Sequence[Claim]) -> tuple[Metric, Metric, Price] | None:
    """Which of the three is the number of coins, which the worth, and which the price of one."""
    for first, second, third in ((0, 1, 2), (1, 0, 2), (0, 2, 1)):  # the price is never told first
        coins, worth, each = three[first], three[second], three[third]
        if not (isinstance(coins, Metric) and isinstance(worth, Metric) and isinstance(each, Price)):
            continue
        bought = coins.unit is not None and coins.unit not in _STABLE and each.asset in (None, coins.unit)
        if (
            bought
            and each.role in ("cost", "quote")
            and worth.unit == each.currency
            and worth.unit != coins.unit
            and coins.value > 0
        ):
            return coins, worth, each
    return None


def _priced(context: Context, three: Sequence[Claim], each: Price) -> bool:
    """Whether the words beside the price say that it is of one coin."""
    place = each.provenance.text
    before = three[three.index(each) - 1].provenance.text.end if three[0] is not each else place.start - 40
    return bool(_EACH.search(context.text, max(before, 0), place.start) or _EACH.match(context.text, place.end + 1))


def _paid(context: Context, three: Sequence[Claim], worth: Metric) -> bool:
    """Whether the words before the worth say that it was paid."""
    place, index = worth.provenance, three.index(worth)
    since = three[index - 1].provenance.text.end if index else max(place.sentence.start, place.text.start - 60)
    return _PAID.search(context.text, since, place.text.start) is not None


def _check(
    context: Context, coins: Metric, worth: Metric, each: Price, *, slack: Decimal = SLACK
) -> Iterator[Contradiction]:
    count, price = amount(coins), amount(each)
    product = Interval(count.value * price.value, count.low * price.low, count.high * price.high).widened(slack)
    broken = clash(amount(worth), product)
    if broken is not None:
        words = coins.provenance.exact, each.provenance.exact, worth.provenance.exact
        reason = f"{words[0]} at {words[1]} are worth {printed(product.value)} {each.currency}, not {words[2]}"
        yield found(context, "arithmetic", (coins, worth, each), reason, clash=broken)
