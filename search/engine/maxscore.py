"""The best documents for any of some words, without looking at all of them.

MaxScore (Turtle and Flood, Query Evaluation: Strategies and Optimizations, 1995), term by term: once the
terms not yet read cannot lift a new document among the best, only documents met so far are looked up in them.
"""

import threading
from collections.abc import Sequence

import numpy as np

from index.codec.compiled import Floats, Numbers
from index.codec.layout import BLOCK, LEVELS
from index.snapshot import Snapshot
from search.engine import kernels
from search.engine.bm25 import FLAT
from search.engine.columns import Mask
from search.engine.face import Docs, Scores
from search.engine.ordering import by_score
from search.engine.terms import Terms, Weighted

_ALL = np.empty(0, bool)
_NOBODY: Docs = np.empty(0, np.int64)
_NO_SCORES: Scores = np.empty(0)
_NUMBER = {level: number for number, level in enumerate(LEVELS)}
_FIELDS = max(len(spec.fields) for spec in LEVELS.values())


class _Scratch(threading.local):
    """Room for the scores of the documents of a part, all zero between questions; one a thread."""

    def __init__(self) -> None:
        self._scores: Floats = np.empty(0)
        self._met: Numbers = np.empty(0, np.uint32)

    def room(self, documents: int) -> tuple[Floats, Numbers]:
        """Return arrays with room for so many documents."""
        if len(self._scores) < documents:
            self._scores = np.zeros(documents)
            self._met = np.empty(documents, np.uint32)
        return self._scores, self._met


class MaxScore:
    """Ranks a snapshot's documents by weighted words; several threads may ask."""

    def __init__(self, snapshot: Snapshot, terms: Terms) -> None:
        self._parts = snapshot.parts
        self._levels = [
            tuple(part.segment.levels[level].packed for level in LEVELS) for part in snapshot.parts
        ]
        self._steep = np.zeros((len(LEVELS), _FIELDS))
        for level, number in _NUMBER.items():
            steep = terms.steep(level)
            self._steep[number, : len(steep)] = steep
        self._scratch = _Scratch()

    def best(self, words: Sequence[Weighted], limit: int, allowed: Mask | None = None) -> tuple[Docs, Scores]:
        """Return the best documents, at most ``limit``, best first, and their scores; ties by number.

        ``allowed`` says which documents may be among them; None allows all.
        """
        docs, scores = _NOBODY, _NO_SCORES
        for place in range(len(self._parts) if limit else 0):
            least = float(scores[-1]) if len(scores) == limit else -1.0
            more, found = self._of_part(place, words, limit, least, allowed)
            if len(docs) and len(more):
                more, found = np.concatenate([docs, more]), np.concatenate([scores, found])
                more, found = by_score(more, found, limit)
            if len(more):
                docs, scores = more, found
        return docs, scores

    def _of_part(
        self, place: int, words: Sequence[Weighted], limit: int, least: float, allowed: Mask | None
    ) -> tuple[Docs, Scores]:
        """Return the best documents of a part, best first, and their scores."""
        part = self._parts[place]
        lists, weights, left = _reading(place, words)
        if not lists:
            return _NOBODY, _NO_SCORES
        best, documents = np.empty(limit), np.empty(limit, np.uint32)
        size = kernels.best_of_words(
            self._levels[place],
            np.array(lists, np.int64),
            np.array(weights),
            np.array(left),
            FLAT,
            self._steep,
            least,
            _ALL if allowed is None else allowed[part.numbers.start : part.numbers.stop],
            *self._scratch.room(part.segment.documents),
            best,
            documents,
        )
        return documents[:size].astype(np.int64) + part.offset, best[:size]


def _reading(
    place: int, words: Sequence[Weighted]
) -> tuple[list[tuple[int, int, int]], list[tuple[float, ...]], list[float]]:
    """Return what is to be read of a part, what is short first, then what tells most.

    For each: level, first block and count; weights by field; and the most that it and all after it can add.
    """
    reads = []
    for word in words:
        for listed in word.lists.of_parts:
            if listed.part == place:
                most = sum(map(float.__mul__, word.weights, listed.most))
                reads.append((listed.count > BLOCK, -most, listed, word))
    reads.sort(key=lambda read: read[:2])
    lists, weights, left, after = [], [], [], 0.0
    for _, least, listed, word in reversed(reads):
        after -= least
        left.append(after)
        lists.append((_NUMBER[word.level], listed.block, listed.count))
        weights.append(word.weights + (0.0,) * (_FIELDS - len(word.weights)))
    return lists[::-1], weights[::-1], left[::-1]
