"""What each figure of an article is, decided by patterns: no training, and a guess that the trained model starts from."""

from tapecheck.records.patterns.deciding import Patterns

__all__ = ["Patterns"]
