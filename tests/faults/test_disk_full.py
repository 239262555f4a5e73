"""No space is left at any step of any verb: the old archive serves, and the next run works."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import durable
from index.build import NotPurged
from index.checking import check
from index.errors import KashafError
from index.generations import NotDurable, complete_ids
from index.run import WriteFailed
from tests.faults.disks import Full, WatchedDisk
from tests.faults.operations import CASES, Operation, expected, held, record
from tests.stories import write_source

ADDED = Operation("add", {99: 1})


@pytest.mark.parametrize(
    "stride", [pytest.param(7, id="some steps"), pytest.param(1, marks=pytest.mark.faults, id="every step")]
)
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("name", CASES)
def test_a_full_disk(
    name: str, for_good: bool, stride: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, kept, index_dir = CASES[name], tmp_path / "kept.index", tmp_path / "archive.index"
    before, after = case.prepare(kept, tmp_path)
    ids = complete_ids(kept)
    raised = set()
    for step in range(1 + for_good, 1000, stride):
        shutil.rmtree(index_dir, ignore_errors=True)
        shutil.copytree(kept, index_dir)
        full = Full(step, for_good=for_good)
        failure: KashafError | None = None
        with monkeypatch.context() as patched:
            patched.setattr(durable, "disk", WatchedDisk(full))
            try:
                case.operation.run(index_dir, tmp_path)
            except KashafError as error:
                failure = error
        if not full.met:
            break
        raised.add(type(failure))
        assert check(index_dir).damage == ()
        assert failure is None or "No space left" in failure.english
        if isinstance(failure, WriteFailed):
            assert held(index_dir) == before
            assert sorted(path.name for path in (index_dir / "generations").iterdir()) == ids
        else:
            assert failure is None or type(failure) in (NotPurged, NotDurable)  # what has published already
            assert held(index_dir) == after
        if not isinstance(failure, NotDurable):
            (ADDED if failure is None else case.operation).run(index_dir, tmp_path)
            assert held(index_dir) == (after if failure else {**after, **expected(ADDED.articles)})
            assert check(index_dir).damage == ()
            left = {path.name for path in (index_dir / "generations").iterdir()}
            assert left == set(complete_ids(index_dir))
            assert len(left) <= 2
    assert WriteFailed in raised
    assert NotDurable in raised or stride > 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of one mebibyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    try:
        command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
        mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if mounted.returncode:
        pytest.skip(f"nothing can be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Fill a file system up, but for some bytes."""
    filler = folder / "filler"
    free = os.statvfs(folder)
    filler.write_bytes(b"x" * (free.f_bavail * free.f_frsize - leave))
    return filler


def test_a_small_disk(small_disk: Path, tmp_path: Path) -> None:
    index_dir = small_disk / "archive.index"
    before, after = CASES["add"].prepare(index_dir, tmp_path)
    failures = 0
    for leave in range(0, 1 << 20, 8192):
        filler = fill(small_disk, leave)
        try:
            CASES["add"].operation.run(index_dir, tmp_path)
            break
        except WriteFailed:
            failures += 1
            assert held(index_dir) == before
            assert check(index_dir).damage == ()
        finally:
            filler.unlink()
    assert failures > 2
    assert held(index_dir) == after


def test_a_command_on_a_small_disk(small_disk: Path, tmp_path: Path) -> None:
    index_dir = small_disk / "archive.index"
    before, after = CASES["add"].prepare(index_dir, tmp_path)
    source = write_source(tmp_path / "new.jsonl", [record(3, 2), record(13, 1)])
    command = [sys.executable, "-m", "kashaf", "add", str(source), "--index", str(index_dir)]
    filler = fill(small_disk, 8192)
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed.returncode == WriteFailed.exit_code
    assert "No space left" in failed.stderr
    assert held(index_dir) == before
    filler.unlink()
    subprocess.run(command, check=True)
    assert held(index_dir) == after
