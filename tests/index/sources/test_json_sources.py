import json

import pytest

from index.article import Article, Rejected
from index.article_json import article_from_json, article_json
from index.sources import ReadOptions, read
from index.sources.rejecting import NotRead

ONE = {"id": "1", "title": "عنوان أول"}
TWO = {"id": "2", "title": "عنوان ثان"}


def written(tmp_path, content, name="a.json"):
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    (tmp_path / name).write_text(text, encoding="utf-8")
    return list(read([tmp_path / name]))


def ids(pieces):
    return [piece.id for piece in pieces if isinstance(piece, Article)]


@pytest.mark.parametrize(
    "content",
    [
        [ONE, TWO],
        {"articles": [ONE, TWO]},
        {"title": "اسم الموقع", "version": "1", "items": [ONE, TWO]},
        {"status": "ok", "response": {"docs": [ONE, TWO]}},
        {
            "hits": {
                "total": 2,
                "hits": [{"_id": "1", "_source": {"title": "عنوان"}}, {"_id": "2", "_source": TWO}],
            }
        },
        {"سياسة": [ONE], "رياضة": [TWO]},
        '{"id": "1", "title": "عنوان"}\n{"id": "2", "title": "عنوان"}\n',
        '\ufeff{"id": "1", "title": "عنوان"}\n\n{"id": "2", "title": "عنوان"}',
    ],
)
def test_lists_of_articles_in_json_documents(tmp_path, content):
    assert ids(written(tmp_path, content)) == ["1", "2"]


def test_one_article_in_a_document_of_many_lines(tmp_path):
    assert ids(written(tmp_path, json.dumps({**ONE, "body": "متن", "items": [TWO]}, indent=2))) == ["1"]


def test_a_broken_line_of_jsonl_does_not_touch_the_others(tmp_path):
    lines = [json.dumps(ONE), '{"title": ', "[]", '"text"', '{"id": 3}', "", json.dumps(TWO)]
    pieces = written(tmp_path, "\n".join(lines), "a.jsonl")
    assert ids(pieces) == ["1", "2"]
    rejected = [(piece.line, piece.reason) for piece in pieces if isinstance(piece, Rejected)]
    assert rejected == [(2, "bad-json"), (3, "no-object"), (4, "no-object"), (5, "empty")]


def test_an_item_of_an_array_that_is_no_article_is_told_by_its_number(tmp_path):
    _, rejected, _ = written(tmp_path, [ONE, {"id": 5}, TWO])
    assert rejected.reason == "empty"
    assert rejected.message.startswith("item 2: ")


def test_what_python_writes_beyond_json_is_read(tmp_path):
    line = '{"title": "عنوان \\ud83d", "views": NaN, "body": "سطر\tآخر"}'
    [article] = written(tmp_path, line, "a.jsonl")
    assert (article.title, article.body, article.extra) == ("عنوان ?", "سطر آخر", {})


def test_lines_of_a_damaged_encoding_are_rejected_one_by_one(tmp_path):
    good = json.dumps(ONE, ensure_ascii=False).encode()
    (tmp_path / "a.jsonl").write_bytes(good + b'\n{"title": "\xff\xfe\xd8\xd9"}\n' + good)
    first, damaged, last = read([tmp_path])
    assert (first, damaged.reason, damaged.line) == (last, "undecodable", 2)


def test_deep_nesting_is_no_danger(tmp_path):
    [rejected] = written(tmp_path, '{"title": ' + "[" * 100_000, "a.jsonl")
    assert rejected.reason == "bad-json"


@pytest.mark.parametrize("field", ["body", "title", "sections", "note"])
def test_values_within_values_touch_no_other_line(tmp_path, field):
    good = json.dumps(ONE, ensure_ascii=False)
    deep = f'{{"title": "خبر", "body": "متن", "{field}": {"[" * 900}"س"{"]" * 900}}}'
    first, _, last = written(tmp_path, "\n".join([good, deep, good]), "a.jsonl")
    assert first == last
    assert first.title


def test_a_mapping_names_nested_fields(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"t": {"ar": "عنوان"}, "b": "متن"}', encoding="utf-8")
    [article] = read([tmp_path], ReadOptions(mapping={"t.ar": "title", "b": "body"}))
    assert (article.title, article.body, article.extra) == ("عنوان", "متن", {})


@pytest.mark.parametrize(
    "date", ["2019", "09/2019", "2019-09-04", "04/09/2019 07:17", "2019-09-04T07:17:05+03:00", ""]
)
def test_what_inspect_prints_is_read_back_the_same(tmp_path, date):
    record = {
        "id": "1",
        "title": "عنوان",
        "body": "متن &amp; نص",
        "date": date,
        "section": ["أ", "ب"],
        "x": {"y": [1]},
    }
    [article] = written(tmp_path, record)
    assert written(tmp_path, article_json(article)) == [article]


def test_a_record_that_only_looks_like_ours_is_rejected(tmp_path):
    plain = article_json(Article(id="1", title="عنوان"))
    for broken in ({"title": 5}, {"published": "أمس"}, {"precision": "hour"}, {"sections": "سياسة"}):
        [rejected] = written(tmp_path, {**plain, **broken})
        assert rejected.reason == "bad-record"
    with pytest.raises(ValueError, match="Expected"):
        article_from_json({**plain, "title": 5})
    assert issubclass(NotRead, Exception)


def test_a_line_that_is_too_long_is_rejected_once(tmp_path, monkeypatch):
    monkeypatch.setattr("index.sources.inputs.LONGEST_LINE", 64)
    long = json.dumps({"title": "عنوان " * 40}, ensure_ascii=False)
    pieces = written(tmp_path, f"{json.dumps(ONE, ensure_ascii=False)}\n{long}\n{{", "a.jsonl")
    assert [(piece.line, piece.reason) for piece in pieces[1:]] == [(2, "too-large"), (3, "bad-json")]
