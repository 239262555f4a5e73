"""An opened archive never changes; the folder's current one does."""

import threading

import pytest

from index.build import delete
from index.generations import IndexNotFound
from search.archive import Archive, Archives
from search.errors import ArticleNotFound

ONE = {"id": "s1", "title": "خبر السوق", "body": "فتح السوق أبوابه."}
TWO = {"id": "s2", "title": "خبر الجسر", "body": "أغلق الجسر للصيانة."}


def test_an_archive_outlives_its_generations_files(build):
    opened = Archive.open(build([ONE]))
    for _ in range(3):
        index = build([TWO])
    assert not (index / "generations" / opened.generation).exists()
    assert opened.search("السوق").total == 1
    assert opened.get("s1").title == "خبر السوق"
    assert opened.search("الجسر").total == 0
    assert opened.suggest("السو") == ["السوق"]


def test_archives_open_a_new_generation_once(build):
    archives = Archives(build([ONE]))
    first = archives.current()
    assert archives.current() is first
    build([TWO])
    second = archives.current()
    assert second is not first
    assert archives.current() is second
    assert second.search("الجسر").total == 1
    assert first.search("السوق").total == 1


def test_without_an_archive_the_error_says_what_to_do(tmp_path):
    with pytest.raises(IndexNotFound, match="kashaf reindex"):
        Archives(tmp_path).current()


def test_an_archive_whose_last_article_is_deleted_answers_with_nothing(build):
    index = build([ONE])
    delete(["s1"], index)
    empty = Archive.open(index)
    assert (empty.info.articles, empty.info.first_day) == (0, None)
    for text in ("", "السوق", "«فتح السوق»", "السوق -الجسر", "السو*", "~السوق", "عنوان:خبر من:2017"):
        answer = empty.search(text)
        assert (answer.total, answer.total_any, answer.hits, answer.histogram) == (0, 0, (), ())
    assert list(empty.export("السوق")) == []
    assert empty.related_to_text("فتح السوق أبوابه أمام الزوار").hits == ()
    assert empty.suggest("السو") == []
    with pytest.raises(ArticleNotFound):
        empty.get("s1")


def test_threads_share_an_archive(build):
    records = [{"id": f"r{n}", "title": f"خبر {n}", "body": f"السوق {n} والجسر {n % 7}"} for n in range(200)]
    index = build(records)
    questions = [f"{word} {n}" for n in range(20) for word in ("السوق", '"والجسر"', "والج*")]
    alone = Archive.open(index)
    expected = {text: _told(alone, text) for text in questions}
    shared = Archive.open(index)
    told: list[dict[str, object]] = []
    threads = [
        threading.Thread(target=lambda: told.append({text: _told(shared, text) for text in questions}))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [expected] * 4


def _told(archive, text):
    results = archive.search(text)
    return results.total, results.total_any, [(hit.article.id, hit.score) for hit in results.hits]


def test_a_damaged_generation_is_told_and_the_one_before_it_served(build):
    first = Archive.open(build([ONE])).generation
    index = build([TWO])
    newest = max((index / "generations").iterdir())
    (newest / "manifest.json").write_bytes(b"{}")
    served = Archives(index).current()
    assert served.generation == first
    assert served.degraded is not None
    assert "manifest.json" in served.degraded
    assert served.search("السوق").total == 1
