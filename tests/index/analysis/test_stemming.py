"""Stems: which words meet, which stay apart, and which stay whole."""

import pytest

from index.analysis import fold_word, is_stop, stem, tables


def stem_of(word: str) -> str:
    return stem(fold_word(word))


@pytest.mark.parametrize(
    "forms",
    [
        "معلم المعلم والمعلم بالمعلم كالمعلم فالمعلم للمعلم وللمعلم معلمون معلمين معلمات معلمة",
        "معلم معلمهم معلمها معلمنا لمعلم",
        "وزير الوزير والوزير للوزير بوزير وزيرها وزيري وزيرا",
        "لجنة اللجنة للجنة وباللجنة لجنتها لجنتنا",
        "لاعب اللاعب للاعب ولاعب لاعبان لاعبو لاعبين لاعبه",
        "بطولة البطولة بالبطولة بطولات بطولتهم وبطولة",
        "مصري مصرية المصريين مصريون مصر لمصر",
        "ألمانيا الألمانية ألماني بألمانيا",
        "قالت قالوا قال",
        "سيلتقي يلتقي",
        "مسؤول مسئول مسؤولو مسؤولين",
        "أعضاء أعضاؤه أعضائه",
        "مبادئ مبادىء",
        "بيان بيانا البيانات",
        "مستوى مستواه",
        "مباراة مباريات",
        "محام محامي",
        "ولاية الولايات وولايته",
        "نفسية النفسية نفسي",
        "انتهت انتهى وانتهى",
        "إضافي الإضافة بالإضافة",
        "لوكاس ولوكاس",
    ],
)
def test_forms_of_one_word_meet(forms: str) -> None:
    assert len({stem_of(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("وزير", "زير"),
        ("بغداد", "غداد"),
        ("علي", "على"),
        ("إيران", "أير"),
        ("سلطان", "سلطة"),
        ("بيروت", "بيرو"),
        ("سليمان", "سليم"),
        ("والد", "ولد"),
        ("بنك", "نك"),
        ("لبنان", "بنان"),
        ("خبراء", "خبر"),
        ("لوكاس", "كأس"),
        ("بوروسيا", "روسيا"),
        ("البحرين", "البحر"),
        ("بنات", "بن"),
        ("عمرو", "عمر"),
        ("امرأة", "أمر"),
        ("الكيماوية", "كيم"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stem_of(one) != stem_of(other)


@pytest.mark.parametrize(
    "word", ["وزير", "والد", "وفد", "بنك", "لبنان", "فيلم", "كتاب", "الله", "برلمان", "لغة"]
)
def test_letters_of_the_word_stay(word: str) -> None:
    assert stem_of(word)[:2] == fold_word(word)[:2]


@pytest.mark.parametrize("word", ["على", "عليه", "عليها", "وعليهم", "فعليه"])
def test_no_preposition_has_the_stem_of_a_name(word: str) -> None:
    assert stem_of(word) != stem_of("علي")


@pytest.mark.parametrize(
    "word", ["الآن", "أنهى", "الولايات", "انتهت", "لاهاي", "السوفيتي", "الآلية", "لله", "ولهذا"]
)
def test_no_other_word_has_the_stem_of_a_function_word(word: str) -> None:
    assert not is_stop(stem_of(word))


@pytest.mark.parametrize("word", ["fifa", "2018", "3.5", "20km", "و", "ا", "ء", ""])
def test_what_is_no_arabic_word_stays_as_it_is(word: str) -> None:
    assert stem(word) == word


def test_a_listed_plural_keeps_its_first_letter() -> None:
    assert stem_of("ولاية")[0] == stem_of("الولايات")[0] == "و"


@pytest.mark.parametrize("table", ["own_beginnings.txt", "own_endings.txt"])
def test_no_word_is_listed_twice(table: str) -> None:
    listed = [word for row in tables.rows(table) for word in row.split()]
    assert sorted(set(listed)) == sorted(listed)


def test_listed_words_keep_their_beginnings() -> None:
    listed = [fold_word(word) for row in tables.rows("own_beginnings.txt") for word in row.split()]
    assert [word for word in listed if stem(word)[0] != word[0]] == []
