import datetime as dt

import msgspec
import pytest

from index import schema
from index.manifest import FileEntry, Manifest, OtherFormat, SegmentEntry, decode, encode

MANIFEST = Manifest(
    format=schema.FORMAT,
    id="000001-20240101T000000Z",
    created=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    made_by="reindex",
    parent=None,
    previous=None,
    schema={"id": "keys"},
    analysis="1-abc",
    articles=3,
    documents=3,
    segments=(SegmentEntry("a", 2), SegmentEntry("b", 3, 2, "c")),
    lexicon="d",
    files={"a": FileEntry(10, "00", "000001-20240101T000000Z"), "b": FileEntry(5, "01", "x")},
)


def test_a_manifest_comes_back() -> None:
    back = decode(encode(MANIFEST))
    assert back.files == MANIFEST.files
    assert back.segments == MANIFEST.segments
    assert back.created == MANIFEST.created
    assert back.size == 15


def test_any_change_of_its_content_breaks_the_seal() -> None:
    data = encode(MANIFEST)
    with pytest.raises(ValueError, match="seal"):
        decode(data.replace(b'"articles": 3', b'"articles": 4'))


def test_another_format_is_told_from_damage() -> None:
    """Format 1 had a number of segments where format 2 lists them."""
    other = encode(msgspec.structs.replace(MANIFEST, format=1))
    with pytest.raises(OtherFormat) as told:
        decode(other)
    assert told.value.format == 1
    with pytest.raises(ValueError, match="seal"):
        decode(encode(MANIFEST).replace(b'"format": %d' % schema.FORMAT, b'"format": 1'))
