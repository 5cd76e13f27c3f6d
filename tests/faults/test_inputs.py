"""Inputs that can't be read, come twice, are hostile, or are very many."""

from __future__ import annotations

import gzip
import json
import os
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

KIB, MIB = 1024, 1024 * 1024
PAGE = "<html><body><p>Bitcoin rose.</p></body></html>"


def test_files_that_cannot_be_read_fail_and_the_others_are_done(runs: Any, tmp_path: Path, faults: Any) -> None:
    folder = tmp_path / "pages"
    (folder / "sub").mkdir(parents=True)
    good = ["a.html", "sub/m.txt", "z.html"]
    for name in good:
        (folder / name).write_text(PAGE)
    (folder / "dangling.html").symlink_to("nowhere.html")
    (folder / "empty.html").write_text("")
    (folder / "locked.html").write_text(PAGE)
    (folder / "locked.html").chmod(0)
    whole = gzip.compress(json.dumps({"id": "g", "text": "x" * 5000}).encode())
    (folder / "torn.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    bad = ["dangling.html", "empty.html", "torn.jsonl.gz"]
    if Path("/proc/self/mem").exists():
        (folder / "broken.html").symlink_to("/proc/self/mem")
        bad.append("broken.html")
    (good if os.geteuid() == 0 else bad).append("locked.html")
    out = tmp_path / "out"
    ended = runs.run(out, folder)
    assert ended.status == 0, ended.said
    assert faults.accounted(out).inputs == len(good) + len(bad)
    failed = [json.loads(line) for line in (out / "failed.jsonl").read_text().splitlines()]
    assert sorted(Path(row["path"]).name for row in failed) == sorted(bad)
    assert all(row["error"] == "DecodeError" and row["message"] for row in failed)


def test_an_id_that_comes_again_is_done_once_wherever_it_comes(
    runs: Any, corpus: Callable[..., Path], tmp_path: Path, faults: Any
) -> None:
    first = corpus([f"Bitcoin rose {number} times." for number in range(10)], "first.jsonl")
    second = corpus([f"Ether fell {number} times." for number in range(14)], "second.jsonl")
    out = tmp_path / "out"
    assert runs.run(out, first, second, first).status == 0
    totals = faults.accounted(out)
    assert (totals.inputs, totals.done, totals.skipped) == (34, 14, 20)
    assert [line["article"]["id"] for line in faults.results(out)] == [f"a{number}" for number in range(14)]
    skipped = [json.loads(line) for line in (out / "skipped.jsonl").read_text().splitlines()]
    assert {row["reason"] for row in skipped} == {"duplicate_id"}
    assert [row["number"] for row in skipped] == [*range(10, 20), *range(24, 34)]


def zeros(gigabytes: int) -> bytes:
    """The packed form (deflate) of so many GB of zeros, of which little has to be made."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(64 * MIB)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (gigabytes * 16 - 1) + packer.flush()


def bomb(path: Path) -> None:
    """A zip archive with 2 GB of zeros as a page, and as JSON lines, among good pages."""
    packed = zeros(2)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in ("a.html", "bomb.html", "z.html", "bomb.jsonl"):
            archive.writestr(name, packed if "bomb" in name else PAGE)
        for entry in archive.infolist():
            if "bomb" in entry.filename:
                # Stored so far: what says that it is packed stands 8 bytes into its head, and in the list at the end.
                archive.fp.seek(entry.header_offset + 8)  # type: ignore[union-attr]
                archive.fp.write(zipfile.ZIP_DEFLATED.to_bytes(2, "little"))  # type: ignore[union-attr]
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.file_size = 2**31 - 1
        archive.fp.seek(archive.start_dir)  # type: ignore[union-attr]


def test_a_bomb_of_2_gb_takes_neither_memory_nor_time_nor_its_neighbours(
    runs: Any, tmp_path: Path, faults: Any
) -> None:
    source, out = tmp_path / "bomb.zip", tmp_path / "out"
    bomb(source)
    assert source.stat().st_size < 8 * MIB
    with zipfile.ZipFile(source) as archive, archive.open("bomb.html") as member:
        for _ in range(20):
            assert len(member.read(MIB)) == MIB
    plain = runs.run(tmp_path / "plain", _pages(tmp_path / "plain.zip"))
    begun = time.monotonic()
    ended = runs.run(out, source)
    assert (ended.status, time.monotonic() - begun < 60) == (0, True), ended.said
    totals = faults.accounted(out)
    assert (totals.inputs, totals.done, totals.failed) == (4, 2, 2)
    failed = [json.loads(line) for line in (out / "failed.jsonl").read_text().splitlines()]
    assert [Path(row["id"]).name for row in failed] == ["bomb.html", "bomb.jsonl"]
    assert "longer than 8,388,608 bytes" in failed[0]["message"]
    assert "taken for a zip bomb" in failed[1]["message"]
    assert {Path(line["article"]["id"]).name for line in faults.results(out) if not line.get("failed")} == {
        "a.html",
        "z.html",
    }
    assert ended.peak - plain.peak < 80 * KIB


def _pages(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.html", PAGE)
    return path
