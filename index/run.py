"""What the writing verbs share: one run of a writer, from the lock to the published generation."""

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import msgspec
import structlog

from index import durable, generations, schema, tiers
from index.analysis import fingerprint
from index.article import Article, Rejected
from index.errors import KashafError
from index.generations import Draft, Generation
from index.lock import write_lock
from index.manifest import FileEntry, Manifest
from index.parts import write_parts
from index.progress import Progress, Silent
from index.rejects import RejectsFile, RejectsFound
from index.report import BuildReport, peak_memory
from index.settings import INDEX_MEMORY, LOCK_WAIT
from index.spool import Entry, Spool
from index.stored import StoredArticles
from index.verify import verify
from index.whoosh_index import (
    SEGMENT_ARTICLES,
    Segment,
    documents_of,
    files_of,
    open_reader,
    read_segments,
    without_documents,
    write_contents,
)

log = structlog.get_logger()


class WriteFailed(KashafError):
    """Raised when the system fails a writer: a full disk, a missing permission, a killed worker."""

    code: ClassVar[str] = "write-failed"
    exit_code: ClassVar[int] = 74  # EX_IOERR


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a writer runs.

    ``procs`` processes analyse and write; ``strict`` publishes nothing where something was rejected;
    ``allow_empty`` publishes also when the sources hold no article; ``wait`` is how many seconds to wait
    for another writer; ``memory_mb`` bounds the postings held before they go to temporary files.
    """

    procs: int = 1
    strict: bool = False
    allow_empty: bool = False
    wait: float = field(default_factory=LOCK_WAIT.value)
    memory_mb: int = field(default_factory=INDEX_MEMORY.value)
    progress: Progress = field(default_factory=Silent)


class Run:
    """One run of a writer, which holds the write lock."""

    def __init__(self, command: str, index_dir: Path, options: BuildOptions) -> None:
        self.index_dir = index_dir
        self.options = options
        self.report = BuildReport(command=command)
        self.first_reject = ""
        self._started = time.monotonic()

    def take(self, listings: Iterable[Article | Rejected], spool: Spool, made: Draft) -> None:
        """Read every listing into the spool, and list what is rejected; raise RejectsFound when strict."""
        report = self.report
        with RejectsFile(generations.rejects_path(self.index_dir, made.id)) as rejects:
            for listing in listings:
                report.read += 1
                try:
                    report.merged += _put(listing, spool)
                except _Unfit as unfit:
                    rejects.put(unfit.rejected)
        self.first_reject = rejects.first
        report.rejected, report.rejected_by_reason = len(rejects), dict(rejects.by_reason)
        if rejects:
            report.rejects_file = str(rejects.path)
            if self.options.strict:
                raise RejectsFound(rejects.path, len(rejects), rejects.first)

    def write(self, made: Draft, spool: Spool, entries: Sequence[Entry]) -> list[Segment]:
        """Write the articles of entries as new segments of a draft."""
        return write_parts(
            made.path,
            spool.path,
            [entry.place for entry in entries],
            procs=self.options.procs,
            memory_mb=self.options.memory_mb,
            progress=self.options.progress.stage("indexing", "articles", len(entries)),
        )

    def publish(
        self,
        made: Draft,
        new: Sequence[Segment],
        kept: Sequence[Segment] = (),
        *,
        previous: str | None = None,
        made_by: str | None = None,
    ) -> None:
        """Finish a draft of kept segments, linked from its parent, and new ones: verify it, publish it."""
        inherited = _linked(made, kept)
        segments = [*kept, *new]
        write_contents(made.path, segments)
        sizes = _sizes(segments)
        manifest = Manifest(
            format=schema.FORMAT,
            id=made.id,
            created=dt.datetime.now(dt.UTC),
            made_by=made_by or self.report.command,
            parent=made.parent.id if made.parent else None,
            previous=previous,
            schema=schema.describe(),
            analysis=fingerprint(),
            articles=sum(size.live for size in sizes),
            documents=sum(size.documents for size in sizes),
            segments=len(segments),
            files=inherited | self._new_files(made, inherited),
            report=msgspec.to_builtins(self.report),
        )
        verify(Generation(made.path, manifest), sum(size.live for size in _sizes(new)))
        generation = generations.publish(self.index_dir, made, manifest)
        log.info("published", generation=generation.id, articles=manifest.articles, made_by=manifest.made_by)
        self.report.published = True

    def publish_change(
        self, made: Draft, parent: Generation, new: Sequence[Segment], replaced: Sequence[int]
    ) -> None:
        """Publish the parent's articles without the replaced documents, and with new segments."""
        kept = without_documents(read_segments(parent.path), replaced)
        self.publish(made, new, kept, previous=parent.id)

    def merge_segments(self) -> None:
        """Merge small and worn segments, each time in a generation of its own that a rollback skips.

        What the run took in is published already, so a failure is only logged.
        """
        try:
            while self._merge_once():
                pass
        except (OSError, KashafError) as error:
            log.warning("segments were not merged; the next addition tries again", error=str(error))

    def finished(self) -> BuildReport:
        """Return the report, with the state of the archive that now serves."""
        serving = generations.open_current(self.index_dir)
        report = self.report
        report.generation = serving.id
        report.articles = serving.manifest.articles
        report.size = serving.manifest.size
        report.segments = serving.manifest.segments
        report.seconds = round(time.monotonic() - self._started, 3)
        report.peak_memory = peak_memory()
        return report

    def _merge_once(self) -> bool:
        parent = generations.open_current(self.index_dir)
        segments = read_segments(parent.path)
        chosen = tiers.to_merge(_sizes(segments), SEGMENT_ARTICLES)
        if not chosen:
            return False
        stored = StoredArticles(open_reader(parent))
        with generations.draft(self.index_dir, parent) as made:
            with Spool(made.path / "spool") as spool:
                for number in documents_of(segments, chosen):
                    if stored.has(number):
                        spool.put(stored.article(number))
                new = self.write(made, spool, spool.entries())
            kept = [segment for place, segment in enumerate(segments) if place not in chosen]
            self.publish(made, new, kept, previous=parent.manifest.previous, made_by="merge")
        return True

    def _new_files(self, made: Draft, inherited: dict[str, FileEntry]) -> dict[str, FileEntry]:
        paths = [path for path in sorted(made.path.iterdir()) if path.name not in inherited]
        size = sum(path.stat().st_size for path in paths)
        done = self.options.progress.stage("verifying", "bytes", size)
        return {
            path.name: FileEntry(path.stat().st_size, durable.checksum(path, done), made.id) for path in paths
        }


