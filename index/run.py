"""What the writing verbs share: one run of a writer, from the lock to the published generation."""

import datetime as dt
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import ClassVar

import msgspec

from index import durable, generations, parts, schema, tiers
from index.analysis import fingerprint
from index.article import Rejected
from index.codec.arrays_file import NotArrays, check_content
from index.deletions import without_documents
from index.errors import KashafError
from index.generations import Draft, Generation
from index.lexicon.lexicon import LEXICON, Lexicon, NoLexicon, shipped
from index.listing import Listed
from index.lock import write_lock
from index.logs import log
from index.manifest import FileEntry, Manifest, SegmentEntry
from index.merged import merge_segments
from index.processes import Processes
from index.progress import Progress, Silent, Stage
from index.rejects import RejectsFile, RejectsFound
from index.report import BuildReport, peak_memory
from index.settings import LOCK_WAIT, MEMORY
from index.snapshot import Snapshot, open_snapshot
from index.spool import Entries, Spool
from index.verify import NotVerified, verify


class WriteFailed(KashafError):
    """Raised when the system fails a writer: a full disk, a missing permission, a killed worker."""

    code: ClassVar[str] = "write-failed"
    exit_code: ClassVar[int] = 74  # EX_IOERR


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a writer runs.

    ``procs`` processes read lines, analyse and write; ``strict`` publishes nothing where something was
    rejected; ``allow_empty`` publishes also when the sources hold no article; ``wait`` is how many seconds to
    wait for another writer; ``memory`` is about how many MiB all processes together may hold; ``lexicon`` is
    the file of the lexicon for an archive that is built anew, None for the one that ships with kashaf.
    """

    procs: int = 1
    strict: bool = False
    allow_empty: bool = False
    wait: float = field(default_factory=LOCK_WAIT.value)
    memory: int = field(default_factory=MEMORY.value)
    progress: Progress = field(default_factory=Silent)
    lexicon: Path | None = None


class Run:
    """One run of a writer, which holds the write lock."""

    def __init__(self, command: str, index_dir: Path, options: BuildOptions, processes: Processes) -> None:
        self.processes = processes
        self.index_dir = index_dir
        self.options = options
        self.report = BuildReport(command=command)
        self.first_reject = ""
        self._started = time.monotonic()

    def take(self, listings: Iterable[Listed], spool: Spool, made: Draft) -> None:
        """Put every listing into the spool, and list what is rejected; raise RejectsFound when strict."""
        report = self.report
        with RejectsFile(generations.rejects_path(self.index_dir, made.id)) as rejects:
            for one in listings:
                report.read += 1
                self.processes.expect(report.read)
                if isinstance(one, Rejected):
                    rejects.put(one)
                else:
                    report.merged += spool.put(one)
        spool.end()
        self.first_reject = rejects.first
        report.rejected, report.rejected_by_reason = len(rejects), dict(rejects.by_reason)
        if rejects:
            report.rejects_file = str(rejects.path)
            if self.options.strict:
                raise RejectsFound(rejects.path, len(rejects), rejects.first)

    def choose_lexicon(self, made: Draft) -> Path:
        """Put the lexicon that was asked for into a draft, and return it; raise NoLexicon."""
        chosen = self.options.lexicon or shipped()
        try:
            Lexicon.open(chosen)
            data = chosen.read_bytes()
        except OSError as error:
            raise NoLexicon(chosen, str(error)) from error
        path = made.path / chosen.name
        durable.write_synced(path, data)
        return path

    def write(self, made: Draft, spool: Spool, entries: Entries, lexicon: Path) -> list[SegmentEntry]:
        """Write the articles of entries as new segments of a draft."""
        return parts.write(
            self.processes,
            made.path,
            lexicon,
            spool.path,
            entries.places,
            memory=self.options.memory,
            progress=self.options.progress.stage("indexing", "articles", len(entries)),
        )

    def publish(
        self,
        made: Draft,
        segments: Sequence[SegmentEntry],
        *,
        previous: str | None = None,
        made_by: str | None = None,
    ) -> None:
        """Finish a draft: link what its segments share with the parent, verify it, publish it."""
        lexicon = _lexicon_of(made)
        inherited = _linked(made, [lexicon, *(name for one in segments for name in (one.file, one.mask))])
        manifest = Manifest(
            format=schema.FORMAT,
            id=made.id,
            created=dt.datetime.now(dt.UTC),
            made_by=made_by or self.report.command,
            parent=made.parent.id if made.parent else None,
            previous=previous,
            schema=schema.describe(),
            analysis=fingerprint(),
            articles=sum(segment.live for segment in segments),
            documents=sum(segment.documents for segment in segments),
            segments=tuple(segments),
            lexicon=lexicon,
            files=inherited | self._new_files(made, inherited),
            report=msgspec.to_builtins(self.report),
        )
        verify(Generation(made.path, manifest))
        generations.publish(self.index_dir, made, manifest)
        self.report.published = True

    def publish_change(
        self,
        made: Draft,
        parent: Generation,
        snapshot: Snapshot,
        new: Sequence[SegmentEntry],
        replaced: Sequence[int],
    ) -> None:
        """Publish the parent's articles without the replaced documents, and with new segments."""
        kept = list(without_documents(snapshot, parent.manifest.segments, replaced, made.path))
        self.publish(made, [*kept, *new], previous=parent.id)

    def merge_segments(self) -> None:
        """Merge small and worn segments, each time in a generation of its own that a rollback skips.

        What the run took in is published already, so a failure is only logged.
        """
        try:
            while self._merge_once():
                pass
        except (OSError, KashafError) as error:
            log().warning("segments were not merged; the next addition tries again", error=str(error))

    def finished(self) -> BuildReport:
        """End the other processes, and return the report, with the state of the archive that now serves."""
        self.processes.dismiss()
        self.processes.end()
        serving = generations.open_current(self.index_dir)
        report = self.report
        report.generation = serving.id
        report.articles = serving.manifest.articles
        report.size = serving.manifest.size
        report.segments = len(serving.manifest.segments)
        report.seconds = round(time.monotonic() - self._started, 3)
        report.peak_memory = peak_memory()
        return report

    def _merge_once(self) -> bool:
        parent = generations.open_current(self.index_dir)
        entries = parent.manifest.segments
        chosen = tiers.to_merge(entries)
        if not chosen:
            return False
        worn = [open_snapshot(parent).parts[place] for place in chosen]
        live = sum(entries[place].live for place in chosen)
        done = self.options.progress.stage("merging", "articles", live)
        with generations.draft(self.index_dir, parent) as made:
            new = merge_segments([(part.segment, part.deleted) for part in worn], made.path)
            done(live)
            kept = [entry for place, entry in enumerate(entries) if place not in chosen]
            self.publish(made, [*kept, new], previous=parent.manifest.previous, made_by="merge")
        return True

    def _new_files(self, made: Draft, inherited: dict[str, FileEntry]) -> dict[str, FileEntry]:
        """Read back every byte of the files that a draft does not share, and return their entries."""
        paths = [path for path in sorted(made.path.iterdir()) if path.name not in inherited]
        sizes = {path: path.stat().st_size for path in paths}
        done = self.options.progress.stage("verifying", "bytes", sum(sizes.values()))
        with ThreadPoolExecutor(self.options.procs) as threads:
            checksums = list(threads.map(partial(_read_back, progress=_shared(done)), paths))
        return {
            path.name: FileEntry(sizes[path], checksum, made.id)
            for path, checksum in zip(paths, checksums, strict=True)
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
            durable.make_folders(index_dir / "generations")
        elif not (index_dir / "generations").is_dir():
            raise generations.IndexNotFound(index_dir)
        with write_lock(index_dir, options.wait), Processes(options.procs, parts.load) as processes:
            generations.sweep(index_dir)
            yield Run(command, index_dir, options, processes)
    except (OSError, BrokenProcessPool) as error:
        raise WriteFailed(
            f"{command} failed, and the archive stays as it was: {error}. Look at free space and permissions "
            f"of {index_dir}, then run it again.",
            "تعذّرت الكتابة في الأرشيف، وبقي كما كان. تحقق من المساحة والأذونات ثم أعد المحاولة.",
        ) from error


def _lexicon_of(made: Draft) -> str:
    """Return the name of the lexicon of a draft: the one that was chosen for it, or else its parent's."""
    for path in made.path.glob(f"{LEXICON}-*"):
        return path.name
    if made.parent is None:
        raise ValueError("a draft without a parent has no lexicon")
    return made.parent.manifest.lexicon


def _linked(made: Draft, names: Iterable[str]) -> dict[str, FileEntry]:
    """Link those of the parent's files that are named, and return what its manifest says of them."""
    if made.parent is None:
        return {}
    entries = made.parent.manifest.files
    shared = [name for name in sorted(entries.keys() & names) if not (made.path / name).exists()]
    for name in shared:
        durable.link_or_copy(made.parent.path / name, made.path / name)
    return {name: entries[name] for name in shared}


def _shared(stage: Stage) -> Stage:
    """Return a stage that several threads may tell of what they do."""
    telling = threading.Lock()

    def tell(number: float, /) -> None:
        with telling:
            stage(number)

    return tell


def _read_back(path: Path, progress: Stage) -> str:
    try:
        return check_content(path, progress)
    except NotArrays as error:
        raise NotVerified(f"{path.name} is not as it was written: {error}") from error
