"""The page on the query language names all of it."""

from pathlib import Path

import pytest

from search import settings
from search.query.operators import BOUNDS, FIELDS, LONG_SIGNS, OR_WORDS, SIGNS

PAGE = (Path(__file__).parents[3] / "docs/query-language.md").read_text(encoding="utf-8")
HIDDEN = {"إلي", "التاريخ"}
"""Other spellings of names that the page has."""


@pytest.mark.parametrize("table", [FIELDS, BOUNDS, LONG_SIGNS])
def test_every_name_is_on_the_page(table: dict[object, tuple[str, ...]]) -> None:
    names = {name for words in table.values() for name in words} - HIDDEN
    assert [name for name in names if f"{name}:" not in PAGE] == []


def test_every_sign_and_limit_is_on_the_page() -> None:
    assert [sign for sign in (*SIGNS, *OR_WORDS, "*", "~5") if sign not in PAGE] == []
    numbers = [
        setting.default for setting in settings.SETTINGS if setting is not settings.QUERY_PREFIX_LETTERS
    ]
    assert [number for number in numbers if str(number) not in PAGE and f"{number:,}" not in PAGE] == []
