"""Stop words and clitics: what is left out of plain ranking, and what may stand before a word of a phrase."""

import pytest

from index.analysis import fold_word, is_stop, with_clitics


@pytest.mark.parametrize(
    "text",
    [
        "في من إلى على عن مع حتى لدى و ف ال",
        "فيه منها عليهم إليه لديهم وعليه",
        "هو هي هذا وهذه لهذا بذلك الذي والتي للذين",
        "كان وكانت يكون سيكون لتكون ليس وليست",
        "أن وأن بأنه لأنها لكنهم إنني",
        "هل ماذا لماذا متى كيف أين كم",
        "كل وكل بعض نفسه غيرها جميعهم",
    ],
)
def test_function_words_are_stop_words(text: str) -> None:
    assert [word for word in text.split() if not is_stop(fold_word(word))] == []


@pytest.mark.parametrize(
    "text",
    [
        "علي وعلي مصطفى وزير ولي العهد",
        "كلية جامعة نتيجة فلك فهم فتحت واين إمام خليفة",
        "قبل بعد منذ ضد بسبب خارج",
        "بي سي لي 2018 fifa",
    ],
)
def test_words_that_say_something_are_not(text: str) -> None:
    assert [word for word in text.split() if is_stop(fold_word(word))] == []


def test_clitics_before_a_word_without_the_article() -> None:
    forms = with_clitics("بلد")
    assert forms[0] == "بلد"
    assert set(forms) >= {"وبلد", "ببلد", "كبلد", "لبلد", "البلد", "للبلد", "وبالبلد", "كالبلد", "وللبلد"}
    assert len(forms) == len(set(forms)) == 24


def test_clitics_before_a_word_with_the_article() -> None:
    forms = with_clitics("البلد")
    assert set(forms) >= {"البلد", "والبلد", "بالبلد", "كالبلد", "للبلد", "وللبلد"}
    assert not any("الال" in form for form in forms)


@pytest.mark.parametrize("word", ["لجنه", "اللجنه"])
def test_three_lams_are_written_as_two(word: str) -> None:
    assert "للجنه" in with_clitics(word)
    assert "لللجنه" not in with_clitics("لجنه")
