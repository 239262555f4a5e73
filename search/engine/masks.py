"""Which documents match a query: the closed list of Whoosh's query classes over whole arrays of truth."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

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
from index.codec.compiled import Truths
from index.codec.layout import WORD_FIELDS
from index.snapshot import Snapshot
from search.engine import kernels
from search.engine.columns import Columns, Mask
from search.engine.near import Near
from search.engine.places import Places
from search.engine.terms import Terms, by_term, words_only


class Masks:
    """Tells what matches, each query object once. Deleted documents are among what matches."""

    def __init__(self, snapshot: Snapshot, terms: Terms, columns: Columns, codes: "FieldCodes") -> None:
        self._snapshot = snapshot
        self._terms = terms
        self._columns = columns
        self._codes = codes
        self._places = Places(snapshot, terms)
        self._done: dict[int, tuple[Query, Mask]] = {}
        self._by_class: dict[type[Query], Callable[[Any], Mask]] = {
            Term: self._term,
            Or: self._or,
            And: self._and,
            Not: lambda query: ~self.of(query.query),
            Require: lambda query: self.of(query.a) & self.of(query.b),
            ConstantScoreQuery: lambda query: self.of(query.child),
            NumericRange: self._range,
            Every: lambda _: np.ones(columns.count, bool),
            SpanNear2: self._row,
            Near: self._near,
        }

    def of(self, query: Query) -> Mask:
        """Return which documents match a query; not to be changed."""
        if id(query) not in self._done:
            self._done[id(query)] = (query, self._by_class[type(query)](query))
        return self._done[id(query)][1]

    def _term(self, query: Term) -> Mask:
        if query.fieldname in WORD_FIELDS:
            return self._words([query])
        return self._columns.facets[query.fieldname].mask([query.text])

    def _or(self, query: Or) -> Mask:
        terms = words_only(query)
        if terms is not None:
            return self._words(terms)
        found = np.zeros(self._columns.count, bool)
        for inner in query:
            found |= self.of(inner)
        return found

    def _and(self, queries: Iterable[Query]) -> Mask:
        first, *others = queries
        found = self.of(first).copy()
        for inner in others:
            found &= self.of(inner)
        return found

    def _words(self, terms: Sequence[Term]) -> Mask:
        found = np.zeros(self._columns.count, bool)
        for (level, text), boosts in by_term(terms).items():
            fields = tuple(sorted({place for place, _ in boosts}))
            for listed in self._terms.of(level, text).of_parts:
                numbers = self._snapshot.parts[listed.part].numbers
                wanted = self._codes(listed.part, level, fields)
                mask = found[numbers.start : numbers.stop]
                kernels.mark(listed.level.packed, listed.block, listed.count, wanted, mask)
        return found

    def _range(self, query: NumericRange) -> Mask:
        days = self._columns.last_days if query.fieldname == schema.LAST_DAY else self._columns.days
        return np.asarray((days >= query.start) & (days <= query.end))

    def _row(self, query: SpanNear2) -> Mask:
        slots = [list(slot) for slot in query.qs]
        level, field = WORD_FIELDS[slots[0][0].fieldname]
        texts = [[term.text for term in slot] for slot in slots]
        return self._places.in_a_row(level, field, texts, np.flatnonzero(self._and(query.qs)))

    def _near(self, query: Near) -> Mask:
        level, field = WORD_FIELDS[query.fieldname]
        docs = np.flatnonzero(self.of(query.terms))
        return self._places.near(
            level, field, dict(zip(query.words, query.needed, strict=True)), query.width, docs
        )


class FieldCodes:
    """Which codes of a level have a frequency in any of some fields; worked out once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known = cache(self._work_out)

    def __call__(self, part: int, level: str, fields: tuple[int, ...]) -> Truths:
        """Return one truth value for each code of a level of a part."""
        return self._known(part, level, fields)

    def _work_out(self, part: int, level: str, fields: tuple[int, ...]) -> Truths:
        times_of = self._snapshot.parts[part].segment.levels[level].packed.times_of
        return np.asarray((times_of[:, fields] > 0).any(axis=1))
