"""The scores of documents that are known to match, for queries of every kind."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from whoosh.query import And, ConstantScoreQuery, Or, Query, Require, Term
from whoosh.query.spans import SpanNear2

from index.codec.compiled import Floats, Numbers, Places
from index.codec.saturation import FLAT
from index.snapshot import Snapshot
from search.engine import kernels
from search.engine.arrays import Arrays
from search.engine.columns import Mask
from search.engine.face import Docs, Scores
from search.engine.masks import Masks
from search.engine.near import Near
from search.engine.terms import words_only
from search.errors import NotAnswered


class Scoring:
    """Scores documents, given ascending, by the words of a query that they have."""

    def __init__(self, arrays: Arrays, masks: Masks) -> None:
        self._arrays = arrays
        self._snapshot = arrays.snapshot
        self._masks = masks

    def of(self, query: Query, docs: Docs) -> Scores:
        """Return the score of each of some documents that match a query."""
        scores = np.zeros(self._snapshot.documents)
        self._add(query, Chosen(self._snapshot, docs), scores)
        return scores[docs]

    def of_words(self, terms: Sequence[Term], docs: Docs) -> Scores:
        """Return the score of each of some documents, in any order, for words."""
        order = np.argsort(docs)
        chosen = Chosen(self._snapshot, docs[order])
        table = self._arrays.table()
        asked, boosts = table.asked(terms)
        found = []
        for place, documents in enumerate(chosen.of_parts):
            room, _ = self._arrays.room(place)
            self._add_part(place, asked, boosts, documents, room)
            found.append(room[documents])
            room[documents] = 0.0
        scores = np.empty(len(docs))
        scores[order] = np.concatenate([np.empty(0), *found])
        return scores

    def _add(self, query: Query, chosen: "Chosen", scores: Scores) -> None:
        """Add to the scores what the documents that match a query get for it."""
        terms = words_only(query)
        if terms is not None:
            self._add_words(terms, chosen, scores)
            return
        chosen = chosen.among(self._masks.of(query))
        if not len(chosen.docs):
            return
        match query:
            case ConstantScoreQuery():
                scores[chosen.docs] += query.score
            case Require():
                self._add(query.a, chosen, scores)
            case Near():
                self._add(query.terms, chosen, scores)
            case SpanNear2():
                self._add_all(query.qs, chosen, scores)
            case And() | Or():
                self._add_all(list(query), chosen, scores)
            case _:
                raise NotAnswered(f"the score of a {type(query).__name__}")

    def _add_all(self, queries: Sequence[Query], chosen: "Chosen", scores: Scores) -> None:
        for query in queries:
            self._add(query, chosen, scores)

    def _add_words(self, terms: Sequence[Term], chosen: "Chosen", scores: Scores) -> None:
        if not terms:
            return
        table = self._arrays.table()
        asked, boosts = table.asked(terms)
        for place, part in enumerate(self._snapshot.parts):
            own = scores[part.numbers.start : part.numbers.stop]
            self._add_part(place, asked, boosts, chosen.of_parts[place], own)

    def _add_part(
        self, place: int, asked: Places, boosts: Floats, documents: Numbers, scores: Scores
    ) -> None:
        table = self._arrays.table()
        kernels.add_scores_of_asked(
            self._arrays.levels[place],
            table.lists[place],
            table.idf,
            asked,
            boosts,
            0,
            len(asked),
            FLAT,
            self._arrays.steep,
            documents,
            scores,
        )


class Chosen:
    """Some documents, ascending."""

    def __init__(self, snapshot: Snapshot, docs: Docs) -> None:
        self._snapshot = snapshot
        self.docs = docs

    @cached_property
    def of_parts(self) -> list[Numbers]:
        """The documents of each part, by their numbers there."""
        numbers = [part.numbers for part in self._snapshot.parts]
        cuts = np.searchsorted(self.docs, [*(own.start for own in numbers), self._snapshot.documents])
        return [
            (self.docs[begin:end] - own.start).astype(np.uint32)
            for own, (begin, end) in zip(numbers, pairwise(cuts.tolist()), strict=True)
        ]

    def among(self, mask: Mask) -> "Chosen":
        """Return those of the documents that are marked: these themselves where all are."""
        kept = mask[self.docs]
        return self if kept.all() else Chosen(self._snapshot, self.docs[kept])
