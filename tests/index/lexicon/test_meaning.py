"""The company of words, and the vectors made of it."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.lexicon.meaning import NOBODY, WINDOW, Meanings, company

KINDS = 4
texts = st.lists(st.lists(st.integers(0, KINDS), max_size=12), min_size=1, max_size=5)


def plain(rows, contexts, starts):
    """Count pair by pair."""
    counts = np.zeros((KINDS, KINDS))
    for begin, end in pairwise(starts):
        for here in range(begin, end):
            for there in range(begin, end):
                far = abs(here - there)
                if 0 < far <= WINDOW and NOBODY not in (rows[here], contexts[there]):
                    counts[rows[here], contexts[there]] += 1 / far
    return counts


@given(texts)
def test_company_is_what_stands_within_the_window(drawn) -> None:
    kinds = np.array([NOBODY if one == KINDS else one for text in drawn for one in text], np.uint32)
    contexts = np.where(kinds == 0, NOBODY, kinds).astype(np.uint32)
    starts = np.cumsum([0, *map(len, drawn)], dtype=np.int64)
    counts = company(kinds, contexts, starts, (KINDS, KINDS))
    assert np.allclose(counts, plain(kinds.tolist(), contexts.tolist(), starts.tolist()), atol=1e-5)


def test_words_of_one_company_are_near_and_vectors_are_of_unit_length() -> None:
    counts = np.array([[9, 8, 0, 0], [4, 5, 0, 0], [0, 0, 7, 9], [0, 1, 5, 5]], np.float32)
    vectors = Meanings(counts).vectors(counts)
    near = vectors @ vectors.T
    assert np.allclose(np.diag(near), 1, atol=1e-4)
    assert near[0, 1] > 0.7
    assert near[2, 3] > 0.7
    assert abs(near[0, 2]) < 0.3
