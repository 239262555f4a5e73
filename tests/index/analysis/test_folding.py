"""Folding: what becomes one spelling, what stays apart, and the way back to the original."""

import unicodedata

import pytest

from index.analysis import fold, fold_word, tables
from index.analysis.folding import FOLDINGS, LETTERS, MAY_CHANGE_LENGTH

EVERY_CODE_POINT = range(0x110000)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أحمد إبراهيم آمال ٱلقمر", "احمد ابراهيم امال القمر"),
        ("مستشفى", "مستشفي"),
        ("جامعة", "جامعه"),
        ("مُدَرِّسٌ", "مدرس"),
        ("الرحمٰن", "الرحمن"),
        ("محمـــد", "محمد"),
        ("می‌خواهم", "ميخواهم"),
        ("\u200fمدينة\u202c", "مدينه"),
        ("٢٠١٨ ۲۰۱۸ ２０１８", "2018 2018 2018"),
        ("١٬٢٣٤٫٥", "1,234.5"),
        ("ایران پاریس گوگل ڤيديو", "ايران باريس كوكل فيديو"),
        ("ﷴ ﻻعب ﺣﻛﻭﻣﺓ", "محمد لاعب حكومه"),
        ("مديرﹰا", "مديرا"),
        ("مسئول مسؤول شيء", "مسئول مسؤول شيء"),
        ("Café ÉCOLE Straße Œuvre ØRSTED", "cafe ecole strasse oeuvre orsted"),
        ("7½", "7 1⁄2"),
        ("م²", "م2"),
    ],
)
def test_folds_to_one_spelling(written: str, folded: str) -> None:
    assert fold_word(written) == folded
    assert fold(written).text == folded


@pytest.mark.parametrize(
    ("marked", "composed"),
    [
        ("ا\u0654حمد", "أحمد"),
        ("ا\u0655لى", "إلى"),
        ("ا\u0653مال", "آمال"),
        ("مسو\u0654ول", "مسؤول"),
        ("رى\u0654س", "رئس"),
        ("ري\u064e\u0654س", "رئس"),
        ("شيـ\u0654ا", "شيئا"),
    ],
)
def test_hamza_typed_as_a_mark_is_the_letter_with_hamza(marked: str, composed: str) -> None:
    assert fold_word(marked) == fold_word(composed)


@pytest.mark.parametrize("word", ["على", "إلى", "حتى", "متى", "لدى", "سوى", "وعلى", "فإلى", "عَلَى", "علـى"])
def test_function_words_keep_their_alef_maksura(word: str) -> None:
    assert fold_word(word).endswith("ى")
    assert fold_word(f"«{word}»، {word}: {word}2018").count("ى") == 3


@pytest.mark.parametrize("word", ["علي", "علی", "وعلي", "أعلى", "علىه", "ىعلى", "مصطفى", "تعلى", "علىـك"])
def test_no_other_word_keeps_its_alef_maksura(word: str) -> None:
    assert "ى" not in fold_word(word)


def test_every_code_point_folds_to_what_stays_folded() -> None:
    assert [code for code in EVERY_CODE_POINT if fold_word(FOLDINGS[code]) != fold_word(chr(code))] == []


def test_letters_taken_for_one_to_one_are_one_to_one() -> None:
    plain = [code for code in EVERY_CODE_POINT if not MAY_CHANGE_LENGTH.match(chr(code))]
    assert len(plain) > 200
    assert [chr(code) for code in plain if len(FOLDINGS[code]) != 1] == []


def test_offsets_point_at_the_letters_that_gave_the_text() -> None:
    folded = fold("قالَ ﻻ ﷴ")
    assert folded.text == "قال لا محمد"
    assert list(folded.offsets) == [0, 1, 2, 4, 5, 5, 6, 7, 7, 7, 7, 8]


def test_letters_table_says_what_unicode_says() -> None:
    for row in tables.columns("letters.tsv", "code", "letter", "folded", "name"):
        assert row["code"] == f"U+{ord(row['letter']):04X}"
        assert row["name"] == unicodedata.name(row["letter"])
        assert fold_word(row["folded"]) == row["folded"]
    assert LETTERS["ک"] == "ك"
