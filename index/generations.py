"""Generations of an archive: built aside, published at once, the previous one kept.

``<index>/current`` names the serving generation, ``<index>/generations/<id>/`` holds each. An id is a number
that only grows and the time (``000007-20261122T110900Z``), so names sort in the order of writing whatever
the clock says. A folder that is being written or thrown away has a suffix, and never counts.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import msgspec

from index import durable, schema
from index.errors import KashafError
from index.logs import log
from index.manifest import MANIFEST, Manifest, OtherFormat, decode, encode

_ID = re.compile(r"(\d{6,})-\d{8}T\d{6}Z")
_BUILDING = ".building"
_DROPPED = ".dropped"
_REJECTS = "rejects-{}.jsonl"
_REJECTS_KEPT = 20


class IndexNotFound(KashafError):
    """Raised when a folder holds no archive."""

    code: ClassVar[str] = "index-not-found"
    exit_code: ClassVar[int] = 66  # EX_NOINPUT

    def __init__(self, index_dir: Path) -> None:
        super().__init__(
            f"No archive in {index_dir}. Build one with: kashaf reindex SOURCE... --index {index_dir}",
            "لا أرشيف في هذا المجلد بعد: أنشئه بالأمر kashaf reindex.",
        )


class IndexDamaged(KashafError):
    """Raised when a file of a generation is missing, cut short or changed; ``file`` names it."""

    code: ClassVar[str] = "index-damaged"
    exit_code: ClassVar[int] = 74  # EX_IOERR

    def __init__(self, file: Path, what: str) -> None:
        super().__init__(
            f"{file} is damaged: {what}. `kashaf check` shows all damage, `kashaf rollback` returns to the "
            "previous generation, `kashaf reindex SOURCE...` builds a new one.",
            f"ملف من ملفات الأرشيف متضرر ({file.name}). شغّل kashaf check، ثم kashaf rollback أو reindex.",
        )
        self.file = file
        self.what = what


class AnalysisMismatch(KashafError):
    """Raised when an archive was built with another analysis or format than this version's."""

    code: ClassVar[str] = "analysis-mismatch"
    exit_code: ClassVar[int] = 78  # EX_CONFIG


class NothingToRollBack(KashafError):
    """Raised when no previous generation is kept."""

    code: ClassVar[str] = "nothing-to-roll-back"


class NotDurable(KashafError):
    """Raised when a generation serves, and the system cannot say that ``current`` is on the disk."""

    code: ClassVar[str] = "not-durable"
    exit_code: ClassVar[int] = 74  # EX_IOERR

    def __init__(self, generation_id: str, reason: OSError) -> None:
        super().__init__(
            f"Generation {generation_id} serves, but a power cut may bring back the one before it: {reason}. "
            "Look at the disk, then run the command again.",
            "الأرشيف الجديد معروض، لكن بقاءه بعد انقطاع الكهرباء غير مؤكد. افحص القرص ثم أعد تشغيل الأمر.",
        )


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole generation on disk."""

    path: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """Its id, which is also the name of its folder."""
        return self.manifest.id


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation that is being written aside, and the one that it follows."""

    id: str
    path: Path
    parent: Generation | None


