import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Precision, Published
from index.merging import canonical_url, merge, names


@pytest.mark.parametrize(
    "other",
    [
        "https://www.news.example/a/b/",
        "http://news.example:80/a/b",
        "HTTPS://News.Example/a/b#top",
        "https://news.example/a/b?utm_source=x&fbclid=y",
        "  https://news.example/a/b ",
    ],
)
def test_addresses_of_one_article(other: str) -> None:
    assert canonical_url(other) == canonical_url("https://news.example/a/b")


@pytest.mark.parametrize(
    "other",
    [
        "https://news.example/a/B",
        "https://news.example/a/b?id=1",
        "https://news.example:8080/a/b",
        "https://sport.news.example/a/b",
    ],
)
def test_addresses_of_another_article(other: str) -> None:
    assert canonical_url(other) != canonical_url("https://news.example/a/b")


def test_parameters_in_another_order_are_the_same_address() -> None:
    assert canonical_url("https://n.example/?b=2&a=1") == canonical_url("https://n.example/?a=1&b=2")


@pytest.mark.parametrize(
    "home", ["https://news.example", "https://www.news.example/", "http://n.example/#news"]
)
def test_a_home_page_is_no_articles_address(home: str) -> None:
    assert names(Article(id="1", url=home)) == ["1"]


HOSTS = st.text(alphabet="nw.:@-1", max_size=8).map("www.".__add__) | st.text(alphabet="nN.:@-[]1٣")
PATHS = st.text(alphabet="/a-.;:%@\\ \t\x0bبＡ", max_size=12)


@given(st.sampled_from(["http", "https", "HTTP"]), HOSTS, PATHS)
def test_a_fragment_changes_nothing(scheme: str, host: str, path: str) -> None:
    address = f"{scheme}://{host}/{path}x"
    assert canonical_url(address) == canonical_url(f"{address}#top").removesuffix("#top")


@given(st.text())
def test_any_text_is_taken_as_an_address(text: str) -> None:
    canonical_url(text)


def test_later_content_wins_under_the_first_id() -> None:
    first = Article(id="1", title="عنوان", body="نص أول", sections=("محليات",), author="كاتب")
    later = Article(id="2", title="عنوان معدل", body="نص ثان", sections=("اقتصاد",))
    merged = merge(first, later)
    assert merged == Article(
        id="1",
        title="عنوان معدل",
        body="نص ثان",
        sections=("محليات", "اقتصاد"),
        author="كاتب",
        also=("2",),
    )


def test_a_listing_without_a_date_keeps_the_known_one() -> None:
    dated = Published(text="2024", precision=Precision.YEAR)
    assert merge(Article(id="1", published=dated), Article(id="1")).published == dated


def test_merging_an_article_with_itself_changes_nothing() -> None:
    article = Article(id="1", title="عنوان", sections=("أ", "ب"), also=("2",), extra={"x": 1})
    assert merge(article, article) == article
