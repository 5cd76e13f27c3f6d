"""Processes that work on articles: models loaded once in each, a time and a memory limit for every article."""

from tapecheck.corpus.workers.ordered import in_order
from tapecheck.corpus.workers.outcome import Made, Outcome, Work
from tapecheck.corpus.workers.pool import Job, Limits, Pool

__all__ = ["Job", "Limits", "Made", "Outcome", "Pool", "Work", "in_order"]