@contextmanager
def running(
    command: str, index_dir: str | Path, options: BuildOptions | None, *, create: bool = False
) -> Iterator[Run]:
    """Hold the write lock for a run, with what killed runs left behind removed.

    Raises IndexLocked, WriteFailed, and, unless it may ``create`` the archive's folder, IndexNotFound.
    """
    options = options or BuildOptions()
    index_dir = Path(index_dir)
    try:
        if create:
            (index_dir / "generations").mkdir(parents=True, exist_ok=True)
        elif not (index_dir / "generations").is_dir():
            raise generations.IndexNotFound(index_dir)
        with write_lock(index_dir, options.wait):
            generations.sweep(index_dir)
            yield Run(command, index_dir, options)
    except (OSError, BrokenProcessPool) as error:
        raise WriteFailed(
            f"{command} failed, and the archive stays as it was: {error}. Look at free space and permissions "
            f"of {index_dir}, then run it again.",
            "تعذّرت الكتابة في الأرشيف، وبقي كما كان. تحقق من المساحة والأذونات ثم أعد المحاولة.",
        ) from error


def _linked(made: Draft, kept: Sequence[Segment]) -> dict[str, FileEntry]:
    """Link the files of the parent's segments that are kept, and return what its manifest says of them."""
    if made.parent is None:
        return {}
    entries = made.parent.manifest.files
    names = [name for segment in kept for name in files_of(segment, entries)]
    for name in names:
        durable.link_or_copy(made.parent.path / name, made.path / name)
    return {name: entries[name] for name in names}


def _sizes(segments: Sequence[Segment]) -> list[tiers.SegmentSize]:
    return [tiers.SegmentSize(segment.doc_count_all(), segment.deleted_count()) for segment in segments]


def _put(listing: Article | Rejected, spool: Spool) -> int:
    """Put an article into the spool and return how many listings joined another; raise _Unfit."""
    if isinstance(listing, Rejected):
        raise _Unfit(listing)
    if not listing.id:
        raise _Unfit(Rejected(file="-", reason="no-id", message="an article has no id"))
    if not listing.title and not listing.body:
        raise _Unfit(Rejected(file="-", reason="no-text", message=f"article {listing.id} has no text"))
    try:
        return spool.put(listing)
    except UnicodeEncodeError as error:
        message = f"article {listing.id!r} holds what is no Unicode text: {error}"
        raise _Unfit(Rejected(file="-", reason="bad-text", message=message)) from error


class _Unfit(Exception):
    """Raised for a listing that the index cannot take."""

    def __init__(self, rejected: Rejected) -> None:
        super().__init__(rejected.message)
        self.rejected = rejected
