"""Sums in the unit that the text names, as programs that only read numbers give them: "50 cents" is 50, "2 satoshis" is 2."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.mentions import currencies
from tapecheck.mentions.figures import scan
from tapecheck.schema.mention import Asset, Mention, Money, Quantity

_LAST_WORD = re.compile(r"(?:[^\W\d]+|¢)$")
_FIRST_WORD = re.compile(r"[^\W\d]+")


def convert(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with sums in parts of a unit as written, the part's name as ``currency``, and amounts of coins as MONEY.

    Compound sums ("10 dollars and 30 cents") stay in whole units. Amounts of shares and ounces stay QUANTITY.

    >>> from tapecheck.mentions import amounts
    >>> [(m.text, str(m.value), m.currency) for m in convert(amounts.find("It fell 12 cents to 3 dollars and 5 cents"))]
    [('12 cents', '12', 'cent'), ('3 dollars and 5 cents', '3.05', 'USD')]
    """
    coins = {mention.symbol for mention in mentions if isinstance(mention, Asset) and mention.asset_class == "coin"}
    return tuple(_converted(mention, coins) for mention in mentions)


def _converted(mention: Mention, coins: set[str]) -> Mention:
    if isinstance(mention, Quantity) and mention.unit in coins:
        fields = mention.model_dump(exclude={"label", "unit"})
        return Money(**fields, currency=mention.unit)
    if isinstance(mention, Money):
        return _in_parts(mention)
    return mention


def _in_parts(money: Money) -> Money:
    """The sum in the part that its text names: "12-cent", "60 paise", "sen 40,000"; itself where it names none."""
    word = _LAST_WORD.search(money.text) or _FIRST_WORD.match(money.text)
    if word is None:
        return money
    name = word.group().casefold()
    units = currencies.minor_units()
    part = next((name for name in (name, name.removesuffix("s"), name.removesuffix("es")) if name in units), None)
    figures = scan(money.text)
    if part is None or not figures or len(figures) != (1 if money.value_high is None else 2):
        return money
    if money.value_high is not None:
        factor = units[part][1]
        return money.model_copy(
            update={"value": money.value / factor, "value_high": money.value_high / factor, "currency": part}
        )
    value = figures[0].value if money.value >= 0 else -figures[0].value
    return money.model_copy(update={"value": value, "currency": part})
