"""Related articles, from an article and from a text."""

import pytest

from search.archive import Archive
from search.errors import ArticleNotFound


def test_related_articles_share_telling_words_and_leave_the_article_out(news):
    related = news.related("n5")
    assert related.hits[0].article.id == "n6"
    assert "n5" not in [hit.article.id for hit in related.hits]
    assert any("صياد" in term for term in related.terms)


def test_a_draft_of_any_length_is_related(news):
    draft = "توسعة الميناء\n" + "يريد الصيادون ميناء أوسع وأعمق للقوارب. " * 2000
    related = news.related_to_text(draft, limit=2)
    assert related.hits[0].article.id == "n6"
    assert len(related.hits) == 2
    assert len(related.terms) <= 25


def test_nothing_is_related_to_a_text_without_words_of_the_archive(news):
    assert news.related_to_text("").hits == ()
    assert news.related_to_text("xyz qwv").hits == ()


def test_an_article_listed_under_two_ids_is_not_related_to_itself(build):
    same = {
        "title": "سباق القوارب",
        "body": "جرى سباق القوارب في الميناء أمس.",
        "url": "https://example.org/1",
    }
    other = {
        "id": "c",
        "title": "قوارب الميناء",
        "body": "عادت القوارب إلى الميناء.",
        "url": "https://example.org/2",
    }
    archive = Archive.open(build([same | {"id": "a"}, same | {"id": "b"}, other]))
    assert archive.get("a") == archive.get("b")
    assert [hit.article.id for hit in archive.related("b").hits] == ["c"]


def test_an_unknown_id_is_an_error(news):
    with pytest.raises(ArticleNotFound):
        news.related("n99")
