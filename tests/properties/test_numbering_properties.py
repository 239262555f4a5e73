"""Numbers of words are those of the words that analysis finds, whatever the text."""

from itertools import pairwise

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import tokenize, units
from index.codec.numbering import Numbering
from tests.index.analysis.test_golden import kept
from tests.index.analysis.test_golden import texts as golden_texts

LETTERS = "ءأابةتسصعكلمنهوىيپکaBéßİ"
MARKS = "\u064b\u064e\u0651\u0653\u0654\u0655\u0670ـ\u200c\u200f\u0301"
DIGITS = "0179٠٩۰۹²½①"
POINTS = ".,٫٬．،…/-:_#«» \u00a0\u2028\n\x00"
RARE = "ﻻﷴﷺﻰﬁ漢😀𐓞\uffff"

pieces = st.sampled_from(
    ["على", "علي", "إلى", "وعلى", "1,234", "3.5", "29.06.2018", "1\u200f,\u064b2", "مسو\u0654ل"]
)
texts = (
    st.text()
    | st.text(alphabet=LETTERS + MARKS + DIGITS + POINTS + RARE)
    | st.text(alphabet="19٠.,٫\u200f a")
    | st.lists(pieces | st.text(alphabet=LETTERS + MARKS + POINTS, max_size=3)).map("".join)
)


def spelt(numbering: Numbering, listed: list[str]) -> list[list[str]]:
    numbers = numbering.numbers(listed)
    words = numbering.words_from(0)
    return [[words[number] for number in text.tolist()] for text in numbers]


def tokenized(listed: list[str]) -> list[list[str]]:
    return [[token.word for token in tokenize(text)] for text in listed]


@given(st.lists(st.lists(texts, max_size=4), min_size=1, max_size=3))
@example([["1.5", "1.", "5", ""], ["٣٫٥ على28"]])
def test_numbers_stand_for_the_words_of_each_text(listings: list[list[str]]) -> None:
    numbering = Numbering()
    for listed in listings:
        assert spelt(numbering, listed) == tokenized(listed)
    assert set(numbering.words_from(0)) == {
        word for listed in listings for text in tokenized(listed) for word in text
    }


def test_numbers_stand_for_the_words_of_the_golden_texts() -> None:
    listed = golden_texts(kept())
    numbering = Numbering()
    assert spelt(numbering, listed) == tokenized(listed)
    assert spelt(numbering, listed[::-1]) == tokenized(listed[::-1])


def test_every_unit_does_between_letters_and_digits_what_analysis_says() -> None:
    units_alone = [chr(code) for code in range(1 << 16) if not 0xD800 <= code < 0xE000]
    numbering = Numbering()
    for around in ("ل{}م", "1{}2", "a{}\u064bى", "1.{}2"):
        listed = [around.format(unit) for unit in units_alone]
        assert spelt(numbering, listed) == tokenized(listed)


def test_a_growing_vocabulary_keeps_its_numbers() -> None:
    numbering = Numbering()
    listed = [f"{letter}{other}{number}" for letter in "ابت" for other in "xyz" for number in range(1500)]
    first = [numbering.numbers([text])[0].tolist() for text in listed]
    assert [numbers.tolist() for numbers in numbering.numbers(listed)] == first
    assert spelt(numbering, listed) == tokenized(listed)


@given(st.lists(texts))
@example(["😀 \uffff ﬁ \ue000 \ud7ff 𐓞 z ء", "ابن اب ابناء"])
def test_words_come_in_the_order_of_their_bytes(listed: list[str]) -> None:
    numbering = Numbering()
    numbering.numbers(listed)
    words = numbering.words_from(0)
    ordered = numbering.in_order(np.arange(len(words), dtype=np.uint32))
    text, start = numbering.texts(ordered)
    found = [text[begin:end] for begin, end in pairwise(start.tolist())]
    assert found == sorted(word.encode() for word in words)
    assert found == [words[number].encode() for number in ordered.tolist()]


def test_most_units_of_arabic_text_are_told_one_by_one() -> None:
    kinds = units.table()[[ord(letter) for letter in "قال الوزير: «نعم»، و2019!"]] >> units.KIND_SHIFT
    assert units.Kind.CAREFUL not in kinds


def test_pieces_of_one_hash_are_told_apart_by_their_letters() -> None:
    numbering = Numbering()
    numbering.numbers(["كتاب" + " " * 99])  # which makes room for more than comes now
    numbering._letters[0] = ord("ش")  # as if «شتاب» had the hash of «كتاب»
    numbering.numbers(["كتاب"])
    assert numbering._known == 2
