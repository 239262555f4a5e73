"""The words of articles counted for learning, from their texts or from an archive."""

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from index.codec.compiled import Numbers
from index.codec.layout import N
from index.codec.numbering import Numbering
from index.lexicon.learnt import Census
from index.snapshot import Snapshot

_AT_ONCE = 256
"""Texts that are cut into words at once."""


def of_texts(texts: Iterable[str]) -> Census:
    """Count the words of texts, one for each article."""
    numbering = Numbering()
    numbers: list[Numbers] = []
    left = iter(texts)
    while some := list(islice(left, _AT_ONCE)):
        numbers += numbering.numbers(some)
    return _census(numbering.words_from(0), numbers)


def of_snapshot(snapshot: Snapshot) -> Census:
    """Count the words of an archive as it has them: nothing is read or cut anew."""
    number_of: dict[str, int] = {}
    numbers = list(_rows(snapshot, number_of))
    return _census(list(number_of), numbers)


def _rows(snapshot: Snapshot, number_of: dict[str, int]) -> Iterator[Numbers]:
    for part in snapshot.parts:
        segment = part.segment
        texts = segment.levels[N].terms.texts()
        of_terms = np.array([number_of.setdefault(text, len(number_of)) for text in texts], np.uint32)
        of_numbers = of_terms[segment.sequences.terms[N]]
        for document in range(segment.documents):
            if part.deleted is None or not part.deleted[document]:
                yield of_numbers[segment.sequences.of(document)]


def _census(words: list[str], rows: list[Numbers]) -> Census:
    starts = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return Census(words, np.concatenate([np.empty(0, np.uint32), *rows]), starts)
