"""Tokens: where words begin and end, in the folded text and in the original."""

import pytest

from index.analysis import tokenize, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالَ الرئيسُ، أمس", "قال الرئيس امس"),
        ("#دورة_المدينة", "دوره المدينه"),
        ("الـ24 والـFIFA", "ال 24 وال fifa"),
        ("7دراجات و20km إف-16", "7 دراجات و 20km اف 16"),
        ("أ.ف.ب U.S.A", "ا ف ب u s a"),
        ("sami@example.org https://example.org/a", "sami example org https example org a"),
        ("3.5 1,234 1,234.5 1.234.567 3,5 ٣٫٥", "3.5 1234 1234.5 1234567 3.5 3.5"),
        ("29.06.2018 19/9 4/9/2019 07:17 3-1 2018،2019", "29 06 2018 19 9 4 9 2019 07 17 3 1 2018 2019"),
        ("بلغ 2018.", "بلغ 2018"),
        ("2018,2019", "2018 2019"),
        ("3.5G", "3 5g"),
        ("", ""),
        ("؟!", ""),
    ],
)
def test_cuts_words_and_numbers(text: str, expected: str) -> None:
    assert words(text) == expected.split()
    assert [token.word for token in tokenize(text)] == expected.split()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("قالَ الرئيـسُ، أمس", ["قالَ", "الرئيـسُ", "أمس"]),
        ("(\u200fمدينةٌ\u202c)", ["مدينةٌ"]),
        ("«ﻻعبٌ» ﷴ", ["ﻻعبٌ", "ﷴ"]),
        ("سعر ١٬٢٣٤٫٥ دينار", ["سعر", "١٬٢٣٤٫٥", "دينار"]),
        ("كرةـ، هدف", ["كرةـ", "هدف"]),
    ],
)
def test_places_cover_the_words_as_written(text: str, seen: list[str]) -> None:
    assert [text[token.start : token.end] for token in tokenize(text)] == seen


def test_words_out_of_one_ligature_share_its_place() -> None:
    assert [(token.word, token.start, token.end) for token in tokenize("ﷺ")] == [
        ("صلي", 0, 1),
        ("الله", 0, 1),
        ("عليه", 0, 1),
        ("وسلم", 0, 1),
    ]
