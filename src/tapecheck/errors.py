"""The errors. The class says what a run does about it.

TapecheckError
├─ ConfigError        stop: an option or setting is wrong
├─ ModelError         stop: a trained model is missing or does not fit
├─ MarketDataError    stop: a market file or store can't be read
├─ ExportError        stop: the results can't be written
├─ ArticleError       this article is recorded as failed, the run goes on
│  ├─ DecodeError     the bytes or the JSON line are not an article
│  ├─ ParseError      no article could be found in the page
│  ├─ ArticleTimeout  it took too long
│  └─ ArticleCrash    the process that worked on it ended
└─ InvariantError     our bug: loud in tests, recorded in a batch
"""

from __future__ import annotations


class TapecheckError(Exception):
    """Base of all errors that tapecheck raises on purpose; its text is one line that says what to fix."""


class ConfigError(TapecheckError):
    """An option or setting is wrong."""


class ModelError(TapecheckError):
    """A trained model is missing or does not fit."""


class MarketDataError(TapecheckError):
    """A market file or store can't be read."""


class ExportError(TapecheckError):
    """The results can't be written."""


class ArticleError(TapecheckError):
    """This article can't be done; the others can."""


class DecodeError(ArticleError):
    """The input is not text or not a JSON article."""


class ParseError(ArticleError):
    """No article could be found in the page."""


class ArticleTimeout(ArticleError):
    """The article took longer than its limit."""


class ArticleCrash(ArticleError):
    """The process that worked on the article ended, twice: a crash, or the system's want of memory."""


class InvariantError(TapecheckError):
    """Something that can't happen did: a bug in tapecheck."""


def error_named(name: str, message: str) -> TapecheckError:
    """The error of this class, as another process told of it; an ``InvariantError`` if there is no such class.

    >>> error_named("ConfigError", "no"), error_named("KeyError", "'a'")
    (ConfigError('no'), InvariantError("'a'"))
    """
    kind = globals().get(name)
    return kind(message) if isinstance(kind, type) and issubclass(kind, TapecheckError) else InvariantError(message)
