"""What an archive is: every byte of it checked, and its numbers."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from index import generations
from index.generations import Generation, IndexDamaged, NothingToRollBack
from index.progress import Progress, Silent
from index.schema import DAY, DAY_UNKNOWN, ID
from index.snapshot import Snapshot, open_snapshot
from index.stored import StoredArticles
from index.verify import damage

_TRIES = 3
_LARGEST = 10


class Damage(msgspec.Struct, frozen=True):
    """A file that is not what it should be, and in what way."""

    file: str
    what: str


class CheckReport(msgspec.Struct, frozen=True):
    """What a check read and found; the previous generation is read too."""

    generation: str | None
    articles: int
    generations: tuple[str, ...]
    damage: tuple[Damage, ...]


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the serving generation; ``deleted`` documents are not yet merged away.

    ``parts`` has the bytes of the largest arrays of all segments, by the names that they have in the layout.
    """

    generation: str
    created: dt.datetime
    made_by: str
    previous: str | None
    articles: int
    deleted: int
    undated: int
    first_day: dt.date | None
    last_day: dt.date | None
    segments: int
    files: int
    size: int
    format: int
    analysis: str
    parts: dict[str, int]


def check(index_dir: str | Path, progress: Progress | None = None) -> CheckReport:
    """Read every byte of the current and the previous generation and report all damage.

    Raises IndexNotFound. A generation that is replaced meanwhile is followed.
    """
    index_dir = Path(index_dir)
    for _ in range(_TRIES - 1):
        named = generations.serving_id(index_dir)
        report = _check(index_dir, progress or Silent())
        if not report.damage or generations.serving_id(index_dir) == named:
            return report
    return _check(index_dir, progress or Silent())


def stats(index_dir: str | Path) -> Stats:
    """Return the numbers of the current generation; raise IndexNotFound or IndexDamaged."""
    generation = generations.open_current(Path(index_dir))
    manifest = generation.manifest
    snapshot = open_snapshot(generation)
    days = _days(snapshot)
    dated = days[days != DAY_UNKNOWN]
    return Stats(
        generation=generation.id,
        created=manifest.created,
        made_by=manifest.made_by,
        previous=manifest.previous,
        articles=manifest.articles,
        deleted=manifest.documents - manifest.articles,
        undated=len(days) - len(dated),
        first_day=dt.date.fromordinal(int(dated.min())) if len(dated) else None,
        last_day=dt.date.fromordinal(int(dated.max())) if len(dated) else None,
        segments=len(manifest.segments),
        files=len(manifest.files),
        size=manifest.size,
        format=manifest.format,
        analysis=manifest.analysis,
        parts=_largest_parts(snapshot),
    )


def _days(snapshot: Snapshot) -> NDArray[np.int32]:
    """Return the days of all articles."""
    columns = [np.empty(0, np.int32), *(part.segment.numbers[DAY] for part in snapshot.parts)]
    return np.concatenate(columns)[snapshot.alive]


def _largest_parts(snapshot: Snapshot) -> dict[str, int]:
    """Return the bytes of the largest arrays by name, the largest first."""
    sizes: Counter[str] = Counter()
    for part in snapshot.parts:
        sizes.update({name: array.nbytes for name, array in part.segment.arrays.items()})
    return dict(sizes.most_common(_LARGEST))


def _check(index_dir: Path, progress: Progress) -> CheckReport:
    found: list[IndexDamaged] = []
    try:
        generations.current_id(index_dir)
    except IndexDamaged as error:
        found.append(error)
    named = generations.serving_id(index_dir)
    checked = []
    articles = 0
    for generation in _kept(index_dir, named, found):
        checked.append(generation.id)
        in_it = list(damage(generation, progress.stage("checking", "bytes", generation.manifest.size)))
        found += in_it or _structure(generation, progress)
        if generation.id == named:
            articles = generation.manifest.articles
    return CheckReport(
        named, articles, tuple(checked), tuple(Damage(str(error.file), error.what) for error in found)
    )


def _kept(index_dir: Path, named: str, found: list[IndexDamaged]) -> Iterator[Generation]:
    """Yield the current and the previous generation, or note why they cannot be read."""
    try:
        yield generations.load(index_dir, named)
    except IndexDamaged as error:
        found.append(error)
    try:
        yield generations.previous_of(index_dir, named)
    except NothingToRollBack:
        pass
    except IndexDamaged as error:
        found.append(error)


def _structure(generation: Generation, progress: Progress) -> Iterator[IndexDamaged]:
    """Yield what is wrong within files whose checksums are right: counts, articles, ids."""
    try:
        stored = StoredArticles(open_snapshot(generation))
    except IndexDamaged as error:
        yield error
        return
    done = progress.stage("reading", "articles", len(stored))
    count = 0
    for number, article in stored.numbered():
        if [one for one, _ in stored.with_key(ID, article.id)] != [number]:
            yield IndexDamaged(generation.path, f"the id {article.id} does not lead to its one article")
        count += 1
        done(1)
    if count != generation.manifest.articles:
        yield IndexDamaged(
            generation.path, f"it holds {count} articles instead of {generation.manifest.articles}"
        )
