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
from search.engine.covering import covering
from search.engine.face import Docs, Scores
from search.engine.ordering import by_score
from search.engine.scoring import Scoring
from search.engine.terms import Terms

_DEPTHS = (4, 16)
"""How many times as many documents as are asked for are ranked by what covers the terms."""


class MaxScore:
    """Ranks a snapshot's documents by words; several threads may ask."""

    def __init__(self, arrays: Arrays, terms: Terms, scoring: Scoring) -> None:
        self._arrays = arrays
        self._terms = terms
        self._scoring = scoring

    def best(self, terms: Sequence[Term], limit: int, allowed: Mask | None = None) -> tuple[Docs, Scores]:
        """Return the best documents, at most ``limit``, best first, and their scores; ties by number.

        ``allowed`` says which documents may be among them; None allows all. Where fewer terms cover those
        asked, documents are ranked by these and scored by all; what no other could reach is the best.
        """
        above = covering(terms, self._terms)
        least = -1.0
        for depth in _DEPTHS if limit and len(above) < len(terms) else ():
            docs, bounds = self._by(above, depth * limit, allowed, least)
            best, scores = by_score(docs, self._scoring.of_words(terms, docs), limit)
            if len(docs) < depth * limit or scores[-1] > bounds[-1]:
                return best, scores
            least = float(scores[-1]) * kernels.NEARLY
        return self._by(terms, limit, allowed)

    def _by(
        self, terms: Sequence[Term], limit: int, allowed: Mask | None, least: float = -1.0
    ) -> tuple[Docs, Scores]:
        arrays = self._arrays
        table = arrays.table()
        numbers, boosts = table.asked_apart(terms)

        def find(place: int, own_least: float, own: Truths, best: Floats, documents: Numbers) -> int:
            return kernels.best_of_words(
                arrays.levels[place],
                table.lists[place],
                table.most[place],
                table.idf,
                numbers,
                boosts,
                FLAT,
                arrays.steep,
                own_least,
                own,
                *arrays.room(place),
                best,
                documents,
            )

        return arrays.best(find, limit if terms else 0, allowed, least)
