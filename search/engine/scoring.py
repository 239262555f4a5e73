"""The scores of documents that are known to match, for queries of every kind."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from whoosh.query import And, ConstantScoreQuery, Or, Query, Require, Term
from whoosh.query.spans import SpanNear2

from index.snapshot import Snapshot
from search.engine import kernels
from search.engine.bm25 import FLAT
from search.engine.face import Docs, Scores
from search.engine.masks import Masks
from search.engine.near import Near
from search.engine.terms import Terms, words_only


class Scoring:
    """Scores documents, given ascending, by the words of a query that they have."""

    def __init__(self, snapshot: Snapshot, terms: Terms, masks: Masks) -> None:
        self._snapshot = snapshot
        self._terms = terms
        self._masks = masks

    def of(self, query: Query, docs: Docs) -> Scores:
        """Return the score of each of some documents that match a query."""
        scores = np.zeros(self._snapshot.documents)
        self._add(query, docs, scores)
        return scores[docs]

    def _add(self, query: Query, docs: Docs, scores: Scores) -> None:
        """Add to the scores what the documents that match a query get for it."""
        terms = words_only(query)
        if terms is not None:
            self._add_words(terms, docs, scores)
            return
        docs = docs[self._masks.of(query)[docs]]
        match query:
            case ConstantScoreQuery():
                scores[docs] += query.score
            case Require():
                self._add(query.a, docs, scores)
            case Near():
                self._add(query.terms, docs, scores)
            case SpanNear2():
                self._add_all(query.qs, docs, scores)
            case And() | Or():
                self._add_all(list(query), docs, scores)
            case _:
                raise TypeError(f"{type(query).__name__} has no score")

    def _add_all(self, queries: Sequence[Query], docs: Docs, scores: Scores) -> None:
        for query in queries:
            self._add(query, docs, scores)

    def _add_words(self, terms: Sequence[Term], docs: Docs, scores: Scores) -> None:
        for word in self._terms.weighted(terms):
            weights, steep = np.array(word.weights), self._terms.steep(word.level)
            for listed in word.lists.of_parts:
                numbers = self._snapshot.parts[listed.part].numbers
                begin, end = np.searchsorted(docs, (numbers.start, numbers.stop))
                own: Any = (docs[begin:end] - numbers.start).astype(np.uint32)
                kernels.add_scores_of(
                    listed.level.packed,
                    listed.block,
                    listed.count,
                    weights,
                    FLAT,
                    steep,
                    own,
                    len(own),
                    scores[numbers.start : numbers.stop],
                )
