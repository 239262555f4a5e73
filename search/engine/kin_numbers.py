"""The kin of a snapshot by number, the same in all its parts, and in how many documents each stands."""

import numpy as np

from index.codec.compiled import Floats, Numbers
from index.codec.dictionary_merge import merge_strings
from index.codec.layout import D
from index.snapshot import Snapshot


class KinNumbers:
    """Numbers for the kin of a snapshot; to make them takes a moment where there are several parts."""

    def __init__(self, snapshot: Snapshot) -> None:
        levels = [part.segment.levels[D] for part in snapshot.parts]
        if len(levels) == 1:
            count = len(levels[0].terms)
            self.of_parts: list[Numbers] = [np.arange(count, dtype=np.uint32)]
        else:
            all_of_them = [(level.terms, np.ones(len(level.terms), bool)) for level in levels]
            merged = merge_strings(all_of_them, lambda: None)
            count, self.of_parts = len(merged), merged.to
        self.documents: Numbers = np.zeros(count, np.uint32)
        """In how many documents each stands."""
        for own, level in zip(self.of_parts, levels, strict=True):
            self.documents[own] += level.counts()
        rarity = np.log1p((snapshot.documents - self.documents + 0.5) / (self.documents + 0.5))
        self.idf: Floats = rarity
        """The inverse document frequency of each, as ``bm25.idf`` has it."""
