"""Words of a question that stand side by side in a document, as they do in the question: they lift it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.codec.compiled import Floats, Places
from index.codec.layout import BODY, LEVELS, TITLE
from index.snapshot import Snapshot
from search.engine import place_kernels
from search.engine.bm25 import FLAT, idf, steepness
from search.engine.columns import Columns
from search.engine.face import Docs, Scores
from search.engine.ordering import by_score
from search.engine.terms import Terms

PAIR = 0.3
"""What a pair adds: so many times the mean of its words' inverse document frequencies, at most."""
RERANKED = 200
"""How many of the best are looked at for pairs."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two terms of one level that stand side by side in a question."""

    level: str
    first: str
    second: str


class Pairs:
    """Ranks the best documents of one snapshot anew, by the pairs that they have."""

    def __init__(self, snapshot: Snapshot, terms: Terms, columns: Columns) -> None:
        self._snapshot = snapshot
        self._terms = terms
        self._count = columns.count
        self._steep = steepness(columns.averages[TITLE] + columns.averages[BODY])

    def ranked(
        self, pairs: Sequence[Pair], docs: Docs, scores: Scores, limit: int | None
    ) -> tuple[Docs, Scores]:
        """Return the best of some documents, best first, the first RERANKED of which are lifted by pairs.

        The scores must be descending. A document that no pair can lift among the best is not looked at.
        """
        weights = np.array([PAIR * self._idf(pair) for pair in pairs])
        looked_at = min(len(docs), RERANKED)
        wanted = looked_at if limit is None else min(looked_at, limit)
        lifted = scores.copy()
        lifted[:wanted] += self._lifts(pairs, weights, docs[:wanted])
        if wanted < looked_at:
            least = lifted[:wanted].min(initial=np.inf) - weights.sum()
            end = wanted + int(np.count_nonzero(scores[wanted:looked_at] >= least))
            lifted[wanted:end] += self._lifts(pairs, weights, docs[wanted:end])
        order_docs, order_scores = by_score(docs[:looked_at], lifted[:looked_at], None)
        found = np.concatenate([order_docs, docs[looked_at:]])[:limit]
        return found, np.concatenate([order_scores, lifted[looked_at:]])[:limit]

    def _idf(self, pair: Pair) -> float:
        return (self._idf_of(pair.level, pair.first) + self._idf_of(pair.level, pair.second)) / 2

    def _idf_of(self, level: str, text: str) -> float:
        by_field = self._terms.of(level, text).by_field
        return idf(self._count, max(by_field[: len(LEVELS[level].placed)]))

    def _lifts(self, pairs: Sequence[Pair], weights: Floats, docs: Docs) -> Scores:
        """Return what each document gets for its pairs."""
        lifts = np.zeros(len(docs))
        for place, part in enumerate(self._snapshot.parts):
            own = np.flatnonzero((docs >= part.numbers.start) & (docs < part.numbers.stop))
            if len(own):
                times, lengths = self._times(pairs, place, docs[own] - part.offset)
                flat = FLAT + self._steep * lengths
                lifts[own] = (times / (times + flat[:, None])) @ weights
        return lifts

    def _times(self, pairs: Sequence[Pair], place: int, documents: Docs) -> tuple[Places, Places]:
        """Return how often documents of a part have each pair, and how long each is."""
        segment = self._snapshot.parts[place].segment
        lengths = segment.sequences.lengths[documents].astype(np.int64)
        times = np.zeros((len(documents), len(pairs)), np.int64)
        for level in {pair.level for pair in pairs}:
            of_level = [number for number, pair in enumerate(pairs) if pair.level == level]
            firsts, seconds = (
                self._terms.numbers(level, tuple(texts), place)
                for texts in zip(*((pairs[n].first, pairs[n].second) for n in of_level), strict=True)
            )
            found = np.zeros((len(documents), len(of_level)), np.int64)
            place_kernels.pair_times(
                segment.sequences.data,
                segment.sequences.start[documents].astype(np.int64),
                lengths,
                segment.sequences.terms[level],
                firsts,
                seconds,
                found,
            )
            times[:, of_level] = found
        return times, lengths
