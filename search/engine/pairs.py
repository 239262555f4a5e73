"""Words of a question that stand side by side in a document, as they do in the question: they lift it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.codec.compiled import Places
from index.codec.layout import BODY, LEVELS, TITLE
from index.codec.saturation import FLAT, steepness
from index.snapshot import Snapshot
from search.engine import place_kernels
from search.engine.columns import Columns
from search.engine.face import Docs, Scores
from search.engine.ordering import by_score
from search.engine.terms import Lists, Terms

PAIR = 0.3
"""What a pair adds: so many times the mean of its words' inverse document frequencies, at most."""
NO_TERM = -1
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

    def __init__(self, snapshot: Snapshot, terms: Terms, columns: Columns) -> None:
        self._snapshot = snapshot
        self._terms = terms
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
        firsts = [self._terms.of(level, pair.first) for pair in pairs]
        seconds = [self._terms.of(level, pair.second) for pair in pairs]
        placed = len(LEVELS[level].placed)
        rarity = [
            (min(one.idf[:placed]) + min(other.idf[:placed])) / 2
            for one, other in zip(firsts, seconds, strict=True)
        ]
        weights = PAIR * np.array(rarity)
        before, after = self._numbers(firsts), self._numbers(seconds)
        for place, part in enumerate(self._snapshot.parts):
            own = np.flatnonzero((docs >= part.offset) & (docs < part.numbers.stop))
            if len(own):
                sequences, documents = part.segment.sequences, docs[own] - part.offset
                place_kernels.lift_pairs(
                    sequences.data,
                    sequences.start[documents].astype(np.int64),
                    sequences.lengths[documents].astype(np.int64),
                    sequences.terms[level],
                    before[place],
                    after[place],
                    weights,
                    FLAT,
                    self._steep,
                    own,
                    scores,
                )

    def _numbers(self, terms: Sequence[Lists]) -> Places:
        """Return the number of each term in every part, NO_TERM where a part has it not."""
        numbers = np.full((len(self._snapshot.parts), len(terms)), NO_TERM, np.int64)
        for column, term in enumerate(terms):
            for listed in term.of_parts:
                numbers[listed.part, column] = listed.term
        return numbers
