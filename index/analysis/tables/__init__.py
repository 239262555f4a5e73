"""The tables that analysis is made of, and their reader."""

from collections.abc import Iterator
from importlib.resources import files
from itertools import product

from index.tables import COMMENT, read_table

TABLES = files(__name__)
NOTHING = "-"


def names() -> list[str]:
    """Return the names of all tables, in order."""
    return sorted(table.name for table in TABLES.iterdir() if table.name.endswith((".tsv", ".txt")))


def read(name: str) -> str:
    """Return the text of one table."""
    return (TABLES / name).read_text(encoding="utf-8")


def columns(name: str, *wanted: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table in columns, by the names in its first line."""
    return (row.cells for row in read_table(TABLES / name, wanted))


def rows(name: str) -> list[str]:
    """Return the lines of a table of words, without comments and empty lines."""
    return [line for line in read(name).splitlines() if line.strip() and not line.startswith(COMMENT)]


def attached(name: str) -> list[str]:
    """Return every form that a table of words and attachments spells out.

    A line ``NAME = a b c`` names a set of affixes. Any other line is ``before | words | after``: each word is
    joined with each affix before and each affix after; ``-`` stands for nothing attached.
    """
    sets: dict[str, list[str]] = {NOTHING: [""]}
    forms: list[str] = []
    for row in rows(name):
        if "=" in row:
            key, _, affixes = row.partition("=")
            sets[key.strip()] = affixes.split()
        else:
            before, words, after = row.split("|")
            forms += _join(_affixes(before, sets), words.split(), _affixes(after, sets))
    return forms


def _affixes(names: str, sets: dict[str, list[str]]) -> list[str]:
    return [affix for name in names.split() for affix in sets[name]]


def _join(before: list[str], words: list[str], after: list[str]) -> list[str]:
    return ["".join(parts) for parts in product(before, words, after)]
