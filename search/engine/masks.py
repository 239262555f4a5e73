"""Which documents match a query: the closed list of Whoosh's query classes over whole arrays of truth."""

from collections.abc import Callable, Iterable, Sequence
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
from index.codec.layout import WORD_FIELDS
from index.snapshot import Snapshot
from search.engine import kernels
from search.engine.columns import Columns, Mask
from search.engine.field_codes import FieldCodes
from search.engine.near import Near
from search.engine.places import Places
from search.engine.terms import Terms, by_term, words_only


class Masks:
    """Tells what matches, each query object once. Deleted documents are among what matches."""

    def __init__(self, snapshot: Snapshot, terms: Terms, columns: Columns, codes: FieldCodes) -> None:
        self._snapshot = snapshot
        self._terms = terms
        self._columns = columns
        self._codes = codes
        self._places = Places(snapshot, terms, codes)
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
        level, field = WORD_FIELDS[query.qs[0][0].fieldname]
        return self._places.in_a_row(level, field, [[term.text for term in slot] for slot in query.qs])

    def _near(self, query: Near) -> Mask:
        level, field = WORD_FIELDS[query.fieldname]
        needed = dict(zip(query.words, query.needed, strict=True))
        return self._places.near(level, field, needed, query.width)
