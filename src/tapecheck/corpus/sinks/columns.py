"""The five tables: their columns, the type of each, and what stands in it. One list for Arrow, DuckDB, PostgreSQL and the docs."""

from __future__ import annotations

from typing import Literal, NamedTuple

TableName = Literal["articles", "records", "facts", "quotes", "verdicts"]
TABLES: tuple[TableName, ...] = ("articles", "records", "facts", "quotes", "verdicts")

Type = Literal["text", "texts", "instant", "decimal", "integer", "boolean", "mapping", "instants", "spans"]
"""``texts`` a list of text · ``instant`` UTC, to the microsecond · ``decimal`` exact, 20 digits before the point and 18 after it ·
``mapping`` name → text · ``instants`` name → instant · ``spans`` a list of places, each in the cleaned text and in the source.
"""


class Column(NamedTuple):
    """One column; ``about`` is its line in the docs."""

    name: str
    type: Type
    about: str


def _columns(*rows: tuple[str, Type, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


KEYS: dict[TableName, tuple[str, ...]] = {
    "articles": ("article_id",),
    "records": ("article_id", "record_id"),
    "facts": ("article_id", "fact_id"),
    "quotes": ("article_id", "record_id"),
    "verdicts": ("article_id", "record_id"),
}
"""The columns that name a row of a table."""

_ARTICLES = _columns(
    ("article_id", "text", "the article"),
    ("url", "text", "the caller's address, else the page's own"),
    ("canonical_url", "text", "the address that the page gives itself"),
    ("publisher", "text", ""),
    ("title", "text", ""),
    ("subtitle", "text", ""),
    ("authors", "texts", ""),
    ("published_at", "instant", "null: not known"),
    ("updated_at", "instant", ""),
    ("published_at_zone_assumed", "boolean", "no zone, or no time of day, was given, and UTC was taken"),
    ("updated_at_zone_assumed", "boolean", "the same of `updated_at`"),
    ("language", "text", "a BCP 47 tag, as the page has it"),
    ("section", "text", ""),
    ("tags", "texts", ""),
    ("text", "text", "the cleaned text; offsets count in it"),
    ("source_sha256", "text", "of the decoded source"),
    ("failed_error", "text", "null unless the article could not be done: the error's class"),
    ("failed_message", "text", "why, in a line"),
    ("failed_line", "integer", "the line of the input file"),
    ("tapecheck_version", "text", "what made the rows of this article"),
    ("settings_sha256", "text", "of the settings"),
    ("models", "mapping", "each trained model → its sha256"),
)
_FIGURE = _columns(
    ("value", "decimal", "null where there is no figure, or where it does not fit"),
    ("value_high", "decimal", "the upper end of a range"),
    ("value_text", "text", "the same figure, all its digits"),
    ("value_high_text", "text", ""),
)
_RECORDS = (
    *_columns(
        ("article_id", "text", "the article"),
        ("record_id", "text", "one mention of one claim"),
        ("fact_id", "text", "shared by the records that state the same"),
        ("kind", "text", "price, percent_move, liquidation, quote, metric, superlative"),
        ("asset", "text", "an upper-case ticker; null: can't be told, or of a liquidation the whole market"),
        ("metric", "text", "what is measured (percent_move, metric, superlative)"),
    ),
    *_FIGURE,
    *_columns(
        ("currency", "text", "of a price, a liquidation, a superlative"),
        ("unit", "text", "of a metric: of its figure; of a superlative: day, week, month, quarter, year"),
        ("bound", "text", "exact, about, at_least, at_most, between"),
        ("role", "text", "of a price: quote, high, low, target, …"),
        ("side", "text", "of a liquidation: long, short"),
        ("venue", "text", "of a liquidation: the exchange"),
        ("source_name", "text", "of a liquidation: who counted it"),
        ("part_of", "text", "of a liquidation: the record of the total that it is a part of"),
        ("scope", "text", "of a liquidation or a metric: what it is measured on"),
        ("majority", "text", "of a liquidation: the side that most of it is of"),
        ("measure", "text", "of a metric: level, change, average, …"),
        ("form", "text", "of a superlative or a quote"),
        ("window", "text", "a length of time: 24h, 7d, ytd, … (a reserved word of SQL: write it in double quotes)"),
        ("modality", "text", "asserted, prospective"),
        ("condition", "text", "what something prospective depends on"),
        ("direction", "text", "of a superlative: up, down"),
        ("count", "integer", "of a superlative: the length of a streak"),
        ("rank", "integer", "of a superlative: 2 is the second largest"),
        ("time_start", "instant", "when it happened, half-open; null: the default window"),
        ("time_end", "instant", ""),
        ("time_text", "text", "the words that say so"),
        ("since_start", "instant", "of a superlative: since when, half-open"),
        ("since_end", "instant", ""),
        ("since_text", "text", ""),
        ("attribution_speaker", "text", "who states or forecasts it"),
        ("attribution_source", "text", ""),
        ("readings", "mapping", "each basis on which it could be checked → how often the tape agrees, 0 to 1"),
        ("exact", "text", "the words of the record"),
        ("prefix", "text", "a few characters before them"),
        ("suffix", "text", "a few after them"),
        ("sentence", "text", "the whole sentence"),
        ("sentence_start", "integer", "where it stands in `articles.text`, half-open"),
        ("sentence_end", "integer", ""),
        ("text_start", "integer", "where `exact` stands in `articles.text`, half-open"),
        ("text_end", "integer", ""),
        ("source_start", "integer", "where it stands in the decoded source; null: can't be proved"),
        ("source_end", "integer", ""),
        ("rule", "text", "the versioned rule or model that made the record"),
    ),
)
_FACTS = (
    *_columns(
        ("article_id", "text", "the article"),
        ("fact_id", "text", "what several records state alike"),
        ("kind", "text", ""),
        ("record_ids", "texts", "the records, in the order of the text"),
        ("asset", "text", "this and the following: what the records agree on"),
        ("metric", "text", ""),
        ("role", "text", ""),
    ),
    *_FIGURE,
    *_columns(
        ("bound", "text", ""),
        ("currency", "text", ""),
        ("unit", "text", ""),
        ("side", "text", ""),
        ("venue", "text", ""),
        ("window", "text", ""),
        ("speaker", "text", ""),
    ),
)
_QUOTES = _columns(
    ("article_id", "text", "the article"),
    ("record_id", "text", "the same quote in `records`"),
    ("fact_id", "text", ""),
    ("speaker", "text", "null: the article names nobody"),
    ("speaker_title", "text", "as the article words it"),
    ("affiliation", "text", ""),
    ("form", "text", "direct, post"),
    ("cue", "text", "the word that says that it was said"),
    ("exact", "text", "the words from the first mark to the last"),
    ("fragments", "spans", "each stretch between two marks: text_start, text_end, source_start, source_end, half-open"),
    ("text_start", "integer", "where `exact` stands in `articles.text`, half-open"),
    ("text_end", "integer", ""),
)
_VERDICTS = _columns(
    ("article_id", "text", "the article"),
    ("record_id", "text", "the record; one that was not checked has no verdict"),
    ("label", "text", "SUPPORTED, REFUTED, NOT_ENOUGH_INFO"),
    ("reason", "text", "in a line"),
    ("rule", "text", "the versioned rule that was applied"),
    ("basis", "text", "the stretch of time the claim was read to speak of"),
    ("cause", "text", "why nothing was decided; null for a decided verdict"),
    ("outcome", "text", "of a forecast: OPEN, HIT, MISSED"),
    ("observed", "mapping", "name → what the data say, in the record's unit, as decimal digits"),
    ("tolerance", "text", "in words"),
    ("tolerance_parts", "mapping", "name → size, as decimal digits; they add up to the tolerance"),
    ("evidence_source", "text", "the market data it rests on; null: there were none"),
    ("venue", "text", "null: the source does not say"),
    ("symbol", "text", ""),
    ("timeframe", "text", ""),
    ("evidence_start", "instant", "the window that was looked at, half-open"),
    ("evidence_end", "instant", ""),
    ("evidence_times", "instants", "name of an observed figure → when it was seen"),
    ("dataset_sha256", "text", "of the imported files"),
)

COLUMNS: dict[TableName, tuple[Column, ...]] = {
    "articles": _ARTICLES,
    "records": _RECORDS,
    "facts": _FACTS,
    "quotes": _QUOTES,
    "verdicts": _VERDICTS,
}
"""Table → its columns, in order."""
