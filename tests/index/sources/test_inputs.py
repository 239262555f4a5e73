import gzip
import io
import json
import lzma
import os
import shutil
import sys
import zipfile

import pytest

from index.article import Article, Rejected
from index.sources import ReadOptions, read, size_of
from index.sources.options import LARGEST_PAGE

LINE = json.dumps({"id": "a", "title": "عنوان", "body": "متن"}, ensure_ascii=False).encode() + b"\n"
PAGE = "سوق الكتب يعود إلى شارع النهر\nعاد سوق الكتب إلى شارع النهر صباح الجمعة بعد غياب عام كامل.".encode()


def reasons(*sources, **options):
    return [piece.reason for piece in read(sources, ReadOptions(**options)) if isinstance(piece, Rejected)]


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path):
    for name in ("b/one.txt", "a.txt", "b/.two.txt", ".git/three.txt", "c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"عنوان خبر {name}", encoding="utf-8")
    titles = [article.title for article in read([tmp_path])]
    assert titles == ["عنوان خبر a.txt", "عنوان خبر c.txt", "عنوان خبر b/one.txt"]


def test_a_folder_that_cannot_be_read_is_rejected_and_the_rest_is_read(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.jsonl").write_bytes(LINE)
    pieces = read([tmp_path])
    assert isinstance(next(pieces), Article)
    shutil.rmtree(tmp_path / "b")
    article, rejected = pieces
    assert isinstance(article, Article)
    assert (rejected.reason, rejected.file) == ("unreadable", str(tmp_path / "b"))


def test_what_is_not_there_is_rejected_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(LINE)
    missing, article = read([tmp_path / "none.jsonl", tmp_path / "a.jsonl"])
    assert isinstance(missing, Rejected)
    assert (missing.reason, missing.file) == ("not-found", str(tmp_path / "none.jsonl"))
    assert isinstance(article, Article)


@pytest.mark.parametrize(("pack", "extension"), [(gzip.compress, "gz"), (lzma.compress, "xz")])
@pytest.mark.parametrize("name", ["a.jsonl.{}", "a.{}", "a.jsonl"])
def test_packed_files_are_known_by_their_bytes(tmp_path, pack, extension, name):
    path = tmp_path / name.format(extension)
    path.write_bytes(pack(LINE * 3))
    assert [article.id for article in read([path])] == ["a"] * 3


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_of_a_packed_file_that_breaks_off_the_beginning_is_read(tmp_path, pack):
    lines = b"".join(LINE.replace(b'"a"', b'"%d"' % number) for number in range(20_000))
    packed = pack(lines)
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *articles, last = read([tmp_path])
    assert len(articles) > 100
    assert isinstance(last, Rejected)
    assert last.reason == "unreadable"


def test_a_zip_is_read_like_a_folder(tmp_path):
    members = {
        "z.jsonl": LINE,
        "a/page.txt": PAGE,
        ".hidden.txt": PAGE,
        "__MACOSX/a.txt": PAGE,
        "a/b.gz": b"",
    }
    path = zipped(tmp_path / "archive.zip", members)
    empty, first, last = read([path])
    assert first.title == "سوق الكتب يعود إلى شارع النهر"
    assert (empty.reason, empty.file) == ("empty", f"{path}/a/b.gz")
    assert last.id == "a"


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = zipped(tmp_path / "bomb.zip", {"bomb.txt": b"\0" * (LARGEST_PAGE + 1), "article.txt": PAGE})
    rejected = [piece for piece in read([path]) if isinstance(piece, Rejected)]
    assert [(piece.file, piece.reason) for piece in rejected] == [(f"{path}/bomb.txt", "zip-bomb")]


def test_what_is_called_a_zip_and_is_none_is_rejected(tmp_path):
    (tmp_path / "a.zip").write_bytes(PAGE)
    assert reasons(tmp_path) == ["bad-archive"]


def test_a_damaged_member_does_not_touch_the_others(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", PAGE)
        archive.writestr("b.txt", PAGE)
    path.write_bytes(path.read_bytes().replace(PAGE, PAGE.replace(b"\n", b" "), 1))
    damaged, article = read([path])
    assert (damaged.reason, damaged.file) == ("unreadable", f"{path}/a.txt")
    assert isinstance(article, Article)


def test_standard_input_is_jsonl(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINE * 2)))
    assert [article.id for article in read(["-"])] == ["a", "a"]
    assert size_of(["-"]) is None


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\xfe" * 50, "unknown-format"),
        ("a.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\xfe" * 50, "undecodable"),
        ("a.jsonl", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\xfe" * 50, "undecodable"),
        ("a.json", b"[]", "no-object"),
        ("a.css", b"body { color: red }", "unknown-format"),
        ("a.txt", b"", "empty"),
        ("a.html", b"<html><body></body></html>", "no-article"),
        ("a.xml", b"<?xml version='1.0'?><catalogue><book/></catalogue>", "bad-feed"),
        ("a.json", b'{"title": ', "bad-json"),
        ("a.json", b'"only a text"', "no-object"),
        ("a.csv", b"one,two\n1,2\n", "no-header"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_reason(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    assert reasons(tmp_path) == [reason]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", LINE),
        ("a.csv", LINE),
        ("a", LINE),
        ("a.jsonl", b"[" + LINE.strip() + b"]"),
        ("a.html", b"\xef\xbb\xbf" + LINE),
        (
            "a.json",
            b'<?xml version="1.0"?><rss><channel><item><guid>a</guid><title>x</title></item></channel></rss>',
        ),
        (
            "a.xml",
            b"<html><head><meta property='og:type' content='article'><title>a</title></head></html>",
        ),
    ],
)
def test_the_content_is_believed_more_than_the_name(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    [article] = read([tmp_path])
    assert isinstance(article, Article)
    assert "a" in {article.id, article.title}


def test_a_format_that_is_named_is_used_for_every_file(tmp_path):
    (tmp_path / "a.dump").write_bytes("title;body\nعنوان;متن\n".encode())
    [article] = read([tmp_path], ReadOptions(format="csv"))
    assert (article.title, article.body) == ("عنوان", "متن")


def test_progress_counts_the_bytes_as_they_are_stored(tmp_path):
    (tmp_path / "a.jsonl.xz").write_bytes(lzma.compress(LINE * 50_000))
    (tmp_path / "b.txt").write_bytes(PAGE)
    zipped(tmp_path / "c.zip", {"page.txt": PAGE})
    read_bytes: list[int] = []
    count = sum(1 for _ in read([tmp_path], ReadOptions(progress=read_bytes.append)))
    assert count == 50_002
    assert sum(read_bytes) == size_of([tmp_path])


def test_reading_twice_gives_the_same(tmp_path):
    (tmp_path / "a.txt").write_bytes(PAGE)
    (tmp_path / "b.jsonl").write_bytes(LINE + b"{\n" + LINE)
    assert list(read([tmp_path])) == list(read([tmp_path]))


def test_a_pipe_in_a_folder_is_rejected_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl").write_bytes(LINE)
    rejected, article = read([tmp_path])
    assert isinstance(rejected, Rejected)
    assert isinstance(article, Article)
    assert (rejected.file, rejected.reason) == (str(tmp_path / "a.jsonl"), "unreadable")
