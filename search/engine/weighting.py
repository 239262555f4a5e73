"""Our BM25 as a weighting model of Whoosh, for Whoosh's own searcher."""

from typing import Any

from whoosh.scoring import BaseScorer, WeightingModel, WeightScorer

from index.codec.layout import WORD_FIELDS
from index.codec.saturation import FLAT, steepness
from search.engine.bm25 import idf
from search.engine.columns import Columns
from search.engine.face import Scores


class Bm25(WeightingModel):  # type: ignore[misc]
    """Scores as the engine does, one posting at a time."""

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
    """Scores the postings of one term."""

    def __init__(self, weight: float, lengths: Scores, average: float) -> None:
        self._weight = weight
        self._lengths = lengths
        self._steep = steepness(average)

    def score(self, matcher: Any) -> float:
        """Return the score of the posting at which the matcher stands."""
        times = matcher.weight()
        length = float(self._lengths[matcher.id()])
        return float(self._weight * times / (times + FLAT + self._steep * length))

    def max_quality(self) -> float:
        """Return a bound of the scores: a frequency's share stays below 1."""
        return self._weight


def _offset(parent: Any, searcher: Any) -> int:
    return next((offset for leaf, offset in parent.leaf_searchers() if leaf is searcher), 0)
