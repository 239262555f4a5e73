"""Sorted strings are found by bisection as Python's own would be."""

from bisect import bisect_left
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.codec.arrays_file import ArraysFile, ArraysWriter
from index.codec.dictionary import Dictionary, write_dictionary

texts = st.sets(st.binary(max_size=5), max_size=60).map(sorted)


def opened(folder: Path, listed: list[bytes]) -> Dictionary:
    with ArraysWriter(folder, "segment") as writer:
        write_dictionary(writer, "d", listed)
        return Dictionary(ArraysFile(writer.finish()), "d")


@given(texts, st.binary(max_size=4))
def test_strings_are_found(
    tmp_path_factory: pytest.TempPathFactory, listed: list[bytes], wanted: bytes
) -> None:
    dictionary = opened(tmp_path_factory.mktemp("d"), listed)
    assert list(dictionary) == listed
    assert len(dictionary) == len(listed)
    for text in (*listed, wanted):
        assert dictionary.at_least(text) == bisect_left(listed, text)
        assert dictionary.find(text) == (listed.index(text) if text in listed else None)
        found = [listed[number] for number in dictionary.beginning_with(text)]
        assert found == [one for one in listed if one.startswith(text)]
