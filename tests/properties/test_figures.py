"""What holds for every figure: a number written in any house style is read back, and no text takes long."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.mentions import amounts, numbers
from tapecheck.schema.mention import Money, Percent

SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "K": 3, "M": 6, "B": 9, "T": 12, "bn": 9, "tn": 12}
cents = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999999999"), places=2)
small = st.decimals(min_value=Decimal("0.1"), max_value=Decimal("999.9"), places=1)


@given(
    cents, st.sampled_from(["${}", "US${}", "€{}", "£{}", "{} dollars", "{} USD", "USD {}", "{} euros"]), st.booleans()
)
def test_a_sum_is_read_back(value: Decimal, style: str, grouped: bool) -> None:
    written = style.format(f"{value:,.2f}" if grouped else f"{value:.2f}")
    text = f"The buyer paid {written} on Monday"
    (found,) = amounts.find(text)
    assert isinstance(found, Money)
    assert (found.text, found.value, found.value_high) == (written, value, None)
    assert found.currency == ("EUR" if "€" in style or "euro" in style else "GBP" if "£" in style else "USD")


@given(small, st.sampled_from(sorted(SCALES)), st.sampled_from(["", " "]))
def test_a_scaled_sum_is_read_back(value: Decimal, scale: str, blank: str) -> None:
    blank = " " if len(scale) > 2 else blank
    written = f"${value}{blank}{scale}"
    (found,) = amounts.find(f"They raised {written} in May.")
    assert (found.text, found.value) == (written, value * Decimal(10) ** SCALES[scale])


@given(small, st.sampled_from(["", "-", "+"]), st.sampled_from(["%", " percent", " per cent", " percentage points"]))
def test_a_percentage_is_read_back(value: Decimal, sign: str, unit: str) -> None:
    written = f"{sign}{value}{unit}"
    (found,) = amounts.find(f"The token moved {written} on Monday.")
    assert isinstance(found, Percent)
    assert (found.text, found.value, found.signed) == (written, -value if sign == "-" else value, bool(sign))


@given(small, small, st.sampled_from(["${}-${}", "${}–${}", "between ${} and ${}", "{}-{}%", "{}% to {}%"]))
def test_a_range_has_both_ends(one: Decimal, two: Decimal, style: str) -> None:
    low, high = sorted((one, two))
    if low == high:
        return
    (found,) = amounts.find(f"It may lie {style.format(low, high)} in May.")
    assert (found.value, found.value_high, found.bound) == (low, high, "between")


@given(st.text(alphabet="0123456789.,$€%- –KMbn/()~+adehillmnotsuy\n₀½", max_size=80))
def test_spans_are_in_order_and_hold_their_text(text: str) -> None:
    for found in (amounts.find(text), numbers.find(text)):
        end = 0
        for mention in found:
            assert end <= mention.start < mention.end
            assert mention.text == text[mention.start : mention.end]
            assert mention.value.is_finite()
            end = mention.end


HOSTILE = {
    "separated digits": "1," * 20_000,
    "dotted digits": "1." * 20_000,
    "signs": "$" * 40_000,
    "one long number": "7" * 40_000,
    "spaced groups": "123 " * 10_000,
    "number words": "hundred and " * 4_000,
    "scales": "million " * 5_000,
    "tens": "twenty-" * 6_000,
    "dashes": "5-" * 20_000,
    "blanks": "$" + " " * 40_000 + "5",
    "from to": "from 5 to " * 4_000,
    "fractions": "1/2" * 10_000,
    "percent signs": "5%" * 15_000,
    "letters": "a" * 40_000,
    "addresses": "https://a.b/%20 " * 3_000,
    "subscripts": "0.0₅" * 10_000,
    "exponents": "9e99" * 8_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_takes_time_in_proportion(name: str) -> None:
    began = time.process_time()
    amounts.find(HOSTILE[name])
    numbers.find(HOSTILE[name])
    assert time.process_time() - began < 4
