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

    def __init__(self, facets: Sequence[Facet]) -> None:
        texts = [facet.keys.texts() for facet in facets]
        self.keys = sorted({key for listed in texts for key in listed})
        self._numbers = {key: number for number, key in enumerate(self.keys)}
        numbered: dict[tuple[int, ...], int] = {}
        columns = []
        for facet, listed in zip(facets, texts, strict=True):
            groups = [tuple(self._numbers[listed[key]] for key in group) for group in facet.groups()]
            own = np.array([numbered.setdefault(group, len(numbered)) for group in groups], np.uint32)
            columns.append(own[facet.group])
        self._groups = list(numbered)
        # Groups of one segment have the numbers that they have there; then the column stays as it is mapped.
        self._group: Numbers = (
            facets[0].group if len(facets) == 1 else np.concatenate([np.empty(0, np.uint32), *columns])
        )

    def counts(self, docs: Docs) -> tuple[dict[str, int], int]:
        """Return how many of some documents have each key, and how many have none."""
        counts: dict[str, int] = {}
        missing = 0
        sizes = np.bincount(self._group[docs])
        groups = np.flatnonzero(sizes)
        for group, size in zip(groups.tolist(), sizes[groups].tolist(), strict=True):
            for number in self._groups[group]:
                key = self.keys[number]
                counts[key] = counts.get(key, 0) + size
            missing += 0 if self._groups[group] else size
        return counts, missing

    def mask(self, wanted: Sequence[str]) -> Mask:
        """Return which documents have any of the keys."""
        numbers = {self._numbers[key] for key in wanted if key in self._numbers}
        found: Mask = np.array([not numbers.isdisjoint(keys) for keys in self._groups], bool)[self._group]
        return found


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
        segments = [part.segment for part in self._snapshot.parts]
        return {field: FacetColumn([one.facets[field] for one in segments]) for field in layout.FACETS}

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
