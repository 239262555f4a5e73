"""Documents taken out of segments that never change: a mask beside each, anew in every generation."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays_file import ArraysWriter
from index.manifest import SegmentEntry
from index.snapshot import MASK, Snapshot


def without_documents(
    snapshot: Snapshot, entries: Iterable[SegmentEntry], numbers: Iterable[int], folder: Path
) -> Iterator[SegmentEntry]:
    """Yield the segments of a generation without some documents, given by their numbers in all of it.

    Masks that change are written into a folder. Segments of which nothing is left are not among them.
    """
    alive = snapshot.alive.copy()
    alive[list(numbers)] = False
    for part, entry in zip(snapshot.parts, entries, strict=True):
        deleted = ~alive[part.numbers.start : part.numbers.stop]
        if not deleted.all():
            yield _with_mask(entry, deleted, folder)


def _with_mask(entry: SegmentEntry, deleted: NDArray[np.bool_], folder: Path) -> SegmentEntry:
    count = int(np.count_nonzero(deleted))
    if count == entry.deleted:
        return entry
    with ArraysWriter(folder, MASK) as writer:
        writer.put(MASK, np.packbits(deleted))
        path = writer.finish()
    return SegmentEntry(entry.file, entry.documents, count, path.name)
