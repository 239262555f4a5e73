"""The articles of a run written as segments, by one process or several.

Each part is a run of articles in their order and becomes one segment, written in a folder of its own by the
process that analyses it, so that articles have the same numbers however many processes write.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import wait as wait_for
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from index.document import document
from index.spool import Place, read_places
from index.whoosh_index import SEGMENT_ARTICLES, Segment, take_segments, write_segment

_WORTH_A_PROCESS = 500
"""Articles below which another process costs more than it saves."""
_POLL_SECONDS = 0.25

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of articles of a spool, and the folder for their segment."""

    folder: Path
    spool: Path
    places: Sequence[Place]
    memory_mb: int


def write_parts(
    folder: Path,
    spool: Path,
    places: Sequence[Place],
    *,
    procs: int,
    memory_mb: int,
    progress: Progress,
) -> list[Segment]:
    """Write the articles at some places of a spool as segments of a folder, and return the segments.

    Whoosh's postings take about ``memory_mb`` in all before they go to temporary files.
    """
    procs = max(1, min(procs, len(places) // _WORTH_A_PROCESS))
    parts = [
        Part(folder / f"part-{number}", spool, run, memory_mb // procs)
        for number, run in enumerate(_runs(places, procs))
    ]
    if procs == 1:
        for part in parts:
            _write(part, progress)
    else:
        _write_in_processes(parts, procs, progress)
    return [segment for part in parts for segment in take_segments(part.folder, folder)]


def _runs(places: Sequence[Place], procs: int) -> Iterator[Sequence[Place]]:
    """Cut into runs of nearly equal length, one a process, more where segments would grow too large."""
    count = max(procs, -(-len(places) // SEGMENT_ARTICLES)) if places else 0
    bounds = [len(places) * number // count for number in range(count + 1)] if count else []
    return (places[start:end] for start, end in pairwise(bounds))


def _write(part: Part, progress: Progress) -> None:
    documents = map(document, read_places(part.spool, part.places))
    write_segment(part.folder, documents, memory_mb=part.memory_mb, progress=progress)


def _write_in_processes(parts: Sequence[Part], procs: int, progress: Progress) -> None:
    # Spawned, not forked: a fork would keep the write lock when this process dies.
    context = multiprocessing.get_context("spawn")
    done: Synchronized[float] = context.Value("d", 0.0)
    with ProcessPoolExecutor(procs, mp_context=context, initializer=_begin, initargs=(done,)) as pool:
        futures = [pool.submit(_write_counted, part) for part in parts]
        try:
            _watch(futures, done, progress)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _watch(futures: Sequence[Future[None]], done: "Synchronized[float]", progress: Progress) -> None:
    told = 0.0
    waiting = set(futures)
    while waiting:
        finished, waiting = wait(waiting, timeout=_POLL_SECONDS)
        progress(done.value - told)
        told = done.value
        for future in finished:
            future.result()


_done: "Synchronized[float]"


def _begin(done: "Synchronized[float]") -> None:
    """Prepare a worker: where it counts, and that it ends when the process that started it is gone."""
    global _done
    _done = done
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        wait_for([parent.sentinel])
        os._exit(1)


def _write_counted(part: Part) -> None:
    _write(part, _count)


def _count(number: float) -> None:
    with _done.get_lock():
        _done.value += number
