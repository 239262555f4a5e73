"""Everything that an archive holds of some articles, so that nothing of them is left.

A deleted or replaced article is still in its segment, and in older generations. An article keeps all its ids
when it is replaced, so its former versions are known by them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index import generations
from index.generations import AnalysisMismatch, IndexDamaged
from index.manifest import SegmentEntry
from index.merged import merge_segments
from index.merging import canonical_url
from index.schema import ALSO, ID, URL
from index.snapshot import Snapshot, open_snapshot
from index.stored import StoredArticles


@dataclass
class Takedown:
    """What a generation holds of some articles.

    ``numbers`` are all their documents, ``live`` those that can still be found. ``unknown`` are the ids that
    none of them has.
    """

    ids: set[str]
    addresses: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    live: int = 0
    unknown: tuple[str, ...] = ()


def find(snapshot: Snapshot, ids: Iterable[str]) -> Takedown:
    """Return what a snapshot holds of the articles with some ids, other ids included."""
    asked = tuple(dict.fromkeys(ids))
    found = Takedown(set(asked))
    stored = StoredArticles(snapshot)
    waiting = list(asked)
    for one in asked:
        number = stored.first_number(one)
        if number is not None:
            waiting += _take(found, stored, number)
    found.live = len(found.numbers)
    while waiting:
        for number in _versions(snapshot, waiting.pop()):
            if number not in found.numbers:
                waiting += _take(found, stored, number)
    known = {key for number in found.numbers for key in _ids(stored, number)}
    found.unknown = tuple(one for one in asked if one not in known)
    return found


def holds(index_dir: Path, generation_id: str, sought: Takedown) -> bool:
    """Say whether a generation has a document of the articles; one that cannot be read may have."""
    try:
        snapshot = open_snapshot(generations.load(index_dir, generation_id))
    except (IndexDamaged, AnalysisMismatch):
        return True
    keys = [(name, key) for name in (ID, ALSO) for key in sought.ids]
    keys += [(URL, address) for address in sought.addresses]
    return any(part.segment.keys[name].find(key) for part in snapshot.parts for name, key in keys)


def rewritten(
    snapshot: Snapshot, entries: Sequence[SegmentEntry], numbers: Iterable[int], folder: Path
) -> Iterator[SegmentEntry]:
    """Yield the segments of a generation; those that hold some documents are written anew without them.

    Written anew, a segment has none of its deleted documents. One of which nothing is left is not there.
    """
    taken = np.zeros(snapshot.documents, bool)
    taken[list(numbers)] = True
    for part, entry in zip(snapshot.parts, entries, strict=True):
        of_part = taken[part.numbers.start : part.numbers.stop]
        deleted = of_part if part.deleted is None else part.deleted | of_part
        if not of_part.any():
            yield entry
        elif not deleted.all():
            yield merge_segments([(part.segment, deleted)], folder)


def _take(found: Takedown, stored: StoredArticles, number: int) -> list[str]:
    """Take a document; return the ids that were not known before."""
    article = stored.article(number)
    new = [key for key in (article.id, *article.also) if key not in found.ids]
    found.numbers.add(number)
    found.ids.update(new)
    if address := canonical_url(article.url):
        found.addresses.add(address)
    return new


def _versions(snapshot: Snapshot, article_id: str) -> Iterator[int]:
    """Yield the deleted documents that have an id."""
    for part in snapshot.parts:
        if part.deleted is not None:
            for name in (ID, ALSO):
                for document in part.segment.keys[name].find(article_id):
                    if part.deleted[document]:
                        yield part.offset + document


def _ids(stored: StoredArticles, number: int) -> tuple[str, ...]:
    article = stored.article(number)
    return article.id, *article.also
