"""What is known of every document, as arrays, read once when a generation is opened."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import schema
from search.engine.face import Docs, Scores
from search.question import FACET_FIELDS

Mask = NDArray[np.bool_]
"""One truth value for each document."""


class FacetColumn:
    """The keys of one field in every document; documents with the same keys share one group."""

    def __init__(self, joined: Sequence[str]) -> None:
        groups = {text: number for number, text in enumerate(dict.fromkeys(joined))}
        split = [tuple(text.split(schema.KEY_SEPARATOR)) if text else () for text in groups]
        self.keys = sorted({key for keys in split for key in keys})
        self._split = split
        self._group = np.fromiter((groups[text] for text in joined), np.int64, len(joined))

    def counts(self, mask: Mask) -> tuple[dict[str, int], int]:
        """Return how many of the documents have each key, and how many have none."""
        sizes = np.bincount(self._group[mask], minlength=len(self._split)).tolist()
        counts: dict[str, int] = {}
        missing = 0
        for keys, size in zip(self._split, sizes, strict=True):
            if not keys:
                missing += size
            for key in keys if size else ():
                counts[key] = counts.get(key, 0) + size
        return counts, missing

    def mask(self, wanted: Sequence[str]) -> Mask:
        """Return which documents have any of the keys."""
        has = np.array([not set(wanted).isdisjoint(keys) for keys in self._split], bool)
        return has[self._group]


class Columns:
    """The columns of one generation."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.count = int(reader.doc_count_all())
        self.days = self._numbers(schema.DAY)
        self.last_days = self._numbers(schema.LAST_DAY)
        self.instants = self._numbers(schema.INSTANT)
        self.facets = {field: FacetColumn(self._texts(field)) for field in FACET_FIELDS}
        self._lengths = {
            name: self._numbers(name).astype(np.float64) for name in (schema.TITLE_LENGTH, schema.BODY_LENGTH)
        }
        self._averages = {name: _average(lengths) for name, lengths in self._lengths.items()}
        self.id_order = self._id_order()
        """The place of each document's id in the order of all ids."""
        self.alive = np.ones(self.count, bool)
        self.alive[[doc for doc in range(self.count) if reader.is_deleted(doc)]] = False

    def lengths(self, name: str) -> Scores:
        """Return the number of words that each document has in the title or the body."""
        return self._lengths[name]

    def average(self, name: str) -> float:
        """Return the average of the lengths of the documents that have any."""
        return self._averages[name]

    def living(self, docs: Docs) -> Docs:
        """Return those of the documents that are not deleted."""
        return docs[self.alive[docs]]

    def _id_order(self) -> Docs:
        docs = [
            (term, offset + info.min_id())
            for leaf, offset in self._reader.leaf_readers()
            for term, info in leaf.iter_field(schema.ID)
        ]
        order = np.zeros(self.count, np.int64)
        for place, (_, doc) in enumerate(sorted(docs)):
            order[doc] = place
        return order

    def _numbers(self, name: str) -> NDArray[np.int64]:
        return np.array(self._reader.column_reader(name).load(), np.int64)

    def _texts(self, name: str) -> list[str]:
        return list(self._reader.column_reader(name))


def _average(lengths: Scores) -> float:
    return float(lengths[lengths > 0].mean()) if lengths.any() else 1.0
