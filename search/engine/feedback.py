"""What the best hits are about ranks those after them: feedback without asking.

It is RM3 (Abdul-Jaleel and others 2004) for the first hits alone, of which the very first stay where they
are: where one article is sought, to move these costs as much as it gains where many are (docs/relevance.md).
"""

import numpy as np

from index.codec.compiled import Floats, Numbers, Places
from index.codec.layout import BODY, TITLE, D
from index.codec.saturation import FLAT, steepness
from search.engine import feedback_kernels
from search.engine.arrays import Arrays
from search.engine.columns import Columns
from search.engine.face import Docs, Scores
from search.engine.ordering import by_score

RERANKED = 20
"""So many of the best are ranked anew; more of them give the same first ten on every set."""
KEPT = 4
"""So many of the first stay where they are."""
MODEL = 10
"""So many of the first say what the question is about."""
MOST_KIN = 40
"""By so many kin."""
SHARE = 0.7
"""What an article that is as close to them as any is given, as a share of the best score."""


class Feedback:
    """Ranks the hits of a snapshot's questions anew; several threads may use it."""

    def __init__(self, arrays: Arrays, columns: Columns) -> None:
        self._arrays = arrays
        self._steep = steepness(columns.averages[TITLE] + columns.averages[BODY])

    def ranked(self, docs: Docs, scores: Scores, limit: int | None) -> tuple[Docs, Scores]:
        """Return the best of some documents, the first RERANKED of which are lifted by how close they are.

        The scores must be descending.
        """
        first = docs[:RERANKED]
        if len(first) <= KEPT:
            return docs[:limit], scores[:limit]
        closeness = self._closeness(first, scores[:MODEL])
        closeness[:KEPT] = 1.0
        lifted = scores[:RERANKED] + SHARE * scores[0] * closeness
        best, best_scores = by_score(first, lifted, None)
        return (
            np.concatenate([best, docs[RERANKED:]])[:limit],
            np.concatenate([best_scores, scores[RERANKED:]])[:limit],
        )

    def _closeness(self, docs: Docs, scores: Scores) -> Floats:
        """Return how close documents are to the first ones, which have these scores: 1 for the closest."""
        kin, start = self._rows(docs)
        known = self._arrays.kin_numbers
        close: Floats = feedback_kernels.closeness(
            kin, start, known.idf, known.documents, scores / scores.sum(), MOST_KIN, FLAT, self._steep
        )
        closest = float(close.max())
        return close / closest if closest > 0 else close

    def _rows(self, docs: Docs) -> tuple[Numbers, Places]:
        """Return the kin of the words of documents, row after row, and where each row begins."""
        by_part = list(self._arrays.by_part(docs))
        lengths = np.zeros(len(docs), np.int64)
        for _, part, own in by_part:
            lengths[own] = part.segment.sequences.lengths[docs[own] - part.offset]
        start = np.concatenate([[0], np.cumsum(lengths)])
        kin = np.empty(int(start[-1]), np.uint32)
        for place, part, own in by_part:
            sequences, number_of = part.segment.sequences, self._arrays.kin_numbers.of_parts[place]
            begins = sequences.start[docs[own] - part.offset].astype(np.int64)
            feedback_kernels.kin_rows(sequences.data, begins, sequences.terms[D], number_of, own, start, kin)
        return kin, start
