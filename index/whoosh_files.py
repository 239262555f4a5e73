"""Whoosh's storage over a published generation: every file held from opening on, safe to share by threads.

Whoosh's own file storage opens columns when they are first asked for and moves one file position for all
threads. Here nothing is opened later, so a generation may be removed under its readers, and each thread reads
at its own place.
"""

import mmap
import threading
from pathlib import Path

from whoosh.filedb.filestore import ReadOnlyError, Storage
from whoosh.filedb.structfile import StructFile

from index.generations import Generation, IndexDamaged

_MAPPED_FROM = 1 << 18
"""Files of fewer bytes are read: a map keeps a descriptor, and archives of many segments have many files."""


class Cursor:
    """The reading half of a binary file over bytes or a map, with a position for each thread."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data
        self._place = threading.local()

    def tell(self) -> int:
        """Return the position of the calling thread."""
        return getattr(self._place, "offset", 0)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move the calling thread's position; ``whence`` as for files."""
        base = (0, self.tell(), len(self._data))[whence]
        self._place.offset = base + offset
        return base + offset

    def read(self, size: int = -1) -> bytes:
        """Return the next ``size`` bytes, or all that are left."""
        start = self.tell()
        end = len(self._data) if size < 0 else start + size
        found = self._data[start:end]
        self._place.offset = start + len(found)
        return found

    def readline(self) -> bytes:
        """Return the bytes up to and with the next line feed."""
        end = self._data.find(b"\n", self.tell())
        return self.read(end + 1 - self.tell() if end >= 0 else -1)


class HeldFile(StructFile):  # type: ignore[misc]
    """A file of a generation as Whoosh reads it."""

    def __init__(self, data: bytes | mmap.mmap, name: str) -> None:
        super().__init__(Cursor(data), name=name)
        self._data = data

    def get(self, position: int, length: int) -> bytes:
        """Return ``length`` bytes at ``position``, whatever the position of the thread."""
        return self._data[position : position + length]

    def close(self) -> None:
        """Do nothing: the bytes are let go with the last reader."""


class GenerationStorage(Storage):  # type: ignore[misc]
    """All files that a manifest lists, held; raises IndexDamaged where one is missing or has another size."""

    readonly = True
    supports_mmap = False

    def __init__(self, generation: Generation) -> None:
        self._files = {
            name: _hold(generation.path / name, entry.size)
            for name, entry in generation.manifest.files.items()
        }

    def list(self) -> list[str]:
        """Return the names of the files."""
        return list(self._files)

    def file_exists(self, name: str) -> bool:
        """Say whether the generation has a file."""
        return name in self._files

    def file_length(self, name: str) -> int:
        """Return the size of a file in bytes."""
        return len(self._files[name])

    def open_file(self, name: str, **_: object) -> HeldFile:
        """Return a file to read."""
        return HeldFile(self._files[name], name)

    def create_file(self, name: str, **_: object) -> HeldFile:
        """Refuse: a published generation never changes."""
        raise ReadOnlyError(name)


def _hold(path: Path, size: int) -> bytes | mmap.mmap:
    try:
        with path.open("rb") as file:
            found = path.stat().st_size
            if found != size:
                raise IndexDamaged(path, f"it has {found} bytes instead of {size}")
            if size < _MAPPED_FROM:
                return file.read()
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise IndexDamaged(path, "it is missing") from error
