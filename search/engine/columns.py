"""What is known of every document: days, lengths, the keys of facets."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.codec import layout
from index.codec.compiled import Floats, Numbers
from index.codec.segment import Facet
from index.snapshot import Snapshot
from search.engine.face import Docs, Scores

Mask = NDArray[np.bool_]
"""One truth value for each document."""


class FacetColumn:
    """The keys of one field in every document of a snapshot."""

    def __init__(self, facets: Sequence[Facet], offsets: Sequence[int], documents: int) -> None:
        texts = [facet.keys.texts() for facet in facets]
        self.keys = sorted({key for listed in texts for key in listed})
        self._numbers = {key: number for number, key in enumerate(self.keys)}
        self._bounds = [*offsets, documents]
        self._group = [facet.group for facet in facets]
        self._groups = [
            [tuple(self._numbers[listed[key]] for key in group) for group in facet.groups()]
            for facet, listed in zip(facets, texts, strict=True)
        ]

    def counts(self, docs: Docs) -> tuple[dict[str, int], int]:
        """Return how many of some documents, given ascending, have each key, and how many have none."""
        counts = [0] * len(self.keys)
        missing = 0
        cuts = np.searchsorted(docs, self._bounds)
        for place, groups in enumerate(self._groups):
            own = docs[cuts[place] : cuts[place + 1]] - self._bounds[place]
            sizes = np.bincount(self._group[place][own], minlength=len(groups))
            for group in np.flatnonzero(sizes).tolist():
                for key in groups[group]:
                    counts[key] += int(sizes[group])
                missing += 0 if groups[group] else int(sizes[group])
        return {key: count for key, count in zip(self.keys, counts, strict=True) if count}, missing

    def mask(self, wanted: Sequence[str]) -> Mask:
        """Return which documents have any of the keys."""
        numbers = {self._numbers[key] for key in wanted if key in self._numbers}
        parts = [np.empty(0, bool)]
        for groups, group in zip(self._groups, self._group, strict=True):
            parts.append(np.array([not numbers.isdisjoint(keys) for keys in groups], bool)[group])
        return np.concatenate(parts)


class Columns:
    """The columns of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.count = snapshot.documents

    @property
    def alive(self) -> Mask:
        """Which documents are not deleted."""
        return self._snapshot.alive

    @cached_property
    def articles(self) -> int:
        """How many documents are not deleted."""
        return int(self.alive.sum())

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """The day of each document, as in ``index.schema``."""
        return self._numbers("day")

    @cached_property
    def last_days(self) -> NDArray[np.int32]:
        """The last day that the date of each document may mean."""
        return self._numbers("last_day")

    @cached_property
    def instants(self) -> NDArray[np.int64]:
        """The instant of each document."""
        return self._numbers("instant").astype(np.int64, copy=False)

    @cached_property
    def facets(self) -> Mapping[str, FacetColumn]:
        """The columns of the facets, by field."""
        parts = self._snapshot.parts
        offsets = [part.offset for part in parts]
        return {
            field: FacetColumn([part.segment.facets[field] for part in parts], offsets, self.count)
            for field in layout.FACETS
        }

    @cached_property
    def averages(self) -> Mapping[str, float]:
        """The average length of each field, over the documents that have any."""
        found = {}
        for field in layout.LENGTHS:
            lengths = [part.segment.lengths[field] for part in self._snapshot.parts]
            total = sum(int(own.sum(dtype=np.int64)) for own in lengths)
            having = sum(int(np.count_nonzero(own)) for own in lengths)
            found[field] = total / having if having else 1.0
        return found

    def lengths(self, field: str) -> Scores:
        """Return the number of words that each document has in a field."""
        return self._joined(lambda place: self._snapshot.parts[place].segment.lengths[field]).astype(
            np.float64
        )

    def _numbers(self, name: str) -> NDArray[np.int32]:
        return self._joined(lambda place: self._snapshot.parts[place].segment.numbers[name])

    def _joined(self, of_part: Callable[[int], Numbers | Floats]) -> NDArray[np.int32]:
        """Return the column of all parts: of one part as it is mapped, of several put together."""
        columns = [of_part(place) for place in range(len(self._snapshot.parts))]
        if not columns:
            return np.empty(0, np.int32)
        return np.asarray(columns[0]) if len(columns) == 1 else np.concatenate(columns)
