"""The tables of names, ``index/tables/{sections,sources,sites,places}.tsv``, and what a site adds to them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cache, lru_cache
from pathlib import Path

from index.analysis import fold_word
from index.settings import NAMES
from index.tables import Row, read_table, shipped

FIELDS = ("section", "source", "site", "place")
"""The fields of an article that hold names."""

SHIPPED: Mapping[str, tuple[str, ...]] = {
    "sections.tsv": ("section",),
    "sources.tsv": ("source", "site"),
    "sites.tsv": ("site",),
    "places.tsv": ("place",),
}
"""The tables, and the fields that each holds names of: an agency or a paper is a site too."""

COLUMNS = ("key", "ar", "en", "aliases")
LANGUAGES = ("ar", "en")
KEPT = 1 << 14
"""How many printed names stay looked up: an archive says the same few again and again."""
WORD = re.compile(r"\w+")
ARTICLE = re.compile(r"^ال(?=\w{2})")


def folded_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, without what stands between them."""
    return tuple(WORD.findall(fold_word(name)))


def without_article(word: str) -> str:
    """Return a folded word without ال."""
    return ARTICLE.sub("", word)


@cache
def name_words(kind: str) -> frozenset[tuple[str, ...]]:
    """Return the words of one kind that names are made of, each folded."""
    rows = read_table(shipped("name_words.tsv"), ("kind", "words"))
    names = (name for row in rows if row.cells["kind"] == kind for name in row.names("words"))
    return frozenset(folded_words(name) for name in names)


@dataclass(slots=True)
class Table:
    """The names of one field: labels and names by key, and keys by name."""

    field: str
    labels: dict[str, dict[str, str]] = attribute(default_factory=dict)
    names: dict[str, set[frozenset[str]]] = attribute(default_factory=dict)
    _exact: dict[str, str] = attribute(default_factory=dict)
    _loose: dict[str, str] = attribute(default_factory=dict)

    def add(self, row: Row) -> None:
        """Add a row, or its labels and aliases to those of its key; raise BadTable.

        Where two keys share a name the later row has it; where they differ by ال and such alone, the earlier.
        """
        key = row.cells["key"]
        labels = {language: row.cells[language] for language in LANGUAGES if row.cells[language]}
        if not key:
            raise row.bad("the key is missing")
        if not labels and key not in self.labels:
            raise row.bad(f"the key {key!r} has no name in Arabic or English")
        self.labels.setdefault(key, {}).update(labels)
        for name in (key, *labels.values(), *row.names("aliases")):
            words = folded_words(name)
            self.names.setdefault(key, set()).add(frozenset(map(without_article, words)))
            self._exact[" ".join(words)] = key
            self._loose.setdefault(self._loosely(words), key)

    def find(self, printed: str) -> str | None:
        """Return the key of a printed name: as it stands, or but for ال, spaces, dots, وكالة and such."""
        words = folded_words(printed)
        if not words:
            return None
        return self._exact.get(" ".join(words)) or self._loose.get(self._loosely(words))

    def _loosely(self, words: tuple[str, ...]) -> str:
        while len(words) > 1 and words[:1] in name_words(f"before-{self.field}"):
            words = words[1:]
        return "".join(map(without_article, words))


def table(field: str) -> Table:
    """Return the names of one of the FIELDS, with those that the setting ``names`` adds; raise BadTable."""
    return _tables(NAMES.value())[field]


def find(field: str, printed: str) -> str | None:
    """Return the key of a printed name of one of the FIELDS, None for an unknown name."""
    return _found(NAMES.value(), field, printed)


@lru_cache(maxsize=KEPT)
def _found(extension: str, field: str, printed: str) -> str | None:
    return _tables(extension)[field].find(printed)


@cache
def _tables(extension: str) -> dict[str, Table]:
    tables = {field: Table(field) for field in FIELDS}
    for file, fields in SHIPPED.items():
        for row in read_table(shipped(file), COLUMNS):
            for field in fields:
                tables[field].add(row)
    for fields, row in _added(extension):
        for field in fields:
            tables[field].add(row)
    return tables


def _added(extension: str) -> Iterator[tuple[tuple[str, ...], Row]]:
    """Yield the rows of a folder of tables named as the shipped ones, or of a file with a column field."""
    path = Path(extension)
    if not extension:
        return
    if path.is_dir():
        for file, fields in SHIPPED.items():
            if (path / file).exists():
                yield from ((fields, row) for row in read_table(path / file, COLUMNS))
        return
    for row in read_table(path, ("field", *COLUMNS)):
        if row.cells["field"] not in FIELDS:
            raise row.bad(f"{row.cells['field']!r} is none of {', '.join(FIELDS)}")
        yield (row.cells["field"],), row
