"""Files that survive a power cut: write, link, sync and replace, in the order that POSIX asks for."""

import errno
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

_CHUNK = 1 << 20
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOSYS}


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_synced(path: Path, data: bytes) -> None:
    """Write a new file and wait until it is on the disk; its folder is the caller's to sync."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, data: bytes) -> None:
    """Replace a file's content at once and for good: a reader sees the old bytes or the new."""
    temporary = path.with_name(path.name + ".new")
    write_synced(temporary, data)
    temporary.replace(path)
    sync(path.parent)


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name; copy it, synced, where the file system has no links."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copyfile(source, target)
        sync(target)


def checksum(path: Path, progress: Callable[[int], None] | None = None) -> str:
    """Return the BLAKE2b digest (32 bytes, hexadecimal) of a file; ``progress`` is told of bytes read."""
    found = hashlib.blake2b(digest_size=32)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            if progress:
                progress(len(chunk))
    return found.hexdigest()


def digest(data: bytes) -> str:
    """Return what ``checksum`` returns of a file that holds ``data``."""
    return hashlib.blake2b(data, digest_size=32).hexdigest()
