"""The best documents for a query of the closed list, by the quickest exact way."""

from collections.abc import Sequence

import numpy as np
from whoosh.query import Query, Require, Term

from search.engine.arrays import Arrays
from search.engine.best_words import BestWords
from search.engine.columns import Columns, Mask
from search.engine.conjunctions import Conjunctions, conjunctions_of
from search.engine.face import Docs, Scores
from search.engine.feedback import Feedback
from search.engine.masks import Masks
from search.engine.ordering import by_score
from search.engine.pairs import Pairs
from search.engine.scoring import Scoring
from search.engine.terms import Terms, words_only

_FEW = 2_000
"""Documents up to which it is quicker to score each than to look for the best."""


class Ranker:
    """Ranks the documents of one snapshot for one question."""

    def __init__(self, arrays: Arrays, terms: Terms, columns: Columns) -> None:
        self.masks = Masks(arrays, terms, columns)
        self.scoring = Scoring(arrays, self.masks)
        self.pairs = Pairs(arrays, columns)
        self.feedback = Feedback(arrays, columns)
        self._columns = columns
        self._conjunctions = Conjunctions(arrays)
        self._best_words = BestWords(arrays)

    def of_words(self, terms: Sequence[Term], limit: int, allowed: Mask) -> tuple[Docs, Scores]:
        """Return the best of some documents for words, best first, and their scores."""
        return self._best_words.best(terms, limit, allowed)

    def best(self, query: Query, limit: int | None) -> tuple[Docs, Scores]:
        """Return the best documents that match, best first, and their scores; nothing is counted."""
        columns = self._columns
        if limit is not None:
            allowed = columns.alive if columns.articles < columns.count else None
            terms = words_only(query)
            if terms is not None:
                return self._best_words.best(terms, limit, allowed)
            conjunctions = conjunctions_of(query)
            if conjunctions is not None:
                return self._conjunctions.best(conjunctions, limit, allowed)
        return self.best_among(self.masks.of(query) & columns.alive, query, limit)

    def best_among(self, found: Mask, query: Query, limit: int | None) -> tuple[Docs, Scores]:
        """Return the best of documents that are known to match, best first, and their scores."""
        terms = words_only(query.a if isinstance(query, Require) else query)
        if terms is not None and limit is not None and np.count_nonzero(found) > _FEW:
            return self._best_words.best(terms, limit, found)
        docs = np.flatnonzero(found)
        return by_score(docs, self.scoring.of(query, docs), limit)
