from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from whoosh.query import Phrase, Term
from whoosh.searching import Searcher

from index import schema
from index.build import reindex
from index.serving import open_serving
from index.whoosh_index import PositionsFormat, whoosh_schema

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1).map(sorted))
def test_positions_come_back(positions: list[int]) -> None:
    packed = PositionsFormat()
    value = packed.encode(positions)
    assert packed.decode_positions(value) == positions
    assert packed.decode_frequency(value) == len(positions)


def test_every_field_is_in_whooshs_schema() -> None:
    assert set(whoosh_schema().names()) == set(schema.describe())


def test_whooshs_own_searcher_reads_an_archive(source: Source, stories: Story, index_dir: Path) -> None:
    bodies = ["قطف البستاني ثمر النخيل", "ثمر البستاني", "النخيل ثمر قطف"]
    reindex([source(stories(n, body=body) for n, body in enumerate(bodies))], index_dir)
    searcher = Searcher(open_serving(index_dir).reader)
    assert {hit.docnum for hit in searcher.search(Term(schema.BODY_N, "ثمر"))} == {0, 1, 2}
    assert {hit.docnum for hit in searcher.search(Phrase(schema.BODY_N, ["ثمر", "النخيل"]))} == {0}
