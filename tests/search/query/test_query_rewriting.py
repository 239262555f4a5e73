"""Queries rewritten: without a clause, with other words."""

import pytest

from search.query import exclusions, parse, replace_words, searched_words, without
from search.query.parsed import typed_words


@pytest.mark.parametrize(
    ("typed", "chips"),
    [
        ("تونس -الجزائر", [("الجزائر", "تونس")]),
        ("-الجزائر تونس", [("الجزائر", "تونس")]),
        ("تونس  بدون:الجزائر،  ليبيا", [("الجزائر", "تونس ليبيا")]),
        (
            'تونس -"كرة القدم" -قسم:رياضة',
            [('"كرة القدم"', "تونس -قسم:رياضة"), ("قسم:رياضة", 'تونس -"كرة القدم"')],
        ),
        ("تونس -(كرة | رياضة)", [("(كرة | رياضة)", "تونس")]),
        ("(نفط -غاز) تونس", [("غاز", "(نفط) تونس")]),
        ("(نفط | -غاز) تونس", [("غاز", "(نفط |) تونس")]),
        ("(نفط -غاز | فحم) تونس", [("غاز", "(نفط | فحم) تونس")]),
        ("نفط(-غاز) تونس", [("غاز", "نفط تونس")]),
        ("عنوان:(-غاز) تونس", [("غاز", "تونس")]),
        ("-غاز", [("غاز", "")]),
        ("-(نفط -غاز)", [("(نفط -غاز)", "")]),
        ("تونس \u200f-الجزائر\u200f ليبيا", [("الجزائر", "تونس ليبيا")]),
        ('-غاز"نفط الخليج"', [("غاز", '"نفط الخليج"')]),
        ("-(غاز)-تونس", [("غاز", "،-تونس")]),
        ("من:كانون -غاز الأول 2019", [("غاز", "من:كانون ، الأول 2019")]),
        ("تونس - الجزائر", []),
    ],
)
def test_every_exclusion_can_be_taken_away(typed: str, chips: list[tuple[str, str]]) -> None:
    assert [(one.text, one.query_without) for one in exclusions(parse(typed))] == chips


def test_other_clauses_can_be_taken_away_too() -> None:
    parsed = parse('و"سعر النفط" قسم:اقتصاد من:كانون الأول 2019 تونس')
    phrase, section, days, word = parsed.tree.clauses
    assert without(parsed, phrase) == "قسم:اقتصاد من:كانون الأول 2019 تونس"
    assert without(parsed, section) == 'و"سعر النفط" من:كانون الأول 2019 تونس'
    assert without(parsed, days) == 'و"سعر النفط" قسم:اقتصاد تونس'
    assert without(parsed, word) == 'و"سعر النفط" قسم:اقتصاد من:كانون الأول 2019'


def test_a_clause_of_another_query_is_an_error() -> None:
    with pytest.raises(ValueError, match="not in the tree"):
        without(parse("نفط -غاز"), parse("ماء -فحم").tree.clauses[1])


def test_words_are_replaced_where_they_stand() -> None:
    parsed = parse('+نفت (غاز | "سعر النفت") -عنوان:تونش، مصر')
    starts = {word.text: word.start for word in typed_words(parsed.tree)}
    replaced = replace_words(
        parsed,
        {starts["نفت"]: "نفط", starts["النفت"]: "النفط", starts["تونش"]: "تونس", starts["مصر"]: "ليبيا"},
    )
    assert replaced == '+نفط (غاز | "سعر النفط") -عنوان:تونس، ليبيا'


def test_a_place_without_a_word_is_an_error() -> None:
    with pytest.raises(KeyError):
        replace_words(parse("نفط غاز"), {1: "ماء"})


def test_words_that_articles_are_to_have() -> None:
    tree = parse('نفط "سعر الخام" (غاز | فحم) -ماء عنوان:تونس قسم:سياسة +مصر دبل* من:2019').tree
    searched = [word.text for word in searched_words(tree)]
    assert searched == ["نفط", "سعر", "الخام", "غاز", "فحم", "تونس", "مصر"]
