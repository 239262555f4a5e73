"""Writes what a segment's documents have beside words: columns, facets and keys."""

from array import array
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from index.codec import layout
from index.codec.arrays_file import Array, ArraysWriter
from index.codec.compiled import Numbers
from index.codec.dictionary import write_dictionary


class FacetWriter:
    """The keys of one field: documents with the same keys share a group."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], int] = {}
        self._group = array("I")

    def add(self, keys: tuple[str, ...]) -> None:
        """Take the keys of the next document."""
        self._group.append(self._groups.setdefault(keys, len(self._groups)))

    def extend(self, groups: Sequence[tuple[str, ...]], group_of: Numbers) -> None:
        """Take the keys of the next documents, by a group for each."""
        used, first = np.unique(group_of, return_index=True)
        number_of = np.zeros(len(groups), np.uint32)
        for group in used[np.argsort(first)].tolist():  # numbered as they are met
            number_of[group] = self._groups.setdefault(groups[group], len(self._groups))
        self._group.frombytes(number_of[group_of].tobytes())

    def write(self, writer: ArraysWriter, name: str) -> None:
        """Write the facet's arrays."""
        keys = sorted({key for group in self._groups for key in group})
        number = {key: place for place, key in enumerate(keys)}
        write_dictionary(writer, f"{name}.keys", (key.encode() for key in keys))
        writer.put(f"{name}.group", np.array(self._group, np.uint32))
        flat = [number[key] for group in self._groups for key in group]
        writer.put(f"{name}.groups.key", np.array(flat, np.uint32))
        starts = np.cumsum([0, *map(len, self._groups)])
        writer.put(f"{name}.groups.start", starts.astype(np.uint32))


class KeyWriter:
    """The keys by which documents are found."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._documents = array("I")

    def add(self, keys: Iterable[str], document: int) -> None:
        """Take the keys of a document."""
        for key in keys:
            self._keys.append(key)
            self._documents.append(document)

    def write(self, writer: ArraysWriter, name: str) -> None:
        """Write the keys' arrays."""
        order = sorted(range(len(self._keys)), key=self._keys.__getitem__)
        keys: list[str] = []
        counts: list[int] = []
        for place in order:
            if keys and keys[-1] == self._keys[place]:
                counts[-1] += 1
            else:
                keys.append(self._keys[place])
                counts.append(1)
        write_dictionary(writer, f"{name}.keys", (key.encode() for key in keys))
        write_documents(writer, name, np.array(self._documents, np.uint32)[order], np.array(counts, np.int64))


def write_documents(writer: ArraysWriter, name: str, documents: Numbers, counts: Array) -> None:
    """Write the documents of keys, key after key, so many each."""
    writer.put(f"{name}.documents", documents)
    starts = np.concatenate([[0], np.cumsum(counts)])
    writer.put(f"{name}.documents.start", starts.astype(np.uint32))


def write_columns(writer: ArraysWriter, lengths: Numbers, numbers: Mapping[str, Array]) -> None:
    """Write the lengths, a row a field, and the typed columns."""
    writer.put("lengths", lengths)
    for name, dtype in layout.NUMBERS.items():
        writer.put(name, numbers[name].astype(dtype))
