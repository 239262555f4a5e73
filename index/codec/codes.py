"""The codes of a level: which frequencies and classes of lengths its postings have, the most used first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.codec import grouping
from index.codec.compiled import Bytes, Numbers, Places
from index.codec.layout import CLASS_EDGES


@dataclass(frozen=True, slots=True)
class Codes:
    """A table of codes: rows of frequencies and of classes by field, and how many postings have each.

    The class of a field in which the frequency is zero is zero.
    """

    times_of: Numbers
    classes_of: Bytes
    used: Places


def ranked(keys: Places, used: Places, fields: int) -> tuple[Codes, Numbers]:
    """Return the table of distinct keys, and the code of each."""
    order = np.lexsort((keys, -used))
    code_of = np.empty(len(keys), np.uint32)
    code_of[order] = np.arange(len(keys), dtype=np.uint32)
    times_of = np.zeros((len(keys), fields), np.uint32)
    classes_of = np.zeros((len(keys), min(fields, len(CLASS_EDGES))), np.uint8)
    grouping.split_keys(keys[order], times_of, classes_of)
    return Codes(times_of, classes_of, used[order]), code_of


def merged(tables: Sequence[Codes], fields: int) -> tuple[Codes, list[Numbers]]:
    """Return one table of several, without what is not used, and for each its codes in the new one.

    A code that is not used has no meaning there.
    """
    keys = [np.empty(len(table.times_of), np.int64) for table in tables]
    for table, of_table in zip(tables, keys, strict=True):
        grouping.join_keys(table.times_of, table.classes_of, of_table)
    distinct, places = np.unique(np.concatenate(keys), return_inverse=True)
    used = np.zeros(len(distinct), np.int64)
    np.add.at(used, places, np.concatenate([table.used for table in tables]))
    there = np.flatnonzero(used)
    table, code_of = ranked(distinct[there], used[there], fields)
    new = np.zeros(len(distinct), np.uint32)
    new[there] = code_of
    ends = np.cumsum([len(of_table) for of_table in keys])
    return table, np.split(new[places], ends[:-1])
