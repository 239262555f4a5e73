"""What is learnt from the company that words keep."""

from index.analysis import stem
from index.lexicon.learning import learn
from index.lexicon.learnt import Joined


def kin(learnt, stem):
    return dict(zip(learnt.stems, learnt.kin, strict=True))[stem]


def test_a_plural_that_keeps_the_company_of_its_singular_is_kin(learnt) -> None:
    assert kin(learnt, "سوق") == kin(learnt, "اسواق")
    assert kin(learnt, "حزب") == kin(learnt, "احزاب")


def test_a_foreign_name_is_kin_to_itself_in_other_letters(learnt) -> None:
    assert kin(learnt, "شيكاج") == kin(learnt, "شيكاغ")


def test_names_of_persons_are_kin_to_no_other_names(learnt) -> None:
    names = ["محمد", "احمد", "محمود", "حسن", "حسين"]
    assert len({kin(learnt, name) for name in names}) == len(names)


def test_forms_that_keep_other_company_leave_the_stem_of_their_letters(learnt) -> None:
    def own(form: str) -> str:
        return learnt.own.get(form, stem(form))

    assert stem("رياض") == stem("رياضه")
    assert own("رياض") != own("رياضه") == own("رياضي")
    assert own("عمل") == own("عملها") != own("عمله") == own("عملات")


def test_names_that_stand_joined_and_apart_are_told(learnt) -> None:
    assert Joined("عبدالله", "عبد", "الله") in learnt.joined


def test_months_of_two_words_are_told_whatever_is_read(learnt) -> None:
    assert Joined("يناير", "كانون", "الثاني") in learnt.joined


def test_the_same_census_teaches_the_same(census, learnt) -> None:
    again = learn(census)
    assert again == learnt
