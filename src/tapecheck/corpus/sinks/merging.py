"""SQL that both databases understand: staged rows take the place of what the tables hold of the same articles.

Names are quoted and come from ``columns`` alone, or are the caller's schema; values are parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tapecheck.corpus.sinks.columns import COLUMNS, KEYS, TABLES, TableName, Type
from tapecheck.market.sources.sql import quoted

LOADS = "tapecheck_loads"
LOADED_ARTICLES = "tapecheck_load_articles"
"""``LOADS``: the parts that are in the tables, each with the key of its content. ``LOADED_ARTICLES``: the part that each article's rows
are from: a part is marked only as long as no other has replaced a row of it."""

ColumnTypes = tuple[tuple[str, str], ...]


class Dialect(NamedTuple):
    """How a database names types, tables, staged rows and parameters."""

    types: Mapping[Type, str]
    table: Callable[[str], str]
    staged: Callable[[TableName], str]
    parameter: str


def columns_of(table: str, dialect: Dialect) -> ColumnTypes:
    """Name and type of each column of one of the five tables, or of those that keep account of loads."""
    for name in TABLES:
        if name == table:
            return tuple((column.name, dialect.types[column.type]) for column in COLUMNS[name])
    text = dialect.types["text"]
    return (("part", text), ("key", text)) if table == LOADS else (("article_id", text), ("part", text))


ALL_TABLES: tuple[str, ...] = (*TABLES, LOADS, LOADED_ARTICLES)


def create(table: str, dialect: Dialect) -> str:
    """The statement that makes a table with its primary key."""
    keys = next((KEYS[name] for name in TABLES if name == table), ("part",) if table == LOADS else ("article_id",))
    columns = ", ".join(f"{quoted(name)} {type_}" for name, type_ in columns_of(table, dialect))
    return f"CREATE TABLE {dialect.table(table)} ({columns}, PRIMARY KEY ({_list(keys)}))"


def is_loaded(dialect: Dialect) -> str:
    """The query that finds a part (two parameters: its name and key) if it is in the tables."""
    where = " AND ".join(f"{quoted(name)} = {dialect.parameter}" for name in ("part", "key"))
    return f"SELECT 1 FROM {dialect.table(LOADS)} WHERE {where}"  # noqa: S608


def merge(dialect: Dialect) -> Iterator[str]:
    """The statements that replace each staged article with all its rows, and unmark the parts that its rows were from."""
    for name in TABLES:
        if name != "articles":
            yield _delete_gone(name, dialect)
    for name in TABLES:
        yield _upsert(name, dialect)
    loads, owners = dialect.table(LOADS), dialect.table(LOADED_ARTICLES)
    staged = f'SELECT "article_id" FROM {dialect.staged("articles")}'  # noqa: S608
    yield f'DELETE FROM {loads} WHERE "part" IN (SELECT "part" FROM {owners} WHERE "article_id" IN ({staged}))'  # noqa: S608
    yield f'DELETE FROM {owners} WHERE "article_id" IN ({staged})'  # noqa: S608


def mark(dialect: Dialect) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The statements, each with the names of its parameters, that say that the staged articles are from a part."""
    loads, owners, value = dialect.table(LOADS), dialect.table(LOADED_ARTICLES), dialect.parameter
    staged = dialect.staged("articles")
    yield f'INSERT INTO {owners} ("article_id", "part") SELECT "article_id", {value} FROM {staged}', ("name",)  # noqa: S608
    yield f'DELETE FROM {loads} WHERE "part" = {value}', ("name",)  # noqa: S608
    yield f'INSERT INTO {loads} ("part", "key") VALUES ({value}, {value})', ("name", "key")  # noqa: S608


def _delete_gone(name: TableName, dialect: Dialect) -> str:
    table = dialect.table(name)
    same = " AND ".join(f"s.{quoted(key)} = t.{quoted(key)}" for key in KEYS[name])
    return (
        f'DELETE FROM {table} AS t WHERE "article_id" IN (SELECT "article_id" FROM {dialect.staged("articles")}) '  # noqa: S608
        f"AND NOT EXISTS (SELECT 1 FROM {dialect.staged(name)} AS s WHERE {same})"
    )


def _upsert(name: TableName, dialect: Dialect) -> str:
    columns = [column.name for column in COLUMNS[name]]
    changes = ", ".join(f"{quoted(each)} = excluded.{quoted(each)}" for each in columns if each not in KEYS[name])
    return (
        f"INSERT INTO {dialect.table(name)} ({_list(columns)}) SELECT {_list(columns)} FROM {dialect.staged(name)} "  # noqa: S608
        f"ON CONFLICT ({_list(KEYS[name])}) DO UPDATE SET {changes}"
    )


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(quoted, names))
