"""Which documents match a query: the closed list of Whoosh's query classes over whole arrays of truth."""

from collections.abc import Sequence

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
from search.engine import kernels
from search.engine.arrays import Arrays
from search.engine.columns import Columns, Mask
from search.engine.conjunctions import Conjunctions, conjunctions_of
from search.engine.near import Near
from search.engine.nearness import Nearness
from search.engine.table import as_arrays
from search.engine.terms import Terms, words_only
from search.errors import NotAnswered

_ANSWERED = frozenset({
    And, ConstantScoreQuery, Every, Near, Not, NumericRange, Or, Require, SpanNear2, Term,
})  # fmt: skip
"""The closed list: no class of its own kind is taken for one of these."""


class Masks:
    """Tells what matches, each query object once. Deleted documents are among what matches."""

    def __init__(self, arrays: Arrays, terms: Terms, columns: Columns) -> None:
        self._arrays = arrays
        self._columns = columns
        self._conjunctions = Conjunctions(arrays)
        self._nearness = Nearness(arrays, terms, self._conjunctions)
        self._done: dict[int, tuple[Query, Mask]] = {}

    def of(self, query: Query) -> Mask:
        """Return which documents match a query; not to be changed. Raises NotAnswered."""
        if id(query) not in self._done:
            self._done[id(query)] = (query, self._found(query))
        return self._done[id(query)][1]

    def _found(self, query: Query) -> Mask:
        if type(query) not in _ANSWERED:
            raise NotAnswered(f"a {type(query).__name__}")
        # No table of methods: an object that holds its own is freed, with its masks, only by the collector.
        match query:
            case Or():
                return self._or(query)
            case And():
                return self._and(query)
            case Not():
                return ~self.of(query.query)
            case Require():
                return self.of(query.a) & self.of(query.b)
            case ConstantScoreQuery():
                return self.of(query.child)
        return self._leaf(query)

    def _leaf(self, query: Query) -> Mask:
        match query:
            case Term():
                return self._term(query)
            case Near():
                return self._nearness.of(query)
            case SpanNear2():
                return self._conjunction(query)
            case NumericRange():
                return self._range(query)
        return np.ones(self._columns.count, bool)

    def _term(self, query: Term) -> Mask:
        if query.fieldname in WORD_FIELDS:
            return self._words([query])
        if query.fieldname not in self._columns.facets:
            raise NotAnswered(f"words of the field {query.fieldname}")
        return self._columns.facets[query.fieldname].mask([query.text])

    def _or(self, query: Or) -> Mask:
        terms = words_only(query)
        if terms is not None:
            return self._words(terms)
        found = np.zeros(self._columns.count, bool)
        for inner in query:
            found |= self.of(inner)
        return found

    def _and(self, query: And) -> Mask:
        if all(words_only(inner) is not None for inner in query):
            return self._conjunction(query)
        first, *others = query
        found = self.of(first).copy()
        for inner in others:
            found &= self.of(inner)
        return found

    def _words(self, terms: Sequence[Term]) -> Mask:
        found = np.zeros(self._columns.count, bool)
        if not terms:
            return found
        table = self._arrays.table()
        asked, boosts = as_arrays(table.widest(terms))
        for place, part in enumerate(self._arrays.snapshot.parts):
            mask = found[part.numbers.start : part.numbers.stop]
            kernels.mark(self._arrays.levels[place], table.lists[place], asked, boosts, mask)
        return found

    def _conjunction(self, query: And | SpanNear2) -> Mask:
        found = np.zeros(self._columns.count, bool)
        for one in conjunctions_of(query) or ():
            for place, documents in enumerate(self._conjunctions.of_parts(one)):
                numbers = self._arrays.snapshot.parts[place].numbers
                found[numbers.start : numbers.stop][documents] = True
        return found

    def _range(self, query: NumericRange) -> Mask:
        days = self._columns.last_days if query.fieldname == schema.LAST_DAY else self._columns.days
        return np.asarray((days >= query.start) & (days <= query.end))
