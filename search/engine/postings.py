"""Whole posting lists as arrays, read through Whoosh's matchers."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engine.face import Docs, Scores

_ROOM = 4_000_000
"""How many postings stay in memory; each takes 16 bytes."""


class Postings:
    """The posting lists of one generation, those read last kept in memory; several threads may read."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], tuple[Docs, Scores]] = OrderedDict()
        self._held = 0

    def read(self, field: str, term: str) -> tuple[Docs, Scores]:
        """Return the documents that have a term, ascending, and how often each has it."""
        key = (field, term)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = self._read(field, term)
        self._keep(key, found)
        return found

    def first(self, field: str, term: str, limit: int) -> list[int]:
        """Return the first documents that have a term, without reading the others."""
        found: list[int] = []
        for matcher, offset in self._matchers(field, term):
            found += [offset + doc for doc, _ in islice(_postings(matcher), limit - len(found))]
        return found

    def has(self, field: str, term: str) -> bool:
        """Return whether a field has a term."""
        return (field, term) in self._reader

    def frequency(self, field: str, term: str) -> int:
        """Return in how many documents a term stands, those deleted and not yet merged away among them."""
        return int(self._reader.doc_frequency(field, term))

    def frequencies(self, field: str) -> Counter[str]:
        """Return in how many documents each term of a field stands, as ``frequency`` counts them."""
        # Not by the whole reader: it looks every term up in every leaf again.
        counts: Counter[str] = Counter()
        for leaf, _ in self._reader.leaf_readers():
            for term, info in leaf.iter_field(field):
                counts[term.decode()] += info.doc_frequency()
        return counts

    def positions(self, field: str, term: str, docs: Docs) -> Iterator[tuple[int, list[int]]]:
        """Yield those of some documents, given ascending, that have a term, each with its positions."""
        for matcher, offset in self._matchers(field, term):
            for doc in docs[np.searchsorted(docs, offset) :].tolist():
                if not matcher.is_active():
                    break
                matcher.skip_to(doc - offset)
                if matcher.is_active() and matcher.id() == doc - offset:
                    yield doc, matcher.value_as("positions")

    def _read(self, field: str, term: str) -> tuple[Docs, Scores]:
        docs: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
        times: list[NDArray[np.float64]] = [np.empty(0, np.float64)]
        for matcher, offset in self._matchers(field, term):
            pairs = list(_postings(matcher))
            docs.append(np.array([doc for doc, _ in pairs], np.int64) + offset)
            times.append(np.array([weight for _, weight in pairs], np.float64))
        return np.concatenate(docs), np.concatenate(times)

    def _matchers(self, field: str, term: str) -> Iterator[tuple[Any, int]]:
        for leaf, offset in self._reader.leaf_readers():
            if (field, term) in leaf:
                yield leaf.postings(field, term), offset

    def _keep(self, key: tuple[str, str], found: tuple[Docs, Scores]) -> None:
        with self._lock:
            if key not in self._kept:
                self._held += len(found[0])
            self._kept[key] = found
            while self._held > _ROOM:
                _, (docs, _) = self._kept.popitem(last=False)
                self._held -= len(docs)


def _postings(matcher: Any) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()
