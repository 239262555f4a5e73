"""What a lexicon cannot learn: names of persons, months, words to keep apart, irregular plurals."""

from collections import defaultdict
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


def _places() -> dict[str, set[str]]:
    """Return the places that each name of one word is of, by their keys."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_table(shipped("places.tsv"), ("key", "ar", "aliases")):
        for name in (row.cells["ar"], *row.names("aliases")):
            if " " not in name:
                places[fold_word(name)].add(row.cells["key"])
    return dict(places)


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
_PLACES = _places()
PLACES = frozenset(map(without_beginnings, _PLACES))
"""Names of places, as ``without_beginnings`` leaves them."""


_COMMON = frozenset(stem(word) for line in _lines("common_places.txt") for word in line)


def _named() -> dict[str, int]:
    """Return what place or month each stem names, by number; the first of several places."""
    keys = sorted(set().union(*_PLACES.values()))
    number_of = {key: number for number, key in enumerate(keys)}
    named: dict[str, int] = {}
    for name, own in _PLACES.items():
        if (place := stem(name)) not in _COMMON:
            first = min(number_of[key] for key in own)
            named[place] = min(first, named.get(place, first))
    for number, names in enumerate(_MONTHS, len(keys)):
        named |= dict.fromkeys(names, number)
    return named


NAMED = _named()
"""The stems of names of places and months, and a number of each place and month."""
