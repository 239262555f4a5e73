"""Words near one another, in any order: looked for in the documents that have them all."""

from collections.abc import Iterator, Sequence

import numpy as np

from index.codec.compiled import Numbers, Places, Truths
from index.codec.layout import WORD_FIELDS
from index.snapshot import Part
from search.engine import place_kernels
from search.engine.arrays import Arrays
from search.engine.columns import Mask
from search.engine.conjunctions import Conjunction, Conjunctions
from search.engine.near import Near
from search.engine.terms import Listed, Terms
from search.rows import near

_CANDIDATE_SHIFT = 32
_POSITION = (1 << _CANDIDATE_SHIFT) - 1


class Nearness:
    """Looks at the places of words in the documents of a snapshot."""

    def __init__(self, arrays: Arrays, terms: Terms, conjunctions: Conjunctions) -> None:
        self._snapshot = arrays.snapshot
        self._terms = terms
        self._conjunctions = conjunctions

    def of(self, query: Near) -> Mask:
        """Return in which documents the words of a query are near one another."""
        level, _ = WORD_FIELDS[query.fieldname]
        found = np.zeros(self._snapshot.documents, bool)
        having_all = self._conjunctions.of_parts(Conjunction([[term] for term in query.terms]))
        for place, candidates in enumerate(having_all):
            if len(candidates):
                part = self._snapshot.parts[place]
                listed = [self._listed(level, word, place) for word in query.words]
                by_sequence = level in part.segment.sequences.terms
                look = _in_sequences if by_sequence else _by_positions
                has = look(part, listed, query, candidates)
                found[part.offset + candidates[has].astype(np.int64)] = True
        return found

    def _listed(self, level: str, word: str, place: int) -> Listed:
        """Return the postings of a word in a part that has it."""
        return next(one for one in self._terms.of(level, word).of_parts if one.part == place)


def _in_sequences(part: Part, listed: Sequence[Listed], query: Near, candidates: Numbers) -> Truths:
    sequences, level = part.segment.sequences, listed[0].level
    lengths = level.packed.lengths[: len(level.spec.placed), candidates].astype(np.int64)
    row = level.spec.placed.index(WORD_FIELDS[query.fieldname][1])
    firsts = lengths[:row].sum(axis=0)
    has = np.zeros(len(candidates), bool)
    place_kernels.near(
        sequences.data,
        sequences.start[candidates].astype(np.int64),
        firsts,
        firsts + lengths[row],
        sequences.terms[level.name],
        np.array([one.term for one in listed], np.uint32),
        np.array(query.needed, np.uint32),
        query.width,
        has,
    )
    return has


def _by_positions(
    part: Part,  # noqa: ARG001
    listed: Sequence[Listed],
    query: Near,
    candidates: Numbers,
) -> Truths:
    starts = [_places(one, WORD_FIELDS[query.fieldname][1], candidates) for one in listed]
    windows = (bool(near(own, query.needed, query.width)) for own in _by_candidate(starts, len(candidates)))
    return np.fromiter(windows, bool, len(candidates))


def _places(listed: Listed, field: str, candidates: Numbers) -> Places:
    """Return, ascending, where a word stands: the number of the candidate above the position."""
    level = listed.level
    counts = np.array([float(own == field) for own in level.spec.fields])
    placed = len(level.spec.placed)
    return place_kernels.row_starts(level.packed, listed.block, listed.count, candidates, counts, placed, 0)


def _by_candidate(starts: Sequence[Places], candidates: int) -> Iterator[list[list[int]]]:
    """Yield, for each candidate, the positions of each word."""
    bounds = np.arange(candidates + 1, dtype=np.int64) << _CANDIDATE_SHIFT
    cuts = [np.searchsorted(own, bounds) for own in starts]
    for number in range(candidates):
        yield [
            (own[cut[number] : cut[number + 1]] & _POSITION).tolist()
            for own, cut in zip(starts, cuts, strict=True)
        ]
