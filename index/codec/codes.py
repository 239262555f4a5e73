"""The codes of a level: which frequencies by field its postings have, the most used first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.codec import grouping
from index.codec.compiled import Numbers, Places


@dataclass(frozen=True, slots=True)
class Codes:
    """A table of codes: a row of frequencies by field each, and how many postings have it."""

    times_of: Numbers
    used: Places


def ranked(keys: Places, used: Places, fields: int) -> tuple[Codes, Numbers]:
    """Return the table of distinct keys, and the code of each."""
    order = np.lexsort((keys, -used))
    code_of = np.empty(len(keys), np.uint32)
    code_of[order] = np.arange(len(keys), dtype=np.uint32)
    times_of = np.zeros((len(keys), fields), np.uint32)
    grouping.split_keys(keys[order], times_of)
    return Codes(times_of, used[order]), code_of


def merged(tables: Sequence[Codes], fields: int) -> tuple[Codes, list[Numbers]]:
    """Return one table of several, without what is not used, and for each its codes in the new one.

    A code that is not used has no meaning there.
    """
    keys = [np.empty(len(table.times_of), np.int64) for table in tables]
    for table, of_table in zip(tables, keys, strict=True):
        grouping.join_keys(table.times_of, of_table)
    distinct, places = np.unique(np.concatenate(keys), return_inverse=True)
    used = np.zeros(len(distinct), np.int64)
    np.add.at(used, places, np.concatenate([table.used for table in tables]))
    there = np.flatnonzero(used)
    table, code_of = ranked(distinct[there], used[there], fields)
    new = np.zeros(len(distinct), np.uint32)
    new[there] = code_of
    ends = np.cumsum([len(of_table) for of_table in keys])
    return table, np.split(new[places], ends[:-1])
