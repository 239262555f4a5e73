from hypothesis import given
from hypothesis import strategies as st

from index.manifest import SegmentEntry
from index.tiers import TIER_SEGMENTS, to_merge


def segment(documents: int, deleted: int = 0) -> SegmentEntry:
    return SegmentEntry("", documents, deleted)


def settle(sizes: list[SegmentEntry]) -> tuple[list[SegmentEntry], int]:
    """Merge until all is well; return the segments and how many articles were written again."""
    written = 0
    while chosen := to_merge(sizes):
        merged = segment(sum(sizes[place].live for place in chosen))
        assert chosen == sorted(chosen)
        sizes = [size for place, size in enumerate(sizes) if place not in chosen] + [merged]
        written += merged.documents
    return sizes, written


def test_a_hundred_additions_leave_few_segments() -> None:
    sizes = [segment(4_000)]
    written = 0
    for _ in range(100):
        sizes, more = settle([*sizes, segment(10)])
        written += more
        assert len(sizes) <= 2 * TIER_SEGMENTS
    assert sum(size.documents for size in sizes) == 5_000
    assert written < 5 * 1_000


def test_one_segment_is_left_alone() -> None:
    assert to_merge([segment(3)]) == []
    assert to_merge([]) == []


def test_a_tenth_deleted_is_rewritten() -> None:
    sizes = [segment(1_000), segment(1_000, 99)]
    assert to_merge(sizes) == []
    assert to_merge([*sizes, segment(1_000, 100)]) == [2]


@given(st.lists(st.builds(segment, st.integers(1, 6_000)), max_size=60))
def test_merging_ends_and_keeps_every_article(sizes: list[SegmentEntry]) -> None:
    settled, _ = settle(sizes)
    assert sum(size.documents for size in settled) == sum(size.documents for size in sizes)
