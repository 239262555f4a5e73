"""The face that every engine of the comparison shows: build an index, open it, answer built queries."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from bench.corpus import Corpus
from bench.queries import Kind, Query
from bench.scoring import Scoring

Hits = list[tuple[int, float]]
"""Document numbers and scores, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildFigures:
    """What a build took; ``seconds`` until all was committed, ``sizes`` in bytes by kind of file.

    ``one_level`` and ``stored`` are the bytes of words with positions and of stored articles, where an index
    holds more than that and they can be told apart.
    """

    articles: int
    seconds: float
    sizes: Mapping[str, int] = field(default_factory=dict)
    one_level: int | None = None
    stored: int | None = None

    @property
    def size(self) -> int:
        """All bytes."""
        return sum(self.sizes.values())


class Session(Protocol):
    """An index that is open for searching, by one thread."""

    segments: int

    def prepare(self, query: Query) -> Any:
        """Return the engine's own query object."""

    def top(self, prepared: Any, k: int) -> Hits:
        """Return the numbers and scores of the best ``k`` documents."""

    def times(self, prepared: Sequence[Any], k: int) -> list[float]:
        """Return the seconds that each query took, from its object to numbers and scores."""

    def close(self) -> None:
        """Let go of the index."""


class Engine(Protocol):
    """One engine of the comparison."""

    name: str
    scoring: Scoring
    kinds: frozenset[Kind]
    """The kinds of query that it answers."""

    writes_in_parallel: bool
    """Whether ``procs`` writers are quicker than one, and worth a row."""

    @property
    def most_articles(self) -> int | None:
        """The largest archive that it is measured on; None for any."""

    def missing(self) -> str | None:
        """Return why the engine cannot run here, or None."""

    def build(self, corpus: Corpus, folder: Path, *, procs: int, segments: int) -> BuildFigures:
        """Write an index of the corpus into a new folder, in a number of segments."""

    def open(self, folder: Path) -> Session:
        """Open an index that ``build`` wrote."""


class InProcess:
    """The clock of sessions that answer in this process."""

    def top(self, prepared: Any, k: int) -> Hits:
        """Return the numbers and scores of the best ``k`` documents."""
        raise NotImplementedError

    def times(self, prepared: Sequence[Any], k: int) -> list[float]:
        """Return the seconds that each query took."""
        taken, clock, top = [], time.perf_counter, self.top
        for query in prepared:
            began = clock()
            top(query, k)
            taken.append(clock() - began)
        return taken


def sizes_of(folder: Path) -> dict[str, int]:
    """Return the bytes of a folder's files by the ending of their names."""
    found: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (size := path.stat().st_size):
            ending = path.suffix.removeprefix(".") or "other"
            found[ending] = found.get(ending, 0) + size
    return found


def cut(count: int, segments: int) -> list[range]:
    """Return the numbers of ``count`` documents in that many runs of nearly equal length."""
    bounds = [count * number // segments for number in range(segments + 1)]
    return [range(bounds[number], bounds[number + 1]) for number in range(segments)]
