"""An explanation as text for a person."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tapecheck.cli.screen import screen
from tapecheck.cli.screen_text import one_line, shown
from tapecheck.cli.table import STYLES
from tapecheck.market.figures import significant
from tapecheck.report import wording
from tapecheck.report.views.lines import CAUSES
from tapecheck.report.views.marks import mark_of_verdict
from tapecheck.schema.base import plain_digits

if TYPE_CHECKING:
    from rich.console import Console

    from tapecheck.report.explanation import Explanation
    from tapecheck.report.explanation.model import Checked, Chosen, Reason, Rows, Trust
    from tapecheck.schema.verdict import Verdict

_DECIMALS, _SIGNIFICANT, _LARGE = Decimal("0.0001"), 5, Decimal(10) ** 9
_FIRST, _OTHERS = 6, 3
"""So many reasons are shown of what the record is, and so many of its other fields."""


def show(explanation: Explanation) -> None:
    """Print it to standard output."""
    console = screen()
    for part in (_head, _decided, _said, _trusted):
        part(console, explanation)
    verdict = explanation.record.verdict
    if verdict is None or explanation.checked is None:
        _title(console, "Verdict", "none: nothing was checked; --market STORE checks it")
    else:
        _verdict(console, verdict, explanation.checked)


def _title(console: Console, name: str, words: str = "", style: str = "") -> None:
    console.print()
    console.print(Text.assemble((name, "bold"), "  ", (words, style)) if words else Text(name, style="bold"))


def _told(console: Console, words: str | Text, indent: int = 2) -> None:
    console.print(Padding(Text(one_line(words)) if isinstance(words, str) else words, (0, 0, 0, indent), expand=False))


def _head(console: Console, told: Explanation) -> None:
    asset = wording.field(told.record, "asset")
    what = " · ".join(filter(None, (told.what, asset, wording.when(told.record))))
    console.print(Text.assemble((one_line(told.value), "bold"), "  ", one_line(what)))
    published = wording.published(told.published_at)
    about = (f"record {told.record.id}", told.title or "", published, told.article if told.title else "")
    console.print(Text(" · ".join(one_line(part) for part in about if part)))
    console.print()
    start, end = told.mark.start, told.mark.end
    before, marked, after = (
        shown(part).replace("\n", " ")
        for part in (told.sentence[:start], told.sentence[start:end], told.sentence[end:])
    )
    # Brackets say which figure it is where there are no colours.
    _told(console, Text.assemble(before, (f"[{marked}]", "bold reverse"), after))


def _decided(console: Console, told: Explanation) -> None:
    _title(console, "What it is")
    _told(console, told.decided)
    if told.patterns is not None:
        _told(console, f"Patterns alone make of it: {told.patterns}.")
    for number, choice in enumerate(told.choices):
        _told(console, _choice(choice))
        _reasons(console, choice.reasons[: _OTHERS if number else _FIRST], choice.reasons, choice.rest)


def _choice(choice: Chosen) -> Text:
    chosen, other = choice.chosen, choice.runner_up
    text = Text.assemble((choice.question, "bold"), ": ", one_line(chosen.name), f", {_percent(chosen.probability)}")
    if other is not None:
        text.append(f"; next {one_line(other.name)}, {_percent(other.probability)}")
        text.append(f" (score {chosen.score:.2f} to {other.score:.2f}, lead {_signed(choice.lead)})")
    if choice.overruled == "patterns":
        text.append(f"; overrules the patterns' {choice.patterns} (needed {_percent(choice.needed)})")
    if choice.overruled == "model":
        text.append(f"; the patterns' choice stands (to overrule it takes {_percent(choice.needed)})")
    return text


def _reasons(console: Console, some: tuple[Reason, ...], every: tuple[Reason, ...], rest: Decimal) -> None:
    for reason in some:
        _told(console, Text(f"{_signed(reason.size):>7}  {one_line(reason.words)}"), 4)
    others = rest + sum((reason.size for reason in every[len(some) :]), Decimal(0))
    if others:
        _told(console, Text(f"{_signed(others):>7}  all else"), 4)


def _said(console: Console, told: Explanation) -> None:
    saying = told.saying
    if saying is None:
        return
    _title(console, "Who said it")
    cue = f"by the word “{saying.cue}”: " if saying.cue else ""
    _told(console, f"{saying.speaker or 'nobody whom the article names'}; {cue}{saying.how}.")


def _trusted(console: Console, told: Explanation) -> None:
    if not told.trust:
        return
    _title(console, "Whether the reading can be trusted")
    for trust in told.trust:
        _told(console, _trust(trust))
        shown_ = trust.reasons[:_OTHERS]
        _reasons(console, shown_, trust.reasons, trust.rest)


def _trust(trust: Trust) -> Text:
    enough = "enough" if trust.probability >= trust.needed else "not enough"
    words = f": {trust.words}: {_digits(trust.probability)}, needed {_digits(trust.needed)}: {enough}"
    return Text.assemble((trust.basis, "bold"), words, "; judged on this" if trust.used else "")


def _verdict(console: Console, verdict: Verdict, checked: Checked) -> None:
    outcome = f" ({verdict.outcome.lower()})" if verdict.outcome else ""
    mark = mark_of_verdict(verdict)
    _title(console, "Verdict", mark.words + outcome, STYLES.get(mark.name, ""))
    _told(console, verdict.reason)
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column()
    facts.add_column(overflow="fold")
    for name, words in _facts(verdict, checked):
        facts.add_row(Text(name, style="bold"), Text(one_line(words)))
    console.print(Padding(facts, (0, 0, 0, 2), expand=False))
    for rows in checked.rows:
        _rows(console, rows)


def _facts(verdict: Verdict, checked: Checked) -> Iterator[tuple[str, str]]:
    if verdict.rule is not None:
        yield "rule", f"{verdict.rule}: {checked.applied}" if checked.applied else verdict.rule
    if verdict.cause is not None:
        yield "cause", f"{CAUSES[verdict.cause]} ({verdict.cause})"
    if checked.window is not None:
        yield "window", checked.window
    yield "stated", checked.stated
    if verdict.observed:
        yield "observed", ", ".join(f"{name} {_digits(value)}" for name, value in verdict.observed.items())
    if checked.tolerance is not None:
        parts = " + ".join(f"{name} {_digits(size)}" for name, size in verdict.tolerance_parts.items())
        yield "tolerance", f"{_digits(checked.tolerance)} = {parts}"
        yield "", verdict.tolerance or ""
    evidence = verdict.evidence
    if evidence is not None:
        yield "data", " · ".join(filter(None, (evidence.source, evidence.venue, evidence.symbol, evidence.timeframe)))
        yield "dataset", evidence.dataset_sha256


def _rows(console: Console, rows: Rows) -> None:
    console.print()
    part = f"{len(rows.rows)} of " if rows.of > len(rows.rows) else ""
    _told(console, f"{part}{wording.counted(rows.of, 'row')} of the window, in UTC:")
    table = Table.grid(padding=(0, 2, 0, 0))
    for name in ("time", *rows.columns, *([""] if any(row.decides for row in rows.rows) else [])):
        table.add_column(justify="right" if name in rows.columns else "left", no_wrap=True)
    table.add_row("time", *rows.columns, style="bold")
    for row in rows.rows:
        cells = ("" if cell is None else _digits(cell) for cell in row.cells)
        seen = "← " + ", ".join(row.decides).replace("_", " ") if row.decides else ""
        table.add_row(f"{row.time:%Y-%m-%d %H:%M}", *cells, *([seen] if seen else []), style="bold" if seen else "")
    if rows.sums:
        table.add_row("all rows together", *map(_digits, rows.sums), style="bold")
    console.print(Padding(table, (0, 0, 0, 2), expand=False))
    _told(console, "To see them all:")
    # On one line, so that it can be copied.
    console.print(Text("  " + shown(rows.command)), soft_wrap=True)


def _percent(probability: Decimal) -> str:
    return f"{probability * 100:.1f}%"


def _signed(size: Decimal) -> str:
    return f"{size:+.2f}"


def _digits(value: Decimal) -> str:
    """With commas, and no more digits than a person reads: four decimals, none from a billion on, of what is below one five figures.

    >>> _digits(Decimal("1234567.123456")), _digits(Decimal("0.0000123456")), _digits(Decimal("-0.5"))
    ('1,234,567.1235', '0.000012346', '-0.5')
    >>> _digits(Decimal("1000000000000000000000000000000.5"))
    '1,000,000,000,000,000,000,000,000,000,000'
    """
    if value and abs(value) < 1:
        return plain_digits(significant(value, _SIGNIFICANT))
    rounded = value.to_integral_value() if abs(value) >= _LARGE else value.quantize(_DECIMALS)
    whole, point, part = plain_digits(rounded).partition(".")
    return f"{int(whole):,}{point}{part}"
