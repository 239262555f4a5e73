"""The classes of lengths that codes tell of, beside frequencies."""

import numpy as np

from index.codec.compiled import Bytes, Numbers
from index.codec.layout import CLASS_EDGES


def classes(lengths: Numbers) -> Bytes:
    """Return the class of each length, of which a row is of a field: a column for each that has classes."""
    columns = [np.searchsorted(edges, own, "right") for edges, own in zip(CLASS_EDGES, lengths, strict=False)]
    return np.stack(columns, axis=1).astype(np.uint8)


def shortest(classes_of: Bytes) -> Numbers:
    """Return the least length that each class stands for; a column is of a field."""
    columns = [
        np.array([0, *edges], np.uint32)[own] for edges, own in zip(CLASS_EDGES, classes_of.T, strict=False)
    ]
    return np.stack(columns, axis=1)
