import pytest

from bench.corpus import Corpus, prepared, written
from index.analysis import words
from index.article import Article
from index.sources import read


def test_a_corpus_has_the_words_of_each_article_on_its_line(corpus: Corpus) -> None:
    articles = [one for one in read([corpus.articles]) if isinstance(one, Article)]
    rows = list(corpus.rows())
    assert corpus.count == len(articles) == len(rows) > 50
    for article, row in zip(articles, rows, strict=True):
        assert row.title.split() == words(article.title)
        assert row.body.split() == words(article.body)


def test_frequencies_count_articles(corpus: Corpus) -> None:
    word = max(corpus.frequencies, key=lambda one: corpus.frequencies[one])
    assert corpus.frequencies[word] == sum(word in row.joined.split() for row in corpus.rows())


def test_what_the_archive_would_merge_is_taken_once(tmp_path) -> None:
    first = Article(id="a", title="خبر أول", url="https://example.org/1")
    same_address = Article(id="b", title="خبر أول معدل", url="http://www.example.org/1/")
    same_id = Article(id="a", title="خبر أول")
    other = Article(id="c", title="خبر ثان")
    corpus = written(tmp_path / "made", lambda: iter([first, same_address, same_id, other]))
    assert corpus.headlines == ["خبر أول", "خبر ثان"]


def test_a_preparation_that_breaks_off_leaves_no_corpus(tmp_path) -> None:
    def broken():
        yield Article(id="a", title="خبر")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        written(tmp_path / "made", broken)
    assert list(tmp_path.iterdir()) == []
    assert written(tmp_path / "made", lambda: iter([Article(id="a", title="خبر")])).count == 1


def test_a_corpus_is_prepared_anew_when_its_source_changes(tmp_path) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_text('{"id": "1", "title": "خبر أول", "body": "نص الخبر الأول."}\n', "utf-8")
    assert prepared([source], tmp_path / "cache").count == 1
    with source.open("a", encoding="utf-8") as file:
        file.write('{"id": "2", "title": "خبر ثان", "body": "نص الخبر الثاني."}\n')
    assert prepared([source], tmp_path / "cache").count == 2
    assert prepared([source], tmp_path / "cache", first=1).count == 1
