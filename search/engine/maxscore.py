"""The best documents for any of some words, without looking at all of them.

MaxScore (Turtle and Flood, Query Evaluation: Strategies and Optimizations, 1995), term by term: once the
terms not yet read cannot lift a new document among the best, only documents met so far are looked up in them.
"""

from collections.abc import Sequence

from whoosh.query import Term

from index.codec.compiled import Floats, Numbers, Truths
from search.engine import kernels
from search.engine.arrays import Arrays
from search.engine.bm25 import FLAT
from search.engine.columns import Mask
from search.engine.face import Docs, Scores


class MaxScore:
    """Ranks a snapshot's documents by words; several threads may ask."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays

    def best(self, terms: Sequence[Term], limit: int, allowed: Mask | None = None) -> tuple[Docs, Scores]:
        """Return the best documents, at most ``limit``, best first, and their scores; ties by number.

        ``allowed`` says which documents may be among them; None allows all.
        """
        arrays = self._arrays
        table = arrays.table()
        numbers, boosts = table.asked(terms)

        def find(place: int, least: float, own: Truths, best: Floats, documents: Numbers) -> int:
            return kernels.best_of_words(
                arrays.levels[place],
                table.lists[place],
                table.most[place],
                table.idf,
                numbers,
                boosts,
                FLAT,
                arrays.steep,
                least,
                own,
                *arrays.room(place),
                best,
                documents,
            )

        return arrays.best(find, limit if terms else 0, allowed)
