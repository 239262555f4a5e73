"""The words that dates are written in, folded, from the table ``date_words.tsv``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from index.analysis import fold_word
from index.tables import read_table, shipped


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one kind: what each means, and a pattern that finds them, longest first."""

    values: Mapping[str, str]
    pattern: str

    def value(self, found: str) -> str:
        """Return what a word that the pattern found means."""
        return self.values[" ".join(found.split())]


@cache
def words(*kinds: str) -> Words:
    """Return the words of one or more kinds; where two kinds share a word, the later kind's meaning holds."""
    values = {name: value for kind in kinds for name, value in _table()[kind].items()}
    longest_first = sorted(values, key=len, reverse=True)
    return Words(values, "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first))


@cache
def _table() -> dict[str, dict[str, str]]:
    kinds: dict[str, dict[str, str]] = {}
    for row in read_table(shipped("date_words.tsv"), ("kind", "value", "names")):
        names = {fold_word(name): row.cells["value"] for name in row.names("names")}
        kinds.setdefault(row.cells["kind"], {}).update(names)
    return kinds
