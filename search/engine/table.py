"""The terms of a snapshot as arrays that loops read: where their postings are, and how much they tell."""

import threading
from collections.abc import Iterable, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Term

from index.codec.compiled import Floats, Places
from index.codec.layout import LEVELS, MOST_FIELDS, TITLE, TITLES, WORD_FIELDS
from search.engine.terms import LEVEL_NUMBER, Key, Lists, Terms

_FIRST_ROOM = 1_024
_KEPT = 20_000
"""How many terms a table may have when a question begins; each takes some hundred bytes."""
_PLACES = {field: (level, LEVELS[level].fields.index(name)) for field, (level, name) in WORD_FIELDS.items()}
_APART = {
    field: (TITLES[level], 0) if name == TITLE else _PLACES[field]
    for field, (level, name) in WORD_FIELDS.items()
}
"""The same with titles from the levels that have them by themselves."""

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
        self.most: list[Floats] = [np.zeros((_FIRST_ROOM, MOST_FIELDS)) for _ in range(parts)]
        """For each part and term: the most that a frequency's share can be in each field."""
        self.idf: Floats = np.zeros((_FIRST_ROOM, MOST_FIELDS))
        """For each term: its inverse document frequency in each field."""

    def __len__(self) -> int:
        return len(self._numbers)

    def boosts(
        self, terms: Iterable[Term], places: Mapping[str, tuple[str, int]] = _PLACES
    ) -> dict[int, list[float]]:
        """Return the numbers of the terms of a query, with the boost of each in every field, zero in others.

        The snapshot need not have them. ``places`` says on which level each field is, and where there.
        """
        found: dict[int, list[float]] = {}
        numbers = self._numbers
        for term in terms:
            level, place = places[term.fieldname]
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
        boosts = self.boosts(terms)
        return np.array([*boosts]), np.array([*boosts.values()])

    def asked_apart(self, terms: Iterable[Term]) -> tuple[Places, Floats]:
        """Return what ``asked`` does, with the terms of titles on the levels that have titles alone."""
        boosts = self.boosts(terms, _APART)
        return np.array([*boosts]), np.array([*boosts.values()])

    def _add(self, key: Key) -> int:
        lists = self._terms.of(*key)
        with self._adding:
            if key not in self._numbers:
                number = len(self._numbers)
                if number == len(self.idf):
                    self.idf = _doubled(self.idf)
                    self.lists = [_doubled(own) for own in self.lists]
                    self.most = [_doubled(own) for own in self.most]
                self._write(number, key[0], lists)
                self._numbers[key] = number
            return self._numbers[key]

    def _write(self, number: int, level: str, lists: Lists) -> None:
        self.idf[number, : len(lists.idf)] = lists.idf
        for listed in lists.of_parts:
            row = LEVEL_NUMBER[level], listed.block, listed.count, len(LEVELS[level].placed)
            self.lists[listed.part][number] = row
            self.most[listed.part][number, : len(listed.most)] = listed.most


def _doubled(kept: NDArray[Kept]) -> NDArray[Kept]:
    return np.concatenate([kept, np.zeros_like(kept)])
