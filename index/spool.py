"""The articles of one run, each once, kept in a temporary file while its sources are read.

Whoosh would take the same id twice in a batch as two articles, so every listing is read and merged before the
first document is written. Memory holds only ids, addresses and places in the file.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from index import durable
from index.article import Article
from index.document import decode, encode
from index.merging import merge, names

Place = tuple[int, int]
"""Where an article stands in a spool's file: offset and length in bytes."""
Find = Callable[[str], list[tuple[int, Article]]]
"""Returns the articles of the index that a name knows, with their document numbers."""


@dataclass(slots=True)
class Entry:
    """One article of a run: its number in it, its place, and the documents of the index that it replaces."""

    number: int
    place: Place
    documents: list[int] = field(default_factory=list)
    changed: bool = True
    listed: bool = False
    joined: "Entry | None" = None


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
        self._entries: list[Entry] = []
        self._named: dict[str, Entry] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # it is not read any more
            self._file.close()
        durable.disk.unlink(self.path)

    def put(self, article: Article) -> int:
        """Take a listing; return how many listings of this run have now joined another.

        Raises UnicodeEncodeError, and takes nothing, where the article's text cannot be written.
        """
        data, known_as = encode(article), names(article)
        met = self._met(known_as)
        listed = sum(entry.listed for entry in met)
        if met:
            self._join(met, article)
        else:
            self._new(data, known_as).listed = True
        return listed

    def end(self) -> None:
        """Take no more listings, and give back the memory of what they would be known by."""
        self._named.clear()

    def entries(self) -> list[Entry]:
        """Return every article of the run."""
        self._file.flush()
        return [entry for entry in self._entries if entry.joined is None]

    def _met(self, known_as: Sequence[str]) -> list[Entry]:
        """Return the entries that one of the names of a listing means: stored ones first, then as met."""
        for name in known_as:
            if name not in self._named:
                self._recall(name)
        met = [_whole(self._named[name]) for name in known_as if name in self._named]
        distinct = {entry.number: entry for entry in met}.values()
        return sorted(distinct, key=lambda entry: (not entry.documents, entry.number))

    def _recall(self, name: str) -> None:
        """Bring in the stored articles that a name knows."""
        for number, stored in self._find(name):
            entry = self._new(encode(stored), names(stored))
            entry.documents.append(number)
            entry.changed = False

    def _new(self, data: bytes, known_as: Sequence[str]) -> Entry:
        entry = Entry(len(self._entries), self._write(data))
        self._entries.append(entry)
        self._named |= dict.fromkeys(known_as, entry)
        return entry

    def _join(self, met: Sequence[Entry], article: Article) -> None:
        first = met[0]
        before = self._read(first)
        whole = article
        for entry in reversed(met):
            whole = merge(self._read(entry), whole)
        for entry in met[1:]:
            entry.joined = first
            first.documents += entry.documents
        first.listed = True
        if whole != before or len(met) > 1:
            first.changed = True
            first.place = self._write(encode(whole))
        self._named |= dict.fromkeys(names(whole), first)

    def _read(self, entry: Entry) -> Article:
        start, length = entry.place
        self._file.seek(start)
        article = decode(self._file.read(length))
        self._file.seek(self._end)
        return article

    def _write(self, data: bytes) -> Place:
        # Without a seek: each one would empty the buffer of what is written.
        place = self._end, len(data)
        self._file.write(data)
        self._end += len(data)
        return place


def read_places(path: Path, places: Sequence[Place]) -> Iterator[bytes]:
    """Yield the articles that stand at some places of a spool's file, encoded."""
    with path.open("rb") as file:
        for start, length in places:
            file.seek(start)
            yield file.read(length)


def _whole(entry: Entry) -> Entry:
    while entry.joined is not None:
        entry = entry.joined
    return entry
