"""Words in a row and words near one another: the rarest leads, the others are looked up in its documents."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from index.codec.compiled import Numbers, Truths
from index.codec.compiled import Places as PlacesArray
from index.codec.segment import Level
from index.snapshot import Part, Snapshot
from search.engine import kernels
from search.engine.columns import Mask
from search.engine.field_codes import FieldCodes
from search.engine.terms import Listed, Terms
from search.rows import near

_CANDIDATE_SHIFT = 32
_POSITION = (1 << _CANDIDATE_SHIFT) - 1
_NOWHERE: PlacesArray = np.empty(0, np.int64)


class Places:
    """Looks at the places of words in the documents of a snapshot."""

    def __init__(self, snapshot: Snapshot, terms: Terms, codes: FieldCodes) -> None:
        self._snapshot = snapshot
        self._terms = terms
        self._codes = codes

    def in_a_row(self, level: str, field: str, slots: Sequence[Sequence[str]]) -> Mask:
        """Return in which documents a field has, one after the other, a word of each slot."""
        found = np.zeros(self._snapshot.documents, bool)
        for place, part in enumerate(self._snapshot.parts):
            listed = [self._listed(level, texts, place) for texts in slots]
            if all(listed):
                candidates = self._having_any(min(listed, key=_count), field)
                starts = _rows(listed, field, candidates)
                found[part.offset + candidates[starts >> _CANDIDATE_SHIFT].astype(np.int64)] = True
        return found

    def near(self, level: str, field: str, needed: Mapping[str, int], width: int) -> Mask:
        """Return in which documents a window of so many words of a field has all that is needed.

        ``needed`` says how often each word must be there.
        """
        found = np.zeros(self._snapshot.documents, bool)
        for place, part in enumerate(self._snapshot.parts):
            listed = [one for text in needed for one in self._listed(level, [text], place)]
            if len(listed) == len(needed):
                candidates = self._having_all(listed, field)
                by_sequence = level in part.segment.sequences.terms
                look = _near_in_sequences if by_sequence else _near_by_positions
                has = look(part, listed, field, list(needed.values()), width, candidates)
                found[part.offset + candidates[has].astype(np.int64)] = True
        return found

    def _listed(self, level: str, texts: Sequence[str], place: int) -> list[Listed]:
        """Return the postings of words in one part."""
        return [one for text in texts for one in self._terms.of(level, text).of_parts if one.part == place]

    def _having_any(self, listed: Sequence[Listed], field: str) -> Numbers:
        """Return the documents in which a field has any of some words, ascending."""
        wanted = self._wanted(listed[0], field)
        found = []
        for one in listed:
            documents, codes = one.level.unpacked(one.term)
            found.append(documents[wanted[codes]])
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))

    def _having_all(self, listed: Sequence[Listed], field: str) -> Numbers:
        """Return the documents in which a field has all of some words, ascending."""
        rarest, *others = sorted(listed, key=lambda one: one.count)
        wanted = self._wanted(rarest, field)
        candidates = self._having_any([rarest], field)
        for one in others:
            candidates = kernels.having(one.level.packed, one.block, one.count, candidates, wanted)
        return candidates

    def _wanted(self, listed: Listed, field: str) -> Truths:
        """Return which codes of a word's level count for a field."""
        return self._codes(listed.part, listed.level.name, (_column(listed.level, field),))


def _column(level: Level, field: str) -> int:
    return level.spec.fields.index(field)


def _count(listed: Sequence[Listed]) -> int:
    return sum(one.count for one in listed)


def _rows(slots: Sequence[Sequence[Listed]], field: str, candidates: Numbers) -> PlacesArray:
    """Return where rows begin that have a word of each slot in turn."""
    starts: PlacesArray | None = None
    for slot in sorted(range(len(slots)), key=lambda number: _count(slots[number])):
        here = _starts(slots[slot], field, slot, candidates)
        starts = here if starts is None else kernels.both(starts, here)
        if not len(starts):
            return starts
    return _NOWHERE if starts is None else starts


def _starts(listed: Sequence[Listed], field: str, slot: int, candidates: Numbers) -> PlacesArray:
    """Return, ascending, where rows would begin that have any of some words at a slot."""
    found = [
        kernels.row_starts(
            one.level.packed,
            one.block,
            one.count,
            candidates,
            _column(one.level, field),
            len(one.level.spec.placed),
            slot,
        )
        for one in listed
    ]
    return found[0] if len(found) == 1 else np.sort(np.concatenate(found))


def _near_in_sequences(
    part: Part,
    listed: Sequence[Listed],
    field: str,
    needed: Sequence[int],
    width: int,
    candidates: Numbers,
) -> Truths:
    sequences, level = part.segment.sequences, listed[0].level
    lengths = level.packed.lengths[: len(level.spec.placed), candidates].astype(np.int64)
    row = level.spec.placed.index(field)
    firsts = lengths[:row].sum(axis=0)
    has = np.zeros(len(candidates), bool)
    kernels.near(
        sequences.data,
        sequences.start[candidates].astype(np.int64),
        firsts,
        firsts + lengths[row],
        sequences.terms[level.name],
        np.array([one.term for one in listed], np.uint32),
        np.array(needed, np.uint32),
        width,
        has,
    )
    return has


def _near_by_positions(
    part: Part,  # noqa: ARG001
    listed: Sequence[Listed],
    field: str,
    needed: Sequence[int],
    width: int,
    candidates: Numbers,
) -> Truths:
    starts = [_starts([one], field, 0, candidates) for one in listed]
    windows = (bool(near(own, needed, width)) for own in _by_candidate(starts, len(candidates)))
    return np.fromiter(windows, bool, len(candidates))


def _by_candidate(starts: Sequence[PlacesArray], candidates: int) -> Iterator[list[list[int]]]:
    """Yield, for each candidate, the positions of each word."""
    bounds = np.arange(candidates + 1, dtype=np.int64) << _CANDIDATE_SHIFT
    cuts = [np.searchsorted(own, bounds) for own in starts]
    for number in range(candidates):
        yield [
            (own[cut[number] : cut[number + 1]] & _POSITION).tolist()
            for own, cut in zip(starts, cuts, strict=True)
        ]
