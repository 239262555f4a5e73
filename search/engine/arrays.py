"""What the loops of one snapshot read and write: postings, terms, and room for scores."""

import threading
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeAlias

import numpy as np

from index.codec.compiled import Floats, Numbers, Places, Singles, Truths
from index.codec.layout import LEVELS, MOST_FIELDS
from index.codec.length_classes import shortest
from index.codec.postings import Packed
from index.codec.saturation import FLAT
from index.codec.segment import Level
from index.snapshot import Part, Snapshot
from search.engine.columns import Mask
from search.engine.face import Docs, Scores
from search.engine.kin_numbers import KinNumbers
from search.engine.ordering import by_score
from search.engine.table import Table
from search.engine.terms import Terms

_KEPT = 20_000
"""How many terms a table may have when a question begins; each takes some hundred bytes."""
_ALL: Truths = np.empty(0, bool)
_NOBODY: Docs = np.empty(0, np.int64)
_NO_SCORES: Scores = np.empty(0)

Find: TypeAlias = Callable[[int, float, Truths, Floats, Numbers], int]
"""Writes the best documents of a part, and their scores, and returns how many there are.

It is given the part's place, what they must score at least, which documents are allowed (empty: all), and
where to write.
"""


class _Scratch(threading.local):
    """Room for the scores of the documents of a part, all zero between questions; one a thread."""

    def __init__(self) -> None:
        self.scores: Floats = np.zeros(0)
        self.met: Numbers = np.empty(0, np.uint32)


class Arrays:
    """The arrays of one snapshot; several threads may use them."""

    def __init__(self, snapshot: Snapshot, terms: Terms) -> None:
        self.snapshot = snapshot
        self.steep: Floats = terms.steep
        self._terms = terms
        self._table = self._new_table()
        self._scratch = _Scratch()

    @cached_property
    def levels(self) -> list[tuple[Packed, ...]]:
        """The postings of each part, by level."""
        return [tuple(part.segment.levels[level].packed for level in LEVELS) for part in self.snapshot.parts]

    @cached_property
    def kin_numbers(self) -> KinNumbers:
        """The kin of the snapshot by number."""
        return KinNumbers(self.snapshot)

    @cached_property
    def shares(self) -> list[tuple[Singles, ...]]:
        """The greatest share that a posting of each code can have by field, of each part, by level."""
        return [
            tuple(
                self._shares(part.segment.levels[level], self.steep[number])
                for number, level in enumerate(LEVELS)
            )
            for part in self.snapshot.parts
        ]

    def _shares(self, level: Level, steep: Floats) -> Singles:
        times_of = level.packed.times_of
        # No text is shorter than a word in it is frequent.
        lengths = times_of.copy()
        with_classes = level.classes_of.shape[1]
        lengths[:, :with_classes] = np.maximum(lengths[:, :with_classes], shortest(level.classes_of))
        shares = np.zeros((MOST_FIELDS, len(times_of)), np.float32)
        fields = times_of.shape[1]
        exact = times_of / (times_of + FLAT + steep[:fields] * lengths)
        # Rounded up: a share is never more than is said.
        shares[:fields] = np.nextafter(exact.T.astype(np.float32), np.float32(1))
        return shares

    def table(self) -> Table:
        """Return the table of terms; one question asks one table."""
        if len(self._table) > _KEPT:
            self._table = self._new_table()
        return self._table

    def room(self, place: int) -> tuple[Floats, Numbers]:
        """Return room for the scores of a part's documents, all zero, and for the documents that have any."""
        documents = self.snapshot.parts[place].segment.documents
        if len(self._scratch.scores) < documents:
            self._scratch.scores = np.zeros(documents)
            self._scratch.met = np.empty(documents, np.uint32)
        return self._scratch.scores, self._scratch.met

    def by_part(self, docs: Docs) -> Iterator[tuple[int, Part, Places]]:
        """Yield the parts that have some documents: place, part, and which of the documents are its own."""
        for place, part in enumerate(self.snapshot.parts):
            own = np.flatnonzero((docs >= part.offset) & (docs < part.numbers.stop))
            if len(own):
                yield place, part, own

    def best(self, find: Find, limit: int, allowed: Mask | None) -> tuple[Docs, Scores]:
        """Return the best documents of all parts, best first, and their scores; ties by number."""
        least = -1.0
        docs, scores = _NOBODY, _NO_SCORES
        for place, part in enumerate(self.snapshot.parts if limit else ()):
            if len(scores) == limit:
                least = float(scores[-1])
            own = _ALL if allowed is None else allowed[part.numbers.start : part.numbers.stop]
            best, documents = np.empty(limit), np.empty(limit, np.uint32)
            size = find(place, least, own, best, documents)
            more, found = documents[:size].astype(np.int64) + part.offset, best[:size]
            if len(docs):
                more, found = np.concatenate([docs, more]), np.concatenate([scores, found])
                more, found = by_score(more, found, limit)
            docs, scores = more, found
        return docs, scores

    def _new_table(self) -> Table:
        return Table(self._terms, len(self.snapshot.parts))
