"""The best documents for any of some words, without looking at all of them.

MaxScore (Turtle and Flood, Query Evaluation: Strategies and Optimizations, 1995), term by term: once the
terms not yet read cannot lift a new document among the best, only documents met so far are looked up in them.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.codec.compiled import Floats, Numbers, Truths
from index.codec.layout import BLOCK
from index.snapshot import Snapshot
from search.engine import kernels
from search.engine.columns import Mask
from search.engine.face import Docs, Scores
from search.engine.ordering import by_score
from search.engine.terms import Listed, Terms, Weighted
from search.engine.weighting import FLAT, Weighting

_ROUNDING = 1e-12
"""By what share a sum of scores may differ with the order of adding."""
_ALL = np.empty(0, bool)


@dataclass(frozen=True, slots=True)
class _Read:
    """A term in one part, with its weights, and the most that a document can get for it."""

    listed: Listed
    weights: Floats
    steep: Floats
    most: float


class _Scratch(threading.local):
    """Room for the scores of the documents of a part, all zero between questions; one a thread."""

    def __init__(self) -> None:
        self.scores: Floats = np.empty(0)
        self.met: Numbers = np.empty(0, np.uint32)

    def room(self, documents: int) -> tuple[Floats, Numbers]:
        if len(self.scores) < documents:
            self.scores = np.zeros(documents)
            self.met = np.empty(documents, np.uint32)
        return self.scores, self.met


class MaxScore:
    """Ranks a snapshot's documents by weighted words; several threads may ask."""

    def __init__(self, snapshot: Snapshot, terms: Terms, weighting: Weighting) -> None:
        self._snapshot = snapshot
        self._terms = terms
        self._weighting = weighting
        self._scratch = _Scratch()

    def best(self, words: Sequence[Weighted], limit: int, allowed: Mask | None = None) -> tuple[Docs, Scores]:
        """Return the best documents, at most ``limit``, best first, and their scores; ties by number.

        ``allowed`` says which documents may be among them; None allows all.
        """
        docs, scores = np.empty(0, np.int64), np.empty(0)
        reads = self._reads(words)
        for place, part in enumerate(self._snapshot.parts):
            if limit and reads[place]:
                least = float(scores[-1]) if len(scores) == limit else -1.0
                own = _ALL if allowed is None else allowed[part.numbers.start : part.numbers.stop]
                met, found = self._of_part(reads[place], part.segment.documents, limit, least, own)
                docs = np.concatenate([docs, met.astype(np.int64) + part.offset])
                docs, scores = by_score(docs, np.concatenate([scores, found]), limit)
        return docs, scores

    def _reads(self, words: Sequence[Weighted]) -> list[list[_Read]]:
        """Return what is to be read of each part, in the order of reading: cheap ones, then telling ones."""
        reads: list[list[_Read]] = [[] for _ in self._snapshot.parts]
        for word in words:
            steep = self._weighting.steep[word.level]
            for listed in self._terms.of(word.level, word.text).of_parts:
                most = _most(listed, word.weights, steep)
                reads[listed.part].append(_Read(listed, word.weights, steep, most))
        for own in reads:
            own.sort(key=lambda read: (read.listed.count > BLOCK, -read.most))
        return reads

    def _of_part(
        self, reads: Sequence[_Read], documents: int, limit: int, least: float, allowed: Truths
    ) -> tuple[Numbers, Scores]:
        """Return documents of a part, the best among them, and their scores."""
        scores, met = self._scratch.room(documents)
        best = np.empty(limit)
        left = np.cumsum([read.most for read in reads][::-1])[::-1].tolist()
        size = at = 0
        while at < len(reads) and left[at] >= least * (1 - _ROUNDING):
            size = _add(reads[at], allowed, scores, met, size)
            at += 1
            least = max(least, kernels.least_of_best(met, size, scores, best))
        if at < len(reads):
            size = self._look_up(reads[at:], left[at:], least, met, size, scores, best)
        found = scores[met[:size]].copy()
        kernels.forget(met, size, scores)
        return met[:size].copy(), found

    def _look_up(
        self,
        reads: Sequence[_Read],
        left: Sequence[float],
        least: float,
        met: Numbers,
        size: int,
        scores: Floats,
        best: Floats,
    ) -> int:
        """Add the scores of the terms left to documents that may still be among the best; return how many."""
        size = kernels.keep_hopeful(met, size, scores, (least - left[0]) * (1 - _ROUNDING))
        met[:size].sort()
        for at, read in enumerate(reads):
            listed = read.listed
            kernels.add_scores_of(
                listed.level.packed,
                listed.block,
                listed.count,
                read.weights,
                FLAT,
                read.steep,
                met,
                size,
                scores,
            )
            least = max(least, kernels.least_of_best(met, size, scores, best))
            after = left[at + 1] if at + 1 < len(left) else 0.0
            size = kernels.keep_hopeful(met, size, scores, (least - after) * (1 - _ROUNDING))
        return size


def _add(read: _Read, allowed: Truths, scores: Floats, met: Numbers, size: int) -> int:
    listed = read.listed
    return kernels.add_scores(
        listed.level.packed,
        listed.block,
        listed.count,
        read.weights,
        FLAT,
        read.steep,
        allowed,
        scores,
        met,
        size,
    )


def _most(listed: Listed, weights: Floats, steep: Floats) -> float:
    """Return the most that a document can score for a term."""
    if listed.count <= BLOCK:
        return float(weights.sum())
    level = listed.level
    row = int(np.searchsorted(level.long, listed.term))
    begin, end = int(level.long_pairs_start[row]), int(level.long_pairs_start[row + 1])
    return kernels.bound(level.long_pairs, begin, end, weights, FLAT, steep)
