from hypothesis import given
from hypothesis import strategies as st

from index.tiers import TIER_SEGMENTS, SegmentSize, to_merge

LARGEST = 5_000


def settle(sizes: list[SegmentSize]) -> tuple[list[SegmentSize], int]:
    """Merge until all is well; return the segments and how many articles were written again."""
    written = 0
    while chosen := to_merge(sizes, LARGEST):
        merged = SegmentSize(sum(sizes[place].live for place in chosen), 0)
        assert merged.documents <= LARGEST or len(chosen) == 1
        sizes = [size for place, size in enumerate(sizes) if place not in chosen] + [merged]
        written += merged.documents
    return sizes, written


def test_a_hundred_additions_leave_few_segments() -> None:
    sizes = [SegmentSize(4_000, 0)]
    written = 0
    for _ in range(100):
        sizes, more = settle([*sizes, SegmentSize(10, 0)])
        written += more
        assert len(sizes) <= 2 * TIER_SEGMENTS
    assert sum(size.documents for size in sizes) == 5_000
    assert written < 5 * 1_000


def test_one_segment_is_left_alone() -> None:
    assert to_merge([SegmentSize(3, 0)], LARGEST) == []
    assert to_merge([], LARGEST) == []


def test_a_tenth_deleted_is_rewritten() -> None:
    sizes = [SegmentSize(1_000, 0), SegmentSize(1_000, 99)]
    assert to_merge(sizes, LARGEST) == []
    assert to_merge([*sizes, SegmentSize(1_000, 100)], LARGEST) == [2]


@given(st.lists(st.builds(SegmentSize, st.integers(1, 6_000), st.just(0)), max_size=60))
def test_merging_ends_and_keeps_every_article(sizes: list[SegmentSize]) -> None:
    settled, _ = settle(sizes)
    assert sum(size.documents for size in settled) == sum(size.documents for size in sizes)
