"""Which segments to merge: so that a hundred additions do not leave a hundred segments.

Segments of like size form a tier; a tier of TIER_SEGMENTS becomes one segment of the next. Segments of which
a tenth is deleted are rewritten.
"""

import math
from collections.abc import Sequence
from itertools import groupby

from index.manifest import SegmentEntry

TIER_SEGMENTS = 8
SMALLEST_TIER = 64
"""Articles up to which every segment is of the lowest tier."""
DELETED_SHARE = 0.1


def to_merge(sizes: Sequence[SegmentEntry]) -> list[int]:
    """Return the places of the segments to merge into one now, in their order; none when all is well."""
    worn = [n for n, size in enumerate(sizes) if size.deleted >= DELETED_SHARE * size.documents > 0]
    if worn:
        return worn
    order = sorted(range(len(sizes)), key=lambda n: sizes[n].live)
    for _, tier in groupby(order, key=lambda n: _tier(sizes[n].live)):
        places = sorted(tier)
        if len(places) >= TIER_SEGMENTS:
            return places
    return []


def _tier(live: int) -> int:
    return max(0, math.ceil(math.log(max(live, 1) / SMALLEST_TIER, TIER_SEGMENTS)))
