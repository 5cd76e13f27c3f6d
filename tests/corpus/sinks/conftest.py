"""A PostgreSQL server of the tests' own, invented results, and the results of the examples."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tapecheck.pipeline import Pipeline
from tapecheck.records import AnyRecord, Price, Quote, Result
from tapecheck.records.quote import Fragment
from tapecheck.schema.article import Article, Block
from tapecheck.schema.base import Span
from tapecheck.schema.record import Provenance
from tapecheck.schema.result import Fact, Versions
from tapecheck.schema.verdict import Evidence, Label, Verdict

ROOT = Path(__file__).parents[3]
TEXT = "Bitcoin hit $97,000. “We are so back,” said Ada Example."
BEGIN, END = datetime(2026, 1, 14, tzinfo=UTC), datetime(2026, 1, 15, tzinfo=UTC)
_SECONDS = 60
_NO_SERVER = (
    "NOT TESTED: PostgreSQL is not installed here; install it with: apt-get install postgresql (or put initdb on PATH)"
)


def _binaries() -> Path | None:
    """The folder with ``initdb`` and ``postgres``: that on the PATH, else Debian's newest."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(
        debian, key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0, reverse=True
    )
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def _other_user() -> pwd.struct_passwd | None:
    """Who the server runs as, where that can't be root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of an empty server on a socket in a temporary folder; stopped at the end."""
    psycopg = pytest.importorskip(
        "psycopg", reason="NOT TESTED: psycopg is not installed: pip install 'tapecheck[postgres]'"
    )
    binaries = _binaries()
    if binaries is None:
        pytest.skip(_NO_SERVER)
    user = _other_user()
    as_user = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    # Not pytest's own folder, which another user can't enter; and the path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="tapecheck-pg-") as name:
        folder = Path(name)
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        initdb = [
            binaries / "initdb",
            "-D",
            folder / "data",
            "-U",
            "tester",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "-N",
        ]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, timeout=_SECONDS, **as_user)
        options = ["-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", folder / "data", *options], stdout=log, stderr=log, cwd=folder, **as_user
            )
        try:
            address = f"postgresql:///postgres?host={folder}&user=tester"
            _wait(psycopg, address, server, folder / "log")
            yield address
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(psycopg: Any, address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail(f"the PostgreSQL server does not start: {log.read_text('utf-8', 'replace')[-500:]}")
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def postgres(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of the test's own."""
    import psycopg

    name = f"t{abs(hash(request.node.nodeid)):x}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield postgres_server.replace("/postgres?", f"/{name}?")
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["duckdb", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database to load into, of either kind."""
    if request.param == "duckdb":
        return str(tmp_path / "out.duckdb")
    address: str = request.getfixturevalue("postgres")
    return address


def _provenance(start: int, end: int) -> Provenance:
    text = Span(start=start, end=end)
    whole = Span(start=0, end=len(TEXT))
    return Provenance(
        text=text, source=text, exact=TEXT[start:end], prefix="", suffix="", sentence=whole, rule="price.quote/1"
    )


@pytest.fixture
def price() -> Callable[..., Price]:
    """An invented price: ``price("97000", "r1", label="REFUTED")``; ``label`` ``None``: not checked."""

    def make(value: str = "97000", record_id: str = "r1", *, label: Label | None = "SUPPORTED") -> Price:
        evidence = Evidence(
            source="s",
            symbol="BTC/USDT",
            timeframe="1h",
            start=BEGIN,
            end=END,
            times={"high": BEGIN},
            dataset_sha256="d",
        )
        observed = {"high": Decimal("97924.50")}
        verdict = (
            None if label is None else Verdict(label=label, reason="in range", observed=observed, evidence=evidence)
        )
        return Price(
            id=record_id, fact="f1", asset="BTC", value=Decimal(value), currency="USD", bound="exact", role="quote",
            modality="asserted", readings={"now": Decimal("0.90")}, provenance=_provenance(12, 19), verdict=verdict,
        )  # fmt: skip

    return make


@pytest.fixture
def quote() -> Quote:
    """An invented quote in two stretches, the second of which has no place in the source."""
    words = Span(start=22, end=37)
    return Quote(
        id="q1", fact="f2", speaker="Ada Example", title=None, affiliation="Example Labs", form="direct", cue="said",
        fragments=(Fragment(text=words, source=words), Fragment(text=words, source=None)), provenance=_provenance(22, 37),
    )  # fmt: skip


@pytest.fixture
def result(price: Callable[..., Price], quote: Quote) -> Callable[..., Result]:
    """An invented result: ``result("a1", [records], published_at=…)``; a price and a quote unless others are given."""

    def make(
        article_id: str = "a1",
        records: Sequence[AnyRecord] | None = None,
        *,
        published_at: datetime | None = END,
        title: str | None = "Bitcoin hits $97,000",
    ) -> Result:
        records = (price(), quote) if records is None else tuple(records)
        article = Article(
            id=article_id, title=title, authors=("Ada Example", "Bo Sample"), text=TEXT, body=TEXT, source_sha256="0",
            published_at=published_at, blocks=(Block(kind="paragraph", start=0, end=len(TEXT)),),
        )  # fmt: skip
        stated = {record.fact: record for record in records}
        facts = tuple(Fact(id=name, kind=record.kind, records=(record.id,)) for name, record in stated.items())
        versions = Versions(tapecheck="0", models={"m": "1"}, settings="0")
        return Result(article=article, records=records, facts=facts, versions=versions)

    return make


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    """The results of the example articles, checked against the example market, and one article that failed."""
    from tapecheck import read_inputs
    from tapecheck.corpus.lines import failed_result
    from tapecheck.market import MarketStore
    from tapecheck.schema.input import ArticleInput, RejectedInput

    path = tmp_path_factory.mktemp("market") / "tape.duckdb"
    with MarketStore.open(path, create=True) as store:
        for file in sorted((ROOT / "examples" / "market").glob("*.csv")):
            store.import_file(file)
    pipeline = Pipeline.from_config(market=path)
    items = read_inputs([str(ROOT / "examples" / "articles")])
    results = [pipeline.process(item) for item in items if isinstance(item, ArticleInput)]
    bad = RejectedInput(id="bad", error="DecodeError", message="empty", line=2)
    return [*results, failed_result(bad, pipeline.versions)]
