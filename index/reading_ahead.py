"""Reads sources by this process and by those beside it, in the order of the sources."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from index.article import Article, Rejected
from index.listing import Listed, listed
from index.processes import Processes
from index.sources import Lines, ReadOptions, unread

_AHEAD = 4
"""Pieces that wait for each of the other processes, or are read by it."""
_UNTAKEN = 8
"""Pieces, for each of the other processes, that may be read or waited for and not be taken yet."""

_LARGEST = 1 << 20
"""Bytes of lines of which no more than one piece is held: longer ones are for this process alone."""


def listings(
    sources: Iterable[str | Path], size: int | None, options: ReadOptions, processes: Processes
) -> Iterator[Listed]:
    """Read sources, in their order: what stands line by line, other processes read too, once they run.

    ``size`` is how many bytes the sources have, where that is known.
    """
    pace = _Pace(size, options.progress)
    for one in _in_order(unread(sources, replace(options, progress=pace.taken)), processes):
        pace.read += 1
        processes.expect(pace.articles)
        yield one


def _in_order(pieces: Iterable[Article | Rejected | Lines], processes: Processes) -> Iterator[Listed]:
    ahead = _Ahead(processes)
    for piece in pieces:
        if not isinstance(piece, Lines):
            ahead.put([listed(piece)])
        elif piece.size > _LARGEST:
            yield from ahead.rest()
            ahead.put(_read(piece))
        else:
            ahead.read(piece)
        yield from ahead.taken()
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
