"""What each command's help ends with: examples, as they are typed."""

from __future__ import annotations

_EXAMPLES: dict[str, tuple[str, ...]] = {
    "": (
        "tapecheck extract article.txt",
        "tapecheck market import candles.csv --market tape.duckdb",
        "tapecheck extract page.html --market tape.duckdb",
    ),
    "extract": (
        "tapecheck extract article.html --market tape.duckdb",
        "tapecheck extract pasted.txt --market tape.duckdb --published-at 2026-01-14T21:30Z",
        "tapecheck extract article.html --market tape.duckdb --explain 8a9a4a",
        "tapecheck extract news.jsonl.gz --market tape.duckdb -o results.jsonl",
        "tapecheck extract news/ --market tape.duckdb -o run/ --workers 8",
    ),
    "status": ("tapecheck status run/",),
    "retry": ("tapecheck retry run/ --time-limit 120",),
    "load": ("tapecheck load results.jsonl --to results.duckdb",),
    "parse": ("tapecheck parse page.html -o article.jsonl",),
    "mentions": ("tapecheck mentions news.jsonl -o mentions.jsonl",),
    "check": (
        "tapecheck check results.jsonl --market newer.duckdb -o checked.jsonl",
        "tapecheck check results.jsonl --market newer.duckdb --changes table",
    ),
    "report": (
        "tapecheck report results.jsonl -o report.html --market tape.duckdb",
        "tapecheck report run/ -o refuted.html --verdict refuted --from 2026-01-01",
    ),
    "scoreboard": ("tapecheck scoreboard results.jsonl --market tape.duckdb --by firm --least 3",),
    "query": (
        "tapecheck query run/",
        'tapecheck query results.jsonl "SELECT kind, count(*) FROM records GROUP BY kind"',
    ),
    "schema": ("tapecheck schema > schema.json",),
    "evaluate": ("tapecheck evaluate gold.jsonl results.jsonl --errors 20",),
    "doctor": ("tapecheck doctor --market tape.duckdb",),
    "completion": (
        'eval "$(tapecheck completion bash)"',
        'eval "$(tapecheck completion zsh)"',
        "tapecheck completion fish | source",
    ),
    "market import": ("tapecheck market import BTCUSDT-1h-2026-01.csv --market tape.duckdb",),
    "market info": ("tapecheck market info --market tape.duckdb --gaps",),
    "market show": (
        "tapecheck market show --market tape.duckdb --symbol BTC/USDT --start 2026-01-14T20:00Z",
        "tapecheck market show --market tape.duckdb --symbol TOTAL --of market_cap --timeframe point --start 2026-01-14 --end 2026-01-15",
    ),
    "market fetch": ("tapecheck market fetch --market tape.duckdb --symbols BTC/USDT,ETH/USDT --since 2026-01-01",),
    "market plan": ("tapecheck market plan results.jsonl --market tape.duckdb",),
    "market verify": ("tapecheck market verify BTCUSDT-1h-2026-01.csv --market tape.duckdb",),
}
_WHERE = "Put the line into ~/.bashrc, ~/.zshrc (after compinit) or ~/.config/fish/config.fish."
_STATUS = "Exit status: 0 all articles done, 1 some failed, 2 usage or configuration, 3 the run could not go on."
_AFTER = {"": _STATUS, "completion": _WHERE}


def examples(command: str) -> tuple[str, ...]:
    """The examples of a command, named by its words: ``market show``; of the program itself, ``""``."""
    return _EXAMPLES.get(command, ())


def epilog(command: str) -> str:
    """What the command's help ends with, a paragraph a line."""
    told = [_AFTER[command]] if command in _AFTER else []
    return "\n\n".join(["Examples:", *examples(command), *told])
