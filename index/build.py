"""The writing verbs: reindex, add, delete and rollback."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import ClassVar

from index import generations, takedown
from index.article import Article
from index.errors import KashafError
from index.generations import Draft, Generation
from index.listing import Listed, listed
from index.manifest import SegmentEntry
from index.reading_ahead import listings
from index.report import BuildReport, RollbackReport
from index.run import BuildOptions, Run, running
from index.serving import require_same_analysis
from index.snapshot import Snapshot, open_snapshot
from index.sources import ReadOptions, size_of
from index.spool import Spool
from index.stored import StoredArticles
from index.takedown import Takedown
from index.verify import damage


class NothingToIndex(KashafError):
    """Raised when the sources hold no article; an addition may be of nothing, but not of rejects alone."""

    code: ClassVar[str] = "nothing-to-index"


class UnknownIds(KashafError):
    """Raised by a strict delete that met ids which the archive does not have; nothing is deleted then."""

    code: ClassVar[str] = "unknown-ids"


class NotPurged(KashafError):
    """Raised when an older generation that holds purged articles could not be removed."""

    code: ClassVar[str] = "not-purged"
    exit_code: ClassVar[int] = 74  # EX_IOERR


def reindex(
    sources: Iterable[str | Path] | None,
    index_dir: str | Path,
    *,
    reading: ReadOptions | None = None,
    options: BuildOptions | None = None,
) -> BuildReport:
    """Build the archive anew from sources, or, with None, from the articles that are stored in it.

    Raises IndexLocked, NothingToIndex, RejectsFound (strict), IndexDamaged (without sources), WriteFailed.
    """
    with running("reindex", index_dir, options, create=sources is not None) as run:
        parent = generations.newest_whole(run.index_dir)
        taken = map(listed, _stored(run)) if sources is None else _from(sources, reading, run)
        with generations.draft(run.index_dir, parent) as made:
            segments = _write_all(taken, made, run)
            run.publish(made, segments, previous=parent.id if parent else None)
        run.merge_segments()
        return run.finished()


def _write_all(listings: Iterable[Listed], made: Draft, run: Run) -> list[SegmentEntry]:
    """Write the articles of listings as segments of a draft; raise NothingToIndex where there are none."""
    with Spool(made.path / "spool") as spool:
        run.take(listings, spool, made)
        entries = spool.entries()
        if not len(entries) and not run.options.allow_empty:
            raise _nothing_to_index(run, "; --allow-empty makes an empty archive")
        run.report.added = len(entries)
        return run.write(made, spool, entries, run.choose_lexicon(made))


def add(
    sources: Iterable[str | Path],
    index_dir: str | Path,
    *,
    reading: ReadOptions | None = None,
    options: BuildOptions | None = None,
) -> BuildReport:
    """Take new and changed articles into the archive; what is stored already is left as it is.

    Where nothing changes, no generation is made. Raises IndexNotFound, IndexDamaged, AnalysisMismatch,
    IndexLocked, NothingToIndex (all is rejected), RejectsFound (strict), WriteFailed.
    """
    with running("add", index_dir, options) as run:
        parent = _open_to_change(run.index_dir)
        snapshot = open_snapshot(parent)
        stored = StoredArticles(snapshot)
        with generations.draft(run.index_dir, parent) as made:
            with Spool(made.path / "spool", stored.find) as spool:
                run.take(_from(sources, reading, run), spool, made)
                entries = spool.entries()
                if run.report.rejected and not len(entries):
                    raise _nothing_to_index(run)
                changes = entries.changes()
                lexicon = parent.path / parent.manifest.lexicon
                segments = run.write(made, spool, changes, lexicon) if len(changes) else []
            run.report.added = sum(not documents for documents in changes.documents)
            run.report.changed = len(changes) - run.report.added
            run.report.unchanged = len(entries) - len(changes)
            if len(changes):
                replaced = list(chain.from_iterable(changes.documents))
                run.publish_change(made, parent, snapshot, segments, replaced)
        run.merge_segments()
        return run.finished()


def delete(
    ids: Iterable[str],
    index_dir: str | Path,
    *,
    strict: bool = False,
    purge: bool = False,
    options: BuildOptions | None = None,
) -> BuildReport:
    """Take the articles with these ids out of the archive; ids that it does not have are reported.

    With ``purge`` no file of the archive keeps anything of them: the segments that hold them, or former
    versions of them, are written anew, and older generations that hold them are dropped.

    Raises IndexNotFound, IndexDamaged, AnalysisMismatch, IndexLocked, UnknownIds (strict), WriteFailed,
    NotPurged.
    """
    with running("delete", index_dir, options) as run:
        parent = _open_to_change(run.index_dir)
        snapshot = open_snapshot(parent)
        if purge:
            _purge(run, parent, snapshot, takedown.find(snapshot, ids), strict=strict)
        else:
            _delete(run, parent, snapshot, ids, strict=strict)
        return run.finished()


def _delete(run: Run, parent: Generation, snapshot: Snapshot, ids: Iterable[str], *, strict: bool) -> None:
    stored = StoredArticles(snapshot)
    found = {article_id: stored.first_number(article_id) for article_id in ids}
    unknown = tuple(article_id for article_id, number in found.items() if number is None)
    numbers = sorted({number for number in found.values() if number is not None})
    run.report.unknown_ids, run.report.deleted = unknown, len(numbers)
    if unknown and strict:
        raise _unknown_ids(unknown)
    if numbers:
        with generations.draft(run.index_dir, parent) as made:
            run.publish_change(made, parent, snapshot, [], numbers)
        run.merge_segments()


def _purge(run: Run, parent: Generation, snapshot: Snapshot, found: Takedown, *, strict: bool) -> None:
    others = [one for one in generations.complete_ids(run.index_dir) if one != parent.id]
    dropped = [one for one in others if takedown.holds(run.index_dir, one, found)]
    unknown = tuple(
        asked
        for asked in found.unknown
        if not any(takedown.holds(run.index_dir, one, Takedown({asked})) for one in dropped)
    )
    if unknown and strict:
        raise _unknown_ids(unknown)
    dropped += [parent.id] if found.numbers else []
    run.report.unknown_ids, run.report.deleted = unknown, found.live
    run.report.purged, run.report.dropped = len(found.numbers), tuple(dropped)
    if found.numbers:
        previous = parent.manifest.previous
        with generations.draft(run.index_dir, parent) as made:
            segments = takedown.rewritten(snapshot, parent.manifest.segments, found.numbers, made.path)
            run.publish(made, list(segments), previous=None if previous in dropped else previous)
    try:
        generations.drop(run.index_dir, dropped)
    except OSError as error:
        raise _not_purged(error) from error
    run.merge_segments()


def rollback(index_dir: str | Path, *, options: BuildOptions | None = None) -> RollbackReport:
    """Serve the previous generation again; the one that is left stays until something new is published.

    Raises NothingToRollBack, IndexNotFound, IndexDamaged (the previous one is damaged too), IndexLocked.
    """
    with running("rollback", index_dir, options) as run:
        left = generations.serving_id(run.index_dir)
        previous = generations.previous_of(run.index_dir, left)
        open_snapshot(previous)
        generations.make_current(run.index_dir, previous)
        manifest = previous.manifest
        return RollbackReport(left, previous.id, manifest.articles, manifest.created)


def _from(sources: Iterable[str | Path], reading: ReadOptions | None, run: Run) -> Iterator[Listed]:
    """Read sources, with progress by bytes."""
    sources = list(sources)
    size = size_of(sources)
    progress = run.options.progress.stage("reading", "bytes", size)
    return listings(sources, size, replace(reading or ReadOptions(), progress=progress), run.processes)


def _stored(run: Run) -> Iterator[Article]:
    """Read the articles stored in the current generation, once every byte of it is known to be whole."""
    generation = generations.open_current(run.index_dir)
    checking = run.options.progress.stage("checking", "bytes", generation.manifest.size)
    for found in damage(generation, checking):
        raise found
    stored = StoredArticles(open_snapshot(generation))
    reading = run.options.progress.stage("reading", "articles", len(stored))
    for article in stored:
        reading(1)
        yield article


def _open_to_change(index_dir: Path) -> Generation:
    generation = generations.open_current(index_dir)
    require_same_analysis(generation)
    return generation


def _nothing_to_index(run: Run, otherwise: str = "") -> NothingToIndex:
    rejects = f"{run.report.rejected} rejected, listed in {run.report.rejects_file}; first {run.first_reject}"
    return NothingToIndex(
        f"The sources hold no article ({rejects if run.report.rejected else 'and nothing was rejected'}), so "
        f"nothing was published. `kashaf inspect SOURCE` shows what is understood of them{otherwise}.",
        "لم يُعثر على أي مادة في المصادر، فلم يتغير الأرشيف.",
    )


def _unknown_ids(ids: tuple[str, ...]) -> UnknownIds:
    return UnknownIds(
        f"The archive has no article {', '.join(ids)}; with --strict nothing was deleted.",
        "لا توجد في الأرشيف مواد بهذه المعرّفات، فلم يُحذف شيء.",
    )


def _not_purged(error: OSError) -> NotPurged:
    return NotPurged(
        "The articles are out of the generation that is served, but an older one that holds them could not "
        f"be removed: {error}. Run the same command again.",
        "حُذفت المواد من النسخة المعروضة، لكن تعذّر حذف نسخة أقدم ما زالت فيها: أعد تشغيل الأمر نفسه.",
    )
