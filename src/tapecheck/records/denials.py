"""Words that deny a figure: what the tape says of "bitcoin fell to $80,000" it does not say of "bitcoin never fell to $80,000"."""

from __future__ import annotations

import re

from tapecheck.mentions.foresight import clause_before
from tapecheck.schema.base import Span

# As in "bitcoin did not fall to $80,000", "has never traded above $126,000"; but "not only rose to $80,000", "not far from $80,000"
_NEGATED = re.compile(
    r"""\b(?: never | cannot | \w{2,6}n['’]t | failed\s+to | stopped\s+short\s+of | no\s+longer
      | not(?!\s+(?:only|just|merely|simply|far|long|until|unlike|surprising|to\smention)\b) )
      \s+ (?:[\w'’-]{1,14}\s+){0,4}[$€£~]?$""",
    re.VERBOSE | re.IGNORECASE,
)
# As in "It is not true that bitcoin fell to $80,000", "denied reports that …", "a fake post claimed …", "contrary to rumors, …"
_DISOWNED = re.compile(
    r"""\b(?: (?: (?:not\s+true|untrue|false|wrong|incorrect)\s+(?:that|to\s+(?:say|claim)) | no\s+truth\s+(?:in|to)
      | (?:false|fake|bogus|fabricated|unfounded|debunked)\s+(?:\w{1,12}\s+)?
        (?:reports?|claims?|rumou?rs?|news|posts?|stor(?:y|ies)|tweets?|headlines?)
      | (?:denied|denies|dismissed|rejected|debunked|refuted)\s+(?:\w{1,12}\s+){0,2}(?:reports?|claims?|rumou?rs?|speculation|that)
      )\b[^;,]{0,70} | contrary\s+to\b[^;]{0,70} )$""",
    re.VERBOSE | re.IGNORECASE,
)
_FARTHEST = 120
"""Characters of the sentence before the figure that are looked at for words that disown all that follows."""


def is_denied(text: str, figure: Span, sentence: Span) -> bool:
    """Whether the sentence says that it is not so.

    >>> said = "The firm denied reports that it fell to $80,000."
    >>> is_denied(said, Span(start=40, end=47), Span(start=0, end=len(said)))
    True
    >>> said = "It not only rose to $80,000."
    >>> is_denied(said, Span(start=20, end=27), Span(start=0, end=len(said)))
    False
    """
    if _NEGATED.search(clause_before(text, figure.start)):
        return True
    return _DISOWNED.search(text[max(sentence.start, figure.start - _FARTHEST) : figure.start]) is not None
