"""What the matcher finds in a text."""

import pytest

from search.matcher import Matcher
from search.query import parse
from search.query.tree import FieldName
from search.question import Level
from search.words import TextWords
from tests.lexicons import ALIKES, LEXICON

TEXT = "قالت الحكومة وللحكومة رأي في حقوق الصيادين، وبحقوق الصيادين تبدأ الحكاية."


def found(query, text=TEXT, level=Level.NORMAL, field=FieldName.BODY):
    return [
        text[one.start : one.end]
        for one in Matcher(parse(query).tree, level, field, ALIKES).find(TextWords(text, LEXICON))
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("الحكومة", ["الحكومة", "وللحكومة"]),
        ("=الحكومة", ["الحكومة"]),
        ("حكا*", []),
        ("الحك*", ["الحكومة", "الحكاية"]),
        ('"حقوق الصيادين"', ["حقوق الصيادين", "وبحقوق الصيادين"]),
        ('="حقوق الصيادين"', ["حقوق الصيادين"]),
        ('"رأي حقوق"~1', ["رأي", "حقوق"]),
        ('"رأي الحكاية"~1', []),
        ("رأي -الحكومة", ["رأي"]),
        ("رأي في", ["رأي"]),
        ("في", ["في"]),
        ("عنوان:رأي", []),
        ("متن:رأي", ["رأي"]),
        ("(رأي | الحكاية)", ["رأي", "الحكاية"]),
        ("قسم:رأي", []),
        ("", []),
    ],
)
def test_it_finds_what_was_asked_for(query, expected):
    assert found(query) == expected


def test_exact_finds_no_other_forms():
    assert found("الحكومة", level=Level.EXACT) == ["الحكومة"]


def test_spans_are_those_of_the_vocalised_original():
    text = "الحُكُومَةُ قـــررت"
    assert found("الحكومة قررت", text) == ["الحُكُومَةُ", "قـــررت"]


def test_words_of_one_part_of_the_query_have_one_key():
    keys = [
        one.key
        for one in Matcher(parse("الحكومة").tree, Level.NORMAL, FieldName.BODY, ALIKES).find(
            TextWords(TEXT, LEXICON)
        )
    ]
    assert keys == ["الحكومة", "الحكومة"]


def test_kin_alone_can_be_looked_for():
    matcher = Matcher.of_kin({LEXICON.kin("الحكومه"): 2.0}, LEXICON)
    marked = matcher.find(TextWords(TEXT, LEXICON))
    assert [TEXT[one.start : one.end] for one in marked] == ["الحكومة", "وللحكومة"]
    assert {one.weight for one in marked} == {2.0}
