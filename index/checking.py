"""What an archive is: every byte of it checked, and its numbers."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec

from index import generations
from index.generations import Generation, IndexDamaged, NothingToRollBack
from index.progress import Progress, Silent
from index.schema import DAY, DAY_UNKNOWN, ID
from index.stored import StoredArticles
from index.verify import damage
from index.whoosh_index import open_reader

_TRIES = 3


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
    """The numbers of the serving generation; ``deleted`` documents are not yet merged away."""

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
    reader = open_reader(generation)
    column = reader.column_reader(DAY)
    days = [column[number] for number in StoredArticles(reader).numbers()]
    dated = [day for day in days if day != DAY_UNKNOWN]
    return Stats(
        generation=generation.id,
        created=manifest.created,
        made_by=manifest.made_by,
        previous=manifest.previous,
        articles=manifest.articles,
        deleted=manifest.documents - manifest.articles,
        undated=len(days) - len(dated),
        first_day=dt.date.fromordinal(min(dated)) if dated else None,
        last_day=dt.date.fromordinal(max(dated)) if dated else None,
        segments=manifest.segments,
        files=len(manifest.files),
        size=manifest.size,
        format=manifest.format,
        analysis=manifest.analysis,
    )


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
    stored = StoredArticles(open_reader(generation))
    done = progress.stage("reading", "articles", len(stored))
    count = 0
    for number in stored.numbers():
        article_id = stored.article(number).id
        if [one for one, _ in stored.with_term(ID, article_id)] != [number]:
            yield IndexDamaged(generation.path, f"the id {article_id} does not lead to its one article")
        count += 1
        done(1)
    if count != generation.manifest.articles:
        yield IndexDamaged(
            generation.path, f"it holds {count} articles instead of {generation.manifest.articles}"
        )
