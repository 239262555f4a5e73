"""Words in a row and words near one another, among documents that have them all."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from index.codec import layout
from index.codec.compiled import Numbers, Truths
from index.codec.compiled import Places as PlacesArray
from index.snapshot import Part, Snapshot
from search.engine import kernels
from search.engine.columns import Mask
from search.engine.face import Docs
from search.engine.terms import Listed, Terms
from search.rows import near

_CANDIDATE_SHIFT = 32
_POSITION = (1 << _CANDIDATE_SHIFT) - 1


class Places:
    """Looks at the places of words in documents."""

    def __init__(self, snapshot: Snapshot, terms: Terms) -> None:
        self._snapshot = snapshot
        self._terms = terms

    def in_a_row(self, level: str, field: str, slots: Sequence[Sequence[str]], docs: Docs) -> Mask:
        """Return in which of some documents a field has, one after the other, a word of each slot."""
        found = np.zeros(self._snapshot.documents, bool)
        for place, part, candidates in self._by_part(docs):
            starts: PlacesArray | None = None
            for slot, texts in enumerate(slots):
                here = self._starts(level, field, texts, slot, place, candidates)
                starts = here if starts is None else _both(starts, here)
            if starts is not None:
                found[part.offset + candidates[starts >> _CANDIDATE_SHIFT]] = True
        return found

    def near(self, level: str, field: str, needed: Mapping[str, int], width: int, docs: Docs) -> Mask:
        """Return in which of some documents a window of so many words of a field has all that is needed.

        ``needed`` says how often each word must be there.
        """
        found = np.zeros(self._snapshot.documents, bool)
        for place, part, candidates in self._by_part(docs):
            if level in part.segment.sequences.terms:
                has = self._near_in_sequences(level, field, needed, width, part, candidates)
            else:
                has = self._near_by_positions(level, field, needed, width, place, candidates)
            found[part.offset + candidates[has]] = True
        return found

    def _by_part(self, docs: Docs) -> Iterator[tuple[int, Part, Numbers]]:
        """Yield the documents of each part that has any, as its own numbers."""
        for place, part in enumerate(self._snapshot.parts):
            begin, end = np.searchsorted(docs, (part.numbers.start, part.numbers.stop))
            if begin < end:
                yield place, part, (docs[begin:end] - part.offset).astype(np.uint32)

    def _starts(
        self, level: str, field: str, texts: Sequence[str], slot: int, place: int, candidates: Numbers
    ) -> PlacesArray:
        """Return, ascending, where rows would begin that have any of the words at a slot."""
        spec = layout.LEVELS[level]
        of_words = [np.empty(0, np.int64)]
        for listed in self._listed(level, texts, place):
            size = self._positions_at_most(listed, candidates)
            starts = np.empty(size, np.int64)
            written = kernels.row_starts(
                listed.level.packed,
                listed.block,
                listed.count,
                candidates,
                spec.fields.index(field),
                len(spec.placed),
                slot,
                starts,
            )
            of_words.append(starts[:written])
        return np.sort(np.concatenate(of_words))

    def _listed(self, level: str, texts: Sequence[str], place: int) -> Iterator[Listed]:
        for text in texts:
            yield from (one for one in self._terms.of(level, text).of_parts if one.part == place)

    def _positions_at_most(self, listed: Listed, candidates: Numbers) -> int:
        """Return at most how many positions a term has in some documents: all of their words."""
        lengths = listed.level.packed.lengths[: len(listed.level.spec.placed)]
        return int(lengths[:, candidates].sum(dtype=np.int64))

    def _near_in_sequences(
        self, level: str, field: str, needed: Mapping[str, int], width: int, part: Part, candidates: Numbers
    ) -> Truths:
        sequences = part.segment.sequences
        held = part.segment.levels[level]
        wanted = [held.find(text) for text in needed]
        lengths = held.packed.lengths[: len(held.spec.placed), candidates].astype(np.int64)
        row = held.spec.placed.index(field)
        firsts = lengths[:row].sum(axis=0)
        has = np.zeros(len(candidates), bool)
        kernels.near(
            sequences.data,
            sequences.start[candidates].astype(np.int64),
            firsts,
            firsts + lengths[row],
            sequences.terms[level],
            np.array(wanted, np.uint32),
            np.array(list(needed.values()), np.uint32),
            width,
            has,
        )
        return has

    def _near_by_positions(
        self, level: str, field: str, needed: Mapping[str, int], width: int, place: int, candidates: Numbers
    ) -> Truths:
        starts = [self._starts(level, field, [text], 0, place, candidates) for text in needed]
        has = np.zeros(len(candidates), bool)
        for number in range(len(candidates)):
            bounds = (number << _CANDIDATE_SHIFT, (number + 1) << _CANDIDATE_SHIFT)
            cuts = [np.searchsorted(own, bounds) for own in starts]
            own = [(own[a:b] & _POSITION).tolist() for own, (a, b) in zip(starts, cuts, strict=True)]
            has[number] = bool(near(own, list(needed.values()), width))
        return has


def _both(some: PlacesArray, others: PlacesArray) -> PlacesArray:
    out = np.empty(min(len(some), len(others)), np.int64)
    return out[: kernels.both(some, others, out)]
