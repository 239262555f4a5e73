"""The small parts that pages are made of: runs of matched text, page numbers, dates, bars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from web.direction import direction
from web.marks import Run, marked
from web.paging import last_page, page_window
from web.timeline import HEIGHT, MONTHS_AT_MOST, timeline


def test_a_text_is_split_at_its_matches() -> None:
    assert marked("قطف التمور بدأ", [(4, 10)]) == [
        Run("قطف ", is_match=False),
        Run("التمور", is_match=True),
        Run(" بدأ", is_match=False),
    ]


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_the_runs_joined_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    inside = sorted((min(pair), max(pair)) for pair in spans if max(pair) <= len(text))
    runs = marked(text, inside)
    assert "".join(run.text for run in runs) == text
    assert all(run.text for run in runs)


@pytest.mark.parametrize(
    ("current", "last", "window"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (4, 6, [1, 2, 3, 4, 5, 6]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_the_window_of_page_numbers(current: int, last: int, window: list[int | None]) -> None:
    assert page_window(current, last) == window


@pytest.mark.parametrize(("hits", "last"), [(0, 1), (1, 1), (10, 1), (11, 2), (4120, 412)])
def test_the_last_page(hits: int, last: int) -> None:
    assert last_page(hits, 10) == last


def test_time_runs_as_the_page_is_read() -> None:
    histogram = [("2019-01", 4), ("2019-03", 2)]
    ltr = timeline(histogram, right_to_left=False)
    rtl = timeline(histogram, right_to_left=True)
    assert ltr.width == rtl.width == 72
    assert [(bar.period, bar.x) for bar in ltr.bars] == [("2019-01", 0), ("2019-03", 48)]
    assert [(bar.period, bar.x) for bar in rtl.bars] == [("2019-01", 48), ("2019-03", 0)]
    assert [(bar.y, bar.height) for bar in ltr.bars] == [(0, HEIGHT), (HEIGHT // 2, HEIGHT // 2)]


def test_many_years_are_drawn_by_year() -> None:
    drawn = timeline([("2010-12", 3), ("2019-01", 1), ("2019-07", 1)], right_to_left=False)
    assert drawn.by_year
    assert [(bar.period, bar.count) for bar in drawn.bars] == [("2010", 3), ("2019", 2)]
    assert not timeline([("2014-01", 1), ("2018-12", 1)], right_to_left=False).by_year
    assert MONTHS_AT_MOST == 60


def test_nothing_found_draws_nothing() -> None:
    assert timeline([], right_to_left=True).bars == ()


@pytest.mark.parametrize(
    ("title", "body", "way"),
    [
        ("iPhone يتصدّر مبيعات الهواتف", "", "rtl"),
        ("iPhone 15 Pro", "هاتف جديد يصل إلى الأسواق في أيلول", "rtl"),
        ("الحجز هنا", "https://naour.example/a/very/long/address/without/any/space", "rtl"),
        ("Bank (المصرف) holds its rate", "The rate stays at 5.5 percent.", "ltr"),
        ("2019", "", "rtl"),
        ("", "", "rtl"),
    ],
)
def test_an_article_runs_as_most_of_its_words_do(title: str, body: str, way: str) -> None:
    assert direction(Article(id="a", title=title, body=body)) == way
