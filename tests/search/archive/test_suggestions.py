"""Completions and "did you mean"."""

import msgspec
import pytest

from index.build import reindex
from search.archive import Archive

RECORDS = [
    {"id": str(n), "title": title, "body": f"خبر رقم {n} عن {title} في المدينة."}
    for n, title in enumerate(
        ["كرة القدم"] * 12 + ["الحكومة"] * 8 + ["الحكومات"] * 3 + ["مستشفى الأمل"] * 5 + ["يوفنتوس"] * 5
    )
]


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    source = folder / "words.jsonl"
    source.write_bytes(b"\n".join(msgspec.json.encode(one) for one in RECORDS))
    reindex([source], folder / "index")
    return Archive.open(folder / "index")


def test_the_last_word_is_completed_the_most_frequent_first_in_its_own_spelling(words):
    assert words.suggest("أخبار الحكوم") == ["أخبار الحكومة", "أخبار الحكومات"]
    assert words.suggest("مستش") == ["مستشفى"]


def test_a_finished_or_short_word_is_not_completed(words):
    assert words.suggest("الحكومة ") == []
    assert words.suggest("ا") == []
    assert words.suggest("") == []


def test_completions_are_bounded(words):
    assert len(words.suggest("ال", limit=2)) == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("الحكزمة", "الحكومة"),
        ("كرةالقدم", "كرة القدم"),
        ("يوفنتوص", "يوفنتوس"),
        ("مستشفي الأمر", None),
        ("مستسفى الأمل", "مستشفى الأمل"),
    ],
)
def test_words_that_the_archive_does_not_know_are_respelt(words, typed, meant):
    suggestion = words.search(typed).suggestion
    if meant is None:
        assert suggestion != typed
    else:
        assert suggestion == meant


@pytest.mark.parametrize("typed", ["الحكومة", "حكومة", "في", "قدم", "xyzzy plugh", ""])
def test_known_and_hopeless_words_are_left_alone(words, typed):
    assert words.search(typed).suggestion is None


def test_operators_stay_in_a_respelt_query(words):
    assert words.search('+الحكزمة -"كرة القدم"').suggestion == '+الحكومة -"كرة القدم"'


def test_a_word_without_completions_is_respelt(words):
    assert words.suggest("خبر يوفنتوص") == ["خبر يوفنتوس"]


def test_a_word_of_a_rare_stem_is_respelt_where_a_near_word_is_far_more_frequent(build):
    common = [{"id": f"c{n}", "title": "افتتاح السوق", "body": f"خبر {n}"} for n in range(100)]
    rare = [{"id": "r", "title": "خبر عن سوقق", "body": ""}]
    archive = Archive.open(build([*common, *rare]))
    answer = archive.search("السوقق")
    assert (answer.total, answer.suggestion) == (1, "السوق")
    assert archive.search("سوقق").suggestion is None
    assert archive.search("وسوق").suggestion is None
    fewer = Archive.open(build([*common[1:], *rare]))
    assert fewer.search("السوقق").suggestion is None
