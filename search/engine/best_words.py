"""The best documents for any of some words, without looking at all of them; ``word_kernels`` says how."""

from collections.abc import Sequence

import numpy as np
from whoosh.query import Term

from index.codec.compiled import Floats, Numbers, Truths
from index.codec.saturation import FLAT
from search.engine import word_kernels
from search.engine.arrays import Arrays
from search.engine.columns import Mask
from search.engine.face import Docs, Scores


class BestWords:
    """Ranks a snapshot's documents by words; several threads may ask."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays

    def best(self, terms: Sequence[Term], limit: int, allowed: Mask | None = None) -> tuple[Docs, Scores]:
        """Return the best documents, at most ``limit``, best first, and their scores; ties by number.

        ``allowed`` says which documents may be among them; None allows all.
        """
        if not terms:
            return np.empty(0, np.int64), np.empty(0)
        arrays = self._arrays
        table = arrays.table()
        numbers, boosts = table.asked(terms)
        heads = table.heads(numbers)

        def find(place: int, least: float, own: Truths, best: Floats, documents: Numbers) -> int:
            return word_kernels.best_of_words(
                arrays.levels[place],
                arrays.shares[place],
                table.lists[place],
                table.idf,
                numbers,
                heads,
                boosts,
                FLAT,
                arrays.steep,
                arrays.snapshot.parts[place].segment.documents,
                least,
                own,
                arrays.room(place)[0],
                best,
                documents,
            )

        return arrays.best(find, limit, allowed)
