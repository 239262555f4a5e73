"""Packed numbers come back, whatever their width and wherever they begin."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from index.codec.layout import BLOCK
from index.codec.packing import (
    bits,
    from_sevens,
    number_at,
    pack,
    pack_block,
    rows_to_sevens,
    unpack,
    unpack_block,
)

numbers = st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=300)


@given(st.integers(0, 2**63))
def test_bits_are_those_of_python(number: int) -> None:
    assert bits(number) == number.bit_length()


@given(numbers, st.integers(0, 200), st.integers(0, 32))
def test_packed_numbers_come_back(given_numbers: list[int], bit: int, more: int) -> None:
    values = np.array(given_numbers, np.uint32)
    width = min(32, max(given_numbers).bit_length() + more)
    words = np.zeros((bit + width * len(values)) // 32 + 2, np.uint32)
    pack(values, 0, len(values), width, words, bit)
    as_one = sum(int(word) << 32 * place for place, word in enumerate(words))
    assert [(as_one >> bit + width * i) & ((1 << width) - 1) for i in range(len(values))] == given_numbers
    out = np.zeros(len(values) + 2, np.uint32)
    unpack(words, bit, width, len(values), out, 1)
    assert out.tolist() == [0, *given_numbers, 0]


@example(BLOCK, 11, 1, 7)
@given(
    st.sampled_from([1, 2, 100, BLOCK - 1, BLOCK]), st.integers(0, 32), st.integers(0, 9), st.integers(0, 999)
)
def test_blocks_of_numbers_come_back(count: int, width: int, word: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    values = random.integers(0, 1 << width, count).astype(np.uint32)
    bit = 32 * word if count == BLOCK else 32 * word + int(random.integers(32))
    words = np.zeros(word + (count * width) // 32 + 10, np.uint32)
    pack_block(values, 0, count, width, words, bit)
    lanes = 4 if count == BLOCK else 1
    for lane in range(lanes):
        of_lane = words[word + lane :: lanes] if lanes > 1 else words
        begin = bit - 32 * word if lanes > 1 else bit
        as_one = sum(int(each) << 32 * place for place, each in enumerate(of_lane))
        read = [(as_one >> begin + width * row) & ((1 << width) - 1) for row in range(count // lanes)]
        assert read == values[lane::lanes].tolist()
    out = np.zeros(count + 2, np.uint32)
    unpack_block(words, bit, width, count, out, 1)
    assert out.tolist() == [0, *values.tolist(), 0]
    assert [number_at(words, bit, width, count, i) for i in range(count)] == values.tolist()


@given(numbers, st.data())
def test_rows_in_bytes_of_seven_bits_come_back(given_numbers: list[int], draw: st.DataObject) -> None:
    values = np.array(given_numbers, np.uint32)
    words = np.arange(len(values), dtype=np.uint32)[::-1].copy()
    cut = draw.draw(st.integers(0, len(values)))
    start = np.array([0, cut, len(values)], np.int64)
    data, starts = np.zeros(5 * len(values), np.uint8), np.empty(2, np.int64)
    size = rows_to_sevens(words, values, start, data, starts)
    assert size == sum(max(1, -(-number.bit_length() // 7)) for number in given_numbers)
    for row, expected in enumerate([given_numbers[::-1][:cut], given_numbers[::-1][cut:]]):
        out = np.empty(len(expected), np.uint32)
        from_sevens(data[:size].copy(), int(starts[row]), out)
        assert out.tolist() == expected
