"""Several writing processes: one that dies is told, and none outlives the process that started it."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import parts, processes
from index.build import reindex
from index.generations import IndexNotFound, open_current
from index.progress import Stage
from index.run import BuildOptions, WriteFailed, running
from index.spool import Places

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]

REINDEX = """
import sys
from index.build import reindex
from index import processes
from index.run import BuildOptions
processes._WORTH_A_PROCESS = 100
if __name__ == "__main__":
    reindex([sys.argv[1]], sys.argv[2], options=BuildOptions(procs=3))
"""


@pytest.fixture
def many(source: Source, stories: Story, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(processes, "_WORTH_A_PROCESS", 100)
    return source(stories(n) for n in range(1000))


class KillsAWorker:
    """Progress that kills a worker when a stage tells of something and there is one."""

    def __init__(self, at: str) -> None:
        self.at = at

    def stage(self, name: str, unit: str, total: int | None = None) -> Stage:
        return self.kill if name == self.at else lambda _: None

    def kill(self, count: int, /) -> None:
        for child in multiprocessing.active_children():
            child.kill()


@pytest.mark.parametrize("stage", ["reading", "indexing"])
def test_a_worker_that_dies(stage: str, many: Path, index_dir: Path) -> None:
    with pytest.raises(WriteFailed):
        reindex([many], index_dir, options=BuildOptions(procs=2, progress=KillsAWorker(stage)))
    assert list((index_dir / "generations").iterdir()) == []
    with pytest.raises(IndexNotFound):
        open_current(index_dir)


class CountsChildren:
    """Progress that notes, at each stage, how many other processes there are."""

    def __init__(self) -> None:
        self.children: dict[str, int] = {}

    def stage(self, name: str, unit: str, total: int | None = None) -> Stage:
        self.children[name] = len(multiprocessing.active_children())
        return lambda _: None


def test_workers_are_there_while_articles_are_written_and_gone_after(many: Path, index_dir: Path) -> None:
    counts = CountsChildren()
    report = reindex([many], index_dir, options=BuildOptions(procs=3, progress=counts))
    assert counts.children["indexing"] == 2
    assert not multiprocessing.active_children()
    assert report.segments == 3


def test_those_that_only_read_are_gone_too(many: Path, index_dir: Path) -> None:
    reindex([many], index_dir)
    with running("add", index_dir, BuildOptions(procs=3)) as run:
        run.processes.start(2)
        run.finished()
        assert not multiprocessing.active_children()


def test_few_articles_start_no_worker(source: Source, stories: Story, index_dir: Path) -> None:
    counts = CountsChildren()
    reindex(
        [source(stories(n) for n in range(40))], index_dir, options=BuildOptions(procs=3, progress=counts)
    )
    assert set(counts.children.values()) == {0}


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")
def test_workers_end_with_the_process_that_started_them(many: Path, index_dir: Path) -> None:
    arguments = [sys.executable, "-c", REINDEX, str(many), str(index_dir)]
    parent = subprocess.Popen(arguments, cwd=Path(__file__).parents[2], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    started: list[int] = []
    while len(started) < 3 and time.monotonic() < deadline:  # the tracker of multiprocessing and two workers
        started = children(parent.pid)
        time.sleep(0.01)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert started
    while any(is_running(pid) for pid in started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(is_running(pid) for pid in started)
    assert reindex([many], index_dir).articles == 1000


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


def test_processes_share_the_articles_by_their_bytes() -> None:
    lengths = [900, 100, 100, 100, 100, 500, 0]
    ends = list(accumulate(lengths))
    places = np.array([(end - length, length) for length, end in zip(lengths, ends, strict=True)])
    assert _rows(parts._runs(places, 2)) == [places[:1].tolist(), places[1:].tolist()]
    assert _rows(parts._runs(places[:1], 3)) == [places[:1].tolist()]


def _rows(runs: Iterable[Places]) -> list[list[list[int]]]:
    return [run.tolist() for run in runs]
