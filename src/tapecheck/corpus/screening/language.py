"""The language of a text, told from its words alone, the same on every machine.

py3langid (a naive Bayes model over byte sequences) tells it, in a fixed order of steps without chance. What was compared with it and
how well it does is in ``docs/screening.md``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 1_000
"""So many characters from the beginning are looked at: no article of the news looked different with more."""
FEWEST_LETTERS = 60
"""In bytes of UTF-8, as a letter of Chinese says more than one of Latin. Of the first 40 bytes alone English is told wrongly."""
SURE = 0.6
"""The least probability; below it stands little but figures, tickers and names, or two languages that share most words."""


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; ``None`` where it can't be told: too short, or mostly figures and names.

    A language without such a code is told as the nearest that has one, or not at all. ``None`` says nothing against English.

    >>> language_of("BTC +3.5% $97,800; ETH +5% $3,380") is None
    True

    Raises:
        ConfigError: py3langid is not installed.
    """
    sample = text[:SAMPLE]
    letters = "".join(filter(str.isalpha, sample))
    if len(letters.encode("utf-8", "surrogatepass")) < FEWEST_LETTERS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        raise ConfigError("the language filter needs py3langid: pip install 'tapecheck[screening]'") from None
    # Our own, not the package's: that one is shared with whoever else uses it in the process.
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Creoles and "no language" take headlines away from English that are full of names.
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier
