"""A small archive of invented news, and a way to write others."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from index.build import reindex
from search.archive import Archive

Record = dict[str, Any]

NEWS: tuple[Record, ...] = (
    {
        "id": "n1",
        "title": "بلدية الزهور تفتتح محطة المياه الجديدة",
        "body": "افتتحت بلدية الزهور محطة المياه الجديدة بعد عامين من العمل.\nوهي تخدم الأحياء الشرقية.",
        "section": "محليات",
        "source": "وكالة الساحل",
        "date": "2021-03-02",
        "author": "هناء الراوي",
    },
    {
        "id": "n2",
        "title": "انقطاع المياه عن حي النخيل",
        "body": "أعلنت شركة المياه انقطاع الخدمة عن حي النخيل لأعمال الصيانة في المحطة.",
        "section": "محليات",
        "source": "صحيفة الميناء",
        "date": "2021-03-15",
    },
    {
        "id": "n3",
        "title": "مهرجان التمور يعود إلى الزهور",
        "body": "يعود مهرجان التمور إلى مدينة الزهور في نسخته العاشرة، وتشارك فيه فرق من حي النخيل.",
        "section": "ثقافة",
        "source": "وكالة الساحل",
        "date": "2021-09-20",
    },
    {
        "id": "n4",
        "title": "فريق الزهور يفوز بكأس الناشئين",
        "body": "فاز فريق الزهور بكأس الناشئين بعد مباراة صعبة أمام فريق الميناء.",
        "section": "رياضة",
        "source": "صحيفة الميناء",
        "date": "2021-09-21",
    },
    {
        "id": "n5",
        "title": "منظمات تبحث حقوق الصيادين",
        "body": "بحثت منظمات محلية حقوق الصيادين في ميناء الزهور، ودعت إلى احترام لحقوق الصيادين الصغار.",
        "section": "اقتصاد",
        "source": "وكالة الساحل",
        "date": "2022-01-05",
    },
    {
        "id": "n6",
        "title": "الصيادون يطالبون بميناء أوسع",
        "body": "طالب الصيادون بتوسعة الميناء. ولهم في ذلك حقوق قديمة، كما قال الصيادين أنفسهم.",
        "section": "اقتصاد",
        "source": "صحيفة الميناء",
    },
    {"id": "n7", "title": "صورة من السوق القديم", "body": "", "section": "ثقافة", "date": "2020-12"},
)


def write_jsonl(path: Path, records: Iterable[Record]) -> Path:
    """Write records as JSON lines."""
    path.write_bytes(b"\n".join(msgspec.json.encode(record) for record in records))
    return path


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Iterable[Record]], Path]:
    """Return what builds an archive of records in a folder of its own, or builds it anew."""

    def made(records: Iterable[Record]) -> Path:
        index = tmp_path / "archive.index"
        reindex([write_jsonl(tmp_path / "news.jsonl", records)], index)
        return index

    return made


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return the archive of all the news, for tests that only ask."""
    folder = tmp_path_factory.mktemp("news")
    reindex([write_jsonl(folder / "news.jsonl", NEWS)], folder / "archive.index")
    return Archive.open(folder / "archive.index")
