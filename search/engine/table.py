"""The terms of a snapshot as arrays that loops read: where their postings are, and how much they tell."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Term

from index.codec.compiled import Floats, Places
from index.codec.layout import LEVELS, MOST_FIELDS, WORD_FIELDS, D
from search.engine.terms import LEVEL_NUMBER, Key, Lists, Terms

NO_TERM = -1
_UNKNOWN = -1
_FIRST_ROOM = 1_024
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
        self.lists: list[Places] = [np.zeros((_FIRST_ROOM, 5), np.int64) for _ in range(parts)]
        """For each part and term: level, first block, how many postings, how many fields with a place, which
        of the part's terms it is; the last is NO_TERM where the part has it not."""
        self.idf: Floats = np.zeros((_FIRST_ROOM, MOST_FIELDS))
        """For each term: its inverse document frequency in each field."""
        self._keys: list[Key] = []
        self._kin: Places = np.full(_FIRST_ROOM, _UNKNOWN)
        """For each term: that of its kin, itself where it has none, or that it was not asked for yet."""

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

    def numbers(self, keys: Iterable[Key]) -> Places:
        """Return the numbers of some terms, at least one."""
        known = self._numbers
        return np.array([known[key] if key in known else self._add(key) for key in keys])

    def asked(self, terms: Iterable[Term]) -> tuple[Places, Floats]:
        """Return the numbers of some terms, at least one, and their boosts by field, as loops read them."""
        return as_arrays(self.boosts(terms))

    def widest(self, terms: Iterable[Term]) -> Boosts:
        """Return, as ``boosts`` does, what is needed to find what has any of the terms.

        A word as written, and a stem, are left out where their kin are looked for in the same fields.
        """
        boosts = self.boosts(terms)
        if not self._has_kin(boosts):
            return boosts
        found = {}
        for number, own in boosts.items():
            kin = boosts.get(self._kin_of(number), own)
            if kin is own or any(one > 0.0 and not other > 0.0 for one, other in zip(own, kin, strict=True)):
                found[number] = own
        return found

    def heads(self, asked: Places) -> Places:
        """Return the terms that stand wherever some do: their kin, if kin are asked for, or themselves."""
        if not self._has_kin(asked.tolist()):
            return asked
        heads = self._kin[asked]
        for place in np.flatnonzero(heads == _UNKNOWN):
            heads[place] = self._kin_of(int(asked[place]))
        return heads

    def _has_kin(self, numbers: Iterable[int]) -> bool:
        """Say whether some terms are of kin."""
        keys = self._keys
        return any(keys[number][0] == D for number in numbers)

    def _kin_of(self, number: int) -> int:
        """Return the term of a term's kin, or itself."""
        found = int(self._kin[number])
        if found == _UNKNOWN:
            kin = self._terms.kin(*self._keys[number])
            known = self._numbers.get(kin)
            found = self._add(kin) if known is None else known
            # Looked up again only now: the array may be another since the kin were added.
            self._kin[number] = found
        return found

    def _add(self, key: Key) -> int:
        lists = self._terms.of(*key)
        with self._adding:
            if key not in self._numbers:
                number = len(self._numbers)
                if number == len(self.idf):
                    self.idf = _doubled(self.idf)
                    self._kin = np.concatenate([self._kin, np.full(len(self._kin), _UNKNOWN)])
                    self.lists = [_doubled(own) for own in self.lists]
                self._write(number, key[0], lists)
                self._keys.append(key)
                self._numbers[key] = number
            return self._numbers[key]

    def _write(self, number: int, level: str, lists: Lists) -> None:
        self.idf[number, : len(lists.idf)] = lists.idf
        for own in self.lists:
            own[number, 4] = NO_TERM
        for listed in lists.of_parts:
            placed = len(LEVELS[level].placed)
            self.lists[listed.part][number] = (
                LEVEL_NUMBER[level], listed.block, listed.count, placed, listed.term,
            )  # fmt: skip


def as_arrays(boosts: Mapping[int, Sequence[float]]) -> tuple[Places, Floats]:
    """Return the numbers of some terms, at least one, and their boosts by field, as loops read them."""
    return np.array([*boosts]), np.array([*boosts.values()])


def _doubled(kept: NDArray[Kept]) -> NDArray[Kept]:
    return np.concatenate([kept, np.zeros_like(kept)])
