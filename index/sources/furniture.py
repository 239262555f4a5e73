"""The furniture of news pages: what stands around a story and is no part of it."""

import re
from enum import StrEnum
from functools import lru_cache

from index.analysis import fold_word
from index.tables import read_table, shipped

_TABLE = "furniture.tsv"
_WORDS = re.compile(r"[^\W\d_]+")
_BARS = re.compile(r"[|•·»›>/▪■●*]|\s[-–—]\s")
_COPYRIGHT = "©"
# One word alone begins furniture only as a label, or beside a number or a sign.
_LABEL = re.compile(r"\W*\w+\s*[:(|©\d]")
# A line that merely begins like furniture is none when it is as long as a paragraph.
_MOST_WORDS = 16


class Kind(StrEnum):
    """What follows from a line of furniture; see the table."""

    LINE = "line"
    BOX = "box"
    RELATED = "related"
    END = "end"


def furniture(line: str) -> Kind | None:
    """Return the kind of furniture that a line is, or None."""
    if _COPYRIGHT in line and len(line.split()) <= _MOST_WORDS:
        return Kind.END
    if kind := _whole(_normal(line)):
        return kind
    parts = [normal for part in _BARS.split(line) if (normal := _normal(part))]
    if len(parts) > 1 and all(_whole(part) for part in parts):
        return Kind.LINE
    return _beginning(line)


def is_heading_of_box(line: str) -> bool:
    """Return whether a line of a box is its heading alone, so that headlines follow under it."""
    return _whole(_normal(line)) is not None


def after_beginning(line: str) -> str:
    """Return what a line says after the furniture that it begins with, such as the name after a copyright."""
    words = _WORDS.findall(line)
    for count in range(len(words), 0, -1):
        if " ".join(map(fold_word, words[:count])).casefold() in _beginnings():
            return " ".join(words[count:])
    return ""


def _whole(normal: str) -> Kind | None:
    return _table()["whole"].get(normal)


def _beginning(line: str) -> Kind | None:
    words = _normal(line).split(" ")
    if len(words) > _MOST_WORDS:
        return None
    fewest = 1 if _LABEL.match(line) else 2
    beginnings = (" ".join(words[:count]) for count in range(len(words), fewest - 1, -1))
    return next((kind for part in beginnings if (kind := _beginnings().get(part))), None)


def _beginnings() -> dict[str, Kind]:
    return _table()["start"]


@lru_cache(maxsize=4096)
def _normal(line: str) -> str:
    return " ".join(_WORDS.findall(fold_word(line))).casefold()


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, Kind]]:
    table: dict[str, dict[str, Kind]] = {"whole": {}, "start": {}}
    for row in read_table(shipped(_TABLE), ["kind", "where", "names"]):
        if row.cells["where"] not in table:
            raise row.bad("where is neither whole nor start")
        for name in row.names("names"):
            table[row.cells["where"]].setdefault(_normal(name), Kind(row.cells["kind"]))
    return table
