"""Documents that have all of some words, or words in a row: the rarest leads, others are looked up in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from whoosh.query import And, Or, Query, Term
from whoosh.query.spans import SpanNear2

from index.codec.compiled import Floats, Numbers, Places, Truths
from index.codec.layout import MOST_FIELDS, WORD_FIELDS
from index.codec.saturation import FLAT
from search.engine import place_kernels
from search.engine.arrays import Arrays
from search.engine.columns import Mask
from search.engine.face import Docs, Scores
from search.engine.table import Boosts
from search.engine.terms import words_only


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Groups of words: of each a document has some word; where ``fields`` are named, in a row in one of them.

    Those fields are of one level.
    """

    groups: Sequence[Sequence[Term]]
    fields: tuple[str, ...] = ()

    @property
    def in_a_row(self) -> bool:
        """Whether the words must stand in a row."""
        return bool(self.fields)

    def can_be_one_with(self, other: "Conjunction") -> bool:
        """Say whether both are of rows of as many words of a level, in other fields: one look finds both."""
        if not (self.fields and other.fields and len(self.groups) == len(other.groups)):
            return False
        levels = [WORD_FIELDS[one.fields[0]][0] for one in (self, other)]
        return levels[0] == levels[1] and set(self.fields).isdisjoint(other.fields)

    def one_with(self, other: "Conjunction") -> "Conjunction":
        """Return both as one: a word counts in its own field only, and a row is all in one."""
        groups = [[*some, *others] for some, others in zip(self.groups, other.groups, strict=True)]
        return Conjunction(groups, self.fields + other.fields)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Some conjunctions as loops read them."""

    numbers: Places
    boosts: Floats
    starts: Places
    """Where the terms of each group begin."""
    conjunctions: Places
    """Of each: its first group and the one after its last, and 1 where they must stand in a row."""

    @classmethod
    def of(
        cls, conjunctions: Sequence[Conjunction], boosts_of: Callable[[Sequence[Term]], Boosts]
    ) -> "_Asked":
        numbers: list[int] = []
        boosts: list[list[float]] = []
        starts = [0]
        rows = []
        for conjunction in conjunctions:
            first = len(starts) - 1
            for terms in conjunction.groups:
                asked = boosts_of(terms)
                numbers += asked
                boosts += asked.values()
                starts.append(len(numbers))
            rows.append((first, len(starts) - 1, conjunction.in_a_row))
        return cls(
            np.array(numbers, np.int64),
            np.array(boosts).reshape(-1, MOST_FIELDS),
            np.array(starts),
            np.array(rows, np.int64),
        )


def conjunctions_of(query: Query) -> list[Conjunction] | None:
    """Return the conjunctions of which a query wants any, or None for a query of another kind."""
    terms = words_only(query)
    if terms is not None:
        return [Conjunction([terms])] if terms else []
    match query:
        case And():
            groups = _groups(query)
            return None if groups is None else [Conjunction(groups)]
        case SpanNear2():
            groups = _groups(query.qs)
            return None if groups is None else [Conjunction(groups, (groups[0][0].fieldname,))]
        case Or():
            found = [conjunctions_of(one) for one in query]
            return None if None in found else _joined(one for some in found for one in some or ())
    return None


def _joined(conjunctions: Iterable[Conjunction]) -> list[Conjunction]:
    """Return the conjunctions, rows in several fields as one."""
    joined: list[Conjunction] = []
    for one in conjunctions:
        for place, other in enumerate(joined):
            if other.can_be_one_with(one):
                joined[place] = other.one_with(one)
                break
        else:
            joined.append(one)
    return joined


def _groups(queries: Iterable[Query]) -> list[list[Term]] | None:
    """Return the words of each query, or None where one is no word or choice of words."""
    groups = [words_only(one) for one in queries]
    return None if None in groups else [group or [] for group in groups]


class Conjunctions:
    """Finds and ranks a snapshot's documents by conjunctions; several threads may ask."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays

    def best(
        self, conjunctions: Sequence[Conjunction], limit: int, allowed: Mask | None = None
    ) -> tuple[Docs, Scores]:
        """Return the best documents for any of the conjunctions, as ``BestWords.best`` does for words."""
        arrays = self._arrays
        table = arrays.table()
        asked = _Asked.of(conjunctions, table.boosts)

        def find(place: int, _: float, own: Truths, best: Floats, documents: Numbers) -> int:
            return place_kernels.best_of_conjunctions(
                arrays.levels[place],
                table.lists[place],
                table.idf,
                asked.numbers,
                asked.boosts,
                asked.starts,
                asked.conjunctions,
                FLAT,
                arrays.steep,
                own,
                *arrays.room(place),
                best,
                documents,
            )

        return arrays.best(find, limit if conjunctions else 0, allowed)

    def of_parts(self, conjunction: Conjunction) -> Iterator[Numbers]:
        """Yield the documents of each part that a conjunction is true of, ascending, as numbered there."""
        arrays = self._arrays
        table = arrays.table()
        asked = _Asked.of([conjunction], table.boosts if conjunction.in_a_row else table.widest)
        for place in range(len(arrays.snapshot.parts)):
            yield place_kernels.of_conjunction(
                arrays.levels[place],
                table.lists[place],
                asked.numbers,
                asked.boosts,
                asked.starts,
                asked.conjunctions[0],
            )