def current_id(index_dir: Path) -> str | None:
    """Return the id that ``current`` names, or None where there is no generation either.

    Raises IndexDamaged when the file holds something else, or only it is missing.
    """
    path = index_dir / "current"
    try:
        text = path.read_bytes().decode("ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        if complete_ids(index_dir):
            raise IndexDamaged(path, "it is missing") from None
        return None
    except UnicodeDecodeError:
        text = ""
    if not _ID.fullmatch(text):
        raise IndexDamaged(path, "it names no generation")
    return text


def serving_id(index_dir: Path) -> str:
    """Return the id that ``current`` names, or where it is damaged the newest; raise IndexNotFound."""
    try:
        named = current_id(index_dir)
    except IndexDamaged:
        named = None
    ids = complete_ids(index_dir)
    if named is None and not ids:
        raise IndexNotFound(index_dir)
    return named or ids[-1]


def complete_ids(index_dir: Path) -> list[str]:
    """Return the ids of all generations whose folders are complete, oldest first."""
    folder = index_dir / "generations"
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted((name for name in names if _ID.fullmatch(name)), key=number_of)


def number_of(generation_id: str) -> int:
    """Return the number that an id begins with, by which generations are ordered."""
    return int(generation_id.split("-")[0])


def load(index_dir: Path, generation_id: str) -> Generation:
    """Return a generation by its id; raise IndexDamaged where its manifest cannot be trusted.

    Raises AnalysisMismatch where it is of another format, so that nothing in it can be read.
    """
    path = index_dir / "generations" / generation_id
    try:
        manifest = decode((path / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise IndexDamaged(path / MANIFEST, "it is missing") from error
    except OtherFormat as error:
        raise _other_format(path, error.format) from error
    except (ValueError, msgspec.DecodeError) as error:
        raise IndexDamaged(path / MANIFEST, str(error)) from error
    if manifest.id != generation_id:
        raise IndexDamaged(path / MANIFEST, f"it describes {manifest.id}")
    return Generation(path, manifest)


def open_current(index_dir: Path) -> Generation:
    """Return the generation that ``current`` names; raise IndexNotFound or IndexDamaged."""
    named = current_id(index_dir)
    if named is None:
        raise IndexNotFound(index_dir)
    return load(index_dir, named)


def newest_whole(index_dir: Path) -> Generation | None:
    """Return the current generation, or the newest older one whose manifest can be read, or None."""
    ids = complete_ids(index_dir)
    try:
        named = current_id(index_dir)
    except IndexDamaged:
        named = None
    if named is not None:
        ids = [one for one in ids if number_of(one) <= number_of(named)]
    for generation_id in reversed(ids):
        with suppress(IndexDamaged, AnalysisMismatch):
            return load(index_dir, generation_id)
    return None


@contextmanager
def draft(index_dir: Path, parent: Generation | None) -> Iterator[Draft]:
    """Give a folder to write a new generation in; it is removed unless it was published.

    The caller holds the write lock.
    """
    ids = complete_ids(index_dir)
    number = number_of(ids[-1]) + 1 if ids else 1
    generation_id = f"{number:06}-{_now():%Y%m%dT%H%M%SZ}"
    path = index_dir / "generations" / (generation_id + _BUILDING)
    durable.disk.mkdir(path)
    try:
        yield Draft(generation_id, path, parent)
    finally:
        if path.exists():
            with suppress(OSError):  # the next run tries again
                durable.remove(path)


def publish(index_dir: Path, made: Draft, manifest: Manifest) -> Generation:
    """Make a finished draft the serving generation, for good, and drop what no rollback needs.

    Every file is on the disk before ``current`` names the generation: the caller's are synced already. Raises
    NotDurable where the generation serves and it is not known whether that outlasts a power cut.
    """
    durable.write_synced(made.path / MANIFEST, encode(manifest))
    durable.disk.sync_folder(made.path)
    final = index_dir / "generations" / made.id
    durable.disk.rename(made.path, final)
    try:
        durable.disk.sync_folder(final.parent)
        _serve(index_dir, made.id)
    except OSError:  # no reader has seen it: it is a draft again, which is removed
        durable.disk.rename(final, made.path)
        raise
    try:
        prune(index_dir, {made.id, manifest.previous})
    except OSError as error:  # what is published is published: the next run drops it
        log().warning("an old generation could not be dropped", error=str(error))
    return load(index_dir, made.id)


def previous_of(index_dir: Path, generation_id: str) -> Generation:
    """Return the generation that a rollback from ``generation_id`` leads to; raise NothingToRollBack.

    Where its manifest is damaged, that is the newest older one.
    """
    try:
        previous = load(index_dir, generation_id).manifest.previous
    except IndexDamaged:
        older = [one for one in complete_ids(index_dir) if number_of(one) < number_of(generation_id)]
        previous = older[-1] if older else None
    if previous is None or previous not in complete_ids(index_dir):
        raise NothingToRollBack(
            f"{index_dir} keeps no generation before {generation_id}.",
            "لا نسخة سابقة محفوظة لهذا الأرشيف.",
        )
    return load(index_dir, previous)


def make_current(index_dir: Path, generation: Generation) -> None:
    """Name a complete generation as the serving one, for good; raise NotDurable as ``publish`` does."""
    _serve(index_dir, generation.id)


def prune(index_dir: Path, keep: set[str | None]) -> None:
    """Drop every generation but those to keep.

    Readers are not disturbed: they hold every file that they need from their opening on.
    """
    drop(index_dir, [one for one in complete_ids(index_dir) if one not in keep])


def drop(index_dir: Path, ids: Iterable[str]) -> None:
    """Remove generations for good; those that are gone already are passed over."""
    folder = index_dir / "generations"
    here = [one for one in ids if (folder / one).exists()]
    for generation_id in here:
        durable.disk.rename(folder / generation_id, folder / (generation_id + _DROPPED))
    if here:
        # Without this a generation could come back after a power cut with some of its files gone.
        durable.disk.sync_folder(folder)
    _remove_leftovers(folder)


def sweep(index_dir: Path) -> None:
    """Remove what killed commands left behind, and old lists of rejects; the caller holds the write lock.

    Also runs that publish nothing leave a list, so the lists are counted here.
    """
    _remove_leftovers(index_dir / "generations")
    for path in sorted(index_dir.glob(_REJECTS.format("*")))[:-_REJECTS_KEPT]:
        durable.disk.unlink(path)


def _remove_leftovers(folder: Path) -> None:
    """Remove for good what is no generation, or no more."""
    left = [path for suffix in (_BUILDING, _DROPPED) for path in folder.glob("*" + suffix)]
    for path in left:
        durable.remove(path)
    if left:
        durable.disk.sync_folder(folder)


def rejects_path(index_dir: Path, generation_id: str) -> Path:
    """Return where the rejected pieces of the run that made a generation are listed."""
    return index_dir / _REJECTS.format(generation_id)


def _other_format(path: Path, number: int) -> AnalysisMismatch:
    return AnalysisMismatch(
        f"{path} is of format {number}, and this version reads format {schema.FORMAT}: not even the articles "
        "stored in it can be read. Build the archive anew from its sources: kashaf reindex SOURCE...",
        "صيغة هذا الأرشيف من إصدار آخر ولا يمكن قراءته: أعد بناءه من مصادره بالأمر kashaf reindex SOURCE.",
    )


def _serve(index_dir: Path, generation_id: str) -> None:
    """Replace ``current``: a reader sees the old name or the new."""
    new = index_dir / "current.new"
    durable.write_synced(new, generation_id.encode("ascii") + b"\n")
    durable.disk.rename(new, index_dir / "current")
    try:
        durable.disk.sync_folder(index_dir)
    except OSError as error:
        raise NotDurable(generation_id, error) from error


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
