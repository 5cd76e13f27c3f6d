"""Ready-made questions: an SQL file each in ``data/queries``, whose comments say what it answers and what can be set.

The comments at the head of a file, in this order: lines that say what it answers; ``-- needs: market`` where it needs a store;
``-- set NAME = DEFAULT: what`` for each parameter, no default meaning that it is not set; ``-- column NAME: what`` for each column; and
``-- example: …``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import NamedTuple

from tapecheck.corpus.answers.answer import Answer
from tapecheck.corpus.answers.tables import Tables
from tapecheck.errors import ConfigError

_HEAD = re.compile(r"--(?: (?P<text>.*))?")
_SETTING = re.compile(r"set (?P<name>[a-z_]+) =(?: (?P<default>[^: ][^:]*))? ?: (?P<about>.+)")
_COLUMN = re.compile(r"column (?P<name>[a-z_0-9]+): (?P<about>.+)")

CONFLICTS = "conflicts"


class Setting(NamedTuple):
    """A parameter; ``default`` ``None``: not set."""

    name: str
    default: str | None
    about: str


class Ready(NamedTuple):
    """A ready-made question: what it answers, its parameters, its columns with what stands in them, and an example."""

    name: str
    about: str
    settings: tuple[Setting, ...]
    columns: dict[str, str]
    example: str
    needs_market: bool
    sql: str

    def ask(self, tables: Tables, given: Mapping[str, str]) -> Answer:
        """The answer, with the given settings in place of the defaults.

        Raises:
            ConfigError: there is no such setting, one has a wrong value, or a market store is needed.
        """
        if self.needs_market and not tables.market:
            raise ConfigError(f"{self.name} needs market data: add --market STORE")
        unknown = sorted(set(given) - {setting.name for setting in self.settings})
        if unknown:
            there = ", ".join(setting.name for setting in self.settings)
            raise ConfigError(f"--set {unknown[0]}: {self.name} has no such setting; it has: {there}")
        values = {setting.name: given.get(setting.name, setting.default) for setting in self.settings}
        answer = tables.ask(self.sql, {name: value or None for name, value in values.items()})
        return _conflicts(tables, answer) if self.name == CONFLICTS else answer


def _conflicts(tables: Tables, told: Answer) -> Answer:
    """What SQL alone can't answer: its rows are what could be in conflict."""
    from tapecheck.corpus.answers import conflicts  # loads the names of all assets, which no other question needs

    return conflicts.answer(tables, told)


def ready_made() -> dict[str, Ready]:
    """The ready-made questions by name, sorted."""
    folder = resources.files("tapecheck").joinpath("data/queries")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return {(name := file.name.removesuffix(".sql")): read(name, file.read_text("utf-8")) for file in files}


def read(name: str, sql: str) -> Ready:
    """The question of an SQL file.

    Raises:
        ValueError: its head lacks what it answers, its columns or its example.
    """
    head = list(_head(sql.splitlines()))
    settings = tuple(
        Setting(match["name"], match["default"], match["about"]) for line in head if (match := _SETTING.fullmatch(line))
    )
    columns = {match["name"]: match["about"] for line in head if (match := _COLUMN.fullmatch(line))}
    example = next((line.removeprefix("example: ") for line in head if line.startswith("example: ")), "")
    told = [line for line in head if line and not re.match(r"(?:set|column|example:|needs:) ?", line)]
    if not told or not columns or not example:
        raise ValueError(f"{name}.sql: its head must say what it answers, its columns and an example")
    return Ready(name, " ".join(told), settings, columns, example, "needs: market" in head, sql)


def _head(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        match = _HEAD.fullmatch(line)
        if match is None:
            return
        yield (match["text"] or "").strip()
