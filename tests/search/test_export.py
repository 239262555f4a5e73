"""Exports are read back by ordinary programs, and spreadsheets run nothing in them."""

import csv
import datetime as dt
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Precision, Published
from search.answer import Hit, Snippet
from search.export import csv_lines, jsonl_lines
from search.export.table import COLUMNS, harmless

DAY = Published(text="4/9/2019", day=dt.date(2019, 9, 4), precision=Precision.DAY)


def hit(**fields: object) -> Hit:
    return Hit(Article(**{"id": "one", "title": "عنوان", "published": DAY, **fields}), 1.25, Snippet(""))


def rows(hits: list[Hit]) -> list[dict[str, str]]:
    text = "".join(csv_lines(hits))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_has_a_row_a_hit_with_every_column() -> None:
    found = rows(
        [
            hit(
                body="أولى\nثانية",
                sections=("سياسة", "محليات"),
                source='وكالة "الساحل"',
                url="https://a.example/1",
            )
        ]
    )
    assert found == [
        {
            "id": "one",
            "title": "عنوان",
            "published": "2019-09-04",
            "sections": "سياسة، محليات",
            "source": 'وكالة "الساحل"',
            "site": "",
            "place": "",
            "author": "",
            "url": "https://a.example/1",
            "score": "1.250000",
            "opening": "أولى",
        }
    ]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+971", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200f=1", "＝1+1", "\ufeff@x"]
)
def test_what_looks_like_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "عنوان", "2019-09-04", "«=»", "a=b"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT, ANY_TEXT), max_size=5))
def test_any_text_comes_back_from_csv_and_no_cell_starts_a_formula(texts: list[tuple[str, str, str]]) -> None:
    hits = [hit(id=first, title=second, source=third) for first, second, third in texts]
    read = rows(hits)
    assert len(read) == len(hits)
    for row, one in zip(read, hits, strict=True):
        assert tuple(row) == COLUMNS
        assert row["title"].removeprefix("'") == one.article.title.removeprefix("'")
        assert all(cell[:1] not in "=+-@\t\r" or not cell for cell in row.values())


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=5))
def test_jsonl_is_one_whole_article_a_line(texts: list[tuple[str, str]]) -> None:
    hits = [hit(title=title, body=body) for title, body in texts]
    lines = list(jsonl_lines(hits))
    assert all(line.count("\n") == 1 for line in lines)
    assert [(one["title"], one["body"]) for one in map(msgspec.json.decode, lines)] == texts
