"""Files that survive a power cut: write, link, sync and replace, in the order that POSIX asks for.

Every write of an archive is a call of ``disk``, but for the lock: what that holds only names who writes now.
"""

import errno
import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOSYS}


class Disk:
    """What a writer does to files and folders, one method for each kind of step."""

    def create(self, path: Path) -> BinaryIO:
        """Open a new file, or an emptied one, for writing and reading."""
        return path.open("w+b")

    def sync(self, file: BinaryIO) -> None:
        """Wait until the bytes of a file are on the disk; its name may not be."""
        file.flush()
        os.fsync(file.fileno())

    def sync_folder(self, path: Path) -> None:
        """Wait until the names in a folder are on the disk."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def mkdir(self, path: Path) -> None:
        """Make a folder."""
        path.mkdir()

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name."""
        os.link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        """Give a file or folder another name in its folder; a file that has it already is replaced."""
        source.rename(target)

    def unlink(self, path: Path) -> None:
        """Take a name from a file."""
        path.unlink()

    def rmdir(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()


disk = Disk()
"""The one that is used; tests put another in its place that records, fails or dies."""


def make_folders(path: Path) -> None:
    """Make a folder, and those above it that are not there, for good."""
    if not path.is_dir():
        make_folders(path.parent)
        with suppress(FileExistsError):  # another writer made it meanwhile
            disk.mkdir(path)
        disk.sync_folder(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Write a new file and wait until it is on the disk; its folder is the caller's to sync."""
    with disk.create(path) as file:
        file.write(data)
        disk.sync(file)


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name; copy it, synced, where the file system has no links."""
    try:
        disk.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with source.open("rb") as original, disk.create(target) as copy:
            shutil.copyfileobj(original, copy)
            disk.sync(copy)


def remove(folder: Path) -> None:
    """Remove a folder and all that is in it; the folder that it is in is the caller's to sync."""
    for path in list(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            remove(path)
        else:
            disk.unlink(path)
    disk.rmdir(folder)


def digest(data: bytes) -> str:
    """Return the BLAKE2b digest (32 bytes, hexadecimal) of some bytes."""
    return hashlib.blake2b(data, digest_size=32).hexdigest()
