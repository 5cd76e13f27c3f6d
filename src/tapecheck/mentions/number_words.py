"""Numbers written in words, or in digits and words together, → ``Decimal``.

The grammar works on tokens: digits, the words below, and what joins two of them ("twenty-five", "a hundred and twenty",
"two and a half million", "half a billion", "two thirds of a million", "five point two").
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from tapecheck.mentions.literals import FIFTEEN_DIGITS

Kind = Literal["digits", "unit", "ten", "hundred", "scale", "dozen", "part"]
Join = Literal["none", "blank", "hyphen", "and", "and a", "a", "of a", "point", "break"]


class Token(NamedTuple):
    """One word or number in digits ``[start, end)``; ``join`` says what leads to it from the token before.

    ``value`` of a part is its denominator (half is 2). ``closed`` digits take no scale word: they have one ("5K").
    """

    kind: Kind
    value: Decimal
    start: int
    end: int
    join: Join
    plural: bool = False
    closed: bool = False


class Reading(NamedTuple):
    """The number that starts at a token: its value, the token behind it, the scale it ends in and its value without it."""

    value: Decimal
    stop: int
    scale: Decimal
    bare: bool = False


_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_PARTS = {
    "half": 2, "quarter": 4, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
    "thousandth": 10**3, "millionth": 10**6, "billionth": 10**9, "trillionth": 10**12,
}  # fmt: skip
_SCALES = {
    "thousand": 10**3, "grand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9,
    "trillion": 10**12, "quadrillion": 10**15,
    "mln": 10**6, "bln": 10**9, "tln": 10**12,
}  # fmt: skip


def _vocabulary() -> dict[str, tuple[Kind, Decimal, bool]]:
    words: dict[str, tuple[Kind, Decimal, bool]] = {}
    for number, word in enumerate(_UNITS):
        words[word] = ("unit", Decimal(number), False)
    for word in ("nought", "naught", "nil"):
        words[word] = ("unit", Decimal(0), False)
    for number, word in enumerate(_TENS, start=2):
        words[word] = ("ten", Decimal(10 * number), False)
    words["hundred"], words["hundreds"] = ("hundred", Decimal(100), False), ("hundred", Decimal(100), True)
    for word, size in _SCALES.items():
        words[word] = ("scale", Decimal(size), False)
        words[word + "s"] = ("scale", Decimal(size), True)
    for word in ("dozen", "doz", "dz"):
        words[word], words[word + "s"] = ("dozen", Decimal(12), False), ("dozen", Decimal(12), True)
    for word, denominator in _PARTS.items():
        words[word] = ("part", Decimal(denominator), False)
        words["halves" if word == "half" else word + "s"] = ("part", Decimal(denominator), True)
    del words["nil"], words["grands"]
    return words


VOCABULARY = _vocabulary()
"""Word → kind, value (of a part: its denominator), plural."""


class _Sum:
    """A number being read: finished scales in ``total``, the part below the next scale in ``current``."""

    def __init__(self, *, from_digits: bool) -> None:
        self.from_digits = from_digits
        self.total = Decimal(0)
        self.current: Decimal | None = None
        self.last_scale: Decimal | None = None
        self.previous: Kind | None = None
        self.tokens = 0

    @property
    def value(self) -> Decimal:
        return self.total + (self.current or Decimal(0))

    def add(self, token: Token, after: Token | None) -> bool:
        """Take the token in; False if no English number goes on with it. ``after`` is the token behind it, if any."""
        if token.kind == "hundred":
            taken = self._hundred(token)
        elif token.kind in ("scale", "dozen"):
            taken = self._scale(token)
        else:
            taken = self._small(token, after)
        if taken:
            self.previous = token.kind
            self.tokens += 1
        return taken

    def _small(self, token: Token, after: Token | None) -> bool:
        if self.current is None:
            if self.last_scale is not None and not self._goes_on(token, after):
                return False
            self.current = token.value
            return True
        if (
            self.previous == "ten"
            and token.kind == "unit"
            and 0 < token.value < 10
            and token.join in ("blank", "hyphen")
        ):
            self.current += token.value
            return True
        if self.previous == "hundred" and 0 < token.value < 100 and token.join in ("blank", "and", "hyphen"):
            if token.kind == "digits" and (token.join != "and" or token.value != token.value.to_integral()):
                return False
            self.current += token.value
            return True
        return False

    def _goes_on(self, token: Token, after: Token | None) -> bool:
        """Whether a small number behind a scale belongs to it: "4 thousand 3 hundred", not "$5 million two years ago"."""
        if token.join not in ("blank", "and", "hyphen") or not 0 < token.value < (self.last_scale or 0):
            return False
        multiplied = after is not None and after.kind in ("hundred", "scale") and after.join in ("blank", "hyphen")
        if self.from_digits:
            return multiplied and token.join == "blank"
        return token.kind != "digits" and (multiplied or token.value >= 10 or token.join == "and")

    def _hundred(self, token: Token) -> bool:
        alone = self.previous == "digits" and self.last_scale is None and self.tokens == 1
        if self.current is None:
            if self.last_scale is not None:
                return False
            self.current = Decimal(1)
        elif token.join not in ("blank", "hyphen") or self.previous == "hundred":
            return False
        if self.current >= (10 if self.last_scale is not None else 100) and not alone:
            return False
        self.current *= 100
        return True

    def _scale(self, token: Token) -> bool:
        if self.current is None:
            if self.last_scale is None:
                self.current = Decimal(1)
            elif self.previous == "scale" and token.join == "blank" and token.value >= self.last_scale:
                self.total *= token.value
                self.last_scale = token.value
                return True
            else:
                return False
        elif token.join not in ("blank", "hyphen", "none"):
            return False
        if self.last_scale is not None and token.value >= self.last_scale:
            return False
        self.total += self.current * token.value
        self.current = None
        self.last_scale = token.value
        return True


def read(tokens: list[Token], start: int) -> Reading | None:
    """The longest number that begins at token ``start``; ``None`` when no number does ("thirds", "a third" as a rank)."""
    first = tokens[start]
    if first.kind == "part":
        return _leading_part(tokens, start)
    if first.closed:
        return Reading(first.value, start + 1, Decimal(1))
    bare = first.kind in ("hundred", "scale", "dozen")
    if bare and first.plural:
        return None
    number, at = _Sum(from_digits=first.kind == "digits"), start
    safe: tuple[Decimal, int, Decimal | None] | None = None
    while at < len(tokens):
        token = tokens[at]
        if at > start and token.join in ("break", "point", "a", "of a", "and a"):
            break
        if token.kind == "part" or (token.closed and at > start):
            break
        if token.join == "and" and number.previous in ("hundred", "scale") and _and_part(tokens, at)[0] is not None:
            break
        before = number.value
        opens = number.current is None or number.previous == "hundred"
        if not number.add(token, tokens[at + 1] if at + 1 < len(tokens) else None):
            if number.previous in ("unit", "ten", "digits") and token.kind in ("hundred", "scale") and safe is not None:
                return Reading(safe[0], safe[1], safe[2] or Decimal(1), bare)
            break
        if opens and at > start and token.kind in ("unit", "ten", "digits"):
            safe = (before, at, number.last_scale)
        elif token.kind in ("hundred", "scale", "dozen"):
            safe = None
        at += 1
    return _with_parts(tokens, at, number, bare)


def _leading_part(tokens: list[Token], start: int) -> Reading | None:
    """ "half a billion", "quarter million", "half"; "(a) fifth", which its article has to prove a fraction."""
    first = tokens[start]
    if first.plural:
        return None
    value = FIFTEEN_DIGITS.divide(Decimal(1), first.value)
    if start + 1 < len(tokens):
        after = tokens[start + 1]
        if after.kind in ("scale", "dozen") and not after.plural and after.join in ("blank", "a", "of a", "hyphen"):
            exact = FIFTEEN_DIGITS.divide(after.value, first.value)
            return Reading(exact, start + 2, after.value, bare=first.value not in (2, 4))
    return Reading(value, start + 1, Decimal(1), bare=True)


def _with_parts(tokens: list[Token], at: int, number: _Sum, bare: bool) -> Reading:
    """What follows the whole part: "and a half (million)", "thirds (of a million)", "point two"."""
    whole = Reading(number.value, at, _end_scale(number), bare)
    if at >= len(tokens):
        return whole
    token = tokens[at]
    if token.join == "point":
        return _point(tokens, at, whole)
    if token.kind == "part" and token.join in ("blank", "hyphen") and (not bare or token.value >= 10**6):
        return _ratio(tokens, at, number, whole)
    fraction, stop = _and_part(tokens, at)
    if fraction is None:
        return whole
    if stop < len(tokens) and tokens[stop].kind == "scale" and tokens[stop].join in ("blank", "hyphen"):
        scale = tokens[stop].value
        if number.last_scale is None:
            return Reading((number.value + fraction) * scale, stop + 1, scale, bare)
        return Reading(number.value + fraction * scale, stop + 1, scale, bare)
    if number.current is None and number.last_scale is not None:
        fraction *= number.last_scale
    return Reading(_rounded(number.value + fraction), stop, whole.scale, bare)


def _end_scale(number: _Sum) -> Decimal:
    if number.current is None and number.last_scale is not None:
        return number.last_scale
    return Decimal(1)


def _rounded(value: Decimal) -> Decimal:
    return FIFTEEN_DIGITS.plus(value)


def _and_part(tokens: list[Token], at: int) -> tuple[Decimal | None, int]:
    """ "and a half", "and one half", "and fifty-four hundredths": the fraction and the token behind it."""
    token = tokens[at]
    if token.join == "and a" and token.kind == "part" and not token.plural:
        return FIFTEEN_DIGITS.divide(Decimal(1), token.value), at + 1
    if token.join == "and" and token.kind in ("unit", "ten"):
        count, behind = token.value, at + 1
        if token.kind == "ten" and behind < len(tokens) and tokens[behind].kind == "unit":
            count, behind = count + tokens[behind].value, behind + 1
        part = tokens[behind] if behind < len(tokens) else token
        fits = part.kind == "part" and part.join in ("blank", "hyphen") and part.plural == (count != 1)
        if fits and (token.kind == "unit" or count < part.value):
            return FIFTEEN_DIGITS.divide(count, part.value), behind + 1
    return None, at


def _ratio(tokens: list[Token], at: int, number: _Sum, whole: Reading) -> Reading:
    """ "two thirds", "three quarters of a million", "one third"; not "21 third", "three quarter", "5 tenths"."""
    part = tokens[at]
    if part.plural == (number.value == 1) or tokens[at - 1].kind == "digits":
        return whole
    if at + 1 < len(tokens) and tokens[at + 1].kind == "scale" and tokens[at + 1].join in ("blank", "of a", "a"):
        scale = tokens[at + 1].value
        return Reading(FIFTEEN_DIGITS.divide(number.value * scale, part.value), at + 2, scale)
    return Reading(FIFTEEN_DIGITS.divide(number.value, part.value), at + 1, Decimal(1))


def _point(tokens: list[Token], at: int, whole: Reading) -> Reading:
    """ "five point two", "two hundred point zero three", "nought point eleven"."""
    digits, stop = "", at
    while stop < len(tokens) and tokens[stop].kind in ("unit", "ten", "digits"):
        token = tokens[stop]
        if stop > at and token.join not in ("blank", "hyphen"):
            break
        if token.kind == "unit" and digits and tokens[stop - 1].kind == "ten" and 0 < token.value < 10:
            digits = digits[:-1] + str(token.value)
        else:
            digits += str(token.value)
        stop += 1
    if not digits.isdigit():
        return whole
    value = whole.value + Decimal(f"0.{digits}")
    if stop < len(tokens) and tokens[stop].kind == "scale" and tokens[stop].join == "blank":
        return Reading(value * tokens[stop].value, stop + 1, tokens[stop].value)
    return Reading(value, stop, Decimal(1))
