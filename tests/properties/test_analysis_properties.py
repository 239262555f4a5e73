"""What must hold for every text: folding, tokens, stems."""

from itertools import pairwise

from hypothesis import assume, example, given
from hypothesis import strategies as st

from index.analysis import fold, fold_word, is_stop, stem, tokenize, with_clitics, words
from index.analysis.folding import FOLDINGS
from index.analysis.stemming import (
    LEAST_OWN,
    OWN_BEGINNINGS,
    _beginning,
    _is_own,
    _without_endings,
    without_hamza_seats,
)

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
MARKS = "\u064b\u064e\u0651\u0652\u0653\u0654\u0655\u0670"
RARE = "ـﻻﷴﷺﹰکیگپٱ\u200c\u200d\u200f\u202c٠٩۰۹09.,٫٬ #_«»،½éßİﬁ\n"

texts = st.text() | st.text(alphabet=LETTERS + MARKS + RARE) | st.text(alphabet="على وفا\u064e\u0640")
arabic_words = st.text(alphabet=LETTERS, min_size=1, max_size=12)
folded_words = st.one_of(texts, arabic_words).map(words).filter(bool).map(lambda found: found[0])
separators = st.sampled_from([" ", "، ", "\n", "«", "» ", "_", "/", "-", "2018", "a", "؟", "\u064b "])


@given(texts)
def test_folding_is_idempotent(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once == fold_word(text)


@given(texts)
@example("ﷺ\u0651")
def test_the_way_back_is_monotone_and_in_range(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert all(first <= second for first, second in pairwise(folded.offsets))
    assert all(0 <= place < len(text) for place in list(folded.offsets)[:-1])


@given(texts)
@example("مسو\u064e\u0654ول شيـ\u0654ا")
def test_each_folded_letter_points_at_a_letter_that_gives_it(text: str) -> None:
    folded = fold(text)
    for letter, place in zip(folded.text, folded.offsets, strict=False):
        with_its_marks = fold_word(text[place:])
        assert letter in FOLDINGS[ord(text[place])].replace("ى", "ىي") or letter == with_its_marks[0]


@given(st.sampled_from(["", "و", "ف"]), separators, separators)
def test_the_name_and_the_preposition_stay_apart(conjunction: str, before: str, after: str) -> None:
    name, preposition = f"{conjunction}علي", f"{conjunction}على"
    assert name in words(f"كتاب{before}{name}{after}كتاب")
    assert preposition in words(f"كتاب{before}{preposition}{after}كتاب")
    assert stem(name) != stem(preposition)
    assert is_stop(preposition)
    assert not is_stop(name)


@given(texts)
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    tokens = tokenize(text)
    assert [token.word for token in tokens] == words(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(first.start <= second.start and first.end <= second.end for first, second in pairwise(tokens))


@given(texts)
def test_a_word_seen_in_its_place_folds_to_itself(text: str) -> None:
    for token in tokenize(text):
        assert token.word in words(text[token.start : token.end])


@given(folded_words)
def test_words_are_words_again(word: str) -> None:
    assert words(word) == [word]


@given(st.lists(texts, max_size=6))
def test_a_query_is_analysed_like_the_same_words_in_an_article(parts: list[str]) -> None:
    together = words(" ".join(parts))
    assert together == [word for part in parts for word in words(part)]
    assert [stem(word) for word in together] == [stem(word) for part in parts for word in words(part)]


@given(folded_words)
@example("البلاتين")
@example("شيئء")
def test_a_stem_is_never_empty_and_is_its_own_stem(word: str) -> None:
    assert stem(word)
    assert stem(stem(word)) == stem(word)


@given(folded_words)
@example("الان")
def test_only_function_words_have_stems_that_are_function_words(word: str) -> None:
    assert is_stop(word) or not is_stop(stem(word))


@given(arabic_words)
def test_a_word_and_its_definite_form_share_their_stem(written: str) -> None:
    word = fold_word(written)
    definite = without_hamza_seats("ال" + word)
    assume(len(word) > 1 and not is_stop(word))
    article = _beginning(definite)
    assert article is not None
    assume(not _is_own(definite, article) and not is_stop(definite))
    assert stem("ال" + word) == stem(word)


@given(folded_words)
def test_clitics_come_before_the_word(word: str) -> None:
    forms = with_clitics(word)
    assert forms[0] == word
    assert len(set(forms)) == len(forms)
    assert all(form.endswith(word.removeprefix("ال").removeprefix("ل")) for form in forms)


own_words = st.sampled_from(sorted(OWN_BEGINNINGS))
endings = st.lists(st.sampled_from(["ها", "ات", "ين", "ه", "ا", "ي", "يء", "ء"]), max_size=3).map("".join)


@given(arabic_words | st.tuples(own_words, endings).map("".join))
@example("بديء")
def test_a_look_at_its_head_tells_whether_a_word_may_be_listed(written: str) -> None:
    word = without_hamza_seats(fold_word(written))
    if beginning := _beginning(word):
        bare = _without_endings(word)
        listed = {word, bare} & OWN_BEGINNINGS
        long_enough = word in OWN_BEGINNINGS or len(bare) >= len(beginning.letters) + LEAST_OWN
        assert _is_own(word, beginning) == (bool(listed) and long_enough)


def test_listed_words_are_folded() -> None:
    assert all(without_hamza_seats(fold_word(word)) == word for word in OWN_BEGINNINGS)
