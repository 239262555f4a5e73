"""Files of arrays: what is written is read; what is damaged is refused."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.codec.arrays_file import HEADER_BYTES, ArraysFile, ArraysWriter, NotArrays


def written(folder: Path, **arrays: np.ndarray) -> Path:
    with ArraysWriter(folder, "segment") as writer:
        for name, array in arrays.items():
            writer.put(name, array)
        return writer.finish()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(
        tmp_path, a=np.arange(1000, dtype=np.uint32), b=np.ones((3, 5)), none=np.empty((0, 3), np.uint8)
    )


def test_arrays_come_back_by_name(file: Path) -> None:
    arrays = ArraysFile(file)
    assert sorted(arrays) == ["a", "b", "none"]
    assert arrays["a"].tolist() == list(range(1000))
    assert (arrays["a"].dtype, arrays["b"].shape, arrays["none"].shape) == (np.uint32, (3, 5), (0, 3))
    assert not arrays["a"].flags.writeable
    arrays.check()


def test_an_array_may_come_in_pieces(tmp_path: Path) -> None:
    with ArraysWriter(tmp_path, "segment") as writer:
        writer.begin("a", "<u4")
        for start in range(0, 100, 30):
            writer.more(np.arange(start, min(start + 30, 100), dtype=np.uint32))
        path = writer.finish()
    assert path.name == written(tmp_path, a=np.arange(100, dtype=np.uint32)).name


def test_nothing_is_left_of_a_file_that_is_not_finished(tmp_path: Path) -> None:
    with ArraysWriter(tmp_path, "segment") as writer:
        writer.put("a", np.arange(10))
    assert list(tmp_path.iterdir()) == []


def test_the_name_says_what_is_in_the_file(tmp_path: Path) -> None:
    one, other = written(tmp_path, a=np.arange(10)), written(tmp_path, a=np.arange(10) + 1)
    swapped = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(swapped)
    for path in (one, other):
        with pytest.raises(NotArrays, match="another file"):
            ArraysFile(path)


@given(st.data())
def test_any_other_byte_is_seen(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = written(tmp_path_factory.mktemp("flip"), a=np.arange(40, dtype=np.uint16), b=np.ones(3))
    whole = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(whole)
    if place < HEADER_BYTES:
        with pytest.raises(NotArrays):
            ArraysFile(path)
    else:
        with pytest.raises(NotArrays):
            ArraysFile(path).check()


@given(st.integers(0, 400))
def test_a_file_cut_short_is_refused(tmp_path_factory: pytest.TempPathFactory, size: int) -> None:
    path = written(tmp_path_factory.mktemp("cut"), a=np.arange(60, dtype=np.uint64))
    whole = path.read_bytes()
    path.write_bytes(whole[: min(size, len(whole) - 1)])
    with pytest.raises(NotArrays):
        ArraysFile(path)
