"""Tables: CSV and TSV with a header row, whatever the delimiter."""

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.article import Article, Rejected
from index.sources import encoding
from index.sources.field_names import BODY, TITLE, checked_mapping, target_of
from index.sources.fields import FieldReader
from index.sources.inputs import Opened, bounded_lines
from index.sources.options import LONGEST_ARTICLE, ReadOptions
from index.sources.rejecting import NotRead

if TYPE_CHECKING:
    import _csv

_DELIMITERS = (",", ";", "\t", "|", "؛")


def read(opened: Opened, options: ReadOptions) -> Iterator[Article | Rejected]:
    """Read the articles of a table, one a row; raise NotRead when its columns are not named.

    A row with more or fewer cells than the header is rejected, with the number of its first line.
    """
    csv.field_size_limit(LONGEST_ARTICLE)
    lines = _Lines(encoding.decoded_lines(bounded_lines(opened.stream), encoding.detect_lines(opened.head)))
    delimiter = _delimiter(lines.first)
    rows = csv.reader(lines, delimiter=delimiter)
    header = _header(rows, options)
    fields = FieldReader(options)
    for number, row in _numbered(rows, lines):
        if isinstance(row, NotRead):
            yield row.rejected(opened.name, number)
        elif len(row) == len(header):
            yield fields.read(dict(zip(header, row, strict=True)), opened.name, number)
        elif row:
            message = f"{len(row)} cells in a table of {len(header)} columns"
            if rows.line_num > number:
                message += f"; the row goes on to line {rows.line_num}: is a quotation mark never closed?"
            yield Rejected(file=opened.name, line=number, reason="columns", message=message)


class _Lines(Iterator[str]):
    """The lines of a table as its parser takes them, and whether they were text."""

    def __init__(self, lines: Iterator[str | None]) -> None:
        self._lines = lines
        self.first = next((line for line in lines if line is None or line.strip()), None) or ""
        self._pending = [self.first]
        self.undecodable = False

    def __next__(self) -> str:
        if self._pending:
            return self._pending.pop()
        line = next(self._lines)
        self.undecodable |= line is None
        return line or "\n"


def _numbered(rows: "_csv.Reader", lines: _Lines) -> Iterator[tuple[int, list[str] | NotRead]]:
    """Return the rows with the numbers of their first lines, or why a row is none."""
    while True:
        number = rows.line_num + 1
        lines.undecodable = False
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, NotRead("bad-row", f"no row of a table: {error}")
        else:
            yield number, encoding.undecodable() if lines.undecodable else row


def _delimiter(line: str) -> str:
    """Return the delimiter that names most columns that are known, else most columns."""

    def columns(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader(line.splitlines()[:1], delimiter=delimiter), [])
        return sum(target_of(name) is not None for name in names), len(names)

    return max(_DELIMITERS, key=columns)


def _header(rows: "_csv.Reader", options: ReadOptions) -> list[str]:
    try:
        header = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise NotRead("no-header", f"no header row: {error}") from error
    mapping = checked_mapping(options.mapping)
    if not any((mapping.get(name) or target_of(name)) in {TITLE, BODY} for name in header):
        raise NotRead(
            "no-header",
            f"no column of the header row ({', '.join(header)[:200]}) is known as title or body; name them,"
            " for example --map title=COLUMN --map body=COLUMN",
            line=1,
        )
    return header
