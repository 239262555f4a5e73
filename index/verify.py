"""A draft read back before it is published, and a published generation read byte by byte."""

from collections.abc import Callable, Iterator
from typing import ClassVar

import numpy as np

from index.codec.arrays_file import NotArrays, check_content
from index.comparison import compare
from index.document import document
from index.errors import KashafError
from index.generations import Generation, IndexDamaged
from index.manifest import MANIFEST
from index.snapshot import Snapshot, open_snapshot
from index.stored import StoredArticles

SAMPLE = 25
"""Articles of a draft that are compared with what the index says of them."""


class NotVerified(KashafError):
    """Raised when what was written is not what was meant; nothing is published then."""

    code: ClassVar[str] = "not-verified"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The new generation was not published: {what}. The archive stays as it was; look at the disk, "
            "then run the command again.",
            "لم تُنشر النسخة الجديدة لأن قراءتها بعد كتابتها لم تطابق المطلوب. بقي الأرشيف كما كان.",
        )


def verify(generation: Generation) -> None:
    """Open a generation as readers do, and compare its counts and a sample with what was meant.

    The sample is of the segments that the generation itself wrote. Raises NotVerified, IndexDamaged.
    """
    snapshot = open_snapshot(generation)
    stored = StoredArticles(snapshot)
    if len(stored) != generation.manifest.articles:
        raise NotVerified(f"it holds {len(stored)} articles instead of {generation.manifest.articles}")
    for number in _sample(generation, snapshot):
        segment, place = snapshot.place(number)
        if problem := compare(segment, place, document(stored.article(number), snapshot.lexicon)):
            raise NotVerified(problem)
        segment.arrays.let_go()


def damage(generation: Generation, progress: Callable[[int], None]) -> Iterator[IndexDamaged]:
    """Yield all damage of a generation's files, every byte read; ``progress`` is told of bytes read."""
    listed = generation.manifest.files
    for name, entry in listed.items():
        path = generation.path / name
        try:
            if (size := path.stat().st_size) != entry.size:
                yield IndexDamaged(path, f"it has {size} bytes instead of {entry.size}")
            elif check_content(path, progress) != entry.checksum:
                yield IndexDamaged(path, "it is another file than the manifest lists")
        except FileNotFoundError:
            yield IndexDamaged(path, "it is missing")
        except NotArrays as error:
            yield IndexDamaged(path, str(error))
    for path in sorted(generation.path.iterdir()):
        if path.name not in listed and path.name != MANIFEST:
            yield IndexDamaged(path, "the manifest does not list it")


def _sample(generation: Generation, snapshot: Snapshot) -> list[int]:
    """Return the numbers of some documents of new segments, evenly spread."""
    files = generation.manifest.files
    new = [part.numbers for part in snapshot.parts if files[part.segment.name].written_by == generation.id]
    numbers = np.concatenate([np.empty(0, np.int64), *new])
    places = np.linspace(0, len(numbers) - 1, min(SAMPLE, len(numbers)), dtype=np.int64)
    return [int(numbers[place]) for place in places]
