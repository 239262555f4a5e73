"""Which codes of a level have a frequency in some of its fields."""

from functools import cache

import numpy as np

from index.codec.compiled import Truths
from index.snapshot import Snapshot


class FieldCodes:
    """Tells which codes count for some fields; worked out once for each level of each part."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known = cache(self._work_out)

    def __call__(self, part: int, level: str, fields: tuple[int, ...]) -> Truths:
        """Return one truth value for each code of a level of a part."""
        return self._known(part, level, fields)

    def _work_out(self, part: int, level: str, fields: tuple[int, ...]) -> Truths:
        times_of = self._snapshot.parts[part].segment.levels[level].packed.times_of
        return np.asarray((times_of[:, fields] > 0).any(axis=1))
