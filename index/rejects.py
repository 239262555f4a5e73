"""The list of what a run could not read."""

from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, ClassVar, Self

import msgspec

from index import durable
from index.article import Rejected
from index.errors import KashafError


class RejectsFound(KashafError):
    """Raised by a strict run that met something unreadable; nothing is published then."""

    code: ClassVar[str] = "rejects-found"

    def __init__(self, path: Path, count: int, first: str) -> None:
        super().__init__(
            f"With --strict nothing is published where anything cannot be read: {count} here, first {first}. "
            f"All are listed in {path}. Mend the sources, or run again without --strict.",
            f"تعذّرت قراءة {count} من المواد، فلم يُنشر شيء. القائمة في {path.name}.",
        )


class RejectsFile:
    """Rejected pieces, one JSON object a line, in a file that is made with the first; a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.by_reason: Counter[str] = Counter()
        self.first = ""
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def __len__(self) -> int:
        return self.by_reason.total()

    def put(self, rejected: Rejected) -> None:
        """Count a rejected piece and list it."""
        if self._file is None:
            self._file = durable.disk.create(self.path)
            place = f"{rejected.file}, line {rejected.line}" if rejected.line else rejected.file
            self.first = f"{place}: {rejected.message}"
        self.by_reason[rejected.reason] += 1
        self._file.write(msgspec.json.encode(rejected) + b"\n")
        self._file.flush()
