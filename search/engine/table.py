"""The terms of a snapshot as arrays that loops read: where their postings are, and how much they tell."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Term

from index.codec.compiled import Floats, Places, Truths
from index.codec.layout import LEVELS, MOST_FIELDS, WORD_FIELDS, D
from search.engine.terms import LEVEL_NUMBER, Key, Lists, Terms

_FIRST_ROOM = 1_024
_KEPT = 20_000
"""How many terms a table may have when a question begins; each takes some hundred bytes."""
_PLACES = {field: (level, LEVELS[level].fields.index(name)) for field, (level, name) in WORD_FIELDS.items()}

Boosts: TypeAlias = dict[int, list[float]]
"""The numbers of terms, with the boost of each in every field."""

Kept = TypeVar("Kept", bound=np.generic)


class Table:
    """Terms by number, in the order in which they were first asked for; several threads may ask.

    Arrays are replaced when they are full, never shortened: whoever takes them after a number finds its row.
    """

    def __init__(self, terms: Terms, parts: int) -> None:
        self._terms = terms
        self._numbers: dict[Key, int] = {}
        self._adding = threading.Lock()
        self.lists: list[Places] = [np.zeros((_FIRST_ROOM, 4), np.int64) for _ in range(parts)]
        """For each part and term: level, first block, how many postings, how many fields with a place."""
        self.idf: Floats = np.zeros((_FIRST_ROOM, MOST_FIELDS))
        """For each term: its inverse document frequency in each field."""
        self._kin: Places = np.zeros(_FIRST_ROOM, np.int64)
        """For each term: the term of its kin, or itself."""
        self._is_kin: Truths = np.zeros(_FIRST_ROOM, bool)

    def __len__(self) -> int:
        return len(self._numbers)

    def boosts(self, terms: Iterable[Term]) -> Boosts:
        """Return the numbers of the terms of a query, with the boost of each in every field, zero in others.

        The snapshot need not have them.
        """
        found: Boosts = {}
        numbers = self._numbers
        for term in terms:
            level, place = _PLACES[term.fieldname]
            key = level, term.text
            number = numbers.get(key)
            if number is None:
                number = self._add(key)
            own = found.get(number)
            if own is None:
                own = found[number] = [0.0] * MOST_FIELDS
            own[place] += term.boost
        return found

    def asked(self, terms: Iterable[Term]) -> tuple[Places, Floats]:
        """Return the numbers of some terms, at least one, and their boosts by field, as loops read them."""
        return as_arrays(self.boosts(terms))

    def widest(self, terms: Iterable[Term]) -> Boosts:
        """Return, as ``boosts`` does, what is needed to find what has any of the terms.

        A word as written, and a stem, are left out where their kin are looked for in the same fields.
        """
        boosts = self.boosts(terms)
        found = {}
        for number, own in boosts.items():
            kin = boosts.get(int(self._kin[number]), own)
            if kin is own or any(one > 0.0 and not other > 0.0 for one, other in zip(own, kin, strict=True)):
                found[number] = own
        return found

    def heads(self, asked: Places) -> Places:
        """Return the terms that stand wherever some do: their kin, if kin are asked for, or themselves."""
        return self._kin[asked] if self._is_kin[asked].any() else asked

    def _add(self, key: Key) -> int:
        kin = self._terms.kin(*key)
        head = None if kin == key else self._numbers.get(kin)
        if kin != key and head is None:
            head = self._add(kin)
        lists = self._terms.of(*key)
        with self._adding:
            if key not in self._numbers:
                number = len(self._numbers)
                if number == len(self.idf):
                    self.idf = _doubled(self.idf)
                    self._kin, self._is_kin = _doubled(self._kin), _doubled(self._is_kin)
                    self.lists = [_doubled(own) for own in self.lists]
                self._write(number, key[0], lists)
                self._kin[number] = number if head is None else head
                self._is_kin[number] = key[0] == D
                self._numbers[key] = number
            return self._numbers[key]

    def _write(self, number: int, level: str, lists: Lists) -> None:
        self.idf[number, : len(lists.idf)] = lists.idf
        for listed in lists.of_parts:
            row = LEVEL_NUMBER[level], listed.block, listed.count, len(LEVELS[level].placed)
            self.lists[listed.part][number] = row


def as_arrays(boosts: Mapping[int, Sequence[float]]) -> tuple[Places, Floats]:
    """Return the numbers of some terms, at least one, and their boosts by field, as loops read them."""
    return np.array([*boosts]), np.array([*boosts.values()])


def _doubled(kept: NDArray[Kept]) -> NDArray[Kept]:
    return np.concatenate([kept, np.zeros_like(kept)])
