"""A lexicon as it is read: from what was learnt, from the package, and where something is wrong."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import fold_word, stem
from index.lexicon.lexicon import Lexicon, NoLexicon, shipped
from index.lexicon.tables import NAMED, TOLD
from index.lexicon.writing import write
from tests.lexicons import LEXICON

MEBIBYTE = 1 << 20
PLURALS = "مصنع مصانع|جائزة جوائز|منطقة مناطق|خبير خبراء|قرار قرارات|لاعب لاعبون|يرتفع ارتفع"
APART = "محمد أحمد|محمد محمود|حسن حسين|اليمن اليمين|حزب حرب|الرياض الرياضة|شرطة شرط|سبتمبر نوفمبر|مصر مصير"


NAMES_APART = (
    "اليمن موانئ|برلين أبريل|المجر مهاجر|لبنان ألبان|سويسرا نسور|النيجر نيجيريا|رومانيا أرمن|ليون ميلان"
)


def words(pairs):
    return [tuple(map(fold_word, pair.split())) for pair in pairs.split("|")]


@pytest.mark.parametrize(("one", "other"), words(PLURALS))
def test_the_shipped_one_knows_forms_of_one_word(one, other) -> None:
    assert LEXICON.kin(one) == LEXICON.kin(other)


@pytest.mark.parametrize(("one", "other"), words(APART))
def test_the_shipped_one_keeps_other_words_apart(one, other) -> None:
    assert LEXICON.kin(one) != LEXICON.kin(other)
    assert LEXICON.stem(one) != LEXICON.stem(other)


@pytest.mark.parametrize(("one", "other"), words(NAMES_APART))
def test_the_shipped_one_keeps_names_of_places_apart(one, other) -> None:
    assert LEXICON.kin(one) != LEXICON.kin(other)


def test_places_of_other_names_are_no_kin() -> None:
    places = {own: number for own, number in NAMED.items() if own in TOLD or LEXICON.knows(own)}
    of_kin = defaultdict(set)
    for own, number in places.items():
        of_kin[LEXICON.kin_of_stem(own)].add(number)
    assert len(places) > 200
    assert max(map(len, of_kin.values())) == 1


@pytest.mark.parametrize(("one", "other"), words("تركيا أتراك|المغرب مغاربة|زيورخ زيوريخ|العراق العراقيون"))
def test_names_of_places_have_kin_of_their_own(one, other) -> None:
    assert LEXICON.kin(one) == LEXICON.kin(other)


def test_months_are_one_in_every_country() -> None:
    assert len({LEXICON.kin(fold_word(name)) for name in ("يناير", "جانفي")}) == 1
    assert len({LEXICON.kin(fold_word(name)) for name in ("أغسطس", "غشت", "أوت")}) == 1
    assert LEXICON.whole("كانون", "الثاني") == "يناير"
    assert ("كانون", "الثاني") in LEXICON.parts("يناير")


@given(st.text("ابتجدرسشعغفقكلمنهوي", min_size=1, max_size=9))
@example("نلتاب")  # of التاب, which as a word would have lost its article
def test_words_of_one_stem_are_kin_and_what_stands_for_kin_is_kin_to_itself(word) -> None:
    assert LEXICON.kin(word)
    assert LEXICON.kin_of_stem(LEXICON.kin(word)) == LEXICON.kin(word)
    assert LEXICON.kin("ال" + word) == LEXICON.kin(word) or LEXICON.stem("ال" + word) != LEXICON.stem(word)


def test_a_name_that_it_lacks_is_kin_to_the_one_that_sounds_so() -> None:
    assert not LEXICON.knows("زوكيربيرغو")
    known = LEXICON.kin("زوكربيرغ")
    assert LEXICON.kin("زوكيربيروغ") == known


def test_far_kin_are_other_families_of_one_root() -> None:
    far = [word for word in ("جزاءر", "يمن", "شرك", "علم", "حكم") if LEXICON.far_kin(word)]
    assert far
    for word in far:
        assert LEXICON.kin(word) not in LEXICON.far_kin(word)
        assert all(LEXICON.kin(other) == other for other in LEXICON.far_kin(word))


def test_one_that_knows_nothing_leaves_rules() -> None:
    empty = Lexicon.empty()
    assert len(empty) == 0
    assert empty.stem("الاسواق") == empty.kin("الاسواق") == stem("الاسواق")
    assert empty.far_kin("سوق") == ()
    assert not empty.knows("سوق")


def test_what_was_learnt_comes_back(learnt, tmp_path: Path) -> None:
    read = Lexicon.open(write(learnt, tmp_path))
    assert len(read) == len(learnt.stems)
    assert all(read.kin(one) == kin for one, kin in zip(learnt.stems, learnt.kin, strict=True))
    assert all(read.stem(form) == own for form, own in learnt.own.items())
    assert read.whole("عبد", "الله") == "عبدالله"


def test_it_is_small() -> None:
    assert shipped().stat().st_size < 2 * MEBIBYTE


def test_a_file_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "lexicon-00.arrays"
    path.write_bytes(b"not arrays")
    with pytest.raises(NoLexicon, match="kashaf learn"):
        Lexicon.open(path)


def test_one_of_another_analysis_is_refused(learnt, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("index.lexicon.writing.ANALYSIS_VERSION", 1)
    with pytest.raises(NoLexicon, match="analysis 1"):
        Lexicon.open(write(learnt, tmp_path))
