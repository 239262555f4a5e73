from hypothesis import given
from hypothesis import strategies as st

from index import schema
from index.whoosh_index import PositionsFormat, whoosh_schema


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1).map(sorted))
def test_positions_come_back(positions: list[int]) -> None:
    packed = PositionsFormat()
    value = packed.encode(positions)
    assert packed.decode_positions(value) == positions
    assert packed.decode_frequency(value) == len(positions)


def test_every_field_is_in_whooshs_schema() -> None:
    assert set(whoosh_schema().names()) == set(schema.describe())
