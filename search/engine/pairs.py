"""Words of a question that stand side by side in a document, as they do in the question: they lift it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.codec.layout import BODY, TITLE
from index.codec.saturation import FLAT, steepness
from search.engine import place_kernels
from search.engine.arrays import Arrays
from search.engine.columns import Columns
from search.engine.face import Docs, Scores
from search.engine.ordering import by_score

PAIR = 0.3
"""What a pair adds: so many times the mean of its words' inverse document frequencies, at most."""
RERANKED = 20
"""How many of the best are looked at for pairs; to look at 200 gives the same first ten on every set."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two terms of one level that stand side by side in a question."""

    level: str
    first: str
    second: str


class Pairs:
    """Ranks the best documents of one snapshot anew, by the pairs that they have."""

    def __init__(self, arrays: Arrays, columns: Columns) -> None:
        self._arrays = arrays
        self._steep = steepness(columns.averages[TITLE] + columns.averages[BODY])

    def ranked(
        self, pairs: Sequence[Pair], docs: Docs, scores: Scores, limit: int | None
    ) -> tuple[Docs, Scores]:
        """Return the best of some documents, best first, the first RERANKED of which are lifted by pairs.

        The scores must be descending.
        """
        first = docs[:RERANKED]
        lifted = scores[:RERANKED].copy()
        for level in dict.fromkeys(pair.level for pair in pairs):
            self._lift(level, [pair for pair in pairs if pair.level == level], first, lifted)
        best, best_scores = by_score(first, lifted, None)
        found = np.concatenate([best, docs[RERANKED:]])[:limit]
        return found, np.concatenate([best_scores, scores[RERANKED:]])[:limit]

    def _lift(self, level: str, pairs: Sequence[Pair], docs: Docs, scores: Scores) -> None:
        """Add to the scores of documents what they get for pairs of one level."""
        table = self._arrays.table()
        firsts = table.numbers((level, pair.first) for pair in pairs)
        seconds = table.numbers((level, pair.second) for pair in pairs)
        for place, part, own in self._arrays.by_part(docs):
            sequences, documents = part.segment.sequences, docs[own] - part.offset
            place_kernels.lift_pairs(
                sequences.data,
                sequences.start[documents].astype(np.int64),
                sequences.lengths[documents].astype(np.int64),
                sequences.terms[level],
                table.lists[place],
                table.idf,
                firsts,
                seconds,
                PAIR,
                FLAT,
                self._steep,
                own,
                scores,
            )
