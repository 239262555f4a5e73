"""Writers killed by SIGKILL, at random instants and at every step that they take in the file system."""

import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.build import add, delete, reindex
from index.checking import check
from index.serving import open_serving

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]
Titles = Callable[[Path], dict[str, str]]

TRIALS = 6
STEPS = 7
FILE_EVENTS = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir"}


def purge(_: list[Path], index_dir: Path) -> object:
    """Purge some articles, whatever the sources are."""
    return delete(["story-3", "story-12"], index_dir, purge=True)


VERBS: dict[str, Callable[..., object]] = {"add": add, "purge": purge, "reindex": reindex}

# Forked from a server that has the modules, so that a trial does not wait for imports.
forking = multiprocessing.get_context("forkserver")
forking.set_forkserver_preload(["index.build", "index.checking"])


def work(verb: str, source: Path, index_dir: Path, last_step: int, steps: Any) -> None:
    """Run a verb; count its steps in the file system, and die before step ``last_step``."""

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        if event in FILE_EVENTS and str(index_dir) in str(arguments[0]):
            steps.value += 1
            if steps.value == last_step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    VERBS[verb]([source], index_dir)


def run(verb: str, source: Path, index_dir: Path, *, last_step: int = 0, seconds: float | None = None) -> int:
    """Run a verb in a process of its own, killed before a step or after a time; return its steps."""
    steps = forking.Value("i", 0)
    process = forking.Process(target=work, args=(verb, source, index_dir, last_step, steps))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return int(steps.value)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_a_kill_leaves_the_old_archive_or_the_new_one(
    verb: str, source: Source, stories: Story, tmp_path: Path, index_dir: Path, titles: Titles
) -> None:
    chance = random.Random(verb)  # noqa: S311 - for repeatable trials
    old_articles = source(stories(n) for n in range(20))
    changed = source([stories(n, title=f"تعديل {n}") for n in range(10, 25)], "changed.jsonl")
    kept = tmp_path / "kept.index"
    reindex([old_articles], kept)
    reindex(None, kept)  # a second generation, so that publishing drops the first
    before = titles(kept)

    def restored() -> Path:
        shutil.rmtree(index_dir, ignore_errors=True)
        shutil.copytree(kept, index_dir)
        return index_dir

    def is_new_and_whole() -> bool:
        assert not open_serving(index_dir).degraded
        assert check(index_dir).damage == ()
        found = titles(index_dir)
        assert found in (before, after)
        return found == after

    began = time.monotonic()
    steps = run(verb, changed, restored())
    seconds = time.monotonic() - began
    after = titles(index_dir)
    assert after != before
    assert steps > 20

    ended_new = []
    for step in sorted({*chance.sample(range(1, steps), STEPS), *range(steps - 4, steps + 1)}):
        assert run(verb, changed, restored(), last_step=step) == step
        ended_new.append(is_new_and_whole())
    assert ended_new == sorted(ended_new)  # once new, always new
    assert set(ended_new) == {False, True}

    for _ in range(TRIALS):
        run(verb, changed, restored(), seconds=chance.uniform(0.02, seconds))
        is_new_and_whole()
        reindex([old_articles], index_dir)
        assert len(list((index_dir / "generations").iterdir())) == 2
        assert titles(index_dir) == before
