"""A citation names who, what, where and when, as far as they are known."""

import datetime as dt

from index.article import Article, Precision, Published
from search.citation import cite


def test_an_article_is_cited_in_both_languages() -> None:
    article = Article(
        id="1",
        title="افتتاح السوق",
        author="سلمى الراوي",
        source="وكالة الرافد",
        place="البصرة",
        url="https://rafid.example/1",
        published=Published(day=dt.date(2024, 2, 1), time=dt.time(9, 30), precision=Precision.TIME),
    )
    assert cite(article, "ar", link="https://archive.example/a/1") == (
        "سلمى الراوي، «افتتاح السوق»، وكالة الرافد، البصرة، 2024/02/01، https://rafid.example/1، https://archive.example/a/1"
    )
    assert cite(article, "en").startswith("سلمى الراوي, “افتتاح السوق”, وكالة الرافد")


def test_what_is_unknown_is_said_or_left_out() -> None:
    assert cite(Article(id="1"), "ar") == "«بلا عنوان»، بلا تاريخ"
    assert cite(Article(id="1", title="أ", source="س", site="س"), "en") == "“أ”, س, no date"
