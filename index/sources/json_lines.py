"""JSONL: one article a line, however many lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from index.article import Article, Rejected
from index.sources import encoding
from index.sources.fields import FieldReader
from index.sources.inputs import BROKEN, Opened, bounded_lines, cut_lines, is_cut
from index.sources.json_values import decoded
from index.sources.options import LONGEST_LINE, ReadOptions
from index.sources.records import records_in
from index.sources.rejecting import NotRead

_AT_ONCE = 128 * 1024
"""Bytes of lines that are read at once."""
_TOO_DEEP = NotRead("bad-record", "values within values, too deep to be read")


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a file that are still to be read, by this process or another; ``first`` is a number."""

    file: str
    first: int
    lines: Sequence[bytes]
    options: ReadOptions

    def read(self) -> Iterator[Article | Rejected]:
        """Read the articles; a line that cannot be read does not touch the others."""
        fields = FieldReader(self.options)
        for number, line in enumerate(self.lines, self.first):
            if not line.strip():
                continue
            try:
                records = records_in(decoded(_whole(line)))
                read = [fields.read(record, self.file, number) for record in records]
            except NotRead as reason:
                yield reason.rejected(self.file, number)
            except RecursionError:
                yield _TOO_DEEP.rejected(self.file, number)
            else:
                yield from read

    @property
    def size(self) -> int:
        """How many bytes they are."""
        return sum(map(len, self.lines))


Piece: TypeAlias = Article | Rejected | Lines
"""What readers yield: what they have read, or lines that anyone may read."""


def read(opened: Opened, options: ReadOptions) -> Iterator[Lines]:
    """Return the lines of a JSONL file, some at a time."""
    portable = replace(options, progress=None, on_cut=None, mapping=dict(options.mapping))
    first = 1
    for lines in _some(_lines(opened)):
        yield Lines(opened.name, first, lines, portable)
        first += len(lines)


def _some(lines: Iterator[bytes]) -> Iterator[Sequence[bytes]]:
    """Return lines, some at a time: those before one that cannot be had as well."""
    taken: list[bytes] = []
    size = 0
    try:
        for line in lines:
            taken.append(line)
            size += len(line)
            if size >= _AT_ONCE:
                yield taken
                taken, size = [], 0
    except BROKEN:
        yield taken
        raise
    yield taken


def _whole(line: bytes) -> bytes:
    if is_cut(line):
        raise NotRead("too-large", f"a line of more than {LONGEST_LINE >> 20} MiB")
    return line


def _lines(opened: Opened) -> Iterator[bytes]:
    """Return the lines as UTF-8, or as they are where that is not known before each is looked at."""
    detected = encoding.detect_lines(opened.head)
    if detected.startswith("utf-16"):
        for line in encoding.decoded_lines(bounded_lines(opened.stream), detected):
            yield (line or "").encode()
        return
    lines = cut_lines(opened.stream)
    yield next(lines, b"").removeprefix(encoding.UTF_8_MARK)
    yield from lines
