"""The tables of names that ship with kashaf, and the reader of such files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import ClassVar

from index.errors import KashafError

COMMENT = "#"
"""A line that begins so is for people."""


class BadTable(KashafError):
    """Raised when a table of names cannot be read; names the file and the line."""

    code: ClassVar[str] = "bad-table"
    exit_code: ClassVar[int] = 2

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(
            f"{file}, line {line}: {problem}. Mend the line and try again.",
            f"تعذّرت قراءة جدول الأسماء {file} عند السطر {line}: صحّح السطر ثم أعد المحاولة.",
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, and where it stands."""

    cells: dict[str, str]
    file: str
    line: int

    def names(self, column: str) -> list[str]:
        """Return the names of a cell that holds several, parted by bars."""
        return [name.strip() for name in self.cells[column].split("|") if name.strip()]

    def bad(self, problem: str) -> BadTable:
        """Return the error that tells what is wrong with this row."""
        return BadTable(self.file, self.line, problem)


def shipped(name: str) -> Traversable:
    """Return a table that ships with kashaf, by its file name."""
    return files(__name__) / name


def read_table(file: Traversable, columns: Sequence[str]) -> Iterator[Row]:
    """Read a tab-separated table in UTF-8 whose first line names the columns.

    Empty lines and lines that begin with ``#`` are left out; empty cells at the end of a line may be missing.
    Raises BadTable.
    """
    header: list[str] = []
    for number, line in enumerate(_lines(file), 1):
        if not line.strip() or line.startswith(COMMENT):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = cells
            if missing := [column for column in columns if column not in header]:
                raise BadTable(str(file), number, f"the first line lacks the column {missing[0]!r}")
            continue
        if len(cells) > len(header):
            raise BadTable(str(file), number, f"{len(cells)} cells where the table has {len(header)} columns")
        cells += [""] * (len(header) - len(cells))
        yield Row(dict(zip(header, cells, strict=True)), str(file), number)


def _lines(file: Traversable) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadTable(str(file), 1, f"the file cannot be read ({error})") from error
