"""Writes what was learnt as a lexicon's file."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from index.analysis import ANALYSIS_VERSION
from index.codec.arrays_file import ArraysWriter
from index.codec.compiled import Numbers
from index.codec.dictionary import write_dictionary
from index.lexicon.learnt import Learnt
from index.lexicon.letters import unknown_keys
from index.lexicon.lexicon import LEXICON


def write(learnt: Learnt, folder: Path) -> Path:
    """Write a lexicon into a folder, synced, and return its file."""
    number_of = {one: number for number, one in enumerate(learnt.stems)}
    keys = _one_family(learnt)
    with ArraysWriter(folder, LEXICON) as writer:
        writer.put("analysis", np.array([ANALYSIS_VERSION], np.uint32))
        _write_texts(writer, "stems", learnt.stems)
        writer.put("stems.kin", _numbers(number_of[one] for one in learnt.kin))
        writer.put("stems.far_kin", _numbers(number_of[one] for one in learnt.far_kin))
        _write_texts(writer, "forms", learnt.own)
        writer.put("forms.stem", _numbers(number_of[one] for one in learnt.own.values()))
        _write_texts(writer, "keys", keys)
        writer.put("keys.kin", _numbers(number_of[one] for one in keys.values()))
        _write_texts(writer, "joined", [" ".join(one) for one in learnt.joined])
        return writer.finish()


def _one_family(learnt: Learnt) -> dict[str, str]:
    """Return the families by what stems of theirs alone may share with one that nobody has met."""
    families: defaultdict[str, set[str]] = defaultdict(set)
    for one, family in zip(learnt.stems, learnt.kin, strict=True):
        for key in unknown_keys(one):
            families[key].add(family)
    return {key: of.pop() for key, of in sorted(families.items()) if len(of) == 1}


def _write_texts(writer: ArraysWriter, name: str, texts: Iterable[str]) -> None:
    write_dictionary(writer, name, [one.encode() for one in texts])


def _numbers(numbers: Iterable[int]) -> Numbers:
    return np.fromiter(numbers, np.uint32)
