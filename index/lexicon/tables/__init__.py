"""What a lexicon cannot learn: names of persons, months, words to keep apart, irregular plurals."""

from importlib.resources import files

from index.analysis import fold_word, stem, without_beginnings
from index.tables import COMMENT, read_table, shipped

_HERE = files(__name__)


def _lines(name: str) -> list[list[str]]:
    """Return the words of each line of a table, folded."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [fold_word(line).split() for line in lines if line.strip() and not line.startswith(COMMENT)]


def _months() -> tuple[list[list[str]], dict[tuple[str, str], str]]:
    names: list[list[str]] = []
    parts: dict[tuple[str, str], str] = {}
    for row in read_table(_HERE / "months.tsv", ("month", "names", "parts")):
        names.append([stem(fold_word(name)) for name in row.names("names")])
        for pair in row.names("parts"):
            first, second = fold_word(pair).split()
            parts[first, second] = fold_word(row.names("names")[0])
    return names, parts


def _places() -> frozenset[str]:
    rows = read_table(shipped("places.tsv"), ("ar", "aliases"))
    names = (fold_word(name) for row in rows for name in (row.cells["ar"], *row.names("aliases")))
    return frozenset(without_beginnings(name) for name in names if " " not in name)


_MONTHS, MONTH_PARTS = _months()
"""The months of two words, and the name of one word for each."""

FAMILIES: list[list[str]] = [
    *_MONTHS,
    *([stem(word) for word in line] for line in _lines("families.txt")),
]
"""Stems that mean one thing, whatever company they keep."""
TOLD = frozenset(one for family in FAMILIES for one in family)
GIVEN_NAMES = frozenset(stem(word) for line in _lines("names.txt") for word in line)
APART = frozenset(
    [stem(word) for line in _lines("apart.txt") for word in line]
    + [name for names in _MONTHS for name in names]
)
"""Stems of which no two are kin, but for families of the tables."""
PLACES = _places()
"""Names of places, as ``without_beginnings`` leaves them."""
