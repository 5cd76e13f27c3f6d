"""One article through every stage, as tables: what each stage makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from tapecheck import ArticleInput, Pipeline
from tapecheck.evaluation.page import between
from tapecheck.records import Result, build
from tapecheck.records.context import Context
from tapecheck.records.decision import Decisions
from tapecheck.report import wording
from tapecheck.schema.article import Article
from tapecheck.schema.base import Span

SHOWN = {"supported": "$3,385", "undecided": "11%"}
"""Mark → the words of the record whose verdict is shown as a whole."""


def with_walk(page: str, pipeline: Pipeline, item: ArticleInput) -> str:
    """The page with what each stage makes of the article now."""
    context = pipeline.context(item)
    models = pipeline.figures
    decisions = build(context, models.model if models is not None else None).decisions
    result = pipeline.process(item)
    parts = {
        "source": _fenced(item.source.strip(), "html"),
        "blocks": _blocks(context.article),
        "sentences": _sentences(context),
        "mentions": _mentions(context),
        "decisions": _decisions(decisions),
        "records": _records(result),
        **{name: _verdict(result, words) for name, words in SHOWN.items()},
        "account": _account(result),
    }
    for name, content in parts.items():
        page = between(page, name, f"\n{content}")
    return page


def _blocks(article: Article) -> str:
    rows = []
    for block in article.blocks:
        words = article.text[block.start : block.end]
        rows.append((block.kind, _range(block), _range(article.source_span(block.start, block.end)), _begin(words)))
    return _table(("kind", "text", "source", "words"), rows)


def _sentences(context: Context) -> str:
    text = context.article.text
    return _table(
        ("text", "words"), [(_range(each), _begin(text[each.start : each.end], 90)) for each in context.sentences]
    )


def _mentions(context: Context) -> str:
    rows = []
    for mention in sorted(context.mentions, key=lambda each: (each.start, each.end)):
        if mention.label == "NUMBER":
            continue
        given = mention.model_dump(
            mode="json", exclude={"start", "end", "label", "text", "rule", "evidence", "asset_class"}
        )
        read = ", ".join(
            f"{name} {value}" for name, value in given.items() if value not in (None, False, True, "exact")
        )
        rows.append((mention.label, _range(mention), mention.text, read, f"`{mention.rule}`"))
    return _table(("label", "text", "words", "read as", "rule"), rows)


def _decisions(decisions: Decisions) -> str:
    rows = []
    for figure, decision in decisions.values():
        over = " ".join(part for part in (decision.window, decision.side, decision.modality) if part)
        rows.append((figure.text, decision.kind, decision.name, decision.asset or "", over, f"`{decision.rule}`"))
    return _table(("figure", "kind", "role or metric", "asset", "window, side, modality", "decided by"), rows)


def _records(result: Result) -> str:
    rows = []
    for record in result.records:
        place = record.provenance.source
        label = record.verdict.label if record.verdict is not None else ""
        words = _begin(record.provenance.exact)
        rows.append((words, wording.what(record), wording.field(record, "asset") or "", _range(place), label))
    return _table(("words", "what", "asset", "source", "verdict"), rows)


def _verdict(result: Result, words: str) -> str:
    record = next(each for each in result.records if each.provenance.exact == words)
    assert record.verdict is not None
    return _fenced(json.dumps(json.loads(record.verdict.model_dump_json()), indent=2, ensure_ascii=False), "json")


def _account(result: Result) -> str:
    coverage = result.coverage
    assert coverage is not None
    rows = [(each.exact, each.label, each.reason) for each in result.unclaimed]
    counted = f"{coverage.in_records} of {coverage.figures} figures are in records.\n"
    return f"{counted}\n{_table(('figure', 'label', 'why in none'), rows)}" if rows else counted


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in (heads, *rows)]
    lines.insert(1, "|" + "---|" * len(heads))
    return "\n".join([*lines, ""])


def _range(span: Span | None) -> str:
    return "–" if span is None else f"{span.start}–{span.end}"


def _begin(words: str, most: int = 60) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text}\n```\n"
