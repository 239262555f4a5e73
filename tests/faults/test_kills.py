"""Writers killed by SIGKILL, before a step that they take on the disk and at random instants."""

import multiprocessing
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from index import durable
from index.checking import check
from index.generations import complete_ids
from tests.faults.disks import Deadly, WatchedDisk
from tests.faults.operations import CASES, Operation, expected, held

MENDING = Operation("reindex", {1: 5, 2: 5})

# Forked from a server that has the modules, so that a trial does not wait for imports.
forking = multiprocessing.get_context("forkserver")
forking.set_forkserver_preload(["tests.faults.operations", "tests.faults.disks"])


def work(name: str, index_dir: Path, folder: Path, last_step: int, steps: Any) -> None:
    """Run an operation; count its steps, and die before step ``last_step``."""
    durable.disk = WatchedDisk(Deadly(last_step, steps))
    CASES[name].operation.run(index_dir, folder)


def run(name: str, index_dir: Path, *, last_step: int = 0, seconds: float | None = None) -> int:
    """Run an operation in a process of its own, killed before a step or after a time; return its steps."""
    steps = forking.Value("i", 0)
    process = forking.Process(target=work, args=(name, index_dir, index_dir.parent, last_step, steps))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return int(steps.value)


@pytest.mark.parametrize(
    ("samples", "trials"),
    [pytest.param(4, 2, id="some"), pytest.param(1000, 40, marks=pytest.mark.faults, id="all")],
)
@pytest.mark.parametrize("name", CASES)
def test_a_kill_leaves_the_old_archive_or_the_new_one(
    name: str, samples: int, trials: int, tmp_path: Path
) -> None:
    chance = random.Random(name)  # noqa: S311 - for repeatable trials
    kept, index_dir = tmp_path / "kept.index", tmp_path / "archive.index"
    before, after = CASES[name].prepare(kept, tmp_path)

    def restored() -> Path:
        shutil.rmtree(index_dir, ignore_errors=True)
        shutil.copytree(kept, index_dir)
        return index_dir

    def is_new_and_whole() -> bool:
        assert check(index_dir).damage == ()
        found = held(index_dir)
        assert found in (before, after)
        return found == after

    began = time.monotonic()
    steps = run(name, restored())
    seconds = time.monotonic() - began
    assert is_new_and_whole()

    ended_new = []
    inner = range(1, steps - 3)
    for step in sorted({1, *chance.sample(inner, min(samples, len(inner))), *range(steps - 2, steps + 1)}):
        assert run(name, restored(), last_step=step) == step
        ended_new.append(is_new_and_whole())
        assert_mends(index_dir, tmp_path)
    assert ended_new == sorted(ended_new)  # once new, always new
    assert before == after or not ended_new[0]

    for _ in range(trials):
        run(name, restored(), seconds=chance.uniform(0.02, seconds))
        is_new_and_whole()
        assert_mends(index_dir, tmp_path)


def assert_mends(index_dir: Path, folder: Path) -> None:
    """Assert that the next run works, and removes what the killed one left."""
    MENDING.run(index_dir, folder)
    assert held(index_dir) == expected(MENDING.articles)
    assert check(index_dir).damage == ()
    left = {path.name for path in (index_dir / "generations").iterdir()}
    assert left == set(complete_ids(index_dir))
    assert len(left) == 2
