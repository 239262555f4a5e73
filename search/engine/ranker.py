"""The best documents for a query of the closed list, by the quickest exact way."""

from dataclasses import dataclass

import numpy as np
from whoosh.query import Query, Require

from search.engine.columns import Columns, Mask
from search.engine.face import Docs, Scores
from search.engine.masks import Masks
from search.engine.maxscore import MaxScore
from search.engine.ordering import by_score
from search.engine.scoring import Scoring
from search.engine.terms import Terms, words_only

_FEW = 2_000
"""Documents up to which it is quicker to score each than to look for the best."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the documents of one snapshot for one question."""

    columns: Columns
    terms: Terms
    masks: Masks
    scoring: Scoring
    maxscore: MaxScore

    def best(self, query: Query, limit: int | None) -> tuple[Docs, Scores]:
        """Return the best documents that match, best first, and their scores; nothing is counted."""
        terms = words_only(query)
        if terms is not None and limit is not None:
            allowed = self.columns.alive if self.columns.articles < self.columns.count else None
            return self.maxscore.best(self.terms.weighted(terms), limit, allowed)
        return self.best_among(self.masks.of(query) & self.columns.alive, query, limit)

    def best_among(self, found: Mask, query: Query, limit: int | None) -> tuple[Docs, Scores]:
        """Return the best of documents that are known to match, best first, and their scores."""
        terms = words_only(query.a if isinstance(query, Require) else query)
        if terms is not None and limit is not None and np.count_nonzero(found) > _FEW:
            return self.maxscore.best(self.terms.weighted(terms), limit, found)
        docs = np.flatnonzero(found)
        return by_score(docs, self.scoring.of(query, docs), limit)
