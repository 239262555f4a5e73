"""Which segments to merge: so that a hundred additions do not leave a hundred segments.

Segments of like size form a tier; a tier of TIER_SEGMENTS becomes one segment of the next. Segments of which
a tenth is deleted are rewritten. Nothing grows beyond the largest size, and what has it is left alone.
"""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

TIER_SEGMENTS = 8
SMALLEST_TIER = 64
"""Articles up to which every segment is of the lowest tier."""
DELETED_SHARE = 0.1


class SegmentSize(NamedTuple):
    """How many documents a segment has, the deleted ones included, and how many of them are deleted."""

    documents: int
    deleted: int

    @property
    def live(self) -> int:
        """How many are not deleted."""
        return self.documents - self.deleted


def to_merge(sizes: Sequence[SegmentSize], largest: int) -> list[int]:
    """Return the places of the segments to merge into one now, fewest articles first; none when all is well.

    Together they hold at most ``largest`` live articles.
    """
    worn = [n for n, size in enumerate(sizes) if size.deleted >= DELETED_SHARE * size.documents > 0]
    if worn:
        return _fitting(worn, sizes, largest)
    order = sorted(range(len(sizes)), key=lambda n: sizes[n].live)
    for _, tier in groupby(order, key=lambda n: _tier(sizes[n].live)):
        fitting = _fitting(list(tier), sizes, largest)
        if len(fitting) >= TIER_SEGMENTS:
            return fitting
    return []


def _tier(live: int) -> int:
    return max(0, math.ceil(math.log(max(live, 1) / SMALLEST_TIER, TIER_SEGMENTS)))


def _fitting(places: Sequence[int], sizes: Sequence[SegmentSize], largest: int) -> list[int]:
    """Return as many of the places, smallest first, as fit into one segment; at least one."""
    chosen: list[int] = []
    total = 0
    for place in sorted(places, key=lambda n: sizes[n].live):
        total += sizes[place].live
        if chosen and total > largest:
            break
        chosen.append(place)
    return chosen
