"""The score of one word in one field: BM25 with exact lengths, for arrays and for Whoosh's own searcher."""

import math
from typing import Any

import numpy as np
from whoosh.scoring import BaseScorer, WeightingModel, WeightScorer

from index import schema
from search.engine.columns import Columns
from search.engine.face import Scores

K1 = 0.7
B = 0.75
LEVEL_N = 0.25
"""What a word as written adds where its stem counts too."""
LEVEL_E = 0.75

LENGTHS = {
    schema.TITLE_N: schema.TITLE_LENGTH,
    schema.TITLE_E: schema.TITLE_LENGTH,
    schema.BODY_N: schema.BODY_LENGTH,
    schema.BODY_E: schema.BODY_LENGTH,
}


def idf(count: int, frequency: int) -> float:
    """Return Lucene's inverse document frequency of a word in ``frequency`` of ``count`` documents."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def saturation(times: Scores, lengths: Scores, average: float) -> Scores:
    """Return how much the times that a word stands in texts of these lengths count, below 1."""
    return times / (times + K1 * (1 - B + B * lengths / average))


class Bm25(WeightingModel):  # type: ignore[misc]
    """Robertson and Zaragoza's BM25 (2009) as Lucene has it since version 8, without the constant k1 + 1."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:  # noqa: ARG002
        """Return the scorer of a term for Whoosh's matchers."""
        if fieldname not in LENGTHS:
            return WeightScorer(1.0)
        parent = searcher.get_parent()
        return Bm25Scorer(
            idf(parent.doc_count_all(), parent.doc_frequency(fieldname, text)),
            self._columns.lengths(LENGTHS[fieldname])[_offset(parent, searcher) :],
            self._columns.average(LENGTHS[fieldname]),
        )


class Bm25Scorer(BaseScorer):  # type: ignore[misc]
    """Scores the postings of one term, one at a time."""

    def __init__(self, weight: float, lengths: Scores, average: float) -> None:
        self._weight = weight
        self._lengths = lengths
        self._average = average

    def score(self, matcher: Any) -> float:
        """Return the score of the posting at which the matcher stands."""
        times = np.array([matcher.weight()], dtype=np.float64)
        length = self._lengths[matcher.id() : matcher.id() + 1]
        return float(self._weight * saturation(times, length, self._average)[0])

    def max_quality(self) -> float:
        """Return a bound of the scores: saturation stays below 1."""
        return self._weight


def _offset(parent: Any, searcher: Any) -> int:
    return next((offset for leaf, offset in parent.leaf_searchers() if leaf is searcher), 0)
