import datetime as dt

import pytest

from index.manifest import FileEntry, Manifest, decode, encode

MANIFEST = Manifest(
    format=1,
    id="000001-20240101T000000Z",
    created=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    made_by="reindex",
    parent=None,
    previous=None,
    schema={"id": "keys"},
    analysis="1-abc",
    articles=3,
    documents=3,
    segments=1,
    files={"a": FileEntry(10, "00", "000001-20240101T000000Z"), "b": FileEntry(5, "01", "x")},
)


def test_a_manifest_comes_back() -> None:
    back = decode(encode(MANIFEST))
    assert back.files == MANIFEST.files
    assert back.created == MANIFEST.created
    assert back.size == 15


def test_any_change_of_its_content_breaks_the_seal() -> None:
    data = encode(MANIFEST)
    with pytest.raises(ValueError, match="seal"):
        decode(data.replace(b'"articles": 3', b'"articles": 4'))
