"""The terms of a question as an archive has them: where their postings are, and how much each weighs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from whoosh.query import Or, Query, Term

from index.codec.compiled import Floats, Places
from index.codec.layout import LEVELS, MOST_FIELDS, WORD_FIELDS, D, E, N
from index.codec.saturation import steepness
from index.codec.segment import Level
from index.snapshot import Snapshot
from search.engine.bm25 import idf
from search.engine.columns import Columns
from search.words import Wanted

LEVEL_NUMBER = {level: number for number, level in enumerate(LEVELS)}
_KEPT = 20_000
"""How many terms stay known; each takes about a kilobyte."""

_KEPT_SETS = 1_000
"""How many sets of terms stay known: those of the last questions, whose hits are looked at one by one."""

Key: TypeAlias = tuple[str, str]
"""A level and the text of a term on it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The postings of a term in one part of a snapshot: the part's place, first block, how many there are."""

    part: int
    level: Level
    term: int
    block: int
    count: int


@dataclass(frozen=True, slots=True)
class Lists:
    """The postings of a term in every part that has it, and in how many documents it stands by field."""

    of_parts: tuple[Listed, ...]
    by_field: tuple[int, ...]
    idf: tuple[float, ...]
    """Its inverse document frequency in each field."""

    @property
    def found(self) -> bool:
        """Whether any document has the term."""
        return bool(self.of_parts)


class Terms:
    """The terms of a snapshot, those asked for last kept; several threads may ask."""

    def __init__(self, snapshot: Snapshot, columns: Columns) -> None:
        self._snapshot = snapshot
        self._count = columns.count
        self.steep: Floats = np.zeros((len(LEVELS), MOST_FIELDS))
        """By level and field, what is added to a frequency for each word of the text's length."""
        for level, spec in LEVELS.items():
            averages = [columns.averages[field] for field in spec.fields]
            self.steep[LEVEL_NUMBER[level], : len(averages)] = [*map(steepness, averages)]
        self._nowhere = {level: self._lists((), [0] * len(spec.fields)) for level, spec in LEVELS.items()}
        """What terms that no part has come to, by level."""
        self._known = lru_cache(_KEPT)(self._look_up)
        self._ranges = lru_cache(_KEPT_SETS)(self._look_up_ranges)

    def of(self, level: str, text: str) -> Lists:
        """Return where a term stands."""
        return self._known(level, text)

    def ranges(self, wanted: Wanted, part: int) -> tuple[Places, Places]:
        """Return, for each text that is wanted, from which term of a part to which it is.

        With them comes where those of each way end.
        """
        return self._ranges(wanted, part)

    def in_field(self, field: str, text: str) -> int:
        """Return in how many documents a field of words has a term."""
        level, name = WORD_FIELDS[field]
        return self.of(level, text).by_field[LEVELS[level].fields.index(name)]

    def kin(self, level: str, text: str) -> Key:
        """Return the level and the text of the kin that stand wherever a term does: itself, if none do."""
        lexicon = self._snapshot.lexicon
        if level == N:
            return D, lexicon.kin(text)
        return (D, lexicon.kin_of_stem(text)) if level == E else (level, text)

    def _look_up(self, level: str, text: str) -> Lists:
        listed = []
        by_field = [0] * len(LEVELS[level].fields)
        for place, part in enumerate(self._snapshot.parts):
            held = part.segment.levels[level]
            term = held.find(text)
            if term is not None:
                listed.append(Listed(place, held, term, *held.place(term)))
                by_field = list(map(int.__add__, by_field, held.counts_by_field(term).tolist()))
        return self._lists(listed, by_field) if listed else self._nowhere[level]

    def _lists(self, listed: Sequence[Listed], by_field: Sequence[int]) -> Lists:
        idfs = tuple(idf(self._count, count) for count in by_field)
        return Lists(tuple(listed), tuple(by_field), idfs)

    def _look_up_ranges(self, wanted: Wanted, part: int) -> tuple[Places, Places]:
        words = self._snapshot.parts[part].segment.levels[N].terms
        beginnings = [words.beginning_with(one.encode()) for one in wanted.beginnings]
        rows = [
            *(self._range(N, one, part) for one in wanted.written),
            *(self._range(E, one, part) for one in wanted.stems),
            *((one.start, one.stop) for one in beginnings),
            *(self._range(D, one, part) for one in wanted.kin),
        ]
        return np.array(rows, np.int64).reshape(-1, 2), np.cumsum([*map(len, wanted.ways)])

    def _range(self, level: str, text: str, part: int) -> tuple[int, int]:
        """Return from which term of a part to which a text is: one, or none where the part lacks it."""
        for listed in self.of(level, text).of_parts:
            if listed.part == part:
                return listed.term, listed.term + 1
        return 0, 0


def words_only(query: Query) -> list[Term] | None:
    """Return the terms of a query that asks for any of some words, or None for any other query."""
    if isinstance(query, Term):
        return [query] if query.fieldname in WORD_FIELDS else None
    if not isinstance(query, Or):
        return None
    found: list[Term] = []
    for inner in query:
        if type(inner) is Term and inner.fieldname in WORD_FIELDS:  # most are; spares a call
            found.append(inner)
            continue
        terms = words_only(inner)
        if terms is None:
            return None
        found += terms
    return found
