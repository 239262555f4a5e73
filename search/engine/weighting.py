"""The score of one word in one field: BM25 with exact lengths, for arrays and for Whoosh's own searcher.

Robertson and Zaragoza's BM25 (2009) as Lucene has it since version 8, without the constant k1 + 1.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from whoosh.scoring import BaseScorer, WeightingModel, WeightScorer

from index.codec.compiled import Floats
from index.codec.layout import LEVELS, WORD_FIELDS
from search.engine.columns import Columns
from search.engine.face import Scores
from search.engine.terms import Terms

K1 = 0.7
B = 0.75
LEVEL_N = 0.25
"""What a word as written adds where its stem counts too."""
LEVEL_E = 0.75
FLAT = K1 * (1 - B)
"""What is added to a frequency to divide by, whatever the length of the text."""


def idf(count: int, frequency: int) -> float:
    """Return Lucene's inverse document frequency of a word in ``frequency`` of ``count`` documents."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


class Weighting:
    """The constants of scoring in one snapshot."""

    def __init__(self, terms: Terms, columns: Columns) -> None:
        self._terms = terms
        self._count = columns.count
        self.steep: Mapping[str, Floats] = {
            level: np.array([K1 * B / columns.averages[field] for field in spec.fields])
            for level, spec in LEVELS.items()
        }
        """By level and field, what is added for each word of the text's length."""

    def idf(self, level: str, text: str) -> Floats:
        """Return the inverse document frequency of a term by field."""
        counts = self._terms.of(level, text).by_field.tolist()
        return np.array([idf(self._count, frequency) for frequency in counts])


class Bm25(WeightingModel):  # type: ignore[misc]
    """The same score for Whoosh's own searcher."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:  # noqa: ARG002
        """Return the scorer of a term for Whoosh's matchers."""
        if fieldname not in WORD_FIELDS:
            return WeightScorer(1.0)
        parent = searcher.get_parent()
        _, field = WORD_FIELDS[fieldname]
        return Bm25Scorer(
            idf(parent.doc_count_all(), parent.doc_frequency(fieldname, text)),
            self._columns.lengths(field)[_offset(parent, searcher) :],
            self._columns.averages[field],
        )


class Bm25Scorer(BaseScorer):  # type: ignore[misc]
    """Scores the postings of one term, one at a time."""

    def __init__(self, weight: float, lengths: Scores, average: float) -> None:
        self._weight = weight
        self._lengths = lengths
        self._average = average

    def score(self, matcher: Any) -> float:
        """Return the score of the posting at which the matcher stands."""
        times = matcher.weight()
        length = float(self._lengths[matcher.id()])
        return float(self._weight * times / (times + FLAT + K1 * B * length / self._average))

    def max_quality(self) -> float:
        """Return a bound of the scores: a frequency's share stays below 1."""
        return self._weight


def _offset(parent: Any, searcher: Any) -> int:
    return next((offset for leaf, offset in parent.leaf_searchers() if leaf is searcher), 0)
