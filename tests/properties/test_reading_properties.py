"""Whatever bytes a file holds, reading it ends; what articles are written as, they are read back from."""

import csv
import io
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Rejected
from index.article_json import article_from_json, article_json
from index.sources.formats import FORMATS
from index.sources.inputs import SourceFile
from index.sources.options import ReadOptions
from index.sources.reading import read_file
from index.sources.text import tidy_line, tidy_paragraphs

PIECES = st.sampled_from(
    [
        "<html>", "<p>", "</p>", "<!--", "<![CDATA[", "<?xml version='1.0' encoding='x'?>", "<title>",
        "<rss><channel><item>", "&#xD800;", "&#0;", "&lt;", "{", "}", "[", "]", '"', '{"title": "', ":",
        '"body"', ",", ";", "\t", "\\ud800", "NaN", "\r", "1e999", "title,body", "\n", "\u2028", "\x00",
        "\ufeff", "العنوان", "قال المتحدث.", "04/09/2019", "مقالات ذات صلة", "(انتهى)",
        "<script type='application/ld+json'>", '{"@type":"Article"', "<time datetime='x'>", "|", " – ",
        "الرئيسية", "https://[", "©",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=20), max_size=40).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "windows-1256"])
CONTENTS = st.binary(max_size=300) | st.builds(
    lambda text, encoding: text.encode(encoding, "ignore"), TEXTS, ENCODINGS
)
NAMES = st.sampled_from(["x", *(f"x.{ending}" for each in FORMATS.values() for ending in each.extensions)])

# Text as it is once tidied; markup and character references would be read as such.
LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "Mn"], exclude_characters="<&")
WORDS = st.text(LETTERS, min_size=1, max_size=8)
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
RECORDS = st.fixed_dictionaries(
    {"id": WORDS, "title": LINES, "body": st.lists(LINES, max_size=4).map("\n".join), "other": LINES}
)


def read_bytes(data, name, **options):
    return list(read_file(SourceFile(name, len(data), lambda: io.BytesIO(data)), ReadOptions(**options)))


@given(TEXTS | st.text(alphabet="اب \n") | st.text(alphabet="اب \n\t\r\xa0\u2028\x00"))
def test_paragraphs_are_tidy_lines_whichever_way_they_are_read(text):
    lines = filter(None, map(tidy_line, text.splitlines()))
    assert tidy_paragraphs(text) == "\n".join(lines)


@given(CONTENTS, NAMES, st.sampled_from([None, *FORMATS]))
def test_reading_never_raises_and_never_is_silent(data, name, kind):
    pieces = read_bytes(data, name, format=kind)
    assert all(isinstance(piece, Article | Rejected) for piece in pieces)
    assert read_bytes(data, name, format=kind) == pieces
    for piece in pieces:
        if isinstance(piece, Article):
            assert piece.title or piece.body
            printed = msgspec.json.encode(article_json(piece))
            assert article_from_json(msgspec.json.decode(printed)) == piece


def jsonl(records):
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records), "x.jsonl"


def json_array(records):
    return json.dumps(records), "x.json"


def comma_separated(records):
    text = io.StringIO()
    writer = csv.DictWriter(text, ["id", "title", "body", "other"])
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue(), "x.csv"


@pytest.mark.parametrize("write", [jsonl, json_array, comma_separated])
@given(
    records=st.lists(RECORDS, min_size=1, max_size=4),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read_back_the_same(write, records, encoding):
    text, name = write(records)
    articles = read_bytes(text.encode(encoding), name)
    assert [
        {"id": article.id, "title": article.title, "body": article.body, **article.extra}
        for article in articles
    ] == records
