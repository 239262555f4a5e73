"""Reads sources by this process and by those beside it, in the order of the sources."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from index.listing import Listed, listed
from index.processes import Processes
from index.sources import Lines, ReadOptions, size_of, unread

_AHEAD = 4
"""Pieces that wait for each of the other processes, or are read by it."""
_UNTAKEN = 8
"""Pieces, for each of the other processes, that may be read or waited for and not be taken yet."""


def listings(sources: Sequence[str | Path], options: ReadOptions, processes: Processes) -> Iterator[Listed]:
    """Read sources, in their order: what stands line by line, other processes read too, once they run."""
    ahead = _Ahead(processes)
    pace = _Pace(size_of(sources), options.progress)
    for piece in unread(sources, replace(options, progress=pace.taken)):
        if isinstance(piece, Lines):
            ahead.read(piece)
        else:
            ahead.put([listed(piece)])
        for one in ahead.taken():
            pace.read += 1
            yield one
        processes.expect(pace.articles)
    yield from ahead.rest()


class _Pace:
    """How much has been taken of sources, and how many articles all of it may have."""

    def __init__(self, size: int | None, progress: Callable[[int], None] | None) -> None:
        self._size = size or 0
        self._progress = progress
        self._taken = 0
        self.read = 0

    def taken(self, size: int) -> None:
        """Tell that so many bytes were taken."""
        self._taken += size
        if self._progress:
            self._progress(size)

    @property
    def articles(self) -> int:
        """About how many articles there will be, if all of the sources is like what was read."""
        return self.read * max(self._size, self._taken) // max(self._taken, 1)


class _Ahead:
    """What was read and not taken yet, in its order, and what other processes are reading."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes
        self._pieces: deque[Future[list[Listed]] | list[Listed]] = deque()

    def read(self, lines: Lines) -> None:
        """Have lines read by another process, by this one where those have enough to do."""
        reading = sum(isinstance(piece, Future) and not piece.done() for piece in self._pieces)
        if reading < _AHEAD * self._processes.running:
            self._pieces.append(self._processes.submit(_read, lines))
        else:
            self.put(_read(lines))

    def put(self, read: list[Listed]) -> None:
        """Put what this process has read."""
        self._pieces.append(read)

    def taken(self) -> Iterator[Listed]:
        """Yield what comes next, as far as it has been read."""
        most = _UNTAKEN * self._processes.running
        while self._pieces and (len(self._pieces) > most or _is_read(self._pieces[0])):
            yield from _read_by_now(self._pieces.popleft())

    def rest(self) -> Iterator[Listed]:
        """Yield all that has not been taken."""
        while self._pieces:
            yield from _read_by_now(self._pieces.popleft())


def _read(lines: Lines) -> list[Listed]:
    return [*map(listed, lines.read())]


def _is_read(piece: Future[list[Listed]] | list[Listed]) -> bool:
    return piece.done() if isinstance(piece, Future) else True


def _read_by_now(piece: Future[list[Listed]] | list[Listed]) -> list[Listed]:
    return piece.result() if isinstance(piece, Future) else piece
