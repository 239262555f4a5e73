"""The articles of one run, each once, kept in a temporary file while its sources are read.

Whoosh would take the same id twice in a batch as two articles, so every listing is read and merged before the
first document is written. Memory holds only ids, addresses and places in the file.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index import durable
from index.article import Article
from index.document import decode, encode
from index.listing import Listing, listing
from index.merging import merge, names

Places = NDArray[np.int64]
"""Where articles stand in a spool's file: a row for each, with offset and length in bytes."""
Find = Callable[[str], list[tuple[int, Article]]]
"""Returns the articles of the index that a name knows, with their document numbers."""

_NEW: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """Some articles of a run, in their order.

    ``documents`` has for each those of the index that it replaces, ``changed`` whether it is another now.
    """

    places: Places
    documents: Sequence[tuple[int, ...]]
    changed: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.places)

    def changes(self) -> "Entries":
        """Return those that are new or changed."""
        changed = self.changed
        return Entries(self.places[changed], list(compress(self.documents, changed)), changed[changed])


class Spool:
    """Articles in the order in which they were first met, the later content of each.

    Two listings are one article when they share an id or a canonical address. With ``find``, the articles of
    the index take part: one that is listed again is merged with its stored content. A context manager.
    """

    def __init__(self, path: Path, find: Find = lambda _: []) -> None:
        self.path = path
        self._find = find
        self._file = durable.disk.create(path)
        self._end = 0
        # By entry, which is a number; what few entries have is in a dictionary.
        self._starts, self._lengths = array("q"), array("q")
        self._changed, self._listed = bytearray(), bytearray()
        self._documents: dict[int, tuple[int, ...]] = {}
        self._joined: dict[int, int] = {}
        self._named: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # it is not read any more
            self._file.close()
        durable.disk.unlink(self.path)

    def put(self, listing: Listing) -> int:
        """Take a listing; return how many listings of this run have now joined another."""
        met = self._met(listing.known_as)
        listed = sum(self._listed[entry] for entry in met)
        if met:
            self._join(met, decode(listing.article))
        else:
            self._listed[self._new(listing)] = True
        return listed

    def end(self) -> None:
        """Take no more listings, and give back the memory of what they would be known by."""
        self._named.clear()

    def entries(self) -> Entries:
        """Return every article of the run."""
        self._file.flush()
        whole = np.ones(len(self._starts), bool)
        whole[list(self._joined)] = False
        return Entries(
            np.column_stack([self._starts, self._lengths])[whole],
            [self._documents.get(entry, _NEW) for entry in np.flatnonzero(whole).tolist()],
            np.frombuffer(self._changed, bool)[whole],
        )

    def _met(self, known_as: Sequence[str]) -> list[int]:
        """Return the entries that one of the names of a listing means: stored ones first, then as met."""
        for name in known_as:
            if name not in self._named:
                self._recall(name)
        met = {self._whole(self._named[name]) for name in known_as if name in self._named}
        return sorted(met, key=lambda entry: (entry not in self._documents, entry))

    def _recall(self, name: str) -> None:
        """Bring in the stored articles that a name knows."""
        for number, stored in self._find(name):
            entry = self._new(listing(stored))
            self._documents[entry] = (number,)
            self._changed[entry] = False

    def _new(self, listing: Listing) -> int:
        entry = len(self._starts)
        start, length = self._write(listing.article)
        self._starts.append(start)
        self._lengths.append(length)
        self._changed.append(True)
        self._listed.append(False)
        self._named |= dict.fromkeys(listing.known_as, entry)
        return entry

    def _join(self, met: Sequence[int], article: Article) -> None:
        first = met[0]
        before = self._read(first)
        whole = article
        for entry in reversed(met):
            whole = merge(self._read(entry), whole)
        for entry in met[1:]:
            self._joined[entry] = first
        documents = [number for entry in met for number in self._documents.pop(entry, _NEW)]
        if documents:
            self._documents[first] = tuple(documents)
        self._listed[first] = True
        if whole != before or len(met) > 1:
            self._changed[first] = True
            self._starts[first], self._lengths[first] = self._write(encode(whole))
        self._named |= dict.fromkeys(names(whole), first)

    def _whole(self, entry: int) -> int:
        """Return the entry that one is part of."""
        while entry in self._joined:
            entry = self._joined[entry]
        return entry

    def _read(self, entry: int) -> Article:
        self._file.seek(self._starts[entry])
        article = decode(self._file.read(self._lengths[entry]))
        self._file.seek(self._end)
        return article

    def _write(self, data: bytes) -> tuple[int, int]:
        """Write an article, and return where it begins and how long it is."""
        # Without a seek: each one would empty the buffer of what is written.
        start = self._end
        self._file.write(data)
        self._end += len(data)
        return start, len(data)


def read_places(path: Path, places: Places) -> Iterator[bytes]:
    """Yield the articles that stand at some places of a spool's file, encoded."""
    with path.open("rb") as file:
        for start, length in places:
            file.seek(start)
            yield file.read(length)
