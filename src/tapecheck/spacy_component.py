"""tapecheck as a component of a spaCy pipeline: ``nlp.add_pipe("tapecheck")`` fills ``doc._.tapecheck``.

It is found by its entry point, so nobody has to import it first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Callable

ATTRIBUTE = "tapecheck"


@Language.factory("tapecheck", assigns=["doc._.tapecheck"])
def component(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - the signature of a spaCy factory
    """A component that reads ``doc.text`` as an article and puts its result into ``doc._.tapecheck``."""
    from tapecheck.pipeline import Pipeline

    if not Doc.has_extension(ATTRIBUTE):
        Doc.set_extension(ATTRIBUTE, default=None)
    pipeline = Pipeline.from_config()

    def read(doc: Doc) -> Doc:
        doc._.tapecheck = pipeline.extract(doc.text)
        return doc

    return read
