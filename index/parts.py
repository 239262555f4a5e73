"""The articles of a run written as segments, by one process or several.

Each part is a run of articles in their order, written by one process as one segment, or as several where one
would not fit into memory, so that articles have the same order however many processes write.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import wait
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

import numpy as np

from index.codec.segment_writer import SegmentWriter
from index.codec.vocabulary import Vocabulary
from index.document import decode
from index.lexicon.lexicon import Lexicon
from index.lexicon.terms import terms_on
from index.manifest import SegmentEntry
from index.processes import Processes, count
from index.spool import Places, read_places

_POLL_SECONDS = 0.25
_TAKEN_SHARE = 0.7
"""What part of an article's work is done when a segment's writer has taken it."""
_MEBIBYTE = 1 << 20
_PROCESS = 190
"""MiB that a process holds before it takes the first article."""
_LEAST = 32
"""MiB for articles and words that a process gets in any case."""
_VOCABULARY_SHARE = 2
"""A vocabulary that takes more than one such part of a process's memory is not kept for the next segment."""

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of articles of a spool, folder and lexicon of their segments, the bytes that one may need."""

    folder: Path
    lexicon: Path
    spool: Path
    places: Places
    memory: int


def write(
    processes: Processes,
    folder: Path,
    lexicon: Path,
    spool: Path,
    places: Places,
    *,
    memory: int,
    progress: Progress,
) -> list[SegmentEntry]:
    """Write the articles at some places of a spool as segments of a folder, and return the segments.

    All processes together hold about ``memory`` MiB; this one writes too, and the others are dismissed then.
    """
    procs = processes.worth(len(places))
    share = max(memory // procs - _PROCESS, _LEAST) * _MEBIBYTE
    parts = [Part(folder, lexicon, spool, run, share) for run in _runs(places, procs)]
    if procs > 1:
        processes.start(procs - 1)
    others = _Others(processes, parts[1:], progress)
    written = _write(parts[0], others.tell) if parts else []
    written += others.written()
    processes.dismiss()
    return written


def load() -> None:
    """Do nothing: the process that does it has loaded this module, and so what it needs for writing."""


def _runs(places: Places, procs: int) -> Iterator[Places]:
    """Cut into runs of nearly as many bytes, one a process."""
    ends = np.cumsum(places[:, 1])
    shares = [ends[-1] * number / procs for number in range(1, procs)]
    inner = np.searchsorted(ends, shares, "right").tolist()
    return (places[start:end] for start, end in pairwise([0, *inner, len(places)]) if start < end)


def _write(part: Part, progress: Progress) -> list[SegmentEntry]:
    terms = terms_on(Lexicon.open(part.lexicon))
    vocabulary = Vocabulary(terms)
    articles = read_places(part.spool, part.places)
    written = []
    while (first := next(articles, None)) is not None:
        if vocabulary.memory > part.memory // _VOCABULARY_SHARE:
            vocabulary = Vocabulary(terms)
        written.append(_write_segment(chain([first], articles), vocabulary, part, progress))
    return written


def _write_segment(
    articles: Iterator[bytes], vocabulary: Vocabulary, part: Part, progress: Progress
) -> SegmentEntry:
    """Write articles as one segment, as many as fit into memory."""
    with SegmentWriter(vocabulary, part.folder) as writer:
        for stored in articles:
            writer.add(decode(stored), stored)
            progress(_TAKEN_SHARE)
            if _is_full(writer, vocabulary, part.memory):
                break
        path = writer.finish()
        progress((1 - _TAKEN_SHARE) * len(writer))
        return SegmentEntry(path.name, len(writer))


def _is_full(writer: SegmentWriter, vocabulary: Vocabulary, memory: int) -> bool:
    if writer.memory + vocabulary.memory > memory:
        writer.number_words()  # which tells how many of them are new
    return writer.memory + vocabulary.memory > memory


class _Others:
    """What other processes write, and how far they are."""

    def __init__(self, processes: Processes, parts: Sequence[Part], progress: Progress) -> None:
        self._futures = [processes.submit(_write, part, count) for part in parts]
        self._processes = processes
        self._told = 0.0
        self._progress = progress

    def tell(self, number: float) -> None:
        """Tell of what is done here, and there; raise what one of the processes raised."""
        done = self._processes.counted
        self._progress(number + done - self._told)
        self._told = done
        for future in self._futures:
            if future.done():
                future.result()

    def written(self) -> list[SegmentEntry]:
        """Wait for all, and return what they wrote."""
        while wait(self._futures, timeout=_POLL_SECONDS).not_done:
            self.tell(0)
        self.tell(0)
        return [entry for future in self._futures for entry in future.result()]
