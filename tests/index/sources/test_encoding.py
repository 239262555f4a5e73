import pytest

from index.article import Article
from index.sources import read
from index.sources.encoding import decode, detect, is_windows_1256
from index.sources.rejecting import NotRead

TEXT = "«الأربعاء»، قال المتحدث إن 12 سفينة وصلت إلى الميناء؛ ثم غادرت.\n" * 3
JSON = '{"title": "عنوان قصير"}\n{"title": "عنوان ثان"}\n'
CSV = 'title,body\n"عنوان\nقصير",متن\n'
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [TEXT, "عنوان", JSON, CSV])
def test_the_encodings_of_arabic_news_are_told_apart(text, encoding):
    assert decode(text.encode(encoding)).removeprefix("\ufeff") == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("name", "text", "titles"),
    [
        ("a.jsonl", JSON, ["عنوان قصير", "عنوان ثان"]),
        ("a.json", f"[{JSON.strip().replace(chr(10), ',')}]", ["عنوان قصير", "عنوان ثان"]),
        ("a.csv", CSV, ["عنوان قصير"]),
        ("a.tsv", CSV.replace(",", "\t"), ["عنوان قصير"]),
        ("a.txt", "عنوان قصير", ["عنوان قصير"]),
    ],
)
def test_every_format_is_read_in_every_encoding(tmp_path, name, text, titles, encoding):
    (tmp_path / name).write_bytes(text.encode(encoding))
    assert [article.title for article in read([tmp_path]) if isinstance(article, Article)] == titles


def test_utf_8_is_never_taken_for_windows_1256():
    assert not is_windows_1256(TEXT.encode())
    assert not is_windows_1256("ملم ليل نهل طظ".encode())
    assert is_windows_1256(TEXT.encode("windows-1256"))


def test_a_character_that_is_cut_at_the_end_of_the_head_is_no_damage():
    assert detect(TEXT.encode()[:-1]) == "utf-8"
    assert detect("ع".encode()[:1] + b"") == "utf-8"


def test_what_was_declared_is_used_where_the_bytes_are_no_utf_8():
    assert decode("قال".encode("iso-8859-6") * 9, "iso-8859-6") == "قال" * 9
    assert decode(TEXT.encode(), "windows-1256") == TEXT
    assert decode(TEXT.encode("windows-1256"), "no-such-encoding") == TEXT


def test_a_damaged_byte_here_and_there_is_shown_as_such():
    damaged = TEXT.encode().replace("سفينة".encode(), b"\xd8" + "سفينة".encode(), 1)
    assert decode(damaged) == TEXT.replace("سفينة", "\ufffdسفينة", 1)


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0" * 20, bytes(range(128, 256)), b"\x80\x81abc" * 9])
def test_bytes_that_are_no_text_are_not_made_text(data):
    with pytest.raises(NotRead):
        decode(data)
