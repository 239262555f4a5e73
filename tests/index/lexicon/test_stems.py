"""Stems of many words at once are those of each by itself."""

from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import stemming
from index.analysis.stopwords import STOP_WORDS
from index.lexicon.lexicon import Lexicon, shipped
from index.lexicon.stems import Stems

SHIPPED = Lexicon.open(shipped())
STEMS = Stems(SHIPPED.own_forms)
AFFIXED = "فبالكوسهمنايتهءؤئ"
LISTED = sorted({*STOP_WORDS, *stemming.OWN_ENDINGS, *stemming.OWN_BEGINNINGS, *SHIPPED.own_forms})

beginnings = st.sampled_from(["", *(one.letters for each in stemming.BEGINNINGS.values() for one in each)])
endings = st.sampled_from(
    ["", "ىء", "يء", *(one.letters for each in stemming.ENDINGS.values() for one in each)]
)
cores = st.sampled_from(LISTED) | st.text(alphabet=AFFIXED + "رقدپ", min_size=1, max_size=6)
affixed = st.tuples(beginnings, beginnings, beginnings, cores, endings, endings, endings).map("".join)
words = (
    affixed
    | st.text(alphabet=AFFIXED, min_size=1)
    | st.from_regex(r"\A\w+\Z")
    | st.sampled_from(["😀", "a1"])
)


@given(st.lists(words))
@example([])
def test_they_are_those_of_each_word(listed: list[str]) -> None:
    assert [*STEMS.of(listed)] == [*map(SHIPPED.find_stem, listed)]


def test_they_are_those_of_each_listed_word_with_any_affixes() -> None:
    listed = [
        f"{before}{word}{after}"
        for word in LISTED
        for before in ("", "و", "بال", "ل")
        for after in ("", "ها", "ين")
    ]
    assert [*STEMS.of(listed)] == [*map(SHIPPED.find_stem, listed)]


@given(st.lists(words))
@example(["استقبل", "يستقبل", "شيكاغو", "شيكاجو", "مجهول"])
def test_the_kin_of_many_are_those_of_each(listed: list[str]) -> None:
    stems = [*map(SHIPPED.find_stem, listed)]
    assert [*SHIPPED.kin_of_stems(stems)] == [*map(SHIPPED.find_kin_of_stem, stems)]


def test_without_a_lexicon_the_rules_serve() -> None:
    assert [*Stems({}).of(["والمدرسون", "وزيرها"])] == [*map(stemming.stem, ["والمدرسون", "وزيرها"])]
