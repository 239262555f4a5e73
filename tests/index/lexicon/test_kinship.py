"""Which stems are suspected, and how families form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexicon.kinship import Families, Relation, suspected
from index.lexicon.letters import long_sounds, long_spellings, roots, short_skeletons, skeletons, sounds


@pytest.mark.parametrize(
    ("keys", "one", "other"),
    [
        (skeletons, "صاروخ", "صواريخ"),
        (skeletons, "مشروع", "مشاريع"),
        (short_skeletons, "قانون", "قوان"),
        (short_skeletons, "سوق", "اسواق"),
        (roots, "استقبال", "قبل"),
        (roots, "مشارك", "شرك"),
        (roots, "انتخاب", "نخب"),
        (sounds, "ترامب", "ترمب"),
        (long_sounds, "اردوغان", "اردوجان"),
        (long_spellings, "شيكاغ", "شيكاج"),
    ],
)
def test_they_share_a_key(keys, one, other) -> None:
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(
    ("keys", "one", "other"),
    [(skeletons, "حزب", "حرب"), (sounds, "سلام", "كلام"), (long_spellings, "متفرق", "متفرج")],
)
def test_they_share_none(keys, one, other) -> None:
    assert not set(keys(one)) & set(keys(other))


def nothing(count):
    """Return what says that stems name neither places nor months."""
    return np.full(count, -1)


def unit(*rows):
    vectors = np.array(rows, np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_name_is_suspected_of_more_only_where_another_is_of_the_same_place() -> None:
    vectors = unit([10, 3, 0], [10, 0, 3], [10, 0, -3])
    relation = Relation(lambda _: ["one"], 0.5, strict=True, least_named=0.95)
    stems, rare = ["ا", "ب", "ت"], np.zeros(3, bool)
    assert len(suspected([relation], stems, rare, nothing(3), vectors)) == 3
    assert [*suspected([relation], stems, rare, np.array([7, -1, 7]), vectors)] == [(0, 2)]
    assert not suspected([relation], stems, rare, np.array([7, -1, 8]), vectors)


def test_only_what_is_near_enough_is_suspected() -> None:
    vectors = unit([1, 0], [1, 0.1], [0, 1])
    relation = Relation(lambda _: ["one"], least=0.5, strict=True)
    assert [*suspected([relation], ["ا", "ب", "ت"], np.zeros(3, bool), nothing(3), vectors)] == [(0, 1)]


def test_the_rare_need_less_where_the_relation_says_so() -> None:
    vectors = unit([1, 0], [1, 3])
    relation = Relation(lambda _: ["one"], least=0.5, strict=True, least_rare=0.1)
    rare = np.array([False, True])
    assert not suspected([relation], ["ا", "ب"], np.zeros(2, bool), nothing(2), vectors)
    assert suspected([relation], ["ا", "ب"], rare, nothing(2), vectors) == {(0, 1): 0.1}


@given(
    rows=st.lists(st.tuples(*[st.floats(-1, 1)] * 3), min_size=2, max_size=8),
    least=st.floats(-0.5, 0.9),
)
def test_families_are_those_of_average_link(rows, least) -> None:
    vectors = unit(*([1.1, *row] for row in rows))
    size = len(vectors)
    pairs = {(i, j): least for i in range(size) for j in range(i + 1, size)}
    families = Families(vectors, lambda *_: False)
    families.join(pairs)
    assert families.of() == by_hand(vectors.astype(np.float64), pairs, least)


def by_hand(vectors, pairs, least):
    near = vectors @ vectors.T
    families = [{number} for number in range(len(vectors))]
    for i, j in sorted(pairs, key=lambda pair: (-float(np.float32(near[pair])), pair)):
        one = next(family for family in families if i in family)
        other = next(family for family in families if j in family)
        average = np.mean([near[a, b] for a in one for b in other])
        if one is not other and average >= least:
            families.remove(other)
            one |= other
    return [min(next(family for family in families if number in family)) for number in range(len(vectors))]


def test_families_that_are_kept_apart_never_meet() -> None:
    vectors = unit([1, 0], [1, 0.01], [1, 0.3])
    families = Families(vectors, lambda one, other: {0, 2} <= {*one, *other})
    families.join({(0, 1): 0.5, (1, 2): 0.5, (0, 2): 0.5})
    assert families.of() == [0, 0, 2]


def test_what_is_united_needs_no_nearness() -> None:
    families = Families(unit([1, 0], [0, 1]), lambda *_: True)
    families.unite(1, 0)
    assert families.of() == [0, 0]
