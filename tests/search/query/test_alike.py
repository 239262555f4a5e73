"""What the words of a query are also looked for as."""

import pytest

from search.query import parse
from search.query.alike import joined, rows_of
from search.question import Level
from tests.lexicons import LEXICON


def found(query: str, level: Level = Level.NORMAL) -> dict[str, set[str]]:
    rows = joined(parse(query).tree, level, LEXICON)
    return {word.text: {" ".join(row) for row in alike} for word, alike in rows.items()}


@pytest.mark.parametrize(
    ("query", "word", "also"),
    [
        ("عبدالله", "عبدالله", "عبد الله"),
        ("وعبدالرحمن", "وعبدالرحمن", "عبد الرحمن"),
        ("أبوظبي", "أبوظبي", "ابو ظبي"),
        ("يناير", "يناير", "كانون الثاني"),
        ("عبد الله", "عبد", "عبدالله"),
        ("عبد الله", "الله", "عبدالله"),
        ("كانون الثاني", "كانون", "يناير"),
        ("رأس مال", "مال", "راسمال"),
        ("عنوان:(أبو ظبي)", "ظبي", "ابوظبي"),
    ],
)
def test_names_are_looked_for_joined_and_apart(query, word, also) -> None:
    assert also in found(query)[word]


@pytest.mark.parametrize("query", ["=عبدالله", "عبد -الله", '"عبد الله"', "قسم:عبدالله"])
def test_what_is_exact_excluded_or_in_a_row_is_looked_for_as_it_is(query) -> None:
    assert not any("عبد الله" in also or "عبدالله" in also for also in found(query).values())


def test_at_the_exact_level_nothing_is_looked_for_otherwise() -> None:
    assert found("عبدالله بن", Level.EXACT) == {}


def test_a_row_is_as_typed_first_and_then_as_it_may_be_written() -> None:
    rows = rows_of(["شارع", "عبد", "الله"], LEXICON)
    assert rows[0] == ("شارع", "عبد", "الله")
    assert ("شارع", "عبدالله") in rows
    assert ("شارع", "عبد", "الله") in rows_of(["شارع", "عبدالله"], LEXICON)
