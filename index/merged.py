"""Segments of a generation made one."""

from collections.abc import Sequence
from pathlib import Path

from index.codec.arrays_file import NotArrays
from index.codec.merge import Deleted, merge
from index.codec.segment import Segment
from index.generations import IndexDamaged
from index.manifest import SegmentEntry


def merge_segments(segments: Sequence[tuple[Segment, Deleted]], folder: Path) -> SegmentEntry:
    """Write what is left of some segments, each with what is deleted of it, as one segment of a folder.

    Every byte of them is checked before, so that no damage gets a checksum of its own; raises IndexDamaged.
    """
    for segment, _ in segments:
        try:
            segment.arrays.check()
        except NotArrays as error:
            raise IndexDamaged(segment.arrays.path, str(error)) from error
    path = merge(segments, folder)
    return SegmentEntry(path.name, Segment(path).documents)
