"""The quick way to the places of words goes where the plain one goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Tokens
from index.codec.word_places import WordPlaces

PIECES = [
    *(
        "قال",
        "على",
        "إلى",
        "هدى",
        "مُعَلِّمٌ",
        "قـــال",
        "ﷺ",
        "ﻻ",
        "12",
        "١٢",
        "3.5",
        "1,234",
        "29.06.2018",
        "19/9",
    ),
    *("G20", "7دراجات", "Élan", "ﬁn", "½", "ى", "ئ", "وء", "ي\u0654", "\u200f", "\u202b", "\u0640", "\u064b"),
    *(" ", " ", " ", "\n", ".", ",", "،", "-", "«", "»", "_", "𐎀", "😀", "न", "㎏", "\u0301", "ـى"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(texts | st.text(max_size=60))
def test_places_are_those_of_the_tokens(text: str) -> None:
    quick, plain = WordPlaces(text), Tokens(text)
    assert len(quick) == len(plain)
    assert quick.spans(range(len(plain))) == [(plain.start(n), plain.end(n)) for n in range(len(plain))]


@pytest.mark.parametrize("text", ["", " ", "على", "قال على ذلك إلى", "😀 على"])
def test_there_are_as_many_as_words(text: str) -> None:
    assert len(WordPlaces(text)) == len(Tokens(text).words)
