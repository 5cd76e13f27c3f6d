"""A process that has a pool, for tests of what becomes of its workers: ``coordinator.py SECONDS TEXT…``.

Prints the ids of the workers when they have started, then what became of the articles.
"""

from __future__ import annotations

import sys

from tapecheck.corpus.workers import Limits, Pool
from tapecheck.schema.input import ArticleInput

if __name__ == "__main__":
    _, seconds, *texts = sys.argv
    with Pool("cheap_work:work", b"", workers=len(texts), limits=Limits(float(seconds)), batch=1) as pool:
        job = pool.submit("say", [ArticleInput(id=str(number), source=text) for number, text in enumerate(texts)])
        pool.about()
        print(*pool.pids, flush=True)  # noqa: T201
        for outcome in pool.finish(job):
            print("done" if outcome.rejected is None else outcome.rejected.error, flush=True)  # noqa: T201
