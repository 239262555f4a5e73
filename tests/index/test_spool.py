from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.document import decode
from index.listing import listing
from index.spool import Spool, read_places


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with Spool(tmp_path / "spool") as opened:
        yield opened


def articles(spool: Spool) -> list[Article]:
    return list(map(decode, read_places(spool.path, spool.entries().places)))


def said_of_stored(spool: Spool) -> list[tuple[tuple[int, ...], bool]]:
    entries = spool.entries()
    return list(zip(entries.documents, entries.changed.tolist(), strict=True))


def test_articles_come_back_in_their_order(spool: Spool) -> None:
    listed = [Article(id=str(number), title=f"خبر {number}") for number in range(5)]
    assert [spool.put(listing(article)) for article in listed] == [0] * 5
    assert articles(spool) == listed


def test_the_same_id_again_is_one_article_with_the_later_content(spool: Spool) -> None:
    spool.put(listing(Article(id="1", title="أول")))
    spool.put(listing(Article(id="2", title="ثان")))
    assert spool.put(listing(Article(id="1", title="أول معدل"))) == 1
    assert [article.title for article in articles(spool)] == ["أول معدل", "ثان"]


def test_one_address_under_two_sections_is_one_article_with_both(spool: Spool) -> None:
    spool.put(listing(Article(id="1", title="خبر", url="https://n.example/1", sections=("محليات",))))
    spool.put(listing(Article(id="2", title="خبر", url="http://www.n.example/1/", sections=("ثقافة",))))
    (article,) = articles(spool)
    assert (article.id, article.also, article.sections) == ("1", ("2",), ("محليات", "ثقافة"))


def test_a_listing_that_joins_two_articles_makes_them_one(spool: Spool) -> None:
    spool.put(listing(Article(id="1", title="خبر", url="https://n.example/1")))
    spool.put(listing(Article(id="2", title="خبر", url="https://n.example/2")))
    assert spool.put(listing(Article(id="2", title="خبر", url="https://n.example/1"))) == 2
    assert spool.put(listing(Article(id="3", title="الأخير", url="https://n.example/2"))) == 1
    (article,) = articles(spool)
    assert (article.id, article.title, set(article.also)) == ("1", "الأخير", {"2", "3"})


def test_stored_articles_take_part(tmp_path: Path) -> None:
    stored = Article(id="1", title="قديم", url="https://n.example/1", sections=("محليات",))
    known = {"1": [(7, stored)], "\0//n.example/1": [(7, stored)]}
    with Spool(tmp_path / "spool", lambda name: known.get(name, [])) as spool:
        spool.put(listing(Article(id="1", title="قديم", url="https://n.example/1", sections=("محليات",))))
        assert said_of_stored(spool) == [((7,), False)]
        spool.put(listing(Article(id="9", title="جديد", url="https://n.example/1")))
        assert said_of_stored(spool) == [((7,), True)]
        assert articles(spool)[0].id == "1"


def test_a_stored_id_stays_when_a_new_one_joins_it(tmp_path: Path) -> None:
    stored = Article(id="1", title="قديم")
    with Spool(tmp_path / "spool", lambda name: [(7, stored)] if name == "1" else []) as spool:
        spool.put(listing(Article(id="9", title="جديد", url="https://n.example/1")))
        spool.put(listing(Article(id="1", title="معدل", url="https://n.example/1")))
        (article,) = articles(spool)
    assert (article.id, article.also) == ("1", ("9",))


def test_the_file_is_removed(tmp_path: Path) -> None:
    with Spool(tmp_path / "spool") as spool:
        spool.put(listing(Article(id="1", title="خبر")))
    assert list(tmp_path.iterdir()) == []
