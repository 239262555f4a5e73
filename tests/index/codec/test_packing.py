"""Packed numbers come back, whatever their width and wherever they begin."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.codec.packing import bits, from_sevens, pack, to_sevens, unpack

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


@given(numbers)
def test_bytes_of_seven_bits_come_back(given_numbers: list[int]) -> None:
    values = np.array(given_numbers, np.uint32)
    data = np.zeros(5 * len(values), np.uint8)
    size = to_sevens(values, data)
    assert size == sum(max(1, -(-number.bit_length() // 7)) for number in given_numbers)
    out = np.empty(len(values), np.uint32)
    from_sevens(data[:size].copy(), 0, out)
    assert out.tolist() == given_numbers
