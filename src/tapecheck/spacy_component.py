"""tapecheck as a component of a spaCy pipeline: ``nlp.add_pipe("tapecheck")`` fills ``doc._.tapecheck`` and ``doc.spans["tapecheck"]``.

It is found by its entry point, so nobody has to import it first. What it finds is kept in ``doc.user_data`` as the exported JSON line:
that survives ``to_bytes``, ``DocBin`` and worker processes, where an object would not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span

from tapecheck.config import NerEngine, Settings
from tapecheck.errors import ConfigError
from tapecheck.publishers.base import default_id

if TYPE_CHECKING:
    from tapecheck.pipeline import Pipeline
    from tapecheck.records import AnyRecord, Result

NAME = "tapecheck"
ABOUT = "tapecheck_about"
_READ_AT_ONCE = 128
"""Results that are kept as objects: who goes through the spans of a document asks for the same one again and again."""


@Language.factory(
    NAME,
    assigns=["doc._.tapecheck", "doc.spans", "span._.record"],
    default_config={"settings": None, "market": None, "ner": None},
)
def component(
    nlp: Language,  # noqa: ARG001 - the signature of a spaCy factory
    name: str,  # noqa: ARG001
    settings: dict[str, object] | str | None,
    market: str | None,
    ner: NerEngine | None,
) -> Component:
    """A component that reads ``doc.text`` as an article.

    ``settings``: options by name, or the path of a TOML file; ``None``: the defaults. ``ner`` goes before what they say. ``market``: the
    path of a store to check against; ``None``: nothing is checked.

    Raises:
        ConfigError: a setting does not exist or has a wrong value, or there is no such store.
    """
    return Component(settings_of(settings, ner), market)


def settings_of(settings: dict[str, object] | str | None, ner: NerEngine | None) -> Settings:
    """The settings that the configuration of the component asks for.

    Raises:
        ConfigError: see ``component``.
    """
    chosen = Settings.from_toml(settings) if isinstance(settings, str) else Settings.of(**(settings or {}))
    return chosen if ner is None else Settings.of(**{**chosen.model_dump(), "ner": ner})


class Component:
    """Reads documents with one ``Pipeline``, which is built when the first one comes and stays behind when the component is pickled."""

    def __init__(self, settings: Settings, market: str | None) -> None:
        if market is not None and not Path(market).is_file():
            raise ConfigError(f"market {market!r}: no such store; tapecheck market import makes one")
        self._settings, self._market = settings, market
        self._pipeline: Pipeline | None = None
        declare()

    def __call__(self, doc: Doc) -> Doc:
        """The document with its result and a span for each record that has a place in ``doc.text``."""
        result = self._read(doc)
        doc.user_data[NAME] = result.to_json()
        doc.spans[NAME] = [span for record in result.records if (span := _span(doc, record)) is not None]
        return doc

    def __reduce__(self) -> tuple[type[Component], tuple[Settings, str | None]]:
        return Component, (self._settings, self._market)

    def _read(self, doc: Doc) -> Result:
        """Its result; one that can't be done says why in ``failed``, so that a stream of documents goes on."""
        from tapecheck.corpus.lines import failed_result
        from tapecheck.corpus.reading.rows import read_row
        from tapecheck.corpus.runner import attempt
        from tapecheck.schema.input import RejectedInput

        pipeline = self._built()
        row = {"id": default_id(doc.text, None), **_about(doc), "text": doc.text}
        item = read_row(row, path="doc", line=1).model_copy(update={"path": None, "line": None})
        if isinstance(item, RejectedInput):
            return failed_result(item, pipeline.versions)
        attempted = attempt(pipeline.process, item)
        if attempted.rejected is not None:
            return failed_result(attempted.rejected, pipeline.versions)
        assert attempted.made is not None
        return attempted.made

    def _built(self) -> Pipeline:
        from tapecheck.pipeline import Pipeline

        if self._pipeline is None:
            self._pipeline = Pipeline.from_config(self._settings, market=self._market)
        return self._pipeline


def declare() -> None:
    """Nothing comes out; ``doc._.tapecheck``, ``doc._.tapecheck_about`` and ``span._.record`` are there from now on.

    Who reads documents back without the component in the pipeline calls it first.
    """
    if not Doc.has_extension(NAME):
        Doc.set_extension(NAME, getter=_result)
    if not Doc.has_extension(ABOUT):
        Doc.set_extension(ABOUT, default=None)
    if not Span.has_extension("record"):
        Span.set_extension("record", getter=_record)


def _about(doc: Doc) -> Mapping[str, object]:
    """What the caller knows of the article: set on the document, else the context that it came with."""
    about = doc._.tapecheck_about
    if about is None:
        about = doc._context
    return about if isinstance(about, Mapping) else {}


def _span(doc: Doc, record: AnyRecord) -> Span | None:
    """The tokens that the record touches; ``None`` where the way back to ``doc.text`` can't be proved."""
    place = record.provenance.source
    if place is None or len(place) == 0:
        return None
    span: Span | None = doc.char_span(
        place.start, place.end, label=record.kind, span_id=record.id, alignment_mode="expand"
    )
    return span


def _result(doc: Doc) -> Result | None:
    line = doc.user_data.get(NAME)
    return _parsed(line) if isinstance(line, str) else None


@lru_cache(maxsize=_READ_AT_ONCE)
def _parsed(line: str) -> Result:
    from tapecheck.records import Result

    return Result.model_validate_json(line)


def _record(span: Span) -> AnyRecord | None:
    """The record whose id the span bears; ``None`` for any other span."""
    result = _result(span.doc)
    return None if result is None else next((one for one in result.records if one.id == span.id_), None)
