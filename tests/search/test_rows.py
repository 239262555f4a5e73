"""Rows and windows of positions, against every combination of them."""

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from search.rows import in_a_row, near

texts = st.lists(st.sampled_from("abcd"), max_size=14)


@given(text=texts, wanted=st.lists(st.sampled_from("abc"), min_size=1, max_size=4))
def test_a_row_is_its_words_one_after_the_other(text, wanted):
    slots = [[n for n, one in enumerate(text) if one == word] for word in wanted]
    assert in_a_row(slots) == [n for n in range(len(text)) if text[n : n + len(wanted)] == wanted]


def test_slots_after_one_that_ends_all_rows_are_not_asked_for():
    slots = iter([[1], [5], [3]])
    assert in_a_row(slots) == []
    assert list(slots) == [[3]]


@given(text=texts, wanted=st.lists(st.sampled_from("abc"), min_size=1, max_size=4), slop=st.integers(0, 6))
def test_a_window_holds_every_word_as_often_as_it_was_given(text, wanted, slop):
    needed = Counter(wanted)
    positions = [[n for n, one in enumerate(text) if one == word] for word in needed]
    windows = near(positions, list(needed.values()), len(wanted) + slop)
    for first, last in windows:
        assert not needed - Counter(text[first : last + 1])
        assert last - first < len(wanted) + slop
    places = product(*([n for n, one in enumerate(text) if one == word] for word in wanted))
    some = any(len(set(p)) == len(p) and max(p) - min(p) < len(wanted) + slop for p in places)
    assert bool(windows) == some


def test_windows_are_the_narrowest():
    assert near([[0, 5], [6]], [1, 1], 10) == [(5, 6)]
    assert near([[0, 3]], [2], 4) == [(0, 3)]
    assert near([[0, 3]], [2], 3) == []
