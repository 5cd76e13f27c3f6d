"""The lines that the commands write, and what stands in them for an input that could not be done."""

from __future__ import annotations

from pydantic import JsonValue

from tapecheck.records import Result
from tapecheck.schema.article import Article
from tapecheck.schema.base import Data
from tapecheck.schema.input import RejectedInput
from tapecheck.schema.mention import Mention
from tapecheck.schema.result import Failure, Versions


class ArticleLine(Data):
    """A line of ``tapecheck parse``: the cleaned article."""

    article: Article
    failed: Failure | None = None


class MentionsLine(Data):
    """A line of ``tapecheck mentions``.

    Each mention has its fields, ``span`` (half-open, into the cleaned text) and ``source`` (half-open, into the decoded
    input; ``None`` where that can't be proved).
    """

    id: str
    mentions: tuple[dict[str, JsonValue], ...] = ()
    failed: Failure | None = None


def mentions_line(article: Article, mentions: tuple[Mention, ...]) -> MentionsLine:
    """The line for an article's mentions, in the order of the text."""
    return MentionsLine(id=article.id, mentions=tuple(_mention_fields(article, mention) for mention in mentions))


def _mention_fields(article: Article, mention: Mention) -> dict[str, JsonValue]:
    fields: dict[str, JsonValue] = mention.model_dump(mode="json", exclude={"start", "end", "label", "text"})
    source = article.source_span(mention.start, mention.end)
    return {
        "label": mention.label,
        "text": mention.text,
        "source": None if source is None else {"start": source.start, "end": source.end},
        "span": {"start": mention.start, "end": mention.end},
        **fields,
    }


def failed_result(rejected: RejectedInput, versions: Versions) -> Result:
    """The exported line of an article that could not be done: its id, no text, no records, and why."""
    return Result(article=_no_article(rejected), failed=_failure(rejected), versions=versions)


def failed_article(rejected: RejectedInput) -> ArticleLine:
    """The same for ``tapecheck parse``."""
    return ArticleLine(article=_no_article(rejected), failed=_failure(rejected))


def failed_mentions(rejected: RejectedInput) -> MentionsLine:
    """The same for ``tapecheck mentions``."""
    return MentionsLine(id=rejected.id, failed=_failure(rejected))


def _no_article(rejected: RejectedInput) -> Article:
    return Article(id=rejected.id, text="", body="", source_sha256="", blocks=())


def _failure(rejected: RejectedInput) -> Failure:
    return Failure(error=rejected.error, message=rejected.message, line=rejected.line)
