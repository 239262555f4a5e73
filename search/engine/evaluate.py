"""Evaluates the closed list of queries over whole arrays: the documents that match, and their scores."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from whoosh.query import (
    And,
    ConstantScoreQuery,
    Every,
    Not,
    NumericRange,
    Or,
    Query,
    Require,
    Term,
)
from whoosh.query.spans import SpanNear2

from index import schema
from search.engine.columns import Columns
from search.engine.face import Docs, Scores
from search.engine.near import Near
from search.engine.postings import Postings
from search.engine.weighting import LENGTHS, idf, saturation
from search.rows import in_a_row, near


class Matched(NamedTuple):
    """The documents that match, ascending, and the score of each."""

    docs: Docs
    scores: Scores


_NOTHING = Matched(np.empty(0, np.int64), np.empty(0, np.float64))


class Evaluation:
    """Evaluates queries on one generation, each query object once."""

    def __init__(self, postings: Postings, columns: Columns) -> None:
        self._postings = postings
        self._columns = columns
        self._done: dict[int, tuple[Query, Matched]] = {}
        self._by_class: dict[type[Query], Callable[[Any], Matched]] = {
            Term: self._term,
            Or: lambda query: self._union(self.all_of(query)),
            And: lambda query: _intersection(self.all_of(query)),
            Not: self._not,
            Require: self._require,
            ConstantScoreQuery: self._constant,
            NumericRange: self._range,
            Every: self._every,
            SpanNear2: self._row,
            Near: self._near,
        }

    def of(self, query: Query) -> Matched:
        """Return what matches a query."""
        if id(query) not in self._done:
            self._done[id(query)] = (query, self._by_class[type(query)](query))
        return self._done[id(query)][1]

    def all_of(self, queries: Sequence[Query]) -> list[Matched]:
        """Return what matches each of some queries."""
        return [self.of(query) for query in queries]

    def _term(self, query: Term) -> Matched:
        docs, times = self._postings.read(query.fieldname, query.text)
        if query.fieldname not in LENGTHS or not len(docs):
            return Matched(docs, np.full(len(docs), query.boost))
        lengths = self._columns.lengths(LENGTHS[query.fieldname])[docs]
        average = self._columns.average(LENGTHS[query.fieldname])
        frequency = self._postings.frequency(query.fieldname, query.text)
        weight = idf(self._columns.count, frequency) * query.boost
        return Matched(docs, weight * saturation(times, lengths, average))

    def _union(self, parts: Sequence[Matched]) -> Matched:
        parts = [part for part in parts if len(part.docs)]
        if len(parts) < 2:
            return parts[0] if parts else _NOTHING
        docs = np.concatenate([part.docs for part in parts])
        scores = np.concatenate([part.scores for part in parts])
        sums: Scores = np.bincount(docs, scores, self._columns.count).astype(np.float64, copy=False)
        there = np.zeros(self._columns.count, bool)
        there[docs] = True
        united = np.flatnonzero(there)
        return Matched(united, sums[united])

    def _require(self, query: Require) -> Matched:
        docs, scores = self.of(query.a)
        kept = np.isin(docs, self.of(query.b).docs, assume_unique=True)
        return Matched(docs[kept], scores[kept])

    def _constant(self, query: ConstantScoreQuery) -> Matched:
        docs = self.of(query.child).docs
        return Matched(docs, np.full(len(docs), query.score))

    def _range(self, query: NumericRange) -> Matched:
        days = self._columns.last_days if query.fieldname == schema.LAST_DAY else self._columns.days
        docs = self._columns.living(np.flatnonzero((days >= query.start) & (days <= query.end)))
        return Matched(docs, np.ones(len(docs)))

    def _not(self, query: Not) -> Matched:
        absent = self._columns.alive.copy()
        absent[self.of(query.query).docs] = False
        docs = np.flatnonzero(absent)
        return Matched(docs, np.ones(len(docs)))

    def _every(self, _: Every) -> Matched:
        docs = self._columns.living(np.arange(self._columns.count))
        return Matched(docs, np.ones(len(docs)))

    def _row(self, query: SpanNear2) -> Matched:
        return self._placed(self.all_of(query.qs), [list(slot) for slot in query.qs], in_a_row)

    def _near(self, query: Near) -> Matched:
        def windows(positions: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
            return near(positions, query.needed, query.width)

        terms = list(query.terms)
        return self._placed(self.all_of(terms), [[term] for term in terms], windows)

    def _placed(
        self,
        slots: Sequence[Matched],
        terms: Sequence[Sequence[Term]],
        places: Callable[[list[list[int]]], Sequence[object]],
    ) -> Matched:
        """Return the documents that have all slots, at positions among which there are places."""
        both = _intersection(slots)
        positions = [self._positions(alike, both.docs) for alike in terms]
        kept = np.array(
            [bool(places([slot.get(doc, []) for slot in positions])) for doc in both.docs.tolist()], bool
        )
        return Matched(both.docs[kept], both.scores[kept])

    def _positions(self, terms: Sequence[Term], docs: Docs) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for term in terms:
            for doc, positions in self._postings.positions(term.fieldname, term.text, docs):
                found.setdefault(doc, []).extend(positions)
        return found


def _intersection(parts: Sequence[Matched]) -> Matched:
    if not parts:
        return _NOTHING
    first, *others = sorted(parts, key=lambda part: len(part.docs))
    docs, scores = first
    for other in others:
        kept = np.isin(docs, other.docs, assume_unique=True)
        docs = docs[kept]
        scores = scores[kept] + _at(other, docs)
    return Matched(docs, scores)


def _at(matched: Matched, docs: Docs) -> Scores:
    """Return the score of each of some documents, zero where it does not match."""
    if not len(matched.docs):
        return np.zeros(len(docs))
    places = np.minimum(np.searchsorted(matched.docs, docs), len(matched.docs) - 1)
    return np.where(matched.docs[places] == docs, matched.scores[places], 0.0)
